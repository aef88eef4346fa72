"""Which excerpt counts under which theme."""

from sqlalchemy import insert, select

from tests.themes.world import (
    FARES,
    LATE,
    SAID,
    SHELTERS,
    answer,
    code,
    excerpt,
    make_themed,
    make_world,
    people,
    run_by_hand,
    theme,
)
from webapp import clock
from webapp.consultations.models import Answer, Part, Response
from webapp.consultations.signals import words_gone
from webapp.themes import acts, queries
from webapp.themes.models import Decision, Suggestion, Verdict
from webapp.themes.queries import lists

NONE, SILENT = "None of these themes", "No reason given"
LEAKS = SAID[SHELTERS][0]


def test_themes_are_counted_by_people_and_ordered_by_them(session):
    world, _frame = make_themed(session)
    assert list(people(session, world).items()) == [(LATE, 3), (FARES, 2), (SHELTERS, 1), (NONE, 1)]


def test_an_answer_that_was_excluded_no_longer_counts(session):
    world, _frame = make_themed(session)
    session.get(Response, 1).excluded_at = clock.now()
    session.flush()
    assert people(session, world)[LATE] == 2


def test_a_rejected_suggestion_leaves_the_answer_under_none_of_these_themes(session):
    world, frame = make_themed(session)
    acts.decide(
        session,
        frame=frame,
        codes=[code(session, frame, world, LEAKS, SHELTERS)],
        verdict=Verdict.REJECTED,
        person_id=1,
    )
    assert people(session, world) == {LATE: 3, FARES: 2, NONE: 2}


def test_an_answer_moved_away_from_none_is_no_longer_under_none(session):
    world, frame = make_themed(session)
    trains = code(session, frame, world, "I like trains.", "none")
    acts.move(session, frame=frame, codes=[trains], target_id=theme(session, frame, FARES).id, person_id=1)
    assert people(session, world) == {LATE: 3, FARES: 3, SHELTERS: 1}


def test_an_answer_whose_theme_was_dropped_keeps_its_other_theme(session):
    world, frame = make_themed(session)
    said = queries.find_answer(session, frame, world.answers[LEAKS])
    acts.add_code(
        session, frame=frame, answer=said, theme_id=theme(session, frame, FARES).id, span=(0, 11), person_id=1
    )
    acts.drop(session, frame=frame, theme_id=theme(session, frame, SHELTERS).id, person_id=1)
    assert people(session, world) == {LATE: 3, FARES: 3, NONE: 1}


def test_themes_merged_one_after_the_other_count_under_the_last(session):
    world, frame = make_themed(session)
    for source, target in ((SHELTERS, FARES), (FARES, LATE)):
        acts.merge(session, frame=frame, source_id=theme(session, frame, source).id,
                   target_id=theme(session, frame, target).id, person_id=1)  # fmt: skip
    assert people(session, world) == {LATE: 6, NONE: 1}


def test_no_reason_given_counts_only_where_no_theme_does(session):
    world, frame = make_themed(session)
    trains = code(session, frame, world, "I like trains.", "none")
    acts.move(session, frame=frame, codes=[trains], target_id=theme(session, frame, "no-reason").id, person_id=1)
    assert people(session, world)[SILENT] == 1
    acts.move(session, frame=frame, codes=[(trains[0], theme(session, frame, "no-reason").id)],
              target_id=theme(session, frame, LATE).id, person_id=1)  # fmt: skip
    assert SILENT not in people(session, world)


def test_every_answer_that_was_read_has_a_code_whatever_people_do(session):
    world, frame = make_themed(session)
    for name in (LATE, FARES, SHELTERS):
        acts.drop(session, frame=frame, theme_id=theme(session, frame, name).id, person_id=1)
    codes = queries.codes_of_answers(session, frame, list(world.answers.values()))
    assert [len(codes[item]) for item in world.answers.values()] == [1] * 7
    assert people(session, world) == {NONE: 7}


def test_an_answer_that_came_after_the_run_waits_and_does_not_count_under_none(session):
    world, _frame = make_themed(session)
    answer(session, world, "Buses should be free.")
    facts = queries.frame_facts(session, "question", world.question.id)
    assert (facts.answers, facts.read) == (8, 7)
    assert people(session, world)[NONE] == 1


def test_copies_of_a_campaign_are_counted_in_full(session):
    letter = "Please keep the number nine bus, it is the only one that serves the hospital."
    world = make_world(session, [letter, letter, letter, "Fares are too high."])
    run_by_hand(session, world, {FARES: ["Fares are too high."], "Number nine": [letter]}, campaigns={letter: 1})
    counts = {
        one.label: (one.people, one.campaign_people)
        for one in queries.theme_counts(session, "question", world.question.id)
    }
    assert counts["Number nine"] == (3, 3)
    assert counts[FARES] == (1, 0)


def test_a_suggestion_and_a_decision_never_overwrite_each_other(session):
    world, frame = make_themed(session)
    leaks = code(session, frame, world, LEAKS, SHELTERS)
    before = session.execute(select(Suggestion.excerpt_id, Suggestion.theme_id, Suggestion.confidence)).all()
    for verdict in (Verdict.ACCEPTED, Verdict.REJECTED):
        acts.decide(session, frame=frame, codes=[leaks], verdict=verdict, person_id=1)
    assert session.execute(select(Suggestion.excerpt_id, Suggestion.theme_id, Suggestion.confidence)).all() == before
    assert session.scalars(select(Decision.verdict)).all() == [Verdict.REJECTED]


