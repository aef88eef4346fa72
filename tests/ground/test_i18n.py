"""Words work with an application and without one."""

import pytest

from webapp.i18n import _, _l, ngettext
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
