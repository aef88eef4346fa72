"""Reading answers in a browser without script."""

import pytest

from tests.themes.world import FARES, LATE, SAID, SHELTERS, answer, make_themed, people, theme
from webapp.themes.queries import reading

LEAKS = SAID[SHELTERS][0]


@pytest.fixture
def themed(session):
    world, frame = make_themed(session)
    session.commit()
    return world, frame


def now(session):
    session.rollback()
    session.expire_all()


def ticks(page):
    """The themes that are ticked, by name."""
    return [
        " ".join(page.all(f"//label[@for='{box.get('id')}']")[0].text_content().split())
        for box in page.all("//input[@name='themes'][@checked]")
    ]


def test_an_officer_reads_one_answer_corrects_it_and_goes_on(session, themed, as_officer):
    world, frame = themed
    page = as_officer.open(f"{world.path}/read").send("Start reading")
    assert SAID[LATE][0] in page.main
    assert ticks(page) == [LATE]
    assert "Suggested: sure" in page.main
    fares = theme(session, frame, FARES).id
    page = page.fill(themes=[str(fares)]).send("Save and next")
    assert page.notice == "Saved."
    assert SAID[LATE][1] in page.main
    assert "1 of 7 answers read" in page.main
    now(session)
    assert (people(session, world)[LATE], people(session, world)[FARES]) == (2, 3)


def test_a_reading_is_undone_from_the_next_page(session, themed, as_officer):
    world, _frame = themed
    page = as_officer.open(f"{world.path}/read").send("Start reading").send("Save and next")
    page = page.send("Undo what I saved")
    assert page.notice.startswith("Took back: Read 1 answer.")
    assert SAID[LATE][0] in page.main
    assert "0 of 7 answers read" in page.main
    assert "Took back" in as_officer.open(f"{world.path}/history").main


def test_a_new_theme_a_note_and_a_stance_are_kept_with_the_answer(session, themed, as_officer):
    world, frame = themed
    path = f"{world.path}/read/{world.answers[LEAKS]}"
    shelters = theme(session, frame, SHELTERS).id
    page = as_officer.open(path).fill(name="Leaks", note="Ask the district.", **{f"stance-{shelters}": "against"})
    page = page.send("Save and stay here")
    assert ticks(page) == [SHELTERS, "Leaks"]
    assert "Ask the district." in page.main
    assert page.all(f"//select[@name='stance-{shelters}']/option[@selected]/@value") == ["against"]
    page = page.send("Take this note away")
    assert "Ask the district." not in page.main


def test_a_note_of_a_colleague_is_not_taken_away(session, themed, as_officer, as_admin):
    world, _frame = themed
    path = f"{world.path}/read/{world.answers[LEAKS]}"
    as_officer.open(path).fill(note="Mine.").send("Save and stay here")
    page = as_admin.open(path)
    assert "Mine." in page.main
    token = page.all("//input[@name='csrf_token']/@value")[0]
    assert "Only the person" in as_admin.send(f"{world.path}/notes/1/remove", {"csrf_token": token}).notice


def test_a_colleagues_later_decision_is_shown_and_not_overwritten(session, themed, as_officer, as_admin):
    world, frame = themed
    path = f"{world.path}/read/{world.answers[LEAKS]}"
    mine, fares = as_officer.open(path), theme(session, frame, FARES).id
    as_admin.open(path).fill(themes=[str(fares)]).send("Save and stay here")
    page = mine.fill(note="Look!").send("Save and next")
    assert page.status == 409
    assert f"it was put under: {FARES}" in page.main
    assert ticks(page) == [SHELTERS]
    assert "Look!" in page.main
    page = page.send("Save and stay here")
    assert (page.notice, ticks(page)) == ("Saved.", [SHELTERS])


def test_an_answer_a_colleague_has_open_says_so_and_the_next_reader_gets_another(themed, as_officer, as_admin):
    world, _frame = themed
    first = as_officer.open(f"{world.path}/read").send("Start reading")
    second = as_admin.open(f"{world.path}/read").send("Start reading")
    assert first.url != second.url
    assert f"{as_officer.person.name} has this answer open" in as_admin.open(first.url).main
    token = second.all("//input[@name='csrf_token']/@value")[0]
    reply = as_admin.client.post(f"{first.url}/hold", data={"csrf_token": token})
    assert as_officer.person.name in reply.json["other"]


def test_an_answer_that_is_put_off_comes_back_at_the_end(themed, as_officer):
    world, _frame = themed
    page = as_officer.open(f"{world.path}/read").send("Start reading").send("Come back to it later")
    assert SAID[LATE][1] in page.main
    for _answer in range(6):
        page = page.send("Save and next")
    assert SAID[LATE][0] in page.main
    page = page.send("Save and next")
    assert "Every answer has been read." in page.main


def test_a_translation_is_shown_with_who_made_it(session, themed, as_officer):
    world, frame = themed
    reading.find_item(session, frame, world.answers[LEAKS]).language = "pl"
    session.commit()
    path = f"{world.path}/read/{world.answers[LEAKS]}"
    page = as_officer.open(path).fill(translation="It leaks.").send("Save and stay here")
    assert f"Translation by {as_officer.person.name}" in page.main
    assert [" ".join(one.text_content().split()) for one in page.all("//blockquote")] == [LEAKS, "It leaks."]


def test_a_saving_that_ticks_nothing_is_refused_and_keeps_what_was_written(themed, as_officer):
    world, _frame = themed
    page = as_officer.open(f"{world.path}/read/{world.answers[LEAKS]}")
    page = page.fill(themes=[], note="Hm.").send("Save and next")
    assert "Tick at least one theme" in page.field_errors["themes"]
    assert "Hm." in page.main


@pytest.mark.parametrize("marks", [["x"], ["1.2"], ["1.5.5"], ["99999.0.4"], ["1.0.99999999999999999999"]])
def test_marks_that_make_no_sense_break_nothing(themed, as_officer, marks):
    world, _frame = themed
    page = as_officer.open(f"{world.path}/read/{world.answers[LEAKS]}").fill(marks=marks).send("Save and stay here")
    assert page.status in (200, 409)


def test_an_answer_that_came_later_cannot_be_read_before_the_machine_did(session, themed, as_officer):
    world, _frame = themed
    answer(session, world, "Free buses!")
    session.commit()
    as_officer.open(f"{world.path}/read/{world.answers['Free buses!']}", status=404)


def test_reading_one_answer_costs_the_same_however_many_there_are(session, themed, as_officer, statements):
    world, _frame = themed
    few = statements(lambda: as_officer.open(f"{world.path}/read/{world.answers[LEAKS]}"))
    for number in range(30):
        answer(session, world, f"Bus number {number} is late.")
    session.commit()
    assert statements(lambda: as_officer.open(f"{world.path}/read/{world.answers[LEAKS]}")) == few
