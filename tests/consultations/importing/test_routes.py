"""An officer brings a file in, step by step."""

import pytest
from sqlalchemy import func, select

from tests.consultations.importing.survey import COLUMNS, as_csv, as_jsonl, as_xlsx, survey, upload, walk_in, work
from tests.support.people import make_person, sign_in
from tests.support.visitor import Visitor
from webapp.access import TABLE, Permission, Role
from webapp.consultations.importing.models import Import
from webapp.consultations.models import Consultation, Question, Response


def _place(name):
    return COLUMNS.index(name)


def _control(page, name, prefix="use"):
    """The control of the card of the column `name`."""
    card = f"//div[contains(@class,'fm-card')][.//h2[normalize-space()='{name}']]"
    return page.all(f"{card}//*[starts-with(@name,'{prefix}-')]")[0].get("name")


@pytest.mark.parametrize("make", [as_csv, as_xlsx, as_jsonl])
def test_an_officer_brings_in_a_file_of_any_form(app, session, as_officer, make):
    waiting = walk_in(as_officer, make(survey()))
    assert waiting.h1 == "Bringing responses in"
    work(app)
    done = as_officer.open(waiting.url)
    assert done.h1 == "The responses are in"
    assert "30 responses" in done.main
    assert session.scalar(select(func.count(Response.id))) == 30


def test_the_end_leads_to_the_summary_and_to_the_themes(app, session, as_officer):
    waiting = walk_in(as_officer)
    work(app)
    links = as_officer.open(waiting.url).all("//main//a/@href")
    themed = session.scalar(select(Question.id).where(Question.themed))
    assert {"/office/consultations/1/summary", f"/office/themes/question/{themed}"} <= set(links)


def test_each_column_says_what_it_seems_to_be_and_why(as_officer):
    page = upload(as_officer, as_csv(survey()))
    assert page.h1 == "What is in each column?"
    assert "It is one of 2 columns that begin with “Q3. How would these change?”." in page.main
    assert "Filled in 30 of 30 rows." in page.main
    assert len(page.all("//div[contains(@class,'fm-card')]//h2")) == 12


def test_changing_a_column_shows_the_settings_it_now_needs(as_officer):
    page = upload(as_officer, as_csv([["Opinion", "Why"], *(["Fine", "a"], ["Awful", "b"], ["So so", "c"]) * 4]))
    again = page.fill(**{_control(page, "Opinion"): "scale"}).send("Check the whole file")
    assert "one more look" in again.notice
    name = _control(again, "Opinion", "options")
    checked = again.fill(**{name: "Fine\r\nSo so\r\nAwful"}).send("Check the whole file")
    assert checked.h1 == "Check before you bring it in"


def test_what_an_officer_set_is_still_there_when_they_come_back(as_officer):
    page = upload(as_officer, as_csv(survey()))
    control = _control(page, "E-mail")
    page.fill(**{control: "short-text"}).send("Check the whole file")
    back = as_officer.open("/office/import").link("Carry on").link("Change what the columns are")
    assert back.all(f"//select[@name='{control}']/option[@selected]/@value") == ["short-text"]


def test_settings_that_cannot_be_are_refused_at_their_card(as_officer):
    page = upload(as_officer, as_csv(survey()))
    control = _control(page, "E-mail")
    again = page.fill(**{control: "reference"}).send("Check the whole file")
    assert again.field_errors == {
        _control(again, "Respondent ID"): "Only one column can be “Reference number”, and “E-mail” is already."
    }


def test_the_check_names_rows_and_asks_about_duplicates(as_officer):
    rows = survey(12)
    rows[4][_place("Respondent ID")] = rows[3][_place("Respondent ID")]
    rows[6][_place("Submitted")] = "yesterday"
    page = upload(as_officer, as_csv(rows)).send("Check the whole file")
    assert "12 rows will become 12 responses." in page.main
    assert "1 date could not be read; that response gets the closing date (row 7)." in page.main
    assert "1 row repeats the reference number of an earlier row (row 5)." in page.main


