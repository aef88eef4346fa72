"""Coding a second time: the draw, the queue, what is kept of the first coder, and settling."""

from collections import Counter

import pytest
from sqlalchemy import delete, func, select

from tests.themes.pairing import code_second, make_drawn, read_first, reading_of
from tests.themes.world import (
    ANN,
    BOB,
    FARES,
    LATE,
    SAID,
    SHELTERS,
    code,
    make_themed,
    make_world,
    people,
    run_by_hand,
    theme,
)
from webapp import clock
from webapp.consultations.models import Answer, Response
from webapp.refusals import Refused
from webapp.themes import acting, acts, pair_rules, pairs, quality, queries, telling
from webapp.themes.models import Act, ActKind, CodeFrame, Decision, SecondCode, SecondReading, Verdict
from webapp.themes.pair_rules import Side
from webapp.themes.queries import second

LEAKS, FIRST_LATE = SAID[SHELTERS][0], SAID[LATE][0]
CAT = 3


def names(session, frame, theme_ids):
    known = {one.id: one.name for one in queries.list_themes(session, frame)}
    return {known[one] for one in theme_ids}


def pair_of(session, frame, item_id):
    found = quality.pairs_of_people(session, frame, queries.list_themes(session, frame, fresh=True))
    return next((one for one in found if one.item_id == item_id), None)


# --- the draw


@pytest.mark.parametrize(
    ("different", "share", "answers"), [(1_000, 15, 150), (1_001, 15, 151), (100, 10, 30), (12, 10, 12), (0, 15, 0)]
)
def test_a_share_is_at_least_thirty_where_there_are_so_many(different, share, answers):
    assert pair_rules.how_many(different, share) == answers


def test_the_lot_is_the_same_for_the_same_number_and_a_larger_share_holds_the_smaller():
    groups = [[number] for number in range(1, 101)]
    small, large = (pair_rules.draw(groups, seed=5, wanted=count, drawn=()) for count in (10, 20))
    assert large[:10] == small
    assert pair_rules.draw(groups, seed=5, wanted=20, drawn=small) == large[10:]
    assert pair_rules.draw(groups, seed=6, wanted=10, drawn=()) != small


def test_every_answer_has_the_same_chance_whatever_the_size_of_its_group():
    groups = [list(range(1, 51)), *([number] for number in range(51, 61))]
    seen = Counter(item for seed in range(1_100) for item in pair_rules.draw(groups, seed=seed, wanted=1, drawn=()))
    from_letter = sum(seen[item] for item in groups[0])
    assert 70 < from_letter < 135
    assert len([item for item in groups[0] if seen[item]]) > 25


def test_of_equal_answers_and_of_a_letter_one_is_drawn(session):
    letter, same = "Please keep the number nine bus.", "Lower the fares."
    world = make_world(session, [letter, letter, f"{letter} Yes.", same, same, "A word of my own."])
    frame = run_by_hand(session, world, campaigns={letter: 1, f"{letter} Yes.": 1})
    act = pairs.draw(session, frame=frame, share=100, seed=None, person_id=ANN)
    assert act.facts["answers"] == 3
    assert 1 <= act.facts["seed"] <= 999_999
    drawn = second.items_drawn(session, frame)
    assert len({session.get_one(Answer, item).text[:10] for item in drawn}) == 3


def test_a_second_draw_goes_on_with_the_number_of_the_first(session):
    world = make_world(session, [f"Bus {number} is late." for number in range(100)])
    frame = run_by_hand(session, world, {})
    first = pairs.draw(session, frame=frame, share=10, seed=77, person_id=ANN)
    again = pairs.draw(session, frame=frame, share=100, seed=3, person_id=ANN)
    assert [(one.facts["answers"], one.facts["seed"]) for one in (first, again)] == [(30, 77), (70, 77)]
    with pytest.raises(Refused, match="larger share"):
        pairs.draw(session, frame=frame, share=10, seed=None, person_id=ANN)


def test_a_draw_stands_in_the_history_and_cannot_be_undone(session):
    _world, frame = make_drawn(session)
    act = session.scalars(select(Act)).one()
    assert telling.tell(act) == "Drew 7 answers for a second coder, by lot from the number 7."
    with pytest.raises(acting.CannotBeUndone):
        acts.undo(session, frame=frame, act_id=act.id, person_id=ANN)


