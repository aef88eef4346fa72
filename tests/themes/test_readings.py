"""Reading answers in full: who gets which, what is kept, and taking it back."""

from datetime import timedelta

import pytest
from sqlalchemy import select

from tests.themes.world import (
    ANN,
    BOB,
    FARES,
    LATE,
    SAID,
    SHELTERS,
    make_themed,
    make_world,
    people,
    run_by_hand,
    theme,
)
from webapp import clock
from webapp.refusals import Refused
from webapp.themes import acts, marking, queries, readings
from webapp.themes.models import Act, ThemedItem
from webapp.themes.queries import reading

LEAKS = SAID[SHELTERS][0]


def item_of(session, frame, world, text):
    return reading.find_item(session, frame, world.answers[text], fresh=True)


def seen_now(session, frame, item):
    facts = queries.facts_of(queries.list_themes(session, frame, fresh=True))
    return readings.seen(item, readings.standing(session, frame, facts, item.item_id))


def save(session, world, frame, text, *names, person=ANN, span=None, seen=None, stances=None, **made):
    said = queries.find_answer(session, frame, world.answers[text])
    item = item_of(session, frame, world, text)
    marks = {theme(session, frame, name).id: [span or (0, len(text))] for name in names}
    stances = {theme(session, frame, name).id: stance for name, stance in (stances or {}).items()}
    made = readings.Reading(marks=marks, seen=seen or seen_now(session, frame, item), stances=stances, **made)
    return readings.save(session, frame=frame, answer=said, made=made, person_id=person)


def picture(session, world, frame):
    items = session.execute(
        select(ThemedItem.item_id, ThemedItem.read_at, ThemedItem.read_by, ThemedItem.translation)
        .where(ThemedItem.frame_id == frame.id)
        .order_by(ThemedItem.id)
    ).all()
    facts = queries.facts_of(queries.list_themes(session, frame, fresh=True))
    return items, people(session, world), [readings.standing(session, frame, facts, one.item_id) for one in items]


def test_saving_keeps_what_was_ticked_and_takes_out_what_was_not(session):
    world, frame = make_themed(session)
    save(session, world, frame, LEAKS, FARES)
    assert people(session, world) == {LATE: 3, FARES: 3, "None of these themes": 1}
    item = item_of(session, frame, world, LEAKS)
    assert (item.read_by, item.read_at) == (ANN, clock.now())


def test_what_the_machine_suggested_is_kept_as_it_stood_when_the_answer_was_opened(session):
    world, frame = make_themed(session)
    shelters = theme(session, frame, SHELTERS).id
    save(session, world, frame, LEAKS, FARES)
    assert item_of(session, frame, world, LEAKS).suggested == [[shelters, 0.8]]


def test_undoing_a_reading_restores_everything_exactly(session):
    world, frame = make_themed(session)
    save(session, world, frame, LEAKS, SHELTERS, LATE, stances={LATE: "for"}, translation="It drips.")
    before = picture(session, world, frame)
    act = save(session, world, frame, LEAKS, LATE, stances={LATE: "against"}, translation="", person=BOB)
    assert picture(session, world, frame) != before
    acts.undo(session, frame=frame, act_id=act.id, person_id=ANN)
    assert picture(session, world, frame) == before


def test_a_code_that_is_taken_out_and_brought_back_keeps_its_stance(session):
    world, frame = make_themed(session)
    save(session, world, frame, LEAKS, SHELTERS, stances={SHELTERS: "for"})
    before = picture(session, world, frame)
    shelters = theme(session, frame, SHELTERS).id
    excerpt = next(one.excerpt_id for one in queries.excerpts_of_theme(session, shelters))
    act = acts.decide(session, frame=frame, codes=[(excerpt, shelters)], verdict="rejected", person_id=BOB)
    acts.undo(session, frame=frame, act_id=act.id, person_id=BOB)
    assert picture(session, world, frame) == before


def test_nobody_overwrites_what_a_colleague_decided_meanwhile(session):
    world, frame = make_themed(session)
    seen = seen_now(session, frame, item_of(session, frame, world, LEAKS))
    save(session, world, frame, LEAKS, SHELTERS, person=BOB)
    with pytest.raises(readings.DecidedMeanwhile):
        save(session, world, frame, LEAKS, FARES, seen=seen)
    assert people(session, world)[SHELTERS] == 1