def test_duplicates_are_left_out_or_brought_in_as_the_officer_says(app, session, as_officer):
    rows = survey(12)
    rows[4][_place("Respondent ID")] = rows[3][_place("Respondent ID")]
    upload(as_officer, as_csv(rows)).send("Check the whole file").fill(duplicates="leave").send("Bring them in")
    work(app)
    assert session.scalar(select(func.count(Response.id))) == 11


def test_pressing_the_last_button_twice_makes_one_consultation(app, session, as_officer):
    checked = upload(as_officer, as_csv(survey())).send("Check the whole file")
    checked.send("Bring them in")
    second = checked.send("Bring them in")
    assert second.h1 == "Bringing responses in"
    work(app)
    assert checked.send("Bring them in").h1 == "The responses are in"
    assert session.scalar(select(func.count(Consultation.id))) == 1


def test_the_bar_is_told_how_far_it_is(app, as_officer):
    waiting = walk_in(as_officer)
    address = waiting.all("//*[@data-job]/@data-job")[0]
    assert as_officer.client.get(address).json == {"percent": 0, "words": "Waiting for its turn", "over": False}
    work(app)
    assert as_officer.client.get(address).json["over"] is True


def test_work_can_be_stopped_and_begun_again(app, session, as_officer):
    stopped = walk_in(as_officer).send("Stop this")
    assert stopped.h1 == "The responses did not come in"
    stopped.link("Go back and try again").send("Bring them in")
    work(app)
    assert session.scalar(select(func.count(Consultation.id))) == 1


def test_an_import_can_be_taken_back_and_mended(app, session, as_officer):
    waiting = walk_in(as_officer)
    work(app)
    asked = as_officer.open(waiting.url).link("Take them out again")
    assert "its 30 responses will be deleted" in asked.main
    back = asked.send("Take them out")
    assert back.h1 == "Check before you bring it in"
    assert session.scalar(select(func.count(Response.id))) == 0


def test_an_upload_can_be_thrown_away(session, as_officer):
    upload(as_officer, as_csv(survey()))
    page = as_officer.open("/office/import").send("Throw away")
    assert page.notice == "“A bus lane on Mill Road” was thrown away, and its file with it."
    assert session.scalar(select(func.count(Import.id))) == 0


def test_colleagues_see_whose_import_it_is_and_can_go_on_with_it(as_officer, as_analyst):
    upload(as_officer, as_csv(survey()))
    listed = as_analyst.open("/office/import")
    assert f"Uploaded by {as_officer.person.name}" in listed.main
    assert as_officer.person.name in listed.link("Carry on").main


def test_the_advice_is_one_link_away(as_officer):
    assert as_officer.open("/office/import").link("What files work?").h1 == "What files work?"


@pytest.mark.parametrize(
    ("words", "error"),
    [
        ({"title": " "}, "Write the title of the consultation."),
        ({"collected_by": ""}, "Say who collected the responses."),
        ({"opened_on": "31 February"}, "Choose the day it opened."),
        ({"closed_on": "2026-03-01"}, "It cannot have closed before it opened."),
        ({"closed_on": "2027-03-01"}, "Bring responses in once the consultation has closed."),
    ],
)
def test_each_field_says_what_it_lacks(as_officer, words, error):
    assert upload(as_officer, as_csv(survey()), **words).errors == [error]


READ = ["", "/what-files-work", "/1", "/1/columns", "/1/check", "/1/progress", "/1/undo"]
WRITE = ["", "/1/columns", "/1/check", "/1/stop", "/1/throw-away", "/1/undo"]
MAY = {role: bool(stages) for role, stages in TABLE[Permission.IMPORT_RESPONSES].items()}


@pytest.mark.parametrize("role", Role)
def test_only_those_the_table_names_may_import(app, session, role):
    visitor = sign_in(Visitor(app), make_person(session, role))
    token = {"csrf_token": visitor.open("/account/leave").all("//input[@name='csrf_token']/@value")[0]}
    shown = {visitor.client.get(f"/office/import{path}").status_code == 403 for path in READ}
    done = {visitor.client.post(f"/office/import{path}", data=token).status_code == 403 for path in WRITE}
    assert shown == done == {not MAY.get(role)}


@pytest.mark.parametrize("path", READ)
def test_who_has_not_signed_in_is_asked_to(visitor, path):
    assert visitor.client.get(f"/office/import{path}").status_code == 302
