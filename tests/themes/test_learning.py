"""What the machine is told of what people decided, and what is kept of what it says."""

from dataclasses import replace

import pytest
from sqlalchemy import func, select, update

from tests.themes.world import (
    ANN,
    FARES,
    LATE,
    SAID,
    SHELTERS,
    answer,
    bus_answers,
    code,
    look_for_themes,
    make_themed,
    make_world,
    people,
    run_by_hand,
    theme,
)
from webapp import clock
from webapp.places.models import Area
from webapp.text import pipeline
from webapp.text.coder import Coder
from webapp.text.shapes import CodedAnswer, Flag
from webapp.themes import acts, coded, finding, queries, storing
from webapp.themes.models import Decision, Excerpt, ItemFlag, Suggestion, ThemedItem, Verdict

LEAKS = SAID[SHELTERS][0]


def read_in_full(session, frame, world, *texts):
    items = [world.answers[text] for text in texts]
    session.execute(
        update(ThemedItem)
        .where(ThemedItem.frame_id == frame.id, ThemedItem.item_id.in_(items))
        .values(read_at=clock.now(), read_by=ANN)
    )
    session.commit()


def learned(session, frame):
    return {int(one.id): one for one in coded.read(session, frame)}


@pytest.fixture
def told(monkeypatch):
    """What the machine was handed at its last reading; `told["change"]` may change what it says."""
    told = {"change": lambda found: found}
    real = pipeline.theme

    def theme(answers, **how):
        told.update(how, answers=answers)
        return told["change"](real(answers, **how))

    monkeypatch.setattr(pipeline, "theme", theme)
    return told


def test_only_answers_that_somebody_read_in_full_are_learned_from(session):
    world, frame = make_themed(session)
    acts.decide(session, frame=frame, codes=[code(session, frame, world, LEAKS, SHELTERS)], verdict=Verdict.ACCEPTED,
                person_id=ANN)  # fmt: skip
    read_in_full(session, frame, world, SAID[LATE][0])
    mine = theme(session, frame, LATE)
    assert coded.read(session, frame) == [CodedAnswer(str(world.answers[SAID[LATE][0]]), (str(mine.id),))]


def test_an_answer_teaches_its_accepted_words_and_where_people_said_it_stands(session):
    world, frame = make_themed(session)
    acts.decide(session, frame=frame, codes=[code(session, frame, world, LEAKS, SHELTERS)], verdict=Verdict.ACCEPTED,
                person_id=ANN)  # fmt: skip
    session.execute(update(Decision).values(stance="against"))
    read_in_full(session, frame, world, LEAKS)
    key = str(theme(session, frame, SHELTERS).id)
    assert coded.read(session, frame) == [
        CodedAnswer(str(world.answers[LEAKS]), (key,), ((key, 0, len(LEAKS)),), "against")
    ]


def test_an_answer_of_two_minds_is_mixed():
    assert [coded.one_stance(said) for said in ((), ("for", "for"), ("for", "against"))] == [None, "for", "mixed"]


def test_a_merged_theme_teaches_under_the_one_it_went_into_and_a_dropped_one_teaches_none(session):
    world, frame = make_themed(session)
    read_in_full(session, frame, world, SAID[FARES][0], LEAKS)
    late = theme(session, frame, LATE)
    acts.merge(session, frame=frame, source_id=theme(session, frame, FARES).id, target_id=late.id, person_id=ANN)
    acts.drop(session, frame=frame, theme_id=theme(session, frame, SHELTERS).id, person_id=ANN)
    found = learned(session, frame)
    assert found[world.answers[SAID[FARES][0]]].themes == (str(late.id),)
    assert found[world.answers[LEAKS]].themes == ("none",)


def test_a_run_hands_the_machine_what_people_decided_and_their_translations(session, told):
    world, frame = make_themed(session)
    read_in_full(session, frame, world, LEAKS)
    session.execute(update(ThemedItem).where(ThemedItem.item_id == world.answers[LEAKS]).values(translation="It leaks"))
    look_for_themes(session, world)
    assert [one.id for one in told["coded"]] == [str(world.answers[LEAKS])]
    assert [one.translation for one in told["answers"] if one.translation] == ["It leaks"]


