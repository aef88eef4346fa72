"""Versions of a frame that people keep: frozen, listed, compared in words."""

import hashlib
import json
from copy import deepcopy

import pytest
from sqlalchemy import select

from tests.themes.world import ANN, FARES, LATE, SHELTERS, answer, make_themed, run_by_hand, theme, work
from webapp.refusals import Refused
from webapp.summaries.models import Snapshot
from webapp.themes import acts, versions
from webapp.themes.models import FrameVersion


@pytest.fixture
def themed(session):
    return make_themed(session)


def keep(session, frame, name="Before the board"):
    return versions.keep(session, frame=frame, name=name, person_id=ANN)


def test_a_version_holds_every_theme_as_it_stood_and_is_never_changed(session, themed):
    _world, frame = themed
    kept = keep(session, frame)
    before, digest = deepcopy(kept.content), kept.digest
    acts.rename(session, frame=frame, theme_id=theme(session, frame, LATE).id, name="Evening buses", person_id=ANN)
    session.commit()
    session.expire_all()
    again = session.scalars(select(FrameVersion)).one()
    assert again.content == before
    assert {line["name"]: line["people"] for line in before if not line["special"]} == {LATE: 3, FARES: 2, SHELTERS: 1}
    assert versions.digest_of(again.content) == digest == again.digest


def test_versions_are_numbered_in_the_order_they_were_kept(session, themed):
    _world, frame = themed
    keep(session, frame)
    acts.drop(session, frame=frame, theme_id=theme(session, frame, LATE).id, person_id=ANN)
    keep(session, frame, "After the board")
    assert [(one.version.number, one.version.name) for one in versions.list_kept(session, frame)] == [
        (2, "After the board"), (1, "Before the board")
    ]  # fmt: skip


@pytest.mark.parametrize(("name", "words"), [("  ", "Give the version a name"), ("x" * 121, "under 120 letters")])
def test_a_version_has_a_short_name(session, themed, name, words):
    with pytest.raises(Refused, match=words):
        keep(session, themed[1], name)


def test_the_same_frame_is_not_kept_twice_even_when_more_people_answered(session, themed):
    world, frame = themed
    keep(session, frame)
    answer(session, world, "Something more.")
    session.commit()
    run_by_hand(session, world)
    with pytest.raises(versions.NothingChanged):
        keep(session, frame, "Again")


def test_what_changed_is_told_in_words(session, themed):
    _world, frame = themed
    before = keep(session, frame).content
    late, fares, shelters = (theme(session, frame, name) for name in (LATE, FARES, SHELTERS))
    acts.rename(session, frame=frame, theme_id=late.id, name="Evening buses", person_id=ANN)
    acts.describe(session, frame=frame, theme_id=late.id, description="After seven.", person_id=ANN)
    acts.merge(session, frame=frame, source_id=fares.id, target_id=late.id, person_id=ANN)
    acts.drop(session, frame=frame, theme_id=shelters.id, person_id=ANN)
    acts.add(session, frame=frame, name="Trains", person_id=ANN)
    after = versions.read_content(session, frame)
    assert versions.compare(before, after) == [
        "“Last bus too early” is called “Evening buses” now.",
        "“Evening buses” is described in other words.",
        "“Fares too high” became part of “Evening buses”.",
        "“Bus shelters” was dropped.",
        "“Trains” is new.",
    ]
    assert versions.compare(after, before) == [
        "“Evening buses” is called “Last bus too early” now.",
        "“Last bus too early” is described in other words.",
        "“Fares too high” is a theme of its own again.",
        "“Bus shelters” is back.",
        "“Trains” was left behind when somebody started again.",
    ]


def test_nesting_is_told_too(session, themed):
    _world, frame = themed
    before = keep(session, frame).content
    late, fares = theme(session, frame, LATE), theme(session, frame, FARES)
    acts.nest(session, frame=frame, theme_id=fares.id, parent_id=late.id, person_id=ANN)
    after = versions.read_content(session, frame)
    assert versions.compare(before, after) == [f"“{FARES}” stands under “{LATE}” now."]
    assert versions.compare(after, before) == [f"“{FARES}” stands on the first level again."]
    assert [(line["name"], level) for line, level in versions.in_order(after)][:3] == [
        (LATE, 1), (FARES, 2), (SHELTERS, 1)
    ]  # fmt: skip


def make_report(session, as_officer, world):
    """The summary's downloads, asked for in the browser and made by the worker."""
    token = as_officer.open("/account/leave").all("//input[@name='csrf_token']/@value")[0]
    as_officer.send(f"/office/consultations/{world.consultation.id}/downloads", {"csrf_token": token})
    work()
    session.rollback()
    session.expire_all()
    return session.scalars(select(Snapshot).order_by(Snapshot.id.desc())).first()


def test_a_report_is_the_same_to_the_byte_after_its_frame_changed(session, themed, as_officer):
    world, frame = themed
    first = make_report(session, as_officer, world)
    written = json.dumps(first.figures, ensure_ascii=False, indent=2)
    acts.merge(session, frame=frame, source_id=theme(session, frame, FARES).id,
               target_id=theme(session, frame, LATE).id, person_id=ANN)  # fmt: skip
    session.commit()
    second = make_report(session, as_officer, world)
    again = json.dumps(session.get(Snapshot, first.id).figures, ensure_ascii=False, indent=2)
    assert again == written
    assert hashlib.sha256(again.encode() + b"\n").hexdigest() == first.digest != second.digest
    assert first.frame_versions != second.frame_versions
