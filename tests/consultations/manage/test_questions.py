"""The editor of questions: add, change, move, copy, delete, all without script."""

import pytest

from tests.support.consultations import bus_consultation, find_question, make_consultation, make_question
from webapp import clock
from webapp.access import Stage
from webapp.consultations.models import Answer, Choice, Consultation, Kind, Part, Question, Response, Section

DRAFT = Stage.DRAFT


@pytest.fixture
def draft(session):
    return make_consultation(session, stage=DRAFT, sections=[("About you", []), ("Your journeys", [])])


def at(consultation, path=""):
    return f"/office/consultations/{consultation.id}{path}"


def only_question(session):
    session.expire_all()
    return session.query(Question).one()


def keys_by_page(session, consultation):
    session.expire_all()
    return [[one.key for one in section.questions] for section in session.get(Consultation, consultation.id).sections]


def texts(question):
    return [(one.text, one.detail, one.part.value) for one in question.choices]


def press(page, question, words):
    """Press a small button of one question."""
    form = page.all(f"//li[@id='question-{question.id}']//form[contains(., '{words}')]")[0]
    data = {one.get("name"): one.get("value") for one in form.xpath(".//input")}
    return page.visitor.send(form.get("action"), data)


def test_an_empty_editor_says_what_comes_first(session, as_officer):
    page = as_officer.open(at(make_consultation(session, stage=DRAFT), "/questions"))
    assert "There are no questions yet. Questions stand on pages: add a page first" in page.main


def test_a_question_before_any_page_leads_to_adding_a_page(session, as_officer):
    page = as_officer.open(at(make_consultation(session, stage=DRAFT), "/questions/add/single"))
    assert page.h1 == "Add a page"


def test_a_single_choice_is_written_from_choosing_its_kind_to_seeing_it(session, as_officer, draft):
    page = as_officer.open(at(draft, "/questions")).link("Add a question to this page").link("Choose one")
    page.fill(text="How do you travel?", options="Bus\nBike | or scooter", other="Something else").send("Save")
    question = only_question(session)
    assert texts(question) == [("Bus", "", "plain"), ("Bike", "or scooter", "plain"), ("Something else", "", "other")]
    assert (question.key, question.section_id) == ("Q1", draft.sections[0].id)
    assert "How do you travel?" in as_officer.open(at(draft, "/questions")).main


def test_several_choices_may_have_a_limit_and_an_option_that_stands_alone(session, as_officer, draft):
    as_officer.open(at(draft, "/questions/add/multi")).fill(
        text="What stops you?", options="Cost\nTime", exclusive="None of these", max_choices="2"
    ).send("Save")
    question = only_question(session)
    assert (texts(question)[-1], question.max_choices) == (("None of these", "", "exclusive"), 2)


@pytest.mark.parametrize(
    ("scale", "first"),
    [
        ("agree", "Strongly agree"),
        ("satisfied", "Very satisfied"),
        ("good", "Very good"),
        ("", "Strongly support"),
        ("nonsense", "Strongly support"),
    ],
)
def test_a_scale_starts_from_a_ready_made_one_with_dont_know_at_the_end(session, as_officer, draft, scale, first):
    as_officer.open(at(draft, f"/questions/add/scale?scale={scale}")).fill(text="Well?").send("Save")
    steps = texts(only_question(session))
    assert (steps[0][0], steps[-1][0]) == (first, "Don’t know")


def test_a_ranking_keeps_how_many_are_put_in_order(session, as_officer, draft):
    as_officer.open(at(draft, "/questions/add/ranking")).fill(text="?", options="a\nb\nc", rank_top="2").send("Save")
    assert only_question(session).rank_top == 2


def test_a_matrix_keeps_its_rows_and_columns(session, as_officer, draft):
    as_officer.open(at(draft, "/questions/add/matrix")).fill(
        text="?", rows="Work\nHealth", options="Better\nWorse"
    ).send("Save")
    question = only_question(session)
    assert ([one.text for one in question.items], len(question.choices)) == (["Work", "Health"], 2)


def test_a_themed_text_takes_its_stance_from_a_scale(session, as_officer, draft):
    scale = make_question(session, draft, Kind.SCALE)
    page = as_officer.open(at(draft, "/questions/add/long_text"))
    page.fill(text="Why?", themed="y", stance=str(scale.id), max_chars="900").send("Save")
    why = find_question(session.get(Consultation, draft.id, populate_existing=True), "Q2")
    assert (why.stance_question_id, why.themed, why.max_chars) == (scale.id, True, 900)


