"""Small voices, and the trail of one answer."""

from tests.themes.world import ANN, FARES, LATE, SAID, SHELTERS, answer, make_themed, make_world, run_by_hand, theme
from webapp.themes import acts, queries, readings
from webapp.themes.queries import reading, trail, voices

LEAKS = SAID[SHELTERS][0]


def test_a_theme_of_few_people_is_a_small_voice_and_one_that_is_unsure_is_not(session):
    said = [f"The last bus number {number} leaves too early." for number in range(60)]
    world = make_world(session, [*said, LEAKS])
    run_by_hand(session, world, {LATE: said, SHELTERS: [LEAKS]})
    counts = queries.theme_counts(session, "question", world.question.id)
    assert [one.label for one in voices.small_themes(counts, 61)] == [SHELTERS]
    assert voices.small_themes(counts, 10) == []


def test_a_theme_that_one_group_raises_more_is_told_with_both_shares(session):
    world = make_world(session)
    world.consultation.sections[0].questions[0].asks_who = True
    for number in range(30):
        answer(session, world, f"The ramp at stop {number} is broken.", stance=0 if number < 20 else 1)
        answer(session, world, f"The last bus number {number} leaves too early.", stance=1)
    said = [text for text in world.answers if text.startswith("The ramp")]
    frame = run_by_hand(session, world, {SHELTERS: said})
    counts = queries.theme_counts(session, "question", world.question.id)
    raised = voices.raised_more(session, frame, counts)
    told = [(one.theme.label, one.leaning.group, one.leaning.people, one.leaning.base) for one in raised]
    assert told == [(SHELTERS, "Support", 20, 20)]


def test_a_group_of_four_people_is_never_told_of(session):
    world = make_world(session)
    world.consultation.sections[0].questions[0].asks_who = True
    for number in range(30):
        answer(session, world, f"The last bus number {number} leaves too early.", stance=1)
    for number in range(4):
        answer(session, world, f"The ramp at stop {number} is broken.", stance=0)
    said = [text for text in world.answers if text.startswith("The ramp")]
    frame = run_by_hand(session, world, {SHELTERS: said})
    assert voices.raised_more(session, frame, queries.theme_counts(session, "question", world.question.id)) == []


def test_the_trail_of_an_answer_tells_who_decided_what_from_which_suggestion(session, as_officer):
    world, frame = make_themed(session)
    said, late = queries.find_answer(session, frame, world.answers[LEAKS]), theme(session, frame, LATE).id
    facts = queries.facts_of(queries.list_themes(session, frame))
    seen = readings.seen(reading.find_item(session, frame, said.id), readings.standing(session, frame, facts, said.id))
    made = readings.Reading(marks={late: [(4, 11)]}, seen=seen, stances={late: "against"})
    readings.save(session, frame=frame, answer=said, made=made, person_id=as_officer.person.id)
    told = [(one.verdict, one.theme, one.sure, one.stance) for one in trail.decisions_on(session, frame, said.id)]
    assert told == [("rejected", SHELTERS, 0.8, None), ("accepted", LATE, None, "against")]
    session.commit()
    page = as_officer.open(f"{world.path}/answer/{said.id}")
    assert f"the program suggested: {SHELTERS}." in page.main
    assert f"Under “{LATE}” (against): “shelter”" in page.main
    assert f"Read in full by {as_officer.person.name}" in page.main
    assert f"One of 4 people under {LATE}" in page.main


def test_an_answer_under_a_sub_theme_is_in_the_count_of_its_parent_too(session):
    world, frame = make_themed(session)
    shelters, fares = theme(session, frame, SHELTERS).id, theme(session, frame, FARES).id
    acts.nest(session, frame=frame, theme_id=shelters, parent_id=fares, person_id=ANN)
    counts = queries.theme_counts(session, "question", world.question.id)
    assert [(one.label, one.people) for one in trail.counts_with(counts, {shelters})] == [(FARES, 3), (SHELTERS, 1)]


def test_the_words_that_mark_a_theme_are_found_with_their_weight():
    words = [["bus", 4.0], ["late", 2.0], ["tram", 1.0]]
    assert trail.words_found(words, "The BUS is late") == [("bus", 1.0), ("late", 0.5)]
    assert trail.words_found([], "bus") == []


def test_small_voices_have_a_page(session, as_officer):
    world, _frame = make_themed(session)
    session.commit()
    page = as_officer.open(world.path).link("Small voices")
    assert "No group raises a theme" in page.main
