"""A resident answers: no account, no script, nothing lost, sent once."""

from datetime import timedelta

import pytest
from sqlalchemy import func, select

from tests.support.answering import answer_all, code_on, fill_page, filled, make_places
from tests.support.consultations import bus_consultation, make_consultation
from tests.support.visitor import Visitor
from webapp import clock
from webapp.access import Stage
from webapp.consultations import queries
from webapp.consultations.models import Answer, Draft, Kind, Response
from webapp.receipts import spaced, tidy_code


@pytest.fixture
def buses(session):
    make_places(session)
    return bus_consultation(session, sections=6)


@pytest.fixture
def sheet(session, buses):
    return queries.read_sheet(session, buses)


def count(session, model):
    session.rollback()
    return session.scalar(select(func.count()).select_from(model))


def test_a_resident_answers_every_question_and_gets_a_code(visitor, session, buses):
    sent = answer_all(visitor, session, buses).send("Send my answers")
    assert sent.h1 == "Your answers are sent"
    assert tidy_code(code_on(sent))


def test_a_sent_answer_is_stored_whole(visitor, session, buses, sheet):
    answer_all(visitor, session, buses).send("Send my answers")
    session.rollback()
    response = session.scalars(select(Response)).one()
    assert response.sent_at == clock.now()
    assert {row.question_id for row in response.answers} == {question.id for question in sheet.questions}
    assert count(session, Draft) == 0


def test_looking_at_the_questions_stores_nothing(visitor, session, buses):
    visitor.open("/consultations/buses/answer")
    visitor.open("/consultations/buses/questions")
    assert count(session, Response) == 0


def test_two_people_who_open_the_page_get_different_tokens(app, buses):
    keys = [Visitor(app).open("/consultations/buses/answer").all("//input[@name='key']/@value")[0] for _ in range(2)]
    assert keys[0] != keys[1]


def test_the_first_page_is_never_cached(visitor, buses):
    assert visitor.open("/consultations/buses/answer").headers["Cache-Control"] == "no-store"


def test_the_code_comes_with_the_first_saved_page(visitor, buses, sheet):
    second = fill_page(visitor.open("/consultations/buses/answer"), sheet, 1).send("Save and continue")
    assert tidy_code(code_on(second))
    assert "Page 2 of 6" in second.text


def test_going_back_keeps_what_was_filled_in_on_this_page_too(visitor, session, buses, sheet):
    second = fill_page(visitor.open("/consultations/buses/answer"), sheet, 1).send("Save and continue")
    first = fill_page(second, sheet, 2).send("Back")
    assert "Page 1 of 6" in first.text
    assert first.all("//input[@type='radio'][@checked]")
    assert first.send("Save and continue").all("//input[@checked]")


def test_going_back_is_not_held_up_by_mistakes(visitor, buses, sheet):
    second = fill_page(visitor.open("/consultations/buses/answer"), sheet, 1).send("Save and continue")
    multi = next(
        question
        for question in sheet.sections[1].questions + sheet.sections[2].questions
        if question.kind is Kind.MULTI
    )
    page = second if multi in sheet.sections[1].questions else fill_page(second, sheet, 2).send("Save and continue")
    assert page.fill(**{multi.name: [str(choice.id) for choice in multi.choices]}).send("Back").status == 200


def test_a_required_question_left_empty_is_told_at_the_field(visitor, buses, sheet):
    page = visitor.open("/consultations/buses/answer").send("Save and continue")
    first = sheet.questions[0]
    assert page.status == 422
    assert page.errors == ["Choose one answer."]
    assert page.field_errors == {first.name: "Choose one answer."}
    assert page.all(f"//a[@href='#{first.name}-1']")


def test_a_draft_is_carried_on_in_another_browser_by_its_code(app, visitor, buses, sheet):
    code = code_on(fill_page(visitor.open("/consultations/buses/answer"), sheet, 1).send("Save and continue"))
    other = Visitor(app)
    mine = other.open("/receipt").fill(code=code.lower().replace("-", " ")).send("Open my answer")
    assert mine.h1 == "Your answer"
    assert mine.link("Carry on").all("//input[@checked]")


