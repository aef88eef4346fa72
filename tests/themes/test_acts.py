"""What people do to a frame, and taking it back."""

import pytest
from sqlalchemy import func, select

from tests.themes.pairing import drawn_and_done
from tests.themes.world import ANN, BOB, FARES, LATE, SAID, SHELTERS, code, make_themed, people, theme
from webapp import clock
from webapp.audit import services as audit
from webapp.audit.models import AuditEntry
from webapp.consultations.models import Response
from webapp.refusals import Refused
from webapp.themes import acts, exchanging, pairs, queries, readings, storing, telling
from webapp.themes.exchange_rows import Line
from webapp.themes.models import Act, ActKind, CodeFrame, Decision, Theme, ThemedItem, Verdict
from webapp.themes.pair_rules import Side
from webapp.themes.queries import reading

LEAKS = SAID[SHELTERS][0]
HOSTILE = "<script>alert(1)</script> {{7*7}} =1+1 ‮ \"'"


def ids(session, frame, *names):
    return [theme(session, frame, name).id for name in names]


def do_rename(session, world, frame):
    acts.rename(session, frame=frame, theme_id=ids(session, frame, LATE)[0], name="Evenings", person_id=ANN)


def do_describe(session, world, frame):
    acts.describe(session, frame=frame, theme_id=ids(session, frame, LATE)[0], description="After six", person_id=ANN)


def do_merge(session, world, frame):
    source, target = ids(session, frame, SHELTERS, LATE)
    acts.merge(session, frame=frame, source_id=source, target_id=target, person_id=ANN)


def do_drop(session, world, frame):
    acts.drop(session, frame=frame, theme_id=ids(session, frame, LATE)[0], person_id=ANN)


def do_restore(session, world, frame):
    do_drop(session, world, frame)
    acts.restore(session, frame=frame, theme_id=ids(session, frame, LATE)[0], person_id=ANN)


def do_add(session, world, frame):
    acts.add(session, frame=frame, name="Trams", person_id=ANN)


def do_accept(session, world, frame):
    acts.decide(
        session,
        frame=frame,
        codes=[code(session, frame, world, LEAKS, SHELTERS)],
        verdict=Verdict.ACCEPTED,
        person_id=ANN,
    )


def do_reject(session, world, frame):
    acts.decide(
        session,
        frame=frame,
        codes=[code(session, frame, world, LEAKS, SHELTERS)],
        verdict=Verdict.REJECTED,
        person_id=ANN,
    )


def do_move(session, world, frame):
    codes = [code(session, frame, world, text, LATE) for text in SAID[LATE][:2]]
    acts.move(session, frame=frame, codes=codes, target_id=ids(session, frame, FARES)[0], person_id=ANN)


def do_split(session, world, frame):
    acts.split(
        session, frame=frame, codes=[code(session, frame, world, SAID[LATE][0], LATE)], name="Shifts", person_id=ANN
    )


def do_nest(session, world, frame):
    child, parent = ids(session, frame, SHELTERS, LATE)
    acts.nest(session, frame=frame, theme_id=child, parent_id=parent, person_id=ANN)


def do_pin(session, world, frame):
    acts.pin(session, frame=frame, theme_id=ids(session, frame, LATE)[0], pinned=True, person_id=ANN)


def do_read(session, world, frame):
    said = queries.find_answer(session, frame, world.answers[LEAKS])
    item = reading.find_item(session, frame, said.id)
    facts = queries.facts_of(queries.list_themes(session, frame, fresh=True))
    seen = readings.seen(item, readings.standing(session, frame, facts, said.id))
    late = ids(session, frame, LATE)[0]
    made = readings.Reading(marks={late: [(4, 11)]}, seen=seen, stances={late: "for"}, translation="It drips.")
    readings.save(session, frame=frame, answer=said, made=made, person_id=ANN)


def do_settle(session, world, frame):
    reading_id = drawn_and_done(session, frame, world.answers[LEAKS], first=ids(session, frame, SHELTERS),
                                second=ids(session, frame, LATE)[0])  # fmt: skip
    pairs.settle(
        session, frame=frame, reading_id=reading_id, side=Side.SECOND, anew=(), reason="The roof", person_id=ANN
    )


def do_bring_in(session, world, frame):
    lines = [Line("", "1", "Ferries", "", ""), Line("", "2", "Piers", "", "1")]
    exchanging.bring_in(session, frame=frame, lines=lines, person_id=ANN, file="themes.csv")


ACTS = [do_rename, do_describe, do_merge, do_nest, do_pin, do_read, do_drop, do_restore, do_add, do_accept, do_reject,
        do_move, do_split, do_settle, do_bring_in]  # fmt: skip