def test_a_text_that_is_not_themed_has_no_stance(session, as_officer, draft):
    scale = make_question(session, draft, Kind.SCALE)
    page = as_officer.open(at(draft, "/questions/add/short_text"))
    page.fill(text="Why?", stance=str(scale.id), themed=None).send("Save")
    assert session.query(Question).filter_by(key="Q2").one().stance_question_id is None


def test_an_area_question_comes_with_two_ways_out(session, as_officer, draft):
    as_officer.open(at(draft, "/questions/add/area")).send("Save")
    assert [text for text, *_ in texts(only_question(session))] == ["Outside the area", "Prefer not to say"]


def test_permission_always_has_its_three_answers(session, as_officer, draft):
    as_officer.open(at(draft, "/questions/add/permission")).fill(unnamed="Yes, but no name").send("Save")
    question = only_question(session)
    assert [one.part for one in question.choices] == [Part.PUBLISH_NAMED, Part.PUBLISH_UNNAMED, Part.ANALYSIS_ONLY]
    assert (question.choices[1].text, question.required) == ("Yes, but no name", True)


def test_permission_is_asked_only_once(session, as_officer, draft):
    make_question(session, draft, Kind.PERMISSION)
    page = as_officer.open(at(draft, "/questions/add/permission")).send("Save")
    assert page.errors == ["Permission to publish is asked only once."]


def test_who_answers_is_asked_with_the_options_that_stand_for_organisations(session, as_officer, draft):
    as_officer.open(at(draft, "/questions/add/single")).fill(
        text="Who are you?", options="Myself\nA group\nA business", asks_who="y", organisations="a group\nA business"
    ).send("Save")
    question = only_question(session)
    assert [part for _, _, part in texts(question)] == ["plain", "organisation", "organisation"]
    assert question.asks_who


def test_an_organisation_that_is_no_option_is_named(as_officer, draft):
    page = (
        as_officer.open(at(draft, "/questions/add/single"))
        .fill(text="Who are you?", options="Myself\nA group", asks_who="y", organisations="A bank")
        .send("Save")
    )
    assert page.field_errors["organisations"].endswith("“A bank” is not one of the options above.")


def test_only_one_question_tells_who_answers(session, as_officer, draft):
    make_question(session, draft, Kind.SINGLE, asks_who=True)
    page = as_officer.open(at(draft, "/questions/add/single")).fill(text="?", options="a\nb", asks_who="y").send("Save")
    assert page.errors == ["Another question asks who answers already."]


@pytest.mark.parametrize("kind", Kind)
def test_saving_a_question_unchanged_changes_nothing_but_the_version(session, as_officer, kind):
    buses = bus_consultation(session, stage=DRAFT)
    question = next(one for part in buses.sections for one in part.questions if one.kind is kind)
    before = facts_of(question), [one.id for one in question.choices], [one.id for one in question.items]
    version, ident = buses.sheet_version, question.id
    as_officer.open(at(buses, f"/questions/{ident}")).send("Save")
    session.expire_all()
    question = session.get(Question, ident)
    assert (facts_of(question), [one.id for one in question.choices], [one.id for one in question.items]) == before
    assert session.get(Consultation, buses.id).sheet_version != version


def facts_of(question):
    names = [column.name for column in Question.__table__.columns]
    return [getattr(question, name) for name in names], texts(question), [one.text for one in question.items]


def test_options_whose_words_stay_keep_their_id(session, as_officer, draft):
    question = make_question(session, draft, Kind.SINGLE, choices=["Bus", "Tram", "Bike"])
    ids = {one.text: one.id for one in question.choices}
    as_officer.open(at(draft, f"/questions/{question.id}")).fill(options="Bike\nFerry\nBus").send("Save")
    found = {one.text: one.id for one in only_question(session).choices}
    assert list(found) == ["Bike", "Ferry", "Bus"]
    assert (found["Bike"], found["Bus"]) == (ids["Bike"], ids["Bus"])
    assert session.query(Choice).count() == 3