def test_two_readers_get_different_answers_in_reading_order(session):
    world, frame = make_themed(session)
    item_of(session, frame, world, LEAKS).read_order = 1
    item_of(session, frame, world, SAID[FARES][0]).read_order = 2
    assert readings.take(session, frame=frame, person_id=ANN) == world.answers[LEAKS]
    assert readings.take(session, frame=frame, person_id=BOB) == world.answers[SAID[FARES][0]]
    assert readings.take(session, frame=frame, person_id=ANN) == world.answers[LEAKS]


def test_an_answer_nobody_looked_at_for_long_is_given_to_a_colleague(session):
    _world, frame = make_themed(session)
    first = readings.take(session, frame=frame, person_id=ANN)
    with clock.set_to(clock.now() + marking.OPEN_FOR + timedelta(seconds=1)):
        assert readings.take(session, frame=frame, person_id=BOB) == first
        assert readings.hold(session, frame=frame, item_id=first, person_id=ANN) == BOB


def test_an_answer_put_off_comes_last_and_going_on_begins_again_at_the_top(session):
    _world, frame = make_themed(session)
    first = readings.take(session, frame=frame, person_id=ANN)
    readings.put_off(session, frame=frame, item_id=first)
    order = []
    while (item_id := readings.take(session, frame=frame, person_id=ANN)) is not None:
        order.append(item_id)
        item = reading.find_item(session, frame, item_id)
        item.read_at, item.read_by = clock.now(), ANN
        session.flush()
    assert (len(order), order[-1]) == (7, first)


def test_next_goes_on_behind_the_answer_one_is_at(session):
    _world, frame = make_themed(session)
    first = readings.take(session, frame=frame, person_id=ANN)
    second = readings.take(session, frame=frame, person_id=ANN, after=first)
    assert second > first
    assert readings.take(session, frame=frame, person_id=ANN, after=second) > second


def test_people_who_take_the_next_answer_at_once_get_different_ones(session, race):
    _world, frame = make_themed(session)
    frame_id, readers = frame.id, [1, 2, 3]
    session.rollback()

    def take(its_session):
        here = its_session.get(type(frame), frame_id)
        return readings.take(its_session, frame=here, person_id=readers.pop())

    taken = race(3, take)
    assert len(set(taken)) == 3, taken


def test_what_is_decided_on_an_answer_holds_for_everybody_who_sent_the_same_words(session):
    letter = "Please keep the number nine bus. It is all we have."
    own = letter + " My mother needs it."
    world = make_world(session, [letter] * 3 + [own])
    frame = run_by_hand(session, world, {"Nine": [letter, own]}, campaigns={letter: 1, own: 1})
    acts.add(session, frame=frame, name="Last resort", person_id=ANN)
    save(session, world, frame, letter, "Last resort", span=(33, len(letter)))
    assert people(session, world) == {"Last resort": 4, "Nine": 1}
    read = session.scalars(select(ThemedItem.item_id).where(ThemedItem.read_at.is_not(None))).all()
    assert len(read) == 3
    acts.undo(
        session, frame=frame, act_id=session.scalars(select(Act.id).order_by(Act.id.desc())).first(), person_id=ANN
    )
    assert people(session, world) == {"Nine": 4}


@pytest.mark.parametrize(
    ("names", "span", "reason"),
    [
        ((), None, "at least one"),
        ((LATE, "none"), None, "beside"),
        ((LATE,), (5, 5), "not in this answer"),
        ((LATE,), (0, 10_000), "not in this answer"),
    ],
)
def test_what_cannot_be_is_refused_with_the_reason(session, names, span, reason):
    world, frame = make_themed(session)
    with pytest.raises(Refused, match=reason) as refusal:
        save(session, world, frame, LEAKS, *names, span=span)
    assert refusal.value.field == "themes"


def test_a_dropped_theme_is_not_given_to_an_answer(session):
    world, frame = make_themed(session)
    acts.drop(session, frame=frame, theme_id=theme(session, frame, LATE).id, person_id=BOB)
    with pytest.raises(Refused, match="dropped"):
        save(session, world, frame, LEAKS, LATE)


def test_an_answer_with_no_theme_is_read_under_none(session):
    world, frame = make_themed(session)
    save(session, world, frame, LEAKS, "none")
    assert people(session, world) == {LATE: 3, FARES: 2, "None of these themes": 2}
