from hypothesis import given
from hypothesis import strategies as st
from lxml import etree

from webapp.documents.words import clean, one_line


def test_plain_words_come_back_as_they_are():
    text = "Good morning"
    assert clean(text) is text


def test_letters_of_every_script_and_emoji_are_kept():
    text = "ŵ ਪੰਜਾਬੀ اردو 👩‍👩‍👧 中文"
    assert clean(text) == text


def test_characters_that_no_file_may_hold_are_marked():
    assert clean("a\x00b\ud800c\uffff") == "a\ufffdb\ufffdc\ufffd"


def test_words_cannot_turn_round_what_follows_them():
    assert clean("\u202eevil\u202c\u2067") == "evil"


def test_every_kind_of_line_break_becomes_one():
    assert clean("a\r\nb\rc\u2028d") == "a\nb\nc\nd"


def test_a_heading_is_one_line():
    assert one_line(" a\n\n b\t c ") == "a b c"


@given(st.text(alphabet=st.characters()))
def test_anything_cleaned_is_legal_in_xml(text):
    element = etree.Element("p")
    element.text = clean(text)
    assert etree.fromstring(etree.tostring(element)).text in (clean(text), None)


@given(st.text(alphabet=st.characters()))
def test_cleaning_twice_changes_nothing_more(text):
    assert clean(clean(text)) == clean(text)
