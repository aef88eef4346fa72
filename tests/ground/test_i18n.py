"""Words work with an application and without one."""

from datetime import date

import flask_babel
import pytest
from babel.support import Translations
from flask_babel import format_date

from webapp.i18n import _, _l, in_language, ngettext
from webapp.refusals import Refused


class TooMany(Refused):
    message = _l("There are too many.")


def test_words_outside_an_application_are_english():
    assert _("At most %(most)s.", most=3) == "At most 3."


def test_words_inside_an_application_are_filled_too(session):
    assert _("At most %(most)s.", most=3) == "At most 3."


def test_a_text_without_values_may_hold_a_percent_sign():
    assert _("100% of them") == "100% of them"


def test_a_text_without_values_may_hold_a_percent_sign_inside_too(session):
    assert _("100% of them") == "100% of them"


@pytest.mark.parametrize(("count", "words"), [(0, "0 days"), (1, "1 day"), (2, "2 days")])
def test_one_and_many_have_their_own_words(count, words):
    assert ngettext("%(num)s day", "%(num)s days", count) == words


def test_words_that_wait_are_read_when_they_are_shown():
    assert str(_l("Hello %(name)s", name="Ann")) == "Hello Ann"


def test_a_refusal_says_its_sentence():
    assert str(TooMany()) == "There are too many."


def test_a_refusal_may_say_it_better_and_name_a_field():
    refusal = TooMany("There are 12.", field="points")
    assert (str(refusal), refusal.field) == ("There are 12.", "points")


@pytest.fixture
def welsh(session, monkeypatch):
    """Welsh words for two sentences, found by the library as it finds a catalogue."""
    real = flask_babel.get_translations
    words = Translations()
    words.plural = lambda number: 0 if number == 1 else 1
    words._catalog |= {"Yes": "Ie", ("%(num)s day", 0): "%(num)s diwrnod", ("%(num)s day", 1): "%(num)s o ddyddiau"}
    monkeypatch.setattr(
        flask_babel, "get_translations", lambda: words if str(flask_babel.get_locale()) == "cy" else real()
    )


def test_inside_another_language_everything_is_said_in_it_and_afterwards_as_before(welsh):
    before = _("Yes"), ngettext("%(num)s day", "%(num)s days", 2)
    with in_language("cy"):
        inside = _("Yes"), ngettext("%(num)s day", "%(num)s days", 2), format_date(date(2026, 12, 4), "MMMM")
    assert inside == ("Ie", "2 o ddyddiau", "Rhagfyr")
    assert before == (_("Yes"), ngettext("%(num)s day", "%(num)s days", 2)) == ("Yes", "2 days")


def test_what_goes_wrong_inside_another_language_leaves_the_first_one_standing(welsh):
    def fail():
        with in_language("cy"):
            assert _("Yes") == "Ie"
            raise TooMany

    with pytest.raises(TooMany):
        fail()
    assert _("Yes") == "Yes"
