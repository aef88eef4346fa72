"""Finding answers and acting on many at once."""

import pytest

from tests.support.answering import make_places
from tests.themes.world import (
    ANN,
    FARES,
    LATE,
    SAID,
    SHELTERS,
    answer,
    make_themed,
    make_world,
    people,
    run_by_hand,
    theme,
)
from webapp.consultations.models import Answer, Channel
from webapp.refusals import Refused
from webapp.themes import acts, many
from webapp.themes.models import ItemFlag
from webapp.themes.queries import answers, reading
from webapp.themes.queries.answers import Band, Letters, State, Wanted
from webapp.themes.registry import SOURCES

LEAKS = SAID[SHELTERS][0]
TRAINS = "I like trains."


@pytest.fixture
def themed(session):
    world, frame = make_themed(session)
    session.commit()
    return world, frame


def texts(session, frame, **wanted):
    return [row.text for row in answers.find_answers(session, frame, Wanted(**wanted)).rows]


def test_answers_are_found_by_their_words_in_any_case(session, themed):
    _world, frame = themed
    assert texts(session, frame, word="SHELTER") == [LEAKS]
    assert texts(session, frame, word="100%") == []


def test_answers_are_found_by_theme_and_by_how_sure_it_is(session, themed):
    world, frame = themed
    late = theme(session, frame, LATE).id
    assert texts(session, frame, theme=late) == SAID[LATE]
    assert texts(session, frame, theme=late, band=Band.SURE) == SAID[LATE]
    assert texts(session, frame, theme=late, band=Band.LIKELY) == []
    many.accept_suggestions(session, frame=frame, items=[world.answers[SAID[LATE][0]]], theme_ids=None, person_id=ANN)
    assert texts(session, frame, band=Band.DECIDED) == [SAID[LATE][0]]


def test_answers_are_found_by_how_far_they_are(session, themed):
    world, frame = themed
    reading.find_item(session, frame, world.answers[LEAKS]).read_at = frame.created_at
    answer(session, world, "Free buses!")
    session.flush()
    assert texts(session, frame, state=State.READ) == [LEAKS]
    assert len(texts(session, frame, state=State.UNREAD)) == 6
    assert texts(session, frame, state=State.NEW) == ["Free buses!"]
    assert texts(session, frame, state=State.UNDER_NONE) == texts(session, frame, state=State.LOOK) == [TRAINS]


def test_a_sub_themes_answers_are_found_under_its_parent(session, themed):
    _world, frame = themed
    shelters, late = theme(session, frame, SHELTERS).id, theme(session, frame, LATE).id
    acts.nest(session, frame=frame, theme_id=shelters, parent_id=late, person_id=ANN)
    assert texts(session, frame, theme=late) == [*SAID[LATE], LEAKS]


def test_answers_are_found_by_flag_and_language(session, themed):
    world, frame = themed
    session.add(ItemFlag(frame_id=frame.id, item_id=world.answers[LEAKS], kind="place", start=0, end=3))
    reading.find_item(session, frame, world.answers[TRAINS]).language = "pl"
    session.flush()
    assert texts(session, frame, flag="place") == [LEAKS]
    assert texts(session, frame, language="pl") == [TRAINS]
    assert answers.languages(session, frame) == [("en", 6), ("pl", 1)]


def test_answers_are_found_by_what_is_known_of_their_writers(session):
    world = make_world(session)
    areas = make_places(session)
    name, area = next(iter(areas.items()))
    paper = answer(session, world, LEAKS, channel=Channel.PAPER)
    answer(session, world, TRAINS)
    asked = world.consultation.sections[0].questions[0]
    asked.asks_who = True
    session.add(Answer(response_id=paper.id, question_id=asked.id, area_id=area))
    frame = run_by_hand(session, world)
    facts = {fact.key: fact.values for fact in SOURCES["question"].facts(session, world.question.id)}
    assert facts == {"channel": ("online", "paper")}
    assert texts(session, frame, facts={"channel": "paper"}) == texts(session, frame, facts={"area": name}) == [LEAKS]
    assert len(texts(session, frame, facts={"who": "Support"})) == 2


def test_letters_are_listed_once_with_their_copies_and_treated_together(session):
    letter = "Please keep the number nine bus."
    world = make_world(session, [letter] * 3 + [TRAINS])
    frame = run_by_hand(session, world, {"Nine": [letter]}, campaigns={letter: 1})
    found = answers.find_answers(session, frame, Wanted(letters=Letters.ONLY))
    assert [(row.text, row.copies) for row in found.rows] == [(letter, 3)]
    assert found.total == 3
    assert texts(session, frame, letters=Letters.WITHOUT) == [TRAINS]
    items = answers.same_words(session, frame, [world.answers[letter]])
    assert len(items) == 3


