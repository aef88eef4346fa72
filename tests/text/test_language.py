from webapp.text.language import UNKNOWN, find_languages


def test_plain_english_is_seen_as_english():
    assert find_languages(["The buses are late and it should not be like this."]) == ["en"]


def test_other_languages_and_scripts_are_told_apart():
    texts = [
        "Der Bus kommt leider jeden Tag zu spät und ist außerdem zu teuer.",
        "Autobus codziennie się spóźnia, a bilety są zbyt drogie dla rodzin.",
        "بس ہر روز دیر سے آتی ہے اور کرایہ بہت زیادہ ہے",
    ]
    assert find_languages(texts) == ["de", "pl", "ur"]


def test_a_text_too_short_to_tell_counts_as_the_commonest_language():
    assert find_languages(["The bus is always late.", "Fares", "OK"]) == ["en", "en", "en"]


def test_a_text_without_letters_has_no_language():
    assert find_languages(["123 !!", "😊", ""]) == [UNKNOWN, UNKNOWN, UNKNOWN]