# --- the queue


def test_two_second_coders_at_once_never_get_the_same_answer(session, race):
    _world, frame = make_drawn(session)
    frame_id, coders = frame.id, [11, 12, 13, 14]
    session.rollback()
    taken = race(4, lambda s: pairs.take(s, frame=s.get(CodeFrame, frame_id), person_id=coders.pop()).id)
    assert len(set(taken)) == 4, taken


def test_somebody_who_asks_twice_gets_the_answer_they_have(session):
    _world, frame = make_drawn(session)
    first = pairs.take(session, frame=frame, person_id=BOB)
    assert pairs.take(session, frame=frame, person_id=BOB).id == first.id


def test_an_answer_given_back_goes_to_somebody_else(session):
    _world, frame = make_drawn(session)
    taken = pairs.take(session, frame=frame, person_id=BOB)
    pairs.give_back(session, frame=frame, reading_id=taken.id)
    assert pairs.take(session, frame=frame, person_id=CAT).id == taken.id


def test_nobody_codes_a_second_time_what_they_read_or_decided_on_before(session):
    world, frame = make_drawn(session)
    read_first(session, frame, world.answers[LEAKS], person_id=BOB)
    leaks = reading_of(session, frame, world.answers[LEAKS]).id
    session.execute(delete(SecondReading).where(SecondReading.id != leaks))
    assert pairs.take(session, frame=frame, person_id=BOB) is None
    assert pairs.take(session, frame=frame, person_id=CAT).id == leaks


def test_an_answer_that_counts_no_more_is_in_no_queue(session):
    world, frame = make_drawn(session)
    session.get_one(Response, session.get_one(Answer, world.answers[LEAKS]).response_id).excluded_at = clock.now()
    session.flush()
    assert second.standing(session, frame, BOB).drawn == 6
    assert second.find_reading(session, frame, reading_of(session, frame, world.answers[LEAKS]).id) is None


def test_two_taps_on_save_save_once(session, race):
    world, frame = make_drawn(session)
    reading = reading_of(session, frame, world.answers[LEAKS])
    reading.person_id = BOB
    session.commit()
    frame_id, reading_id, spans = frame.id, reading.id, {theme(session, frame, LATE).id: (0, 3)}
    session.rollback()

    def save(its):
        return pairs.save(its, frame=its.get(CodeFrame, frame_id), reading_id=reading_id, spans=spans, person_id=BOB)

    assert sorted(race(4, save)) == [False, False, False, True]
    assert session.scalar(select(func.count()).select_from(SecondCode)) == 1


def test_what_somebody_else_has_cannot_be_saved(session):
    world, frame = make_drawn(session)
    reading = reading_of(session, frame, world.answers[LEAKS])
    reading.person_id = CAT
    with pytest.raises(pairs.NotYours):
        pairs.save(session, frame=frame, reading_id=reading.id, spans={theme(session, frame, LATE).id: (0, 3)},
                   person_id=BOB)  # fmt: skip


@pytest.mark.parametrize(
    ("given", "reason"),
    [((), "at least one"), ((LATE, "none"), "stand alone"), (("none", "no-reason"), "stand alone")],
)
def test_codes_that_contradict_each_other_are_refused(session, given, reason):
    world, frame = make_drawn(session)
    with pytest.raises(Refused, match=reason):
        code_second(session, frame, world.answers[LEAKS], *given)
    assert session.scalars(select(SecondCode)).all() == []


def test_a_theme_that_was_dropped_meanwhile_is_refused(session):
    world, frame = make_drawn(session)
    acts.drop(session, frame=frame, theme_id=theme(session, frame, LATE).id, person_id=ANN)
    with pytest.raises(Refused, match="has gone"):
        code_second(session, frame, world.answers[LEAKS], LATE)


# --- what is kept of the first coder


def test_what_a_machine_suggested_is_nobodys_reading(session):
    world, frame = make_drawn(session)
    code_second(session, frame, world.answers[LEAKS], SHELTERS)
    assert pair_of(session, frame, world.answers[LEAKS]) is None
    assert world.answers[LEAKS] in second.standing(session, frame, ANN).unread


