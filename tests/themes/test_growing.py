"""What happens by itself: learning after enough was read, and how far that moved the picture."""

import pytest
from sqlalchemy import func, select, update

from tests.themes.test_readings import save
from tests.themes.world import (
    ANN,
    LATE,
    SAID,
    answer,
    bus_answers,
    look_for_themes,
    make_themed,
    make_world,
    people,
    work,
)
from webapp import clock
from webapp.jobs.models import Job
from webapp.text import pipeline
from webapp.themes import acts, growing, queries
from webapp.themes.models import Run, Theme, ThemedItem


@pytest.fixture
def machine(monkeypatch):
    """What the machine was asked at its last reading."""
    asked = {}
    real = pipeline.theme

    def theme(answers, **how):
        asked.update(how, answers=answers)
        return real(answers, **how)

    monkeypatch.setattr(pipeline, "theme", theme)
    return asked


def frame_of(session, world):
    return queries.find_frame(session, "question", world.question.id)


def read(session, frame, how_many):
    """So many more answers are read in full."""
    unread = select(ThemedItem.id).where(ThemedItem.frame_id == frame.id, ThemedItem.read_at.is_(None))
    chosen = list(session.scalars(unread.order_by(ThemedItem.id).limit(how_many)))
    session.execute(update(ThemedItem).where(ThemedItem.id.in_(chosen)).values(read_at=clock.now(), read_by=ANN))
    session.commit()


def waiting(session, kind):
    return session.scalar(select(func.count(Job.id)).where(Job.kind == kind, Job.finished_at.is_(None)))


@pytest.fixture
def themed(session, machine):
    world = make_world(session, bus_answers())
    look_for_themes(session, world)
    return world, frame_of(session, world)


def test_the_machine_learns_after_twenty_five_answers_and_once(session, themed):
    _world, frame = themed
    read(session, frame, 24)
    growing.after_reading(session, frame)
    assert waiting(session, growing.SUGGEST_AGAIN) == 0
    read(session, frame, 1)
    growing.after_reading(session, frame)
    growing.after_reading(session, frame)
    assert waiting(session, growing.SUGGEST_AGAIN) == 1


def test_copies_of_the_same_words_count_as_one_answer_read(session, machine):
    world = make_world(session, [*bus_answers(30), *[bus_answers(1)[0]] * 40])
    look_for_themes(session, world)
    frame = frame_of(session, world)
    same = select(ThemedItem.digest).where(ThemedItem.item_id == world.answers[bus_answers(1)[0]]).scalar_subquery()
    session.execute(update(ThemedItem).where(ThemedItem.digest == same).values(read_at=clock.now()))
    growing.after_reading(session, frame)
    assert (growing.count_read(session, frame), waiting(session, growing.SUGGEST_AGAIN)) == (1, 0)


def test_having_learned_it_waits_for_another_twenty_five(session, themed):
    _world, frame = themed
    read(session, frame, 25)
    growing.after_reading(session, frame)
    session.commit()
    work()
    session.expire_all()
    assert growing.reading_of(queries.last_run(session, frame))["read"] == 25
    growing.after_reading(session, frame)
    assert waiting(session, growing.SUGGEST_AGAIN) == 0


def test_learning_looks_for_no_new_themes_and_keeps_what_was_told_of_finding_them(session, themed, machine):
    world, frame = themed
    before = queries.last_run(session, frame).method["how_many_themes"]
    themes = session.scalar(select(func.count(Theme.id)))
    read(session, frame, 25)
    answer(session, world, "Trams are quiet. Trams never stop. I miss the trams of my youth.")
    growing.after_reading(session, frame)
    session.commit()
    work()
    assert machine["closed"] is True
    assert len(machine["coded"]) == 25
    assert session.scalar(select(func.count(Theme.id))) == themes
    session.expire_all()
    assert queries.last_run(session, frame).method["how_many_themes"] == before


def test_learning_says_how_far_the_picture_moved(session, themed):
    _world, frame = themed
    read(session, frame, 25)
    assert growing.tell_reading(queries.last_run(session, frame)) == ""
    growing.after_reading(session, frame)
    session.commit()
    work()
    session.expire_all()
    assert growing.tell_reading(queries.last_run(session, frame)).startswith("Reading still changes the picture")
    assert len(growing.reading_of(queries.last_run(session, frame))["moves"]) == 1


