"""How far themes can be trusted: two people, machine and people, and which themes are weak."""

import pytest
from sqlalchemy import select

from tests.themes.pairing import code_second, make_drawn, read_first
from tests.themes.world import ANN, FARES, LATE, SAID, SHELTERS, make_themed, theme
from webapp import clock
from webapp.themes import quality, quality_rules
from webapp.themes.models import CodeFrame, ThemedItem
from webapp.themes.quality_rules import Bounds

LEAKS, FIRST_LATE = SAID[SHELTERS][0], SAID[LATE][0]


def test_the_quality_is_what_counting_by_hand_gives(session):
    """Seven pairs; Bob gives late to one of fares, else the same: late 3 both, 1 by Bob only, 3 neither."""
    world, frame = make_drawn(session)
    for label, texts in SAID.items():
        for text in texts:
            read_first(session, frame, world.answers[text])
            code_second(session, frame, world.answers[text], LATE if text == SAID[FARES][0] else label)
    read_first(session, frame, world.answers["I like trains."])
    code_second(session, frame, world.answers["I like trains."], "none")
    found = quality.read_quality(session, frame)
    late = found.of_theme(theme(session, frame, LATE).id).agreement
    assert (late.table.both, late.table.second_only, late.table.neither) == (3, 1, 3)
    assert late.kappa.value == pytest.approx((6 / 7 - 24 / 49) / (25 / 49))
    assert late.alpha.value == pytest.approx(1 - (1 / 7) / (2 * 7 * 7 / (14 * 13)))
    assert (found.pairs, found.to_settle, found.people.percent.value) == (7, 1, pytest.approx(6 / 7))
    assert "gave exactly the same themes to 6 of 7 answers." in found.sentences[0]


def test_the_machine_is_compared_with_people_on_answers_drawn_by_lot_that_were_read(session):
    world, frame = make_themed(session)
    late, fares = (theme(session, frame, name).id for name in (LATE, FARES))
    items = {one.item_id: one for one in session.scalars(select(ThemedItem))}
    for text in (FIRST_LATE, LEAKS, SAID[FARES][0]):
        one = items[world.answers[text]]
        one.random, one.read_at, one.read_by, one.suggested = True, clock.now(), ANN, [[late, 0.8]]
    items[world.answers[SAID[FARES][0]]].random = False
    items[world.answers[LEAKS]].suggested = [[late, 0.6], [fares, 0.4]]
    session.flush()
    found = quality.read_quality(session, frame)
    assert found.read == 2
    assert (found.machine.precision.value, found.machine.precision.base) == (pytest.approx(1 / 3), 3)
    assert (found.machine.recall.value, found.machine.recall.base) == (0.5, 2)
    assert found.machine.of_answers.value == pytest.approx(0.5)


def test_the_machine_is_compared_apart_with_second_coders_who_saw_nothing_of_it(session):
    """Two answers: Bob gives both what was suggested for the first only."""
    world, frame = make_drawn(session)
    late = theme(session, frame, LATE).id
    for text, given in ((FIRST_LATE, LATE), (LEAKS, SHELTERS)):
        read_first(session, frame, world.answers[text])
        code_second(session, frame, world.answers[text], given)
        item = session.scalars(select(ThemedItem).where(ThemedItem.item_id == world.answers[text])).one()
        item.suggested = [[late, 0.8]]
    session.flush()
    found = quality.read_quality(session, frame)
    assert (found.unseen.answers, found.unseen.of_answers.value) == (2, 0.5)
    assert any("saw nothing of what the program had suggested" in one for one in found.sentences)


def test_the_quality_costs_the_same_statements_however_many_answers(session, statements):
    world, frame = make_drawn(session)
    frame_id = frame.id
    read = lambda: quality.read_quality(session, session.get(CodeFrame, frame_id))  # noqa: E731
    session.connection()  # a transaction has begun; its beginning would count
    few = statements(read)
    frame = session.get(CodeFrame, frame_id)
    for texts in SAID.values():
        for text in texts:
            read_first(session, frame, world.answers[text])
            code_second(session, frame, world.answers[text], LATE)
    assert statements(read) == few == 7  # one of them finds the frame


def test_before_anything_was_coded_twice_the_words_say_so(session):
    _world, frame = make_themed(session)
    found = quality.read_quality(session, frame)
    assert [one.split(",")[0] for one in found.sentences] == [
        "Nobody has coded answers a second time yet",
        "Nobody has read answers drawn by lot yet",
    ]
    assert found.weak == {}


def of_quality(both, one_only, neither, right=0, wrong=0):
    agreement = quality.agreement.of_table(quality.agreement.Table(both, one_only, 0, neither))
    read = [(frozenset("x"), frozenset("x"))] * right + [(frozenset("x"), frozenset("y"))] * wrong
    return {"agreement": agreement, "match": quality.matching.on_code(read, "x"), "bounds": Bounds()}


@pytest.mark.parametrize(
    ("facts", "weak"),
    [
        (of_quality(6, 6, 40), True),
        (of_quality(14, 2, 40), False),
        (of_quality(2, 6, 40), False),  # 8 answers are too few to say so
        (of_quality(0, 0, 40), False),
        (of_quality(14, 2, 40, right=4, wrong=8), True),
        (of_quality(14, 2, 40, right=9, wrong=3), False),
        (of_quality(14, 2, 40, right=1, wrong=5), False),
    ],
)
def test_a_theme_is_weak_when_people_differ_or_the_machine_errs_on_enough_answers(facts, weak):
    assert quality_rules.is_weak(**facts) is weak
    assert (quality_rules.why_weak(**facts) is not None) is weak


def test_a_weak_theme_has_its_reason_with_the_sites_own_bounds(session):
    world, frame = make_drawn(session)
    for texts in SAID.values():
        for text in texts:
            read_first(session, frame, world.answers[text])
            code_second(session, frame, world.answers[text], LATE)
    assert quality.weak_themes(session, frame) == {}
    found = quality.weak_themes(session, frame, bounds=Bounds(least=3))
    assert found[theme(session, frame, LATE).id].startswith("Take care: two people often disagreed about it (alpha ")