def test_a_postcode_becomes_an_area_and_is_forgotten(visitor, session, buses, sheet):
    answer_all(visitor, session, buses).send("Send my answers")
    area = next(question for question in sheet.questions if question.kind is Kind.AREA)
    session.rollback()
    row = session.scalars(select(Answer).where(Answer.question_id == area.id)).one()
    assert row.area_id is not None
    assert row.text is None


def test_a_postcode_nobody_knows_is_shown_again_with_what_to_do(visitor, buses, sheet):
    area = next(question for question in sheet.questions if question.kind is Kind.AREA)
    page = fill_page(visitor.open("/consultations/buses/answer"), sheet, 1, **{f"{area.name}-postcode": "ZZ9 9"}).send(
        "Save"
    )
    assert page.errors == ["We do not know “ZZ9 9”. Check it, or empty this box and choose from the list."]
    assert page.all(f"//input[@id='{area.name}-postcode']/@value") == ["ZZ9 9"]


def test_the_same_sending_twice_is_stored_once_and_gets_the_same_receipt(visitor, session, buses):
    check = answer_all(visitor, session, buses)
    first, second = check.send("Send my answers"), check.send("Send my answers")
    assert code_on(first) == code_on(second)
    assert count(session, Response) == 1


@pytest.mark.parametrize("later", [timedelta(seconds=1), timedelta(hours=1), timedelta(days=3)])
def test_a_first_page_sent_again_later_is_the_same_response(app, session, buses, sheet, later):
    page = fill_page(Visitor(app).open("/consultations/buses/answer"), sheet, 1)
    first = code_on(page.send("Save and continue"))
    with clock.set_to(clock.now() + later):
        again = code_on(page.send("Save and continue"))
    assert first == again
    assert count(session, Response) == 1


def test_a_sent_answer_stands_until_its_changes_are_sent(visitor, session, buses, sheet):
    answer_all(visitor, session, buses).send("Send my answers")
    words = next(question for question in sheet.questions if question.kind is Kind.LONG_TEXT)
    number = sheet.page_by_question[words.id]
    changed = (
        visitor.open(f"/consultations/buses/answer/{number}").fill(**{words.name: "I changed my mind."}).send("Save")
    )
    stored = select(Answer.text).where(Answer.question_id == words.id)
    session.rollback()
    assert session.scalar(stored) == filled(words)[words.name]
    visitor.open("/consultations/buses/answer/check", at=changed.url).send("Send my answers")
    session.rollback()
    assert session.scalar(stored) == "I changed my mind."
    assert count(session, Response) == 1


def test_words_that_were_not_changed_keep_their_row(visitor, session, buses, sheet):
    answer_all(visitor, session, buses).send("Send my answers")
    texts = [question for question in sheet.questions if question.kind is Kind.LONG_TEXT]
    session.rollback()
    before = dict(session.execute(select(Answer.question_id, Answer.id).where(Answer.text.is_not(None))).all())
    visitor.open(f"/consultations/buses/answer/{sheet.page_by_question[texts[0].id]}").fill(
        **{texts[0].name: "New."}
    ).send("Save")
    visitor.open("/consultations/buses/answer/check").send("Send my answers")
    session.rollback()
    after = dict(session.execute(select(Answer.question_id, Answer.id).where(Answer.text.is_not(None))).all())
    assert after[texts[1].id] == before[texts[1].id]
    assert after[texts[0].id] != before[texts[0].id]


def test_an_answer_taken_back_is_erased_and_no_longer_counts(visitor, session, buses):
    answer_all(visitor, session, buses).send("Send my answers")
    page = visitor.open("/consultations/buses/answer/withdraw").send("Yes, take it back")
    assert page.h1 == "Your answer is taken back"
    assert count(session, Answer) == 0
    assert queries.count_responses(session, buses.id) == 0
    assert count(session, Response) == 1