def test_reading_that_moved_nothing_twice_is_called_enough():
    run = Run(method={"reading": {"read": 75, "moves": [8.0, 1.5, 0.5]}})
    assert growing.tell_reading(run).startswith("More reading hardly changes the picture any more")
    assert "1.5 in a hundred" in growing.tell_reading(run)


def test_learning_begins_again_when_somebody_looked_for_themes_meanwhile(session, themed, monkeypatch):
    world, frame = themed
    read(session, frame, 25)
    runs = []
    real = pipeline.theme

    def theme_slowly(*args, **how):
        runs.append(how)
        if len(runs) == 1:
            session.add(Run(frame_id=frame.id, at=clock.now(), software="meanwhile", method={}, seed=0, answers=1,
                            digest="0"))  # fmt: skip
            session.commit()
        return real(*args, **how)

    monkeypatch.setattr(pipeline, "theme", theme_slowly)
    growing.after_reading(session, frame)
    session.commit()
    work()
    assert len(runs) == 2
    assert people(session, world)


def test_every_act_of_an_officer_stands_after_a_run_with_new_answers(session, themed):
    world, frame = themed
    first, second, third, *_ = [one for one in queries.list_themes(session, frame, fresh=True) if not one.special]
    some = queries.excerpts_of_theme(session, first.id, limit=4)
    mine = acts.split(session, frame=frame, codes=[(one.excerpt_id, first.id) for one in some[:2]], name="Ann's",
                      person_id=ANN)  # fmt: skip
    acts.move(session, frame=frame, codes=[(some[2].excerpt_id, first.id)], target_id=second.id, person_id=ANN)
    acts.rename(session, frame=frame, theme_id=second.id, name="Renamed", person_id=ANN)
    acts.pin(session, frame=frame, theme_id=second.id, pinned=True, person_id=ANN)
    acts.nest(session, frame=frame, theme_id=mine.id, parent_id=second.id, person_id=ANN)
    acts.merge(session, frame=frame, source_id=third.id, target_id=first.id, person_id=ANN)
    acts.drop(session, frame=frame, theme_id=first.id, person_id=ANN)
    before = [vars_of(one) for one in queries.list_themes(session, frame, fresh=True)]
    held = {one.excerpt_id for one in queries.excerpts_of_theme(session, mine.id, limit=500)}
    for place in range(10):
        answer(session, world, f"Trams from stop {place} would be quieter than any bus.")
    look_for_themes(session, world)
    after = {one.id: vars_of(one) for one in queries.list_themes(session, frame, fresh=True)}
    assert [after[one["id"]] for one in before] == before
    assert {one.excerpt_id for one in queries.excerpts_of_theme(session, mine.id, limit=500)} >= held
    moved = {one.theme_id for one in queries.codes_of_answers(session, frame, [some[2].item_id])[some[2].item_id]}
    assert second.id in moved
    assert first.id not in moved


def vars_of(one):
    kept = ("id", "name", "description", "parent_id", "merged_into_id", "pinned_at", "dropped_at", "retired_at")
    return {name: getattr(one, name) for name in kept}


def test_new_themes_come_only_from_what_fits_none(session, themed, machine):
    world, frame = themed
    before = {one.id for one in queries.list_themes(session, frame)}
    for place in range(12):
        answer(session, world, f"Plant an orchard with apple and pear trees beside garden number {place}.")
    look_for_themes(session, world)
    new = [one for one in queries.list_themes(session, frame, fresh=True) if one.id not in before]
    held = {one.text for each in new for one in queries.excerpts_of_theme(session, each.id, limit=500)}
    assert held
    assert all("orchard" in text for text in held)


def test_finishing_an_answer_asks_for_learning_when_it_is_time(session, monkeypatch):
    world, frame = make_themed(session)
    monkeypatch.setattr(growing, "LEARN_AFTER", 2)
    save(session, world, frame, SAID[LATE][0], LATE)
    assert waiting(session, growing.SUGGEST_AGAIN) == 0
    save(session, world, frame, SAID[LATE][1], LATE)
    assert waiting(session, growing.SUGGEST_AGAIN) == 1
