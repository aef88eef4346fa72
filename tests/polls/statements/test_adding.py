"""Adding statements: by participants, read first by a moderator; by the office; and what becomes of them."""

import pytest
from sqlalchemy import select

from tests.support.people import make_person, sign_in
from tests.support.statements import TEXTS, make_statements_poll
from tests.support.visitor import Visitor
from webapp.access import Role, Stage
from webapp.moderation.kinds import KINDS
from webapp.moderation.models import Case
from webapp.polls.statements import leaving
from webapp.polls.statements.models import Participant, Statement

VOTE, ADD = "/polls/square/statements/vote", "/polls/square/statements/add"
MINE = "Cyclists should walk across the square."


def answer_five(browser):
    page = browser.open(VOTE)
    key = page.all("//input[@name='key']")[0].get("value")
    for number in range(1, 6):
        page = browser.send(VOTE, {"key": key, "number": number, "value": "1"})
    return page


def added(session):
    session.rollback()
    return session.scalars(select(Statement).where(Statement.number > len(TEXTS)).order_by(Statement.number)).all()


def test_a_statement_is_added_read_and_then_everybody_is_asked(session, visitor, app):
    make_statements_poll(session)
    mine = answer_five(visitor).link("Add a statement").fill(text=f"  {MINE} ").send("Send it")
    assert "Waits for a moderator" in mine.main
    made = added(session)[0]
    assert (made.text, made.shown) == (MINE, False)
    assert Visitor(app).open(f"{VOTE}?at={made.number}").h1 != MINE
    KINDS["statement"].show(session, made.id)
    session.commit()
    assert Visitor(app).open(f"{VOTE}?at={made.number}").h1 == MINE
    assert "Everybody is asked" in visitor.open("/polls/square/statements/mine").main


def test_what_a_moderator_refuses_is_shown_to_nobody_else(session, visitor, app):
    make_statements_poll(session)
    answer_five(visitor).link("Add a statement").fill(text=MINE).send("Send it")
    KINDS["statement"].hide(session, added(session)[0].id)
    session.commit()
    assert "Not let in" in visitor.open("/polls/square/statements/mine").main
    assert MINE not in Visitor(app).open("/polls/square/statements").text


def test_one_first_answers_five_and_then_adds_three_at_most(session, visitor):
    make_statements_poll(session)
    early = visitor.open(VOTE).send("Agree").link("Add a statement")
    assert "First answer 4 more statements" in early.main
    answer_five(visitor)
    for words in ("Pigeons should not be fed here.", "The clock must be mended.", "Chess tables would be used."):
        visitor.open(ADD).fill(text=words).send("Send it")
    assert "You have added 3 statements" in visitor.open(ADD).main
    key = visitor.open(VOTE).all("//input[@name='key']")[0].get("value")
    over = visitor.send(ADD, {"key": key, "text": "One more about the grass."})
    assert (over.status, len(added(session))) == (422, 3)


def test_one_that_reads_alike_is_shown_first_and_the_writer_decides(session, visitor):
    make_statements_poll(session)
    answer_five(visitor)
    page = visitor.open(ADD).fill(text="More trees for the square").send("Send it")
    assert "Is it one of these?" in page.main
    assert added(session) == []
    assert page.link(TEXTS[0]).h1 == TEXTS[0]
    page.send("Mine is different. Send it")
    assert [one.text for one in added(session)] == ["More trees for the square"]


def test_the_very_same_words_are_answered_and_not_added_again(session, visitor):
    make_statements_poll(session)
    answer_five(visitor)
    page = visitor.open(ADD).fill(text="more TREES on the square").send("Send it")
    again = page.send("Mine is different. Send it")
    assert again.status == 422
    assert again.field_errors["text"].startswith("This is there already")
    assert added(session) == []