def test_a_browser_without_cookies_gets_through_to_the_receipt(app, session, buses, sheet):
    client = Visitor(app)
    client.client = app.test_client(use_cookies=False)
    page = client.open("/consultations/buses/answer")
    for number in range(1, len(sheet.sections) + 1):
        page = fill_page(page, sheet, number).send("Save and continue")
    assert page.h1 == "Check your answers"
    assert page.send("Send my answers").h1 == "Your answers are sent"


def test_a_shared_device_does_not_show_the_last_persons_answers(visitor, session, buses, sheet):
    fill_page(visitor.open("/consultations/buses/answer"), sheet, 1).send("Save and continue")
    again = visitor.open("/consultations/buses/answer")
    assert again.h1 == "You have begun on this device"
    fresh = again.send("Start a new answer")
    assert not fresh.all("//input[@checked]")


def test_finish_makes_the_device_forget_the_code(visitor, session, buses):
    answer_all(visitor, session, buses).send("Send my answers").send("Finish")
    assert visitor.open("/consultations/buses/answer/mine").h1 == "Use your code"


def test_an_answer_that_came_after_the_last_day_says_so_when_it_is_looked_at_again(visitor, session, buses):
    answer_all(visitor, session, buses).send("Send my answers")
    mine = "/consultations/buses/answer/mine"
    assert "You sent it on" in visitor.open(mine).main
    session.rollback()
    session.scalars(select(Response)).one().late = True
    session.commit()
    assert "after the last day. It was accepted and counts." in visitor.open(mine).main


def test_autosave_keeps_the_page_and_tells_the_code(visitor, session, buses, sheet):
    page = visitor.open("/consultations/buses/answer")
    key = page.all("//input[@name='key']/@value")[0]
    values = {name: value for question in sheet.sections[0].questions for name, value in filled(question).items()}
    reply = visitor.client.post("/consultations/buses/answer/1/save", data={"key": key, **values})
    assert "Your code is" in reply.json["message"]
    session.rollback()
    draft = session.scalars(select(Draft)).one()
    assert len(draft.answers) == len(sheet.sections[0].questions)


def test_autosave_and_the_button_with_the_same_token_make_one_response(visitor, session, buses, sheet):
    page = fill_page(visitor.open("/consultations/buses/answer"), sheet, 1)
    key = page.all("//input[@name='key']/@value")[0]
    visitor.client.post("/consultations/buses/answer/1/save", data={"key": key})
    page.send("Save and continue")
    assert count(session, Response) == 1


# -- stages and clocks --


@pytest.mark.parametrize(
    ("stage", "heading"),
    [
        (Stage.SCHEDULED, "This has not opened yet"),
        (Stage.CLOSED, "This has closed"),
        (Stage.WITHDRAWN, "This was withdrawn"),
    ],
)
def test_a_consultation_that_takes_no_answers_says_why(visitor, session, stage, heading):
    make_consultation(session, stage=stage)
    assert visitor.open("/consultations/buses/answer").h1 == heading


def test_a_draft_consultation_cannot_be_found_by_the_public(visitor, session):
    make_consultation(session, stage=Stage.DRAFT)
    visitor.open("/consultations/buses", status=404)
    visitor.open("/consultations/buses/answer", status=404)
    visitor.open("/consultations/buses/questions", status=404)


def test_an_unknown_address_says_what_to_do(visitor, app):
    page = visitor.open("/consultations/no-such-thing", status=404)
    assert page.h1 == "Page not found"
    assert "See what is open now" in page.main


def test_a_withdrawn_consultation_tells_its_reason(visitor, session):
    make_consultation(session, stage=Stage.WITHDRAWN, withdrawn_reason="The law has changed.")
    assert "The law has changed." in visitor.open("/consultations/buses", status=410).main


def test_an_answer_begun_in_time_can_be_sent_within_the_grace_period(visitor, session, buses):
    check = answer_all(visitor, session, buses)
    with clock.set_to(buses.closes_at + timedelta(minutes=29)):
        assert check.send("Send my answers").h1 == "Your answers are sent"


def test_after_the_grace_period_what_was_written_is_given_back(visitor, session, buses):
    check = answer_all(visitor, session, buses)
    with clock.set_to(buses.closes_at + timedelta(minutes=30)):
        page = check.send("Send my answers")
    assert page.h1 == "This has closed"
    assert "The last bus goes before my shift ends." in page.main