@pytest.mark.parametrize("first_comes_first", [True, False])
def test_a_pair_counts_once_both_have_done_whoever_was_first(session, first_comes_first):
    world, frame = make_drawn(session)
    item = world.answers[LEAKS]
    steps = [lambda: read_first(session, frame, item), lambda: code_second(session, frame, item, LATE)]
    for step in steps if first_comes_first else reversed(steps):
        assert pair_of(session, frame, item) is None
        step()
    pair = pair_of(session, frame, item)
    assert (names(session, frame, pair.first), names(session, frame, pair.second)) == ({SHELTERS}, {LATE})


def test_codes_that_people_decided_one_by_one_are_a_first_reading(session):
    world, frame = make_drawn(session)
    code_second(session, frame, world.answers[LEAKS], SHELTERS)
    acts.decide(session, frame=frame, codes=[code(session, frame, world, LEAKS, SHELTERS)], verdict=Verdict.ACCEPTED,
                person_id=ANN)  # fmt: skip
    assert pair_of(session, frame, world.answers[LEAKS]).differs is False


def test_nobody_is_both_of_the_two_people(session):
    world, frame = make_drawn(session)
    code_second(session, frame, world.answers[LEAKS], SHELTERS)
    read_first(session, frame, world.answers[LEAKS], person_id=BOB)
    assert pair_of(session, frame, world.answers[LEAKS]) is None


def test_what_is_changed_after_both_are_done_does_not_change_how_far_they_agreed(session):
    world, frame = make_drawn(session)
    read_first(session, frame, world.answers[LEAKS])
    code_second(session, frame, world.answers[LEAKS], LATE)
    before = quality.read_quality(session, frame).people
    leaks = code(session, frame, world, LEAKS, SHELTERS)
    acts.move(session, frame=frame, codes=[leaks], target_id=theme(session, frame, LATE).id, person_id=ANN)
    assert pair_of(session, frame, world.answers[LEAKS]).differs
    assert quality.read_quality(session, frame).people == before


def test_themes_that_are_merged_later_are_one_theme_for_both(session):
    world, frame = make_drawn(session)
    read_first(session, frame, world.answers[LEAKS])
    code_second(session, frame, world.answers[LEAKS], LATE)
    late, shelters = (theme(session, frame, one).id for one in (LATE, SHELTERS))
    acts.merge(session, frame=frame, source_id=shelters, target_id=late, person_id=ANN)
    pair = pair_of(session, frame, world.answers[LEAKS])
    assert (pair.first, pair.second) == ({late}, {late})
    acts.drop(session, frame=frame, theme_id=late, person_id=ANN)
    assert names(session, frame, pair_of(session, frame, world.answers[LEAKS]).first) == {"none"}


# --- settling


def make_difference(session, *given):
    """Ann says shelters, Bob what is `given`. The reading and its answer."""
    world, frame = make_drawn(session)
    item = world.answers[LEAKS]
    read_first(session, frame, item)
    return world, frame, code_second(session, frame, item, *given or (LATE,)), item


def settle(session, frame, reading, side, *anew, reason=""):
    ticked = [theme(session, frame, name).id for name in anew]
    return pairs.settle(session, frame=frame, reading_id=reading.id, side=side, anew=ticked, reason=reason,
                        person_id=CAT)  # fmt: skip


def codes_of(session, frame, item):
    found = queries.codes_of_answers(session, frame, [item])[item]
    return {one.label for one in found}, all(one.accepted for one in found)


@pytest.mark.parametrize(
    ("given", "side", "anew", "counts"),
    [
        ((LATE,), Side.FIRST, (), {SHELTERS}),
        ((LATE,), Side.SECOND, (), {LATE}),
        ((LATE,), Side.BOTH, (), {LATE, SHELTERS}),
        ((LATE,), Side.ANEW, (FARES,), {FARES}),
        (("none",), Side.SECOND, (), {"None of these themes"}),
        (("none",), Side.BOTH, (), {SHELTERS}),
        (("no-reason",), Side.SECOND, (), {"No reason given"}),
        ((LATE,), Side.ANEW, ("none",), {"None of these themes"}),
    ],
)
def test_what_is_settled_counts_and_was_decided_by_a_person(session, given, side, anew, counts):
    _world, frame, reading, item = make_difference(session, *given)
    settle(session, frame, reading, side, *anew)
    assert codes_of(session, frame, item) == (counts, True)


