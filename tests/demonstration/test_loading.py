"""The demonstration in the database: once, whole, in the past, and never in production."""

import pytest
from click.testing import CliRunner
from sqlalchemy import func, select

from tests.conftest import NOON
from tests.support.merestone import put
from webapp import clock
from webapp.access import Role, Stage
from webapp.accounts.models import Group, Person
from webapp.accounts.passwords import CHEAP
from webapp.accounts.queries import find_person
from webapp.commands.site import demo
from webapp.consultations import queries
from webapp.consultations.models import Answer, Change, ChangeKind, Channel, Choice, Consultation, Part, Response
from webapp.database import Base, db, writing
from webapp.demonstration import loading, planted
from webapp.places.models import Area, PostcodeSector

SLUGS = {"buses-and-streets": 640, "warm-homes-good-jobs": 410, "our-high-street": 612}


def test_a_site_with_a_consultation_of_its_own_is_left_alone(app, session):
    session.add(Consultation(slug="ours", title="Ours", created_at=clock.now()))
    session.commit()
    assert loading.load(session, hasher=CHEAP) is False
    assert session.scalar(select(func.count(Person.id))) == 0


def test_it_is_refused_in_production(app, tmp_path, monkeypatch):
    keys = {"SECRET_KEY": "s" * 40, "RECEIPT_KEY": "r" * 40, "ENVIRONMENT": "production"}
    for name, value in {**keys, "DATABASE_URL": app.config["DATABASE_URL"]}.items():
        monkeypatch.setenv(f"FOLKMOOT_{name}", value)
    monkeypatch.setenv("FOLKMOOT_INSTANCE", str(tmp_path))
    done = CliRunner().invoke(demo)
    assert done.exit_code == 1
    assert "not loaded in production" in done.output
    with app.app_context():
        assert db.session.scalar(select(func.count(Consultation.id))) == 0


@pytest.fixture(scope="module")
def _merestone(_site):
    with clock.set_to(NOON):
        put(_site)
        yield _site.app


@pytest.fixture
def loaded(_merestone):
    """A session on the loaded demonstration, which is loaded once for this module."""
    with _merestone.app_context():
        writing.set(False)
        yield db.session


def find(session, slug):
    return queries.find_by_slug(session, slug)


def count_by(session, slug, column):
    of_this = Response.consultation_id == find(session, slug).id
    return dict(session.execute(select(column, func.count()).where(of_this).group_by(column)).all())


@pytest.mark.parametrize("slug", SLUGS)
def test_as_many_people_answer_as_were_planted(loaded, slug):
    assert queries.count_responses(loaded, find(loaded, slug).id) == SLUGS[slug]


@pytest.mark.parametrize(
    ("slug", "channels"),
    [
        ("buses-and-streets", planted.BUSES_CHANNELS),
        ("warm-homes-good-jobs", planted.HOMES_CHANNELS),
        ("our-high-street", planted.HIGH_STREET_CHANNELS),
    ],
)
def test_they_come_by_the_planted_channels(loaded, slug, channels):
    assert count_by(loaded, slug, Response.channel) == {Channel(name): count for name, count in channels.items()}


def test_they_write_in_the_planted_languages(loaded):
    languages = count_by(loaded, "buses-and-streets", Response.language)
    assert languages == {**planted.BUSES_LANGUAGES, "en": 640 - sum(planted.BUSES_LANGUAGES.values())}


def test_607_answer_for_themselves_and_33_for_an_organisation(loaded):
    who = next(q for q in queries.read_sheet(loaded, find(loaded, "buses-and-streets")).questions if q.asks_who)
    chosen = select(func.count(Answer.id)).join(Choice).where(Answer.question_id == who.id)
    organisations = loaded.scalar(chosen.where(Choice.part == Part.ORGANISATION))
    assert (loaded.scalar(chosen) - organisations, organisations) == (607, 33)


def test_everybody_sent_in_the_past(loaded):
    assert loaded.scalar(select(func.count(Response.id)).where(Response.sent_at >= clock.now())) == 0
    assert loaded.scalar(select(func.count(Response.id)).where(Response.sent_at.is_(None))) == 0


@pytest.mark.parametrize("slug", SLUGS)
def test_nobody_sent_before_it_opened_or_after_it_closed_unless_late(loaded, slug):
    row = find(loaded, slug)
    sent = select(func.count(Response.id)).where(Response.consultation_id == row.id)
    assert loaded.scalar(sent.where(Response.created_at < row.opens_at)) == 0
    assert loaded.scalar(sent.where(Response.sent_at > row.closes_at, ~Response.late)) == 0


def test_seven_came_late(loaded):
    assert count_by(loaded, "buses-and-streets", Response.late)[True] == planted.BUSES_TRAPS["late"]


def test_the_buses_are_open_and_the_others_have_closed(loaded):
    stages = {slug: queries.stage(find(loaded, slug), now=clock.now()) for slug in SLUGS}
    assert stages == {"buses-and-streets": Stage.OPEN, "warm-homes-good-jobs": Stage.CLOSED,
                      "our-high-street": Stage.CLOSED}  # fmt: skip


def test_the_extension_says_why(loaded):
    change = loaded.scalars(select(Change).where(Change.kind == ChangeKind.EXTENDED)).one()
    assert change.reason == loading.WHY_LONGER
    assert change.closes_at == find(loaded, "buses-and-streets").closes_at


def test_the_place_is_whole(loaded):
    assert loaded.scalar(select(func.count(Area.id))) == 11
    assert loaded.scalar(select(func.count(PostcodeSector.id))) == 15
    assert loaded.scalar(select(func.count(Group.id))) == 9


@pytest.mark.parametrize(("name", "email", "role"), loading.SIGN_INS)
def test_everybody_who_can_sign_in_has_their_role(loaded, name, email, role):
    person = find_person(loaded, email)
    assert person.name == name
    assert role in person.role_set
    assert role is Role.RESIDENT or len(person.role_set - {Role.RESIDENT, Role.GROUP_MEMBER}) == 1


def test_every_answer_belongs_to_a_question_of_its_consultation(loaded):
    astray = """SELECT count(*) FROM answer JOIN response ON response.id = answer.response_id
                JOIN question ON question.id = answer.question_id
                WHERE question.consultation_id <> response.consultation_id"""
    assert loaded.connection().exec_driver_sql(astray).scalar() == 0


def test_no_answer_is_empty(loaded):
    empty = select(func.count(Answer.id)).where(
        Answer.choice_id.is_(None), Answer.area_id.is_(None), Answer.text.is_(None)
    )
    assert loaded.scalar(empty) == 0


def test_a_second_call_does_nothing(loaded):
    before = {name: loaded.scalar(select(func.count()).select_from(table)) for name, table in tables()}
    assert loading.load(loaded, hasher=CHEAP) is False
    assert {name: loaded.scalar(select(func.count()).select_from(table)) for name, table in tables()} == before


def tables():
    return Base.metadata.tables.items()