def test_an_answer_that_somebody_read_keeps_its_themes_whatever_the_machine_says_later(session, told):
    world, frame = make_themed(session)
    read_in_full(session, frame, world, "I like trains.")
    wanted = select(Suggestion.theme_id, Suggestion.confidence, Suggestion.run_id).join(Excerpt)
    of_it = wanted.where(Excerpt.item_id == world.answers["I like trains."])
    before = session.execute(of_it).all()
    everywhere = str(theme(session, frame, LATE).id)
    told["change"] = lambda found: replace(found, answers=tuple(
        replace(one, codes=(pipeline.Code(everywhere, 0.9, 0, 5),)) for one in found.answers
    ))  # fmt: skip
    look_for_themes(session, world)
    assert session.execute(of_it).all() == before != []
    assert people(session, world) == {LATE: 6, "None of these themes": 1}


def test_stance_flags_and_the_order_to_read_in_are_kept(session, told):
    world = make_world(session, bus_answers(9))
    first = str(next(world.answers[text] for text in bus_answers(9) if finding.draw(text) % finding.LOT))
    told["change"] = lambda found: replace(found, next_to_read=(first,), answers=tuple(
        replace(one, stance="for", flags=(Flag("place", 0, 3),),
                codes=tuple(replace(each, stance="against") for each in one.codes)) for one in found.answers
    ))  # fmt: skip
    look_for_themes(session, world)
    assert set(session.scalars(select(Suggestion.stance))) == {"against"}
    assert set(session.scalars(select(ThemedItem.stance))) == {"for"}
    assert session.execute(select(ItemFlag.kind, ItemFlag.start, ItemFlag.end).distinct()).all() == [("place", 0, 3)]
    assert session.scalars(select(ThemedItem.item_id).where(ThemedItem.read_order == 1)).all() == [int(first)]


def test_the_same_words_are_given_to_be_read_once_and_not_when_somebody_read_them(session, told):
    world = make_world(session, [*bus_answers(9), bus_answers(9)[0]])
    told["change"] = lambda found: replace(found, next_to_read=tuple(one.id for one in found.answers))
    look_for_themes(session, world)
    frame = queries.find_frame(session, "question", world.question.id)
    given = select(ThemedItem.read_order).where(ThemedItem.read_order.is_not(None))
    assert sorted(session.scalars(given)) == list(range(1, 10))
    read_in_full(session, frame, world, bus_answers(9)[0])
    look_for_themes(session, world)
    assert sorted(session.scalars(given.where(ThemedItem.read_at.is_(None)))) == list(range(1, 9))


def drawn(session):
    lots = select(ThemedItem.item_id).where(ThemedItem.random, ThemedItem.read_order.is_not(None))
    return list(session.scalars(lots.order_by(ThemedItem.read_order)))


def test_one_in_four_is_drawn_by_lot_whatever_the_machine_would_rather_have_read(session, told):
    world = make_world(session, bus_answers())
    told["change"] = lambda found: replace(found, next_to_read=tuple(one.id for one in found.answers))
    look_for_themes(session, world)
    before = drawn(session)
    assert len(before) == sum(finding.draw(text) % finding.LOT == 0 for text in bus_answers())
    assert 0.1 < len(before) / 72 < 0.4
    told["change"] = lambda found: replace(found, next_to_read=tuple(one.id for one in found.answers[::-1]))
    look_for_themes(session, world)
    assert drawn(session) == before


def test_after_every_three_that_teach_comes_one_by_lot(session, told):
    world = make_world(session, bus_answers())
    told["change"] = lambda found: replace(found, next_to_read=tuple(one.id for one in found.answers))
    look_for_themes(session, world)
    kinds = list(session.scalars(select(ThemedItem.random).order_by(ThemedItem.read_order)))
    assert kinds[:12] == [False, False, False, True] * 3


