"""What may happen to a poll, at the edges of each rule."""

from datetime import datetime, timedelta

import pytest

from webapp.access import Stage
from webapp.clock import from_local
from webapp.opening import LONGEST, why_not_later, why_not_these_times
from webapp.polls.rules import Showing, reached, shows_result, why_not_close_early, why_not_extend, why_not_withdraw

MONDAY = from_local(datetime(2026, 6, 1, 9), "Europe/London")
DAY = timedelta(days=1)


def test_a_poll_stands_with_exactly_as_many_votes_as_its_quorum():
    assert [reached(20, votes) for votes in (19, 20, 21)] == [False, True, True]
    assert reached(None, 0)


@pytest.mark.parametrize(
    ("stage", "showing", "secret", "seen"),
    [
        (Stage.OPEN, Showing.LIVE, False, True),
        (Stage.OPEN, Showing.LIVE, True, False),
        (Stage.OPEN, Showing.AFTER, False, False),
        (Stage.CLOSED, Showing.AFTER, True, True),
        (Stage.SCHEDULED, Showing.LIVE, False, False),
        (Stage.WITHDRAWN, Showing.LIVE, False, False),
    ],
)
def test_a_result_is_seen_after_closing_and_before_it_only_where_it_is_live_and_not_secret(
    stage, showing, secret, seen
):
    assert shows_result(stage, showing, secret=secret) is seen


@pytest.mark.parametrize("stage", Stage)
def test_only_a_poll_that_has_not_closed_gets_more_time(stage):
    why = why_not_extend(stage=stage, opens_at=MONDAY, closes_at=MONDAY + DAY, until=MONDAY + 2 * DAY)
    assert (why is None) is (stage in {Stage.SCHEDULED, Stage.OPEN})


@pytest.mark.parametrize("stage", Stage)
def test_only_an_open_poll_closes_early_and_only_a_published_one_is_withdrawn(stage):
    assert (why_not_close_early(stage) is None) is (stage is Stage.OPEN)
    assert (why_not_withdraw(stage) is None) is (stage in {Stage.SCHEDULED, Stage.OPEN, Stage.CLOSED})


def test_something_may_stay_open_for_a_year_to_the_second_and_no_longer():
    times = {"opens_at": MONDAY, "now": MONDAY}
    assert why_not_these_times(closes_at=MONDAY + LONGEST, **times) is None
    assert why_not_these_times(closes_at=MONDAY + LONGEST + timedelta(seconds=1), **times)[0] == "closes"
    assert why_not_later(opens_at=MONDAY, closes_at=MONDAY + DAY, until=MONDAY + LONGEST) is None
    assert "within a year" in why_not_later(opens_at=MONDAY, closes_at=MONDAY + DAY, until=MONDAY + LONGEST + DAY)


def test_later_means_later():
    assert "later than" in why_not_later(opens_at=MONDAY, closes_at=MONDAY + DAY, until=MONDAY + DAY)
    assert why_not_these_times(opens_at=MONDAY, closes_at=MONDAY, now=MONDAY - DAY)[0] == "closes"
    assert why_not_these_times(opens_at=MONDAY - 2 * DAY, closes_at=MONDAY, now=MONDAY)[0] == "closes"
