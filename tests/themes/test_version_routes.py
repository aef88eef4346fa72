"""Keeping, comparing, copying and bringing in frames, in a browser without script."""

import io
import json

import pytest

from tests.themes.test_routes import now, press
from tests.themes.world import FARES, LATE, SAID, SHELTERS, bus_answers, make_themed, make_world, theme
from webapp.access import Stage
from webapp.themes import acts, queries
from webapp.themes.models import FrameVersion, Theme

HOSTILE = "<script>alert(1)</script> {{7*7}}"


@pytest.fixture
def themed(session):
    world, frame = make_themed(session)
    session.commit()
    return world, frame


def upload(visitor, world, data, name="themes.csv"):
    return visitor.open(f"{world.path}/bring-in/file").fill(file=(io.BytesIO(data), name)).send("Bring them in")


def test_an_officer_keeps_a_version_and_sees_what_changed_since(session, as_officer, themed):
    world, frame = themed
    page = as_officer.open(world.path).link("Versions and files")
    page = page.fill(name="Before the board").send("Keep this version")
    assert page.notice == "Version 1 is kept."
    acts.rename(session, frame=frame, theme_id=theme(session, frame, LATE).id, name="Evening buses", person_id=1)
    session.commit()
    page = page.link("Version 1: Before the board")
    assert f"“{LATE}” is called “Evening buses” now." in page.main
    assert page.all("//tbody/tr[1]/th")[0].text_content().strip() == LATE
    page = page.link("Compare the numbers with now")
    assert [cell.text for cell in page.all("//tbody/tr[1]/td")] == ["3", "3"]


def test_two_versions_are_compared(session, as_officer, themed):
    world, frame = themed
    as_officer.open(f"{world.path}/versions").fill(name="One").send("Keep this version")
    acts.drop(session, frame=frame, theme_id=theme(session, frame, SHELTERS).id, person_id=1)
    session.commit()
    page = as_officer.open(f"{world.path}/versions").fill(name="Two").send("Keep this version")
    page = page.link("What changed")
    assert f"“{SHELTERS}” was dropped." in page.main
    assert "From: Version 1, “One”" in page.main


def test_a_version_without_a_name_is_refused_at_its_field(session, as_officer, themed):
    page = as_officer.open(f"{themed[0].path}/versions").send("Keep this version")
    assert page.field_errors == {"name": "Give the version a name, such as “Before the board meeting”."}
    assert session.query(FrameVersion).count() == 0


@pytest.mark.parametrize(
    "path", ["versions/7", "versions/99999999999", "versions/compare?one=9", "versions/compare?one=x"]
)
def test_a_version_that_is_not_there_is_not_found(as_officer, themed, path):
    as_officer.open(f"{themed[0].path}/{path}", status=404)


def test_themes_are_copied_to_another_question_before_anybody_looked_for_any(session, as_officer, themed):
    other = make_world(session, bus_answers(9), slug="again")
    page = as_officer.open(f"{other.path}/bring-in").fill(frame=str(themed[1].id)).send("Copy them")
    assert page.notice == "3 themes were brought in."
    frame = queries.find_frame(session, "question", other.question.id)
    assert [one.name for one in queries.list_themes(session, frame) if not one.special] == [LATE, FARES, SHELTERS]


def test_themes_of_nothing_are_not_copied(session, as_officer, themed):
    page = as_officer.open(f"{themed[0].path}/bring-in").send("Copy them")
    assert page.field_errors == {"frame": "Choose a question."}
    press(as_officer, f"{themed[0].path}/bring-in", f"{themed[0].path}/bring-in", frame="999")


def test_themes_come_from_a_file_and_are_undone_at_once(session, as_officer, themed):
    world, frame = themed
    page = upload(as_officer, world, f"theme,description\nTrains,What runs on rails\n{FARES},\n{HOSTILE},\n".encode())
    now(session)
    assert {"Trains", HOSTILE} < {one.name for one in session.query(Theme)}
    assert "<script>alert" not in page.reply.text
    page = as_officer.open(world.path).send("Undo this")
    assert "Took back: Brought in 2 themes." in page.text
    now(session)
    assert not theme(session, frame, "Trains").live


def test_a_file_with_wrong_rows_brings_nothing_and_says_which(session, as_officer, themed):
    before = session.query(Theme).count()
    page = upload(as_officer, themed[0], f"theme\n{HOSTILE}\n{HOSTILE}\n".encode())
    assert page.field_errors == {"file": "1 row is wrong, so nothing was brought in."}
    assert f"Row 3: “{HOSTILE}” is in Row 2 already." in page.main
    now(session)
    assert session.query(Theme).count() == before


def test_what_is_downloaded_can_be_brought_in_elsewhere(session, as_officer, themed):
    other = make_world(session, bus_answers(9), slug="again")
    for ending in ("csv", "json"):
        body = as_officer.client.get(f"{themed[0].path}/frame-{ending}").data
        upload(as_officer, other, body, f"themes.{ending}")
    now(session)
    frame = queries.find_frame(session, "question", other.question.id)
    assert [one.name for one in queries.list_themes(session, frame) if not one.special] == [LATE, FARES, SHELTERS]


def test_the_json_file_says_what_was_asked_and_which_frame_it_is(as_officer, themed):
    reply = as_officer.client.get(f"{themed[0].path}/frame-json")
    content = json.loads(reply.data)
    assert content["question"] == themed[0].question.text
    assert len(content["digest"]) == 64
    assert content["frame"][0]["people"] == 3
    assert "attachment" in reply.headers["Content-Disposition"]


def test_the_table_for_a_document_shows_people_and_a_typical_excerpt(as_officer, themed):
    page = as_officer.open(f"{themed[0].path}/frame")
    row = [cell.text_content().strip() for cell in page.all("//tbody/tr[1]/*")]
    assert (row[0], row[2]) == (LATE, "3")
    assert row[3].strip("“”") in SAID[LATE]


def test_before_a_consultation_opens_nothing_is_brought_in(session, as_officer):
    world = make_world(session, stage=Stage.DRAFT, slug="draft")
    as_officer.open(f"{world.path}/bring-in", status=403)