def picture(session, world, frame):
    """Everything that counts: themes with their words and numbers, and what was decided."""
    counts = queries.theme_counts(session, "question", world.question.id)
    decided = session.execute(
        select(Decision.excerpt_id, Decision.theme_id, Decision.verdict, Decision.stance).order_by(Decision.id)
    ).all()
    themes = session.execute(select(Theme.id, Theme.parent_id, Theme.pinned_at).order_by(Theme.id)).all()
    reads = select(ThemedItem.item_id, ThemedItem.read_by, ThemedItem.translation).order_by(ThemedItem.item_id)
    read = session.execute(reads).all()
    return counts, decided, themes[: len(counts)], read


def last_act(session):
    return session.scalars(select(Act).order_by(Act.id.desc())).first()


@pytest.mark.parametrize("act", ACTS)
def test_undoing_an_act_restores_everything_exactly(session, act):
    world, frame = make_themed(session)
    before = picture(session, world, frame)
    act(session, world, frame)
    done = session.scalars(select(Act).order_by(Act.id.desc())).all()
    for one in done:
        acts.undo(session, frame=frame, act_id=one.id, person_id=BOB)
    assert picture(session, world, frame) == before


@pytest.mark.parametrize("act", ACTS)
def test_every_act_is_a_new_version_and_stands_in_the_audit_trail(session, act):
    world, frame = make_themed(session)
    version = frame.version
    act(session, world, frame)
    entries = session.scalars(select(AuditEntry)).all()
    assert frame.version > version
    assert entries[-1].subject == f"code_frame:{frame.id}"
    assert entries[-1].actor_id == ANN
    assert audit.find_break(session) is None


@pytest.mark.parametrize("act", ACTS)
def test_an_act_is_undone_once(session, act):
    world, frame = make_themed(session)
    act(session, world, frame)
    done = last_act(session)
    undone = acts.undo(session, frame=frame, act_id=done.id, person_id=ANN)
    for act_id in (done.id, undone.id):
        with pytest.raises(Refused):
            acts.undo(session, frame=frame, act_id=act_id, person_id=ANN)


def test_a_split_takes_what_was_chosen_and_leaves_the_rest(session):
    world, frame = make_themed(session)
    do_split(session, world, frame)
    assert people(session, world) == {LATE: 2, FARES: 2, SHELTERS: 1, "Shifts": 1, "None of these themes": 1}


def test_moving_takes_excerpts_out_of_one_theme_and_puts_them_under_another(session):
    world, frame = make_themed(session)
    do_move(session, world, frame)
    assert people(session, world) == {FARES: 4, LATE: 1, SHELTERS: 1, "None of these themes": 1}


def test_moving_out_of_a_merged_theme_takes_it_out_of_what_it_was_made_of(session):
    world, frame = make_themed(session)
    do_merge(session, world, frame)
    leaks = code(session, frame, world, LEAKS, LATE)
    acts.move(session, frame=frame, codes=[leaks], target_id=ids(session, frame, FARES)[0], person_id=ANN)
    assert people(session, world) == {LATE: 3, FARES: 3, "None of these themes": 1}


def test_undoing_a_merge_after_a_later_merge_gives_back_what_was_there(session):
    world, frame = make_themed(session)
    do_merge(session, world, frame)
    first = last_act(session)
    late, fares = ids(session, frame, LATE, FARES)
    acts.merge(session, frame=frame, source_id=late, target_id=fares, person_id=ANN)
    acts.undo(session, frame=frame, act_id=first.id, person_id=ANN)
    assert people(session, world) == {FARES: 5, SHELTERS: 1, "None of these themes": 1}


def test_a_rename_on_which_a_later_one_stands_is_undone_after_it(session):
    world, frame = make_themed(session)
    do_rename(session, world, frame)
    first = last_act(session)
    acts.rename(session, frame=frame, theme_id=ids(session, frame, "Evenings")[0], name="Nights", person_id=BOB)
    with pytest.raises(Refused, match="later"):
        acts.undo(session, frame=frame, act_id=first.id, person_id=ANN)


def test_a_new_theme_that_holds_more_since_is_not_undone_first(session):
    world, frame = make_themed(session)
    do_split(session, world, frame)
    made = last_act(session)
    acts.move(session, frame=frame, codes=[code(session, frame, world, LEAKS, SHELTERS)],
              target_id=ids(session, frame, "Shifts")[0], person_id=BOB)  # fmt: skip
    with pytest.raises(Refused, match="since"):
        acts.undo(session, frame=frame, act_id=made.id, person_id=ANN)