def test_many_answers_are_put_under_a_theme_and_taken_out_again(session, themed):
    world, frame = themed
    items, fares = [world.answers[text] for text in (*SAID[LATE], TRAINS)], theme(session, frame, FARES).id
    act = many.put_under(session, frame=frame, items=items, theme_id=fares, person_id=ANN)
    assert people(session, world) == {LATE: 3, FARES: 6, SHELTERS: 1}
    many.take_out(session, frame=frame, items=items[:2], theme_ids=[fares], person_id=ANN)
    assert people(session, world)[FARES] == 4
    with pytest.raises(Refused):
        acts.undo(session, frame=frame, act_id=act.id, person_id=ANN)


def test_what_is_not_there_is_neither_accepted_nor_taken_out(session, themed):
    world, frame = themed
    items, fares = [world.answers[TRAINS]], theme(session, frame, FARES).id
    with pytest.raises(many.NothingSuggested):
        many.accept_suggestions(session, frame=frame, items=items, theme_ids=None, person_id=ANN)
    with pytest.raises(many.NotThere):
        many.take_out(session, frame=frame, items=items, theme_ids=[fares], person_id=ANN)


def test_answers_of_another_question_are_not_touched(session, themed):
    world, frame = themed
    other_world, _other = make_themed(session, slug="homes")
    theirs = [other_world.answers[LEAKS]]
    assert answers.same_words(session, frame, theirs) == []
    fares = theme(session, frame, FARES).id
    with pytest.raises(Refused):
        many.put_under(session, frame=frame, items=theirs, theme_id=fares, person_id=ANN)
    assert people(session, world)[FARES] == 2


def test_an_officer_finds_answers_and_accepts_all_that_match(session, themed, as_officer):
    world, frame = themed
    late = theme(session, frame, LATE).id
    page = as_officer.open(f"{world.path}/find").fill(theme=str(late)).send("Show these")
    assert "3 answers match" in page.main
    page = page.fill(reach="all", way="accept").send("Do this")
    assert page.notice == "What was suggested is accepted for 3 answers."
    assert "theme=" in page.url
    assert page.main.count("(decided)") == 3


@pytest.mark.parametrize(
    ("values", "field"),
    [({"way": "accept"}, "items"), ({"items": ["1"]}, "way"), ({"items": ["1"], "way": "add"}, "target"),
     ({"items": ["99999"], "way": "accept"}, "items"), ({"items": ["x"], "way": "accept"}, "items")],
)  # fmt: skip
def test_what_is_missing_is_said_at_its_field(themed, as_officer, values, field):
    world, _frame = themed
    page = as_officer.open(f"{world.path}/find")
    form = {"csrf_token": page.all("//input[@name='csrf_token']/@value")[0], "reach": "ticked"}
    page = as_officer.send(f"{world.path}/find", form | values)
    assert any(one.startswith(field) for one in page.field_errors), page.field_errors


@pytest.mark.parametrize("query", ["?theme=x&band=y&state=z&after=q", "?theme=99999&channel=moon", "?word=%00&flag=%00",
                                   "?before=3", "?state=look&band=less-sure&letters=only"])  # fmt: skip
def test_any_address_gives_a_page(themed, as_officer, query):
    world, _frame = themed
    assert as_officer.open(f"{world.path}/find{query}").h1 == "Find answers"


def test_long_lists_come_in_pages_forth_and_back(session, as_officer):
    said = [f"The last bus number {number} leaves too early." for number in range(120)]
    world = make_world(session, said)
    run_by_hand(session, world, {LATE: said})
    page = as_officer.open(f"{world.path}/find?word=bus")
    second = page.link("Next page")
    third = second.link("Next page")
    listed = [len(one.all("//li[contains(@class,'fm-excerpt')]")) for one in (page, second, third)]
    assert listed == [50, 50, 20]
    assert len(third.link("Previous page").all("//li[contains(@class,'fm-excerpt')]")) == 50


def test_finding_costs_the_same_however_many_there_are(session, themed, as_officer, statements):
    world, _frame = themed
    few = statements(lambda: as_officer.open(f"{world.path}/find"))
    for number in range(30):
        answer(session, world, f"Bus number {number} is late.")
    session.commit()
    assert statements(lambda: as_officer.open(f"{world.path}/find")) == few