def test_what_was_drawn_by_lot_stays_so_when_it_was_read(session, told):
    world = make_world(session, bus_answers())
    look_for_themes(session, world)
    first = drawn(session)[0]
    session.execute(update(ThemedItem).where(ThemedItem.item_id == first).values(read_at=clock.now()))
    session.commit()
    look_for_themes(session, world)
    assert session.scalar(select(ThemedItem.random).where(ThemedItem.item_id == first))
    assert session.scalar(select(func.count()).where(ThemedItem.random)) == len(drawn(session))


def test_sub_themes_are_kept_under_the_wider_one_until_people_nest_otherwise(session, told):
    world = make_world(session, bus_answers())
    wide = {}

    def under_the_first(found):
        names = [one.id for one in found.frame if one.origin != "special"]
        wide["key"] = names[0]
        return replace(found, frame=tuple(
            replace(one, parent=names[0]) if one.id in names[1:] else one for one in found.frame
        ))  # fmt: skip

    told["change"] = under_the_first
    look_for_themes(session, world)
    frame = queries.find_frame(session, "question", world.question.id)
    first, second, *_rest = [one for one in queries.list_themes(session, frame, fresh=True) if not one.special]
    assert (first.parent_id, second.parent_id) == (None, first.id)
    acts.nest(session, frame=frame, theme_id=second.id, parent_id=None, person_id=ANN)
    session.commit()
    look_for_themes(session, world)
    assert second.parent_id is None


def test_starting_again_keeps_what_is_pinned_and_what_was_read(session):
    world = make_world(session, bus_answers())
    look_for_themes(session, world)
    frame = queries.find_frame(session, "question", world.question.id)
    first, second, third = [one for one in queries.list_themes(session, frame, fresh=True) if not one.special][:3]
    acts.pin(session, frame=frame, theme_id=first.id, pinned=True, person_id=ANN)
    one = queries.excerpts_of_theme(session, second.id, limit=1)[0]
    read_in_full(session, frame, world, one.text)
    kept = storing.touched(session, frame)
    assert {first.id, second.id} <= kept
    assert third.id not in kept


def test_words_that_changed_are_read_anew_by_people_too(session):
    world, frame = make_themed(session)
    read_in_full(session, frame, world, LEAKS)
    storing.forget(session, source_kind="question", item_ids=[world.answers[LEAKS]])
    assert coded.read(session, frame) == []


def test_what_is_learned_costs_the_same_statements_for_more_answers(session, statements):
    world, frame = make_themed(session)
    read_in_full(session, frame, world, LEAKS)
    few = statements(lambda: coded.read(session, frame))
    for place in range(30):
        answer(session, world, f"Number {place} is late.")
    session.commit()
    run_by_hand(session, world)
    session.execute(update(ThemedItem).values(read_at=clock.now()))
    session.commit()
    assert statements(lambda: coded.read(session, frame)) == few


def test_a_second_run_goes_on_from_where_the_first_one_left_its_themes(session, told):
    world = make_world(session, bus_answers())
    look_for_themes(session, world)
    assert told["before"] == b""
    frame = queries.find_frame(session, "question", world.question.id)
    themes = {str(one.id) for one in queries.list_themes(session, frame) if not one.special}
    look_for_themes(session, world)
    assert themes <= {*Coder.from_bytes(told["before"]).ids}
    assert len(told["settled"]) == sum(count for name, count in people(session, world).items() if "theme" not in name)
    look_for_themes(session, world, fresh=True)
    assert told["before"] == b""


def test_places_and_what_else_was_asked_are_known_when_answers_are_flagged(session, told):
    session.add(Area(code="C1", name="Canal Side", district="West"))
    world = make_world(session, bus_answers(18))
    look_for_themes(session, world)
    text = next(one for one in bus_answers(18) if "Canal Side" in one)
    spans = select(ItemFlag.start, ItemFlag.end).where(
        ItemFlag.kind == "place", ItemFlag.item_id == world.answers[text]
    )
    assert told["around"].other_questions == [world.scale.text, world.permission.text]
    assert [text[start:end] for start, end in session.execute(spans)] == ["Canal Side"]