def test_a_name_that_was_taken_meanwhile_is_not_given_back(session):
    world, frame = make_themed(session)
    do_drop(session, world, frame)
    dropped = last_act(session)
    acts.rename(session, frame=frame, theme_id=ids(session, frame, FARES)[0], name=LATE.upper(), person_id=BOB)
    with pytest.raises(Refused, match="already"):
        acts.undo(session, frame=frame, act_id=dropped.id, person_id=ANN)


def test_words_taken_back_by_their_writer_do_not_stop_an_undo(session):
    world, frame = make_themed(session)
    do_move(session, world, frame)
    storing.forget(session, source_kind="question", item_ids=[world.answers[SAID[LATE][0]]])
    acts.undo(session, frame=frame, act_id=last_act(session).id, person_id=ANN)
    assert people(session, world)[LATE] == 2


@pytest.mark.parametrize("name", ["", "   ", FARES.upper(), "None of these themes", "x" * 81])
def test_a_name_that_cannot_be_used_is_refused_at_its_field(session, name):
    _world, frame = make_themed(session)
    with pytest.raises(Refused) as refusal:
        acts.rename(session, frame=frame, theme_id=ids(session, frame, LATE)[0], name=name, person_id=ANN)
    assert refusal.value.field == "name"


def test_a_hostile_name_is_kept_as_it_is(session):
    world, frame = make_themed(session)
    acts.rename(session, frame=frame, theme_id=ids(session, frame, LATE)[0], name=HOSTILE, person_id=ANN)
    assert people(session, world)[HOSTILE] == 3


def test_the_special_themes_cannot_be_changed(session):
    _world, frame = make_themed(session)
    none, fares = ids(session, frame, "none", FARES)
    for refused in (
        lambda: acts.rename(session, frame=frame, theme_id=none, name="Other", person_id=ANN),
        lambda: acts.drop(session, frame=frame, theme_id=none, person_id=ANN),
        lambda: acts.merge(session, frame=frame, source_id=none, target_id=fares, person_id=ANN),
        lambda: acts.merge(session, frame=frame, source_id=fares, target_id=none, person_id=ANN),
    ):
        with pytest.raises(Refused):
            refused()


def test_nothing_of_another_frame_is_ever_touched(session):
    world, frame = make_themed(session)
    other_world, other = make_themed(session, slug="homes")
    mine, theirs = theme(session, frame, LATE).id, theme(session, other, LATE).id
    my_code, their_code = (
        code(session, frame, world, LEAKS, SHELTERS),
        code(session, other, other_world, LEAKS, SHELTERS),
    )
    do_rename(session, other_world, other)
    their_act = last_act(session)
    said = queries.find_answer(session, other, other_world.answers[LEAKS])
    before = picture(session, other_world, other)
    none = theme(session, frame, "none").id
    acc, rej = {"verdict": Verdict.ACCEPTED}, {"verdict": Verdict.REJECTED}
    attempts = [
        (acts.rename, {"theme_id": theirs, "name": "X"}),
        (acts.describe, {"theme_id": theirs, "description": "X"}),
        (acts.merge, {"source_id": theirs, "target_id": mine}),
        (acts.merge, {"source_id": mine, "target_id": theirs}),
        (acts.drop, {"theme_id": theirs}),
        (acts.restore, {"theme_id": theirs}),
        (acts.decide, {"codes": [their_code], **acc}),
        (acts.decide, {"codes": [my_code, their_code], **rej}),
        (acts.decide, {"codes": [(my_code[0], theirs)], **rej}),
        (acts.decide, {"codes": [(2**40, mine), (-1, mine)], **acc}),
        (acts.decide, {"codes": [(their_code[0], none)], **acc}),
        (acts.move, {"codes": [(their_code[0], none)], "target_id": mine}),
        (acts.split, {"codes": [(their_code[0], none)], "name": "New"}),
        (acts.move, {"codes": [their_code], "target_id": mine}),
        (acts.move, {"codes": [my_code], "target_id": theirs}),
        (acts.split, {"codes": [their_code], "name": "New"}),
        (acts.add_code, {"answer": said, "theme_id": mine, "span": None}),
        (acts.undo, {"act_id": their_act.id}),
    ]
    for act, about in attempts:
        with pytest.raises(Refused):
            act(session, frame=frame, person_id=ANN, **about)
    assert picture(session, other_world, other) == before
    assert session.scalar(select(func.count()).select_from(Act)) == 1