@pytest.mark.parametrize(
    ("kind", "values", "field", "sentence"),
    [
        ("single", {"options": "Yes"}, "options", "Write at least 2, one on each line."),
        ("single", {"options": "Yes\nyes"}, "options", "“yes” is there more than once."),
        ("single", {"options": "Yes\nNo", "other": "No"}, "options", "“No” is there more than once."),
        ("single", {"text": "  ", "options": "a\nb"}, "text", "Write the question."),
        ("single", {"options": "a\nb", "key": "a b"}, "key", "Use letters, figures and hyphens only."),
        ("ranking", {"options": "a\nb", "rank_top": "3"}, "rank_top", "Ask people to put between 1 and 2"),
        ("ranking", {"options": "a\nb", "rank_top": "many"}, "rank_top", "Write a number in figures, for example 3."),
        ("ranking", {"options": "a\nb", "rank_top": "9" * 5000}, "rank_top", "Write a number in figures"),
        ("multi", {"options": "a\nb", "max_choices": "-1"}, "max_choices", "Write a number from 1 to 60."),
        ("matrix", {"options": "a\nb", "rows": ""}, "rows", "Write at least 1"),
        ("short_text", {"max_chars": "1e309"}, "max_chars", "Write a number in figures"),
        ("long_text", {"stance": "999"}, "stance", "Not a valid choice"),
        ("area", {"section": "999"}, "section", "Not a valid choice"),
    ],
)
def test_a_wrong_question_is_refused_at_its_field_in_a_sentence(as_officer, draft, kind, values, field, sentence):
    page = as_officer.open(at(draft, f"/questions/add/{kind}")).fill(**{"text": "Well?"} | values).send("Save")
    assert sentence in page.field_errors[field]


def test_two_questions_cannot_have_one_short_name(session, as_officer, draft):
    make_question(session, draft, Kind.SINGLE)
    page = as_officer.open(at(draft, "/questions/add/area")).fill(key="Q1").send("Save")
    assert page.field_errors["key"].endswith("Another question has this short name already.")
    assert session.query(Question).count() == 1


def test_a_question_keeps_its_place_in_the_page_while_it_is_changed(session, as_officer):
    buses = bus_consultation(session, stage=DRAFT)
    question = find_question(buses, "A3")
    as_officer.open(at(buses, f"/questions/{question.id}")).fill(text="How often?").send("Save")
    assert keys_by_page(session, buses)[1] == ["A3", "A4"]


def test_a_question_goes_to_the_end_of_another_page_from_its_form(session, as_officer):
    buses = bus_consultation(session, stage=DRAFT)
    page = as_officer.open(at(buses, f"/questions/{find_question(buses, 'A3').id}"))
    page.fill(section=str(buses.sections[0].id)).send("Save")
    assert keys_by_page(session, buses)[:2] == [["A1", "A2", "A3"], ["A4"]]


@pytest.mark.parametrize(
    ("key", "button", "pages"),
    [
        ("A2", "Move up", [["A2", "A1"], ["A3", "A4"]]),
        ("A3", "Move down", [["A1", "A2"], ["A4", "A3"]]),
        ("A2", "Move down", [["A1"], ["A2", "A3", "A4"]]),
        ("A3", "Move up", [["A1", "A2", "A3"], ["A4"]]),
    ],
)
def test_buttons_move_a_question_within_a_page_and_over_its_edge(session, as_officer, key, button, pages):
    buses = bus_consultation(session, stage=DRAFT)
    press(as_officer.open(at(buses, "/questions")), find_question(buses, key), button)
    assert keys_by_page(session, buses)[:2] == pages


def test_the_very_first_question_stays_where_it_is(session, as_officer):
    buses = bus_consultation(session, stage=DRAFT)
    page = as_officer.open(at(buses, "/questions"))
    token = page.all("//input[@name='csrf_token']/@value")[0]
    first = find_question(buses, "A1")
    as_officer.send(at(buses, f"/questions/{first.id}/move"), {"move": "up", "csrf_token": token})
    assert keys_by_page(session, buses)[0] == ["A1", "A2"]


def test_a_copy_stands_below_with_a_key_of_its_own(session, as_officer):
    buses = bus_consultation(session, stage=DRAFT)
    press(as_officer.open(at(buses, "/questions")), find_question(buses, "A1"), "Copy")
    assert keys_by_page(session, buses)[0] == ["A1", "Q1", "A2"]
    copy = session.query(Question).filter_by(key="Q1").one()
    assert (copy.text, len(copy.choices), copy.asks_who) == ("Who are you answering for?", 4, False)


def test_a_question_is_deleted_after_asking_once_more(session, as_officer):
    buses = bus_consultation(session, stage=DRAFT)
    page = as_officer.open(at(buses, f"/questions/{find_question(buses, 'A6').id}/delete"))
    assert "A6 Do you support or oppose" in page.main
    assert page.send("Delete the question").notice == "The question is gone."
    why = session.query(Question).filter_by(key="A7").populate_existing().one()
    assert (why.stance_question_id, why.position) == (None, 1)