def test_a_theme_that_comes_in_rests_on_the_second_coders_words(session):
    _world, frame, reading, item = make_difference(session)
    settle(session, frame, reading, Side.SECOND)
    late = next(one for one in queries.codes_of_answers(session, frame, [item])[item] if one.label == LATE)
    assert (late.start, late.end) == (0, 5)


@pytest.mark.parametrize("side", [Side.FIRST, Side.SECOND, Side.BOTH])
def test_settling_is_told_and_undoing_it_makes_it_wait_again(session, side):
    world, frame, reading, item = make_difference(session)
    before = people(session, world), session.scalar(select(func.count()).select_from(Decision))
    act = settle(session, frame, reading, side, reason="The roof is meant")
    assert "The roof is meant" in telling.tell(act)
    assert quality.read_quality(session, frame).settled == 1
    undone = acts.undo(session, frame=frame, act_id=act.id, person_id=ANN)
    assert telling.tell(undone).startswith(f"Took back: Settled answer {item}")
    assert (people(session, world), session.scalar(select(func.count()).select_from(Decision))) == before
    assert quality.read_quality(session, frame).to_settle == 1
    settle(session, frame, reading, Side.FIRST)


def test_a_difference_is_settled_once(session, race):
    _world, frame, reading, _item = make_difference(session)
    session.commit()
    frame_id, reading_id = frame.id, reading.id
    session.rollback()

    def settle_it(its):
        return pairs.settle(its, frame=its.get(CodeFrame, frame_id), reading_id=reading_id, side=Side.BOTH, anew=(),
                            reason="", person_id=CAT)  # fmt: skip

    outcomes = race(3, settle_it)
    assert sorted(isinstance(one, pairs.SettledAlready) for one in outcomes) == [False, True, True], outcomes


@pytest.mark.parametrize(("anew", "reason"), [((), "at least one"), ((LATE, "none"), "stand alone")])
def test_what_cannot_be_given_does_not_settle(session, anew, reason):
    _world, frame, reading, item = make_difference(session)
    with pytest.raises(Refused, match=reason):
        settle(session, frame, reading, Side.ANEW, *anew)
    assert codes_of(session, frame, item)[0] == {SHELTERS}


def test_what_only_one_has_done_cannot_be_settled(session):
    world, frame = make_drawn(session)
    reading = code_second(session, frame, world.answers[LEAKS], LATE)
    with pytest.raises(Refused):
        settle(session, frame, reading, Side.SECOND)


def test_another_frames_answers_are_refused(session):
    _world, frame, reading, _item = make_difference(session)
    _other_world, other = make_themed(session, slug="homes")
    with pytest.raises(acting.NotOfThisFrame):
        settle(session, other, reading, Side.SECOND)
    with pytest.raises(acting.NotOfThisFrame):
        pairs.give_back(session, frame=other, reading_id=reading.id)
    assert session.scalars(select(Act).where(Act.kind == ActKind.SETTLE, Act.frame_id == frame.id)).all() == []


# --- examples


def test_examples_come_from_other_answers_than_those_still_to_be_coded(session):
    world = make_world(session, [*SAID[LATE], f"{FIRST_LATE} ", *SAID[FARES]])
    frame = run_by_hand(session, world, {LATE: [*SAID[LATE], f"{FIRST_LATE} "], FARES: SAID[FARES]})
    session.add(SecondReading(frame_id=frame.id, item_id=world.answers[SAID[LATE][1]], drawn_at=clock.now()))
    session.flush()
    found = second.examples(session, frame, without=[world.answers[FIRST_LATE]])
    late = {one.strip() for one in found[theme(session, frame, LATE).id]}
    assert SAID[LATE][1] not in late
    assert SAID[LATE][2] in late
    assert len(found[theme(session, frame, FARES).id]) == 2