def test_a_page_opened_before_closing_is_kept_after_it(visitor, session, buses, sheet):
    """Nothing was saved before closing: the signed time in the sending token says it was begun in time."""
    with clock.set_to(buses.closes_at - timedelta(minutes=1)):
        page = fill_page(visitor.open("/consultations/buses/answer"), sheet, 1)
    with clock.set_to(buses.closes_at + timedelta(minutes=5)):
        assert "Page 2 of 6" in page.send("Save and continue").text


def test_a_page_first_saved_too_late_gives_back_what_was_written(visitor, buses, sheet):
    page = fill_page(visitor.open("/consultations/buses/answer"), sheet, 1)
    with clock.set_to(buses.closes_at + timedelta(hours=2)):
        late = page.send("Save and continue")
    assert late.status == 409
    assert late.h1 == "This has closed"
    assert "Canal Side" in late.main


def test_a_draft_code_after_closing_says_that_it_was_not_sent(app, visitor, buses, sheet):
    code = code_on(fill_page(visitor.open("/consultations/buses/answer"), sheet, 1).send("Save and continue"))
    with clock.set_to(buses.closes_at + timedelta(days=1)):
        mine = Visitor(app).open("/receipt").fill(code=code).send("Open my answer")
    assert "It is not sent yet" in mine.main
    assert "It closed on" in mine.main


# -- hostile and broken input --


@pytest.mark.parametrize("typed", ["", "AAAA-BBBB-CCCC", "7K3M", "'; DROP TABLE response;--", "😀" * 12, "0" * 5000])
def test_a_code_that_is_no_code_gets_a_sentence(visitor, app, typed):
    page = visitor.open("/receipt").fill(code=typed).send("Open my answer")
    assert page.status in {400, 422}
    assert page.errors


def test_a_page_sent_without_its_key_is_refused_and_nothing_is_stored(visitor, session, buses, sheet):
    page = fill_page(visitor.open("/consultations/buses/answer"), sheet, 1, key=None).send("Save and continue")
    assert page.status == 400
    assert count(session, Response) == 0


def test_a_key_we_never_gave_is_refused(visitor, session, buses, sheet):
    page = fill_page(visitor.open("/consultations/buses/answer"), sheet, 1, key="x" * 60).send("Save and continue")
    assert page.status == 400
    assert count(session, Response) == 0


@pytest.mark.parametrize("value", ["999999", "-1", "1e309", "1 OR 1=1", "٣", "9" * 400])
def test_an_option_that_is_not_on_the_page_is_refused(visitor, session, buses, sheet, value):
    page = fill_page(visitor.open("/consultations/buses/answer"), sheet, 1, **{sheet.questions[0].name: value}).send(
        "Save"
    )
    assert page.status == 400
    assert count(session, Response) == 0


def test_an_answer_to_a_question_of_another_page_is_refused(visitor, session, buses, sheet):
    other = sheet.sections[1].questions[0]
    page = fill_page(visitor.open("/consultations/buses/answer"), sheet, 1, **{other.name: "1"}).send(
        "Save and continue"
    )
    assert page.status == 400


def test_text_that_is_too_long_is_kept_in_the_page_and_told_by_how_much(visitor, session, buses, sheet):
    words = next(question for question in sheet.questions if question.kind is Kind.LONG_TEXT)
    number = sheet.page_by_question[words.id]
    page = fill_page(visitor.open("/consultations/buses/answer"), sheet, 1).send("Save and continue")
    page = visitor.open(f"/consultations/buses/answer/{number}")
    page = fill_page(page, sheet, number, **{words.name: "x" * (words.max_chars + 7)}).send("Save and continue")
    assert page.errors == [f"Make this shorter by 7 letters. It can be {words.max_chars} long."]
    assert "x" * words.max_chars in page.main