def test_a_form_sent_twice_adds_one_statement(session, visitor):
    make_statements_poll(session)
    answer_five(visitor)
    form = visitor.open(ADD).fill(text=MINE)
    form.send("Send it")
    assert form.send("Send it").h1 == "My answers"
    assert len(added(session)) == 1


@pytest.mark.parametrize("words", ["", "No.", "x" * 141, "Buy at www.example.org today", "x" * 100_000])
def test_words_that_are_no_statement_are_refused_at_their_field(session, visitor, words):
    make_statements_poll(session)
    answer_five(visitor)
    assert "text" in visitor.open(ADD).fill(text=words).send("Send it").field_errors
    assert added(session) == []


def test_hostile_words_are_shown_as_words(session, visitor):
    make_statements_poll(session)
    answer_five(visitor)
    visitor.open(ADD).fill(text="<script>alert(1)</script> \x00=HYPERLINK(1) “all”\r\n together").send("Send it")
    made = added(session)[0]
    KINDS["statement"].show(session, made.id)
    session.commit()
    page = visitor.open(f"{VOTE}?at={made.number}")
    assert page.h1 == "<script>alert(1)</script> =HYPERLINK(1) “all” together"


def test_who_wrote_a_statement_with_an_account_is_known_to_moderators_and_joined_to_no_answers(session, app):
    make_statements_poll(session, eligibility="signed in")
    browser = sign_in(Visitor(app), make_person(session))
    answer_five(browser)
    browser.open(ADD).fill(text=MINE).send("Send it")
    made = added(session)[0]
    assert session.scalars(select(Case.author_id)).one() == made.author_id == browser.person.id
    assert made.author != session.scalars(select(Participant.voter)).one()


def test_whoever_leaves_takes_their_words_along_if_they_wish_and_their_name_always(session):
    poll = make_statements_poll(session)
    stays, goes = make_person(session), make_person(session)
    for number, person in enumerate((stays, goes), 21):
        session.add(
            Statement(poll_id=poll.id, number=number, text=f"Said by {number}.", author="x", author_id=person.id,
                      created_at=poll.created_at, admitted_at=poll.created_at)
        )  # fmt: skip
    session.flush()
    leaving.forget(session, person_id=stays.id, with_words=False)
    leaving.forget(session, person_id=goes.id, with_words=True)
    first, second = session.scalars(select(Statement).where(Statement.number > 20).order_by(Statement.number))
    assert (first.author_id, first.text, first.shown) == (None, "Said by 21.", True)
    assert (second.author_id, second.text, second.shown) == (None, "", False)


def test_the_office_writes_statements_and_changes_them_only_before_it_opens(session, as_officer):
    poll = make_statements_poll(session, stage=Stage.SCHEDULED, texts=())
    office = f"/office/polls/{poll.id}/statements"
    page = as_officer.open(office).fill(text="Trees are good.\n\nCars are useful.\nTrees are good!").send("Add them")
    assert "2 statements are added." in page.notice
    page.link("Change").fill(text="Trees are worth money.").send("Save")
    as_officer.open(f"{office}/2").fill(text="").send("Save")
    session.rollback()
    assert session.scalars(select(Statement.text)).all() == ["Trees are worth money."]
    poll.opens_at = poll.published_at
    session.commit()
    as_officer.open(f"{office}/1", status=404)
    assert "is added" in as_officer.open(office).fill(text="Shade is worth money.").send("Add them").notice


def test_only_the_office_writes_where_the_poll_says_so(session, visitor):
    make_statements_poll(session, rules={"added": 0})
    page = answer_five(visitor)
    assert not page.all("//a[contains(., 'Add a statement')]")
    assert "only the people who run it" in visitor.open(ADD).main


@pytest.mark.parametrize("role", [Role.RESIDENT, Role.ANALYST])
def test_nobody_else_opens_the_office_pages(session, app, role):
    poll = make_statements_poll(session)
    browser = sign_in(Visitor(app), make_person(session, role))
    browser.open(f"/office/polls/{poll.id}/statements", status=403)
