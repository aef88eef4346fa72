"""Reading consultations: lists, counts, and the sheet that is kept in memory."""

import itertools

import pytest
from sqlalchemy import select

from tests.support.consultations import bus_consultation, make_consultation, make_question
from webapp import clock
from webapp.access import Stage
from webapp.consultations import queries
from webapp.consultations.models import Consultation, Kind, Response


@pytest.fixture
def of_each_stage(session):
    return {stage: make_consultation(session, slug=stage.value, stage=stage) for stage in Stage}


def listed(session, *stages):
    wanted = queries.stage_in_sql(now=clock.now()).in_(stages)
    return list(session.scalars(select(Consultation.slug).where(wanted).order_by(Consultation.closes_at)))


@pytest.mark.parametrize("stage", Stage)
def test_a_list_holds_those_at_its_stage_and_no_other(session, of_each_stage, stage):
    assert listed(session, stage) == [stage.value]


def test_those_that_close_first_stand_first(session, of_each_stage):
    assert listed(session, Stage.OPEN, Stage.SCHEDULED, Stage.CLOSED) == ["closed", "open", "scheduled"]


def test_only_what_was_sent_and_stands_is_counted(session):
    row, now = make_consultation(session), clock.now()
    facts = [{}, {"sent_at": now}, {"sent_at": now, "withdrawn_at": now}, {"sent_at": now, "excluded_at": now},
             {"sent_at": now, "late": True}]  # fmt: skip
    session.add_all(Response(consultation_id=row.id, created_at=now, **one) for one in facts)
    session.flush()
    assert queries.count_responses(session, row.id) == 2
    assert queries.count_responses_of_each(session, [row.id, 999]) == {row.id: 2}
    assert queries.count_begun(session, row.id) == 5


def pages(session, **filters):
    """The titles of every page of the office's list, going back from the newest."""
    page = queries.list_for_office(session, now=clock.now(), most=3, **filters)
    yield [row.consultation.slug for row in page.rows]
    while page.older:
        page = queries.list_for_office(session, now=clock.now(), most=3, before=page.older, **filters)
        yield [row.consultation.slug for row in page.rows]


@pytest.mark.parametrize("count", [0, 1, 3, 4, 6, 7])
def test_the_offices_list_shows_each_once_newest_first(session, count):
    for number in range(count):
        make_consultation(session, slug=f"c{number}")
    shown = list(itertools.chain(*pages(session)))
    assert shown == [f"c{number}" for number in reversed(range(count))]


def test_the_offices_list_goes_forward_as_it_went_back(session):
    for number in range(7):
        make_consultation(session, slug=f"c{number}")
    first = queries.list_for_office(session, now=clock.now(), most=3)
    second = queries.list_for_office(session, now=clock.now(), most=3, before=first.older)
    back = queries.list_for_office(session, now=clock.now(), most=3, after=second.newer)
    assert [row.consultation.slug for row in back.rows] == [row.consultation.slug for row in first.rows]
    assert (first.newer, back.newer) == (None, None)


@pytest.mark.parametrize(("words", "found"), [("BUS", 1), ("100%", 1), ("%", 1), ("_", 0), ("nothing", 0), ("", 2)])
def test_words_are_found_as_they_are_written(session, words, found):
    make_consultation(session, title="Buses")
    make_consultation(session, slug="two", title="100% of homes")
    assert len(queries.list_for_office(session, words=words, now=clock.now()).rows) == found


def test_a_sheet_is_read_once_for_each_version(session):
    row = bus_consultation(session)
    assert queries.read_sheet(session, row) is queries.read_sheet(session, row)


def test_a_changed_question_is_in_the_next_reading(session):
    row = bus_consultation(session)
    before = queries.read_sheet(session, row)
    make_question(session, row, Kind.SHORT_TEXT, text="One more?")
    after = queries.read_sheet(session, row)
    assert (len(before.questions), len(after.questions)) == (12, 13)


def test_a_sheet_knows_the_page_of_each_question(session):
    sheet = queries.read_sheet(session, bus_consultation(session))
    assert list(sheet.page_by_question.values()) == [1, 1, 2, 2, 3, 4, 4, 5, 5, 6, 6, 6]


def test_slugs_in_use_are_found_by_their_start_and_no_sign_is_a_wildcard(session):
    for slug in ("buses", "buses-2", "busy"):
        make_consultation(session, slug=slug)
    assert queries.list_slugs_like(session, "buses") == {"buses", "buses-2"}
    assert queries.list_slugs_like(session, "bus_") == set()
