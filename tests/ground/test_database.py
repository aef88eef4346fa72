"""What holds on SQLite and PostgreSQL alike."""

from datetime import UTC, datetime, timedelta, timezone

import pytest
from sqlalchemy import func, inspect, select, text
from sqlalchemy.exc import IntegrityError, StatementError

from tests.support.consultations import make_consultation
from webapp import clock
from webapp.access import Stage
from webapp.consultations.models import Consultation, Response, Section
from webapp.database import Base, refused_as
from webapp.places.models import Area
from webapp.refusals import Refused

ALL = {"uq_area_code": type("CodeTaken", (Refused,), {}), "uq_consultation_slug": type("SlugTaken", (Refused,), {})}
LATER = timezone(timedelta(hours=5, minutes=30))


def make_area(code="A-1"):
    return Area(code=code, name="Foundry", district="Calderwick")


def add(session, *rows, refusals=None):
    """Add rows as a service would; a broken constraint becomes its refusal."""
    with refused_as(session, ALL if refusals is None else refusals):
        for row in rows:
            session.add(row)
            session.flush()


def pragma(session, name):
    return session.scalar(text(f"PRAGMA {name}"))


@pytest.fixture
def on_sqlite(session):
    if session.get_bind().dialect.name != "sqlite":
        pytest.skip("holds for SQLite only")
    return session


def test_a_moment_without_a_zone_is_refused(session):
    with pytest.raises(StatementError, match="without a time zone"):
        make_consultation(session, created_at=datetime(2026, 1, 1))


def test_a_moment_comes_back_as_it_went_and_in_utc(session):
    moment = datetime(2026, 7, 1, 9, 30, 15, tzinfo=LATER)
    row = make_consultation(session, created_at=moment)
    session.expire_all()
    read = session.get_one(Consultation, row.id).created_at
    assert (read, read.tzinfo) == (moment, UTC)


def test_moments_compare_by_time_and_not_by_how_they_were_written(session):
    make_consultation(session, created_at=datetime(2026, 7, 1, 1, 0, tzinfo=LATER))
    before = select(Consultation.slug).where(Consultation.created_at < datetime(2026, 6, 30, 20, 0, tzinfo=UTC))
    assert session.scalars(before).all() == ["buses"]


def test_a_broken_constraint_becomes_its_own_refusal(session):
    session.add(make_area())
    session.flush()
    with pytest.raises(ALL["uq_area_code"]):
        add(session, make_area())


def test_another_constraint_becomes_another_refusal(session):
    make_consultation(session)
    with pytest.raises(ALL["uq_consultation_slug"]):
        add(session, Consultation(slug="buses", title="Again", created_at=clock.now()))


def test_a_constraint_nobody_named_stays_an_error(session):
    session.add(make_area())
    session.flush()
    others = {"uq_consultation_slug": ALL["uq_consultation_slug"]}
    with pytest.raises(IntegrityError):
        add(session, make_area(), refusals=others)


def test_the_transaction_lives_on_after_a_refusal(session):
    session.add(make_area())
    session.flush()
    with pytest.raises(Refused):
        add(session, make_area())
    session.add(make_area("A-2"))
    session.commit()
    assert session.scalars(select(Area.code).order_by(Area.code)).all() == ["A-1", "A-2"]


def test_what_was_done_before_a_refusal_inside_it_is_taken_back(session):
    session.add(make_area())
    session.flush()
    with pytest.raises(Refused):
        add(session, make_area("A-2"), make_area())
    assert session.scalars(select(Area.code)).all() == ["A-1"]


def test_a_rollback_leaves_nothing_behind(session):
    session.add(make_area())
    session.flush()
    session.rollback()
    assert session.scalar(select(func.count(Area.id))) == 0


def test_a_row_cannot_belong_to_nothing(session):
    session.add(Section(consultation_id=12345, position=1, title="Lost"))
    with pytest.raises(IntegrityError):
        session.flush()


def test_what_belongs_to_a_row_goes_with_it(session):
    row = make_consultation(session)
    session.add(Response(consultation_id=row.id, created_at=clock.now()))
    session.flush()
    session.execute(text("DELETE FROM consultation"))
    assert session.scalar(select(func.count(Response.id))) == 0


def test_a_consultation_cannot_close_before_it_opens(session):
    with pytest.raises(IntegrityError):
        make_consultation(session, stage=Stage.OPEN, closes_at=clock.now() - timedelta(days=50))


def test_sqlite_keeps_what_it_acknowledged_through_a_power_cut(on_sqlite):
    assert (pragma(on_sqlite, "journal_mode"), pragma(on_sqlite, "synchronous")) == ("wal", 2)


def test_sqlite_has_real_foreign_keys_and_waits_for_its_turn(on_sqlite):
    assert (pragma(on_sqlite, "foreign_keys"), pragma(on_sqlite, "busy_timeout")) == (1, 15_000)


def test_every_table_a_model_makes_is_in_the_database(session):
    assert set(Base.metadata.tables) <= set(inspect(session.get_bind()).get_table_names())


def test_every_constraint_has_a_name():
    unnamed = [
        (table.name, type(one).__name__)
        for table in Base.metadata.tables.values()
        for one in table.constraints
        if one.name is None
    ]
    assert unnamed == []


def test_two_people_who_write_at_once_both_get_their_turn(session, race):
    codes = iter([f"A-{number}" for number in range(12)])
    outcomes = race(12, lambda own: own.add(make_area(next(codes))))
    assert outcomes == [None] * 12
    assert session.scalar(select(func.count(Area.id))) == 12


def test_a_session_that_writes_reads_what_was_there_when_it_began(race, session):
    """Each adds one to what it has read; with a lock taken too late some would be lost."""
    row = make_consultation(session, minutes=0)
    session.rollback()

    def add_one(own):
        found = own.scalars(select(Consultation).where(Consultation.id == row.id).with_for_update()).one()
        found.minutes += 1

    race(8, add_one)
    session.expire_all()
    assert session.get_one(Consultation, row.id).minutes == 8