def test_script_and_markup_in_words_come_back_as_text(visitor, session, buses, sheet):
    words = next(question for question in sheet.questions if question.kind is Kind.LONG_TEXT)
    number = sheet.page_by_question[words.id]
    fill_page(visitor.open("/consultations/buses/answer"), sheet, 1).send("Save and continue")
    nasty = "</textarea><script>alert(1)</script>{{ 7*7 }} \x00 ‮ ﷽ 👩‍👩‍👧"
    page = visitor.open(f"/consultations/buses/answer/{number}").fill(**{words.name: nasty}).send("Back")
    again = visitor.open(f"/consultations/buses/answer/{number}")
    assert not again.all("//script[not(@src)]")
    assert again.all(f"//textarea[@id='{words.name}']")[0].text.strip() == nasty.replace("\x00", "").strip()
    assert page.status == 200


def test_another_site_cannot_send_somebodys_answers(visitor, session, buses, sheet):
    page = fill_page(visitor.open("/consultations/buses/answer"), sheet, 1)
    key = page.all("//input[@name='key']/@value")[0]
    foreign = {"Sec-Fetch-Site": "cross-site"}
    assert visitor.client.post("/consultations/buses/answer/1", data={"key": key}, headers=foreign).status_code == 400
    foreign = {"Origin": "https://elsewhere.example"}
    assert visitor.client.post("/consultations/buses/answer/1", data={"key": key}, headers=foreign).status_code == 400


def test_ten_megabytes_of_text_get_a_page_that_says_so(visitor, session, buses):
    reply = visitor.client.post("/consultations/buses/answer/1", data={"key": "x", "q1": "y" * 10_000_000})
    assert reply.status_code == 413
    assert "That is too big" in reply.text


def test_a_hundred_thousand_fields_are_refused(visitor, session, buses):
    reply = visitor.client.post("/consultations/buses/answer/1", data={f"f{number}": "1" for number in range(100_000)})
    assert reply.status_code in {400, 413}


def test_the_code_of_one_consultation_does_not_open_another(app, visitor, session, buses, sheet):
    make_consultation(session, slug="other", title="Other")
    code = code_on(fill_page(visitor.open("/consultations/buses/answer"), sheet, 1).send("Save and continue"))
    reply = Visitor(app).client.post("/consultations/other/answer/1", data={"key": code})
    assert reply.status_code in {400, 404}
    assert Visitor(app).client.post("/consultations/other/answer/send", data={"key": code}).status_code == 404


# -- two at once --


def test_a_page_sent_twenty_times_at_once_makes_one_response(app, session, buses, sheet):
    from concurrent.futures import ThreadPoolExecutor  # noqa: PLC0415

    page = Visitor(app).open("/consultations/buses/answer")
    key = page.all("//input[@name='key']/@value")[0]
    data = {"key": key} | {
        name: value for question in sheet.sections[0].questions for name, value in filled(question).items()
    }
    with ThreadPoolExecutor(8) as pool:
        replies = list(
            pool.map(lambda _: app.test_client().post("/consultations/buses/answer/1", data=data), range(20))
        )
    assert {reply.status_code for reply in replies} <= {200, 303}
    assert count(session, Response) == 1
    assert count(session, Draft) == 1


def test_sending_twenty_times_at_once_stores_every_mark_once(app, visitor, session, buses):
    from concurrent.futures import ThreadPoolExecutor  # noqa: PLC0415

    check = answer_all(visitor, session, buses)
    key = check.all("//input[@name='key']/@value")[0]
    with ThreadPoolExecutor(8) as pool:
        replies = list(
            pool.map(lambda _: app.test_client().post("/consultations/buses/answer/send", data={"key": key}), range(20))
        )
    assert {reply.status_code for reply in replies} == {200}
    once = (
        select(func.count())
        .select_from(Answer)
        .group_by(Answer.question_id, Answer.choice_id, Answer.item_id, Answer.position)
    )
    session.rollback()
    assert set(session.scalars(once)) == {1}


def test_codes_are_kept_only_as_hashes(visitor, session, buses):
    code = tidy_code(code_on(answer_all(visitor, session, buses).send("Send my answers")))
    session.rollback()
    response = session.scalars(select(Response)).one()
    assert code not in str(response.receipt)
    assert spaced(code) not in str(response.receipt)
    assert len(response.receipt) == 64
