"""Stages, from dates: in Python and in SQL by the same rule; and what may happen at each."""

import itertools
from datetime import UTC, datetime, timedelta

import pytest
from sqlalchemy import select

from webapp import opening
from webapp.access import Stage, stage_of
from webapp.consultations import queries, rules
from webapp.consultations.models import Consultation

NOW = datetime(2026, 6, 1, 11, tzinfo=UTC)
DAY, SECOND = timedelta(days=1), timedelta(seconds=1)
MOMENTS = [None, NOW - 9 * DAY, NOW - SECOND, NOW, NOW + SECOND, NOW + 9 * DAY]
GRACE = timedelta(minutes=30)


def combinations():
    for published, opens, closes, withdrawn in itertools.product(MOMENTS, repeat=4):
        if opens is None or closes is None or opens < closes:
            yield {"published_at": published, "opens_at": opens, "closes_at": closes, "withdrawn_at": withdrawn}


def test_the_stage_in_sql_is_the_stage_in_python_for_every_combination_of_dates(session):
    dates = list(combinations())
    rows = [Consultation(slug=f"c{n}", title="C", created_at=NOW, **one) for n, one in enumerate(dates)]
    session.add_all(rows)
    session.flush()
    found = dict(session.execute(select(Consultation.slug, queries.stage_in_sql(now=NOW))).all())
    wrong = [one for n, one in enumerate(dates) if found[f"c{n}"] != stage_of(**one, now=NOW).value]
    assert len(found) > 700
    assert wrong == []
    assert set(found.values()) == {stage.value for stage in Stage}


def stage(**dates):
    usual = {"published_at": NOW - DAY, "opens_at": NOW - DAY, "closes_at": NOW + DAY, "withdrawn_at": None}
    return stage_of(**usual | dates, now=NOW)


def test_it_opens_at_the_very_second():
    assert stage(opens_at=NOW + SECOND) is Stage.SCHEDULED
    assert stage(opens_at=NOW) is Stage.OPEN


def test_it_closes_at_the_very_second():
    assert stage(closes_at=NOW + SECOND) is Stage.OPEN
    assert stage(closes_at=NOW) is Stage.CLOSED


def test_what_is_not_published_is_a_draft_whatever_its_dates():
    assert stage(published_at=None) is Stage.DRAFT


def test_what_was_withdrawn_stays_withdrawn():
    assert {stage(withdrawn_at=NOW, published_at=one) for one in MOMENTS} == {Stage.WITHDRAWN}


def takes(stage=Stage.CLOSED, begun_at=NOW - SECOND, closes_at=NOW, after=timedelta(0)):
    return rules.takes_answers(stage, begun_at=begun_at, closes_at=closes_at, now=NOW + after, grace=GRACE)


def test_an_open_consultation_takes_answers():
    assert takes(Stage.OPEN, begun_at=None, closes_at=NOW + DAY)


@pytest.mark.parametrize("other", [Stage.DRAFT, Stage.SCHEDULED, Stage.WITHDRAWN])
def test_no_grace_helps_what_is_not_open_or_closed(other):
    assert not takes(other)


def test_an_answer_begun_in_time_has_the_whole_grace_period_and_not_a_second_more():
    assert takes(after=GRACE - SECOND)
    assert not takes(after=GRACE)


def test_an_answer_begun_at_the_closing_second_is_too_late():
    assert not takes(begun_at=NOW)


def test_an_answer_that_nobody_began_has_no_grace():
    assert not takes(begun_at=None)


def lacks(**changes):
    whole = {"title": "T", "summary": "S", "questions": 3, "asks_permission": True, "open_points": 1,
             "decision_maker": "The Board", "contact": "Robin"}  # fmt: skip
    return rules.why_not_publish(**whole | changes)


def test_what_is_whole_may_be_published():
    assert lacks() == []


@pytest.mark.parametrize("missing", ["title", "summary", "questions", "asks_permission", "open_points",
                                     "decision_maker", "contact"])  # fmt: skip
def test_each_thing_that_is_missing_is_said_in_one_sentence(missing):
    assert len(lacks(**{missing: 0})) == 1


@pytest.mark.parametrize(("opens", "closes", "allowed"), [(-1, 1, True), (1, 1, False), (2, 1, False), (-9, -1, False),
                                                          (1, 365, True), (1, 366, False), (1, 0, False)])  # fmt: skip
def test_it_closes_after_it_opens_in_the_future_and_within_a_year(opens, closes, allowed):
    why = opening.why_not_these_times(opens_at=NOW + opens * DAY, closes_at=NOW + closes * DAY, now=NOW)
    assert (why is None) is allowed


@pytest.mark.parametrize("at", Stage)
def test_questions_change_only_before_anybody_could_answer(at):
    before = at in {Stage.DRAFT, Stage.SCHEDULED}
    assert (rules.why_not_edit_questions(stage=at, responses=0) is None) is before
    assert rules.why_not_edit_questions(stage=at, responses=1) is not None


@pytest.mark.parametrize("at", Stage)
def test_only_what_is_open_closes_early_and_only_what_has_closed_reopens(at):
    assert (rules.why_not_close_early(at) is None) is (at is Stage.OPEN)
    assert (rules.why_not_reopen(stage=at, until=NOW + DAY, now=NOW) is None) is (at is Stage.CLOSED)


@pytest.mark.parametrize(("days", "allowed"), [(1, True), (0, False), (-1, False), (365, False), (363, True)])
def test_an_extension_is_later_than_before_and_within_a_year(days, allowed):
    until = NOW + days * DAY
    assert (rules.why_not_extend(stage=Stage.OPEN, opens_at=NOW, closes_at=NOW, until=until) is None) is allowed
