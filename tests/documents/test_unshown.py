from webapp.documents.unshown import find_unshown, name_unshown, rare_letters


def test_plain_letters_need_no_look_up():
    assert rare_letters(["Good – “café” £5 ŵ Ж Ω …"]) == set()


def test_the_typesetter_knows_which_letters_it_lacks():
    assert find_unshown({"ਪ", "😀", "ب", "→"}) == {"ਪ", "😀"}


def test_words_of_a_script_are_named_once():
    assert name_unshown("So: ਪੰਜਾਬੀ ਹੈ, ਪ ok", set("ਪੰਜਾਬੀਹੈ")) == "So: [Gurmukhi script] ok"


def test_one_missing_letter_takes_all_words_of_its_script():
    assert name_unshown("شام ہے", {"ہ"}) == "[Arabic script]"


def test_emoji_are_named_without_their_skin_and_joiners():
    assert name_unshown("Yes 👍🏽!", {"👍"}) == "Yes [thumbs up sign]!"


def test_words_that_can_be_shown_are_left_alone():
    text = "مرحبا and good day"
    assert name_unshown(text, {"ਪ"}) is text