def test_stance_is_what_people_ticked_and_empty_where_they_ticked_nothing(session):
    world = make_world(session)
    for stance in (0, 0, 2, None):
        answer(session, world, "Fares are too high.", stance=stance)
    frame = run_by_hand(session, world, {FARES: ["Fares are too high."]})
    found = queries.theme_by_stance(session, "question", world.question.id)
    assert found == {theme(session, frame, FARES).id: {"Support": 2, "Oppose": 1, "": 1}}


def test_only_words_that_may_be_published_are_quoted_and_a_name_only_where_it_may(session):
    world = make_world(session)
    answer(session, world, "Fares are too high for us all.", publish=Part.PUBLISH_NAMED, name="Mere Park Friends")
    answer(session, world, "Fares are too high for me.", publish=Part.PUBLISH_UNNAMED)
    answer(session, world, "Fares are too high, I am secret.", publish=Part.ANALYSIS_ONLY)
    texts = list(world.answers)
    frame = run_by_hand(session, world, {FARES: texts})
    fares = theme(session, frame, FARES).id
    quotes = queries.typical_excerpts(session, fares, 5)
    assert {(one.words, one.name) for one in quotes} == {(texts[0], "Mere Park Friends"), (texts[1], "")}
    assert len(queries.typical_excerpts(session, fares, 5, publishable_only=False)) == 3


def test_a_campaign_is_quoted_once(session):
    letter = "Please keep the number nine bus, it is the only one."
    world = make_world(session, [letter, letter + " Thanks.", "Keep the nine, my mother needs it."])
    frame = run_by_hand(session, world, {"Nine": list(world.answers)}, campaigns={letter: 1, letter + " Thanks.": 1})
    assert len(queries.typical_excerpts(session, theme(session, frame, "Nine").id, 5)) == 2


def test_excerpts_come_in_pages_with_their_words_and_stance(session):
    _world, frame = make_themed(session)
    late = theme(session, frame, LATE).id
    first = queries.excerpts_of_theme(session, late, limit=2)
    rest = queries.excerpts_of_theme(session, late, after=first[-1].excerpt_id, limit=2)
    assert [one.words for one in (*first, *rest)] == SAID[LATE]
    assert {one.stance for one in first} == {"Support"}


def test_words_that_their_writer_took_back_leave_no_trace(session):
    world, frame = make_themed(session)
    leaks = world.answers[LEAKS]
    acts.decide(
        session,
        frame=frame,
        codes=[code(session, frame, world, LEAKS, SHELTERS)],
        verdict=Verdict.ACCEPTED,
        person_id=1,
    )
    words_gone.send(session, answer_ids=[leaks])
    assert excerpt(session, frame, world, LEAKS) == 0
    assert session.scalars(select(Decision)).all() == []


def test_counting_costs_the_same_number_of_statements_for_five_thousand_answers(session, statements):
    world, frame = make_themed(session)

    def cost() -> list[int]:
        late = theme(session, frame, LATE).id
        asked = [
            lambda: queries.theme_counts(session, "question", world.question.id),
            lambda: queries.theme_by_stance(session, "question", world.question.id),
            lambda: queries.excerpts_of_theme(session, late),
            lambda: queries.typical_excerpts(session, late),
            lambda: queries.frame_facts(session, "question", world.question.id),
            lambda: queries.codes_of_answers(session, frame, list(world.answers.values())),
        ]
        return [statements(ask) for ask in asked]

    few = cost()
    response = session.get(Response, 1)
    first = {"consultation_id": world.consultation.id, "created_at": response.created_at, "sent_at": response.sent_at}
    session.execute(insert(Response), [first | {"channel": "online", "language": "en"}] * 5000)
    ids = session.scalars(select(Response.id).where(Response.id > 7)).all()
    session.execute(
        insert(Answer), [{"response_id": one, "question_id": world.question.id, "text": SAID[LATE][0]} for one in ids]
    )
    session.commit()
    frame = run_by_hand(session, world, {LATE: SAID[LATE], FARES: SAID[FARES]})
    assert people(session, world)[LATE] > 5000
    assert cost() == few
    assert max(few) <= 8


def test_the_other_side_of_a_theme_is_listed_apart(session):
    _world, frame = make_themed(session)
    late = next(one for one in queries.list_themes(session, frame) if one.name == LATE)
    of_late = select(Suggestion).where(Suggestion.theme_id == late.id).order_by(Suggestion.id)
    for suggestion, side in zip(session.scalars(of_late), ("for", "for", "against"), strict=True):
        suggestion.stance = side
    session.commit()
    found = lists.list_codes(session, frame, lists.Filter([late.id], look=lists.Look.DISSENTING))
    assert [row.words for row in found.rows] == [SAID[LATE][2]]


def test_where_as_many_say_either_nobody_is_listed_as_the_other_side(session):
    _world, frame = make_themed(session)
    late = next(one for one in queries.list_themes(session, frame) if one.name == LATE)
    sides = dict(
        zip(
            session.scalars(select(Suggestion.id).where(Suggestion.theme_id == late.id)),
            ("for", "against"),
            strict=False,
        )
    )
    for ident, side in sides.items():
        session.get_one(Suggestion, ident).stance = side
    session.commit()
    assert lists.list_codes(session, frame, lists.Filter([late.id], look=lists.Look.DISSENTING)).total == 0


def test_the_most_typical_excerpts_of_a_theme_are_listed_apart(session):
    _world, frame = make_themed(session)
    late = next(one for one in queries.list_themes(session, frame) if one.name == LATE)
    first = session.scalars(select(Suggestion).where(Suggestion.theme_id == late.id).order_by(Suggestion.id)).first()
    first.rank = 0
    session.commit()
    found = lists.list_codes(session, frame, lists.Filter([late.id], look=lists.Look.TYPICAL))
    assert [row.words for row in found.rows] == [SAID[LATE][0]]