def test_a_move_to_a_theme_that_was_dropped_meanwhile_is_refused_kindly(session):
    world, frame = make_themed(session)
    do_drop(session, world, frame)
    with pytest.raises(Refused, match="was dropped"):
        acts.move(session, frame=frame, codes=[code(session, frame, world, LEAKS, SHELTERS)],
                  target_id=ids(session, frame, LATE)[0], person_id=BOB)  # fmt: skip


def test_what_a_colleague_moved_meanwhile_is_not_moved_again(session):
    world, frame = make_themed(session)
    stale = [code(session, frame, world, text, LATE) for text in SAID[LATE]]
    do_move(session, world, frame)
    acts.move(session, frame=frame, codes=stale, target_id=ids(session, frame, SHELTERS)[0], person_id=BOB)
    assert people(session, world) == {FARES: 4, SHELTERS: 2, "None of these themes": 1}


def test_accepting_twice_is_told_and_changes_nothing(session):
    world, frame = make_themed(session)
    do_accept(session, world, frame)
    with pytest.raises(acts.ChangedMeanwhile):
        do_accept(session, world, frame)


def test_an_answer_takes_one_theme_more_resting_on_one_of_its_sentences(session):
    world, frame = make_themed(session)
    said = queries.find_answer(session, frame, world.answers[LEAKS])
    late = ids(session, frame, LATE)[0]
    acts.add_code(session, frame=frame, answer=said, theme_id=late, span=(4, 11), person_id=ANN)
    codes = queries.codes_of_answers(session, frame, [said.id])[said.id]
    assert {(one.label, said.text[one.start : one.end]) for one in codes} == {(SHELTERS, LEAKS), (LATE, "shelter")}


@pytest.mark.parametrize("span", [(-1, 3), (5, 5), (3, 10_000)])
def test_words_that_are_not_in_the_answer_are_refused(session, span):
    world, frame = make_themed(session)
    said = queries.find_answer(session, frame, world.answers[LEAKS])
    with pytest.raises(Refused):
        acts.add_code(
            session, frame=frame, answer=said, theme_id=ids(session, frame, LATE)[0], span=span, person_id=ANN
        )


def test_an_excluded_answer_cannot_be_found_to_decide_on(session):
    world, frame = make_themed(session)
    session.get(Response, 1).excluded_at = clock.now()
    session.flush()
    assert queries.find_answer(session, frame, world.answers[SAID[LATE][0]]) is None


def test_two_people_merging_crosswise_at_once_get_one_merge_and_one_kind_answer(session, race):
    world, frame = make_themed(session)
    session.commit()
    pairs = [tuple(ids(session, frame, SHELTERS, LATE)), tuple(ids(session, frame, LATE, SHELTERS))]
    frame_id = frame.id
    session.rollback()

    def merge(its_session):
        source, target = pairs.pop()
        here = its_session.get(CodeFrame, frame_id)
        return acts.merge(its_session, frame=here, source_id=source, target_id=target, person_id=ANN)

    outcomes = race(2, merge)
    assert sorted(isinstance(one, Refused) for one in outcomes) == [False, True], outcomes
    session.expire_all()
    assert sum(people(session, world).values()) == 7


def test_people_who_decide_on_the_same_excerpt_at_once_never_crash(session, race):
    world, frame = make_themed(session)
    leaks = code(session, frame, world, LEAKS, SHELTERS)
    verdicts = [Verdict.ACCEPTED, Verdict.REJECTED] * 3
    frame_id = frame.id
    session.rollback()

    def decide(its_session):
        here = its_session.get(CodeFrame, frame_id)
        return acts.decide(its_session, frame=here, codes=[leaks], verdict=verdicts.pop(), person_id=ANN)

    outcomes = race(6, decide)
    assert all(isinstance(one, Act | Refused) for one in outcomes), outcomes
    session.expire_all()
    assert session.scalar(select(func.count()).select_from(Decision)) == 1
    assert session.get(CodeFrame, frame_id).version == 1 + sum(isinstance(one, Act) for one in outcomes)


def test_the_history_tells_every_kind_of_act(session):
    world, frame = make_themed(session)
    for act in ACTS:
        act(session, world, frame)
        acts.undo(session, frame=frame, act_id=last_act(session).id, person_id=ANN)
    told = [telling.tell(one) for one in session.scalars(select(Act))]
    assert all(told)
    assert f"Merged “{SHELTERS}” into “{LATE}”." in told
    assert any(one.startswith("Took back: Named a theme “Evenings”") for one in told), told
    assert {one.kind for one in session.scalars(select(Act))} == set(ActKind) - {ActKind.START_AGAIN, ActKind.DRAW}