def test_pages_are_added_changed_moved_and_deleted(session, as_officer, draft):
    as_officer.open(at(draft, "/sections/add")).fill(title="Last words").send("Save")
    first = draft.sections[0].id
    as_officer.open(at(draft, f"/sections/{first}")).fill(title="You", intro="Hello").send("Save")
    as_officer.open(at(draft, "/questions")).send("Move down")
    as_officer.open(at(draft, f"/sections/{first}/delete")).send("Delete the page")
    session.expire_all()
    assert [(one.title, one.position) for one in session.get(Consultation, draft.id).sections] == [
        ("Your journeys", 1),
        ("Last words", 2),
    ]


def test_deleting_a_page_names_the_questions_that_go_with_it(session, as_officer):
    buses = bus_consultation(session, stage=DRAFT)
    page = as_officer.open(at(buses, f"/sections/{buses.sections[1].id}/delete"))
    assert "These questions go with it: A3 How often did you take a bus last month?" in page.main
    page.send("Delete the page")
    assert session.query(Question).count() == 10


@pytest.mark.parametrize("stage", [Stage.OPEN, Stage.CLOSED, Stage.WITHDRAWN])
def test_questions_stand_once_it_has_opened_and_the_page_says_so(session, as_officer, stage):
    buses = bus_consultation(session, stage=stage)
    editor = as_officer.open(at(buses, "/questions"))
    assert "The questions can be changed only before the consultation opens." in editor.main
    assert not editor.all("//main//form | //main//a[contains(@href, '/questions/')]")
    refused = as_officer.open(at(buses, f"/questions/{find_question(buses, 'A1').id}"), status=403)
    assert "The questions can be changed only before the consultation opens." in refused.main


def test_questions_stand_once_somebody_has_begun_to_answer(session, as_officer):
    buses = bus_consultation(session, stage=DRAFT)
    session.add(Response(consultation_id=buses.id, created_at=clock.now()))
    session.commit()
    refused = as_officer.open(at(buses, f"/questions/{find_question(buses, 'A1').id}"), status=403)
    assert "Somebody has answered already, so the questions stay as they are." in refused.main


def test_an_answer_that_comes_while_the_form_is_open_keeps_the_question(session, as_officer):
    buses = bus_consultation(session, stage=Stage.SCHEDULED)
    page = as_officer.open(at(buses, f"/questions/{find_question(buses, 'A1').id}")).fill(text="Changed")
    response = Response(consultation_id=buses.id, created_at=clock.now())
    response.answers = [Answer(question_id=find_question(buses, "A1").id)]
    session.add(response)
    session.commit()
    form = page.all("//main//form")[0]
    token = form.xpath(".//input[@name='csrf_token']/@value")[0]
    as_officer.send(page.url, {"text": "Changed", "csrf_token": token}, status=403)
    assert session.query(Question).filter_by(text="Changed").count() == 0


@pytest.mark.parametrize("path", ["questions/{q}", "questions/{q}/delete", "sections/{s}", "sections/{s}/delete"])
def test_a_part_of_another_consultation_is_not_found(session, as_officer, draft, path):
    other = bus_consultation(session, stage=DRAFT, slug="other")
    path = path.format(q=find_question(other, "A1").id, s=other.sections[0].id)
    as_officer.open(at(draft, f"/{path}"), status=404)
    as_officer.open(at(draft, "/questions/99999999999999999999"), status=404)


@pytest.mark.parametrize("path", ["questions/{q}/move", "sections/{s}/move"])
@pytest.mark.parametrize("move", ["sideways", "", "UP", "up\x00"])
def test_a_move_to_nowhere_is_not_understood(session, as_officer, path, move):
    buses = bus_consultation(session, stage=DRAFT)
    token = as_officer.open(at(buses, "/questions")).all("//input[@name='csrf_token']/@value")[0]
    path = path.format(q=find_question(buses, "A1").id, s=buses.sections[0].id)
    as_officer.send(at(buses, f"/{path}"), {"move": move, "csrf_token": token}, status=400)


def test_a_kind_that_does_not_exist_is_not_found(as_officer, draft):
    as_officer.open(at(draft, "/questions/add/hologram"), status=404)


def test_a_deleted_page_leaves_no_section_behind(session, as_officer, draft):
    as_officer.open(at(draft, f"/sections/{draft.sections[0].id}/delete")).send("Delete the page")
    assert session.query(Section).count() == 1
