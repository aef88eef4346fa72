"""The pages of issues: what everybody reads, and that they ask little of the database however many there are."""

from datetime import timedelta

import pytest
from sqlalchemy import event, insert

from tests.agenda.making import accepted, make_issue, poll_piece, theme_piece
from webapp import clock
from webapp.agenda.models import Evidence, EvidenceKind, Issue, Outcome, Reply
from webapp.agenda.services import issues as services
from webapp.agenda.services import replies as replying
from webapp.database import db

HOSTILE = '<script>alert(1)</script> "quoted" & 50% of %(people)s'


def statements(act):
    heard = []
    listener = lambda *args: heard.append(args[2])  # noqa: E731
    event.listen(db.engine, "before_cursor_execute", listener)
    try:
        act()
    finally:
        event.remove(db.engine, "before_cursor_execute", listener)
    return heard


def many(session, number):
    """Issues in public, each with evidence and a reply. Committed."""
    at = clock.now()
    first = 1000
    ids = range(first, first + number)
    plain = {"who": "", "how_strongly": "", "who_disagrees": "", "small_voices": "", "withdrawn_reason": ""}
    session.execute(insert(Issue), [
        {"id": ident, "sentence": f"Matter {ident}", "people": ident % 90, "raised_at": at, "published_at": at, **plain}
        for ident in ids
    ])  # fmt: skip
    session.execute(insert(Evidence), [
        {"issue_id": ident, "kind": EvidenceKind.POLL, "thing_id": ident, "title": "Poll", "figure": "90 people",
         "people": ident % 90, "base": 100, "typical": 10, "address": "/polls", "at": at} for ident in ids
    ])  # fmt: skip
    session.execute(insert(Reply), [
        {"issue_id": ident, "outcome": Outcome.NOT_ACCEPTED, "reason": "No", "changed": "", "owner": "Us", "at": at}
        for ident in ids
    ])  # fmt: skip
    session.commit()


@pytest.mark.parametrize("address", ["/issues", "/issues?outcome=not+accepted&words=matter&year=2026",
                                     "/issues/strong-support-did-not-fit"])  # fmt: skip
def test_lists_ask_at_most_eight_statements_unchanged_with_10_000_issues(session, visitor, address):
    make_issue(session, "Matter of one", poll_piece(people=40))
    visitor.open(address)
    few = statements(lambda: visitor.open(address))
    many(session, 10_000)
    lots = statements(lambda: visitor.open(address))
    assert len(lots) <= 8
    assert len(lots) <= len(few) + 2  # options and evidence of what the second list shows
    assert [one for one in lots if " person" in one] == []


def test_the_page_of_an_issue_asks_little_and_of_no_person(session, visitor, publication):
    first, second = (make_issue(session, words, theme_piece(session)) for words in ("Buses are late", "Late buses"))
    services.link(session, issue=first, other=second, person_id=1)
    replying.reply(session, issue=first, **accepted())
    session.commit()
    asked = statements(lambda: visitor.open(f"/issues/{first.id}"))
    assert len(asked) <= 11  # that of meetings, decisions and promises beside it among them, and what begins it
    assert [one for one in asked if " person" in one] == []


def test_an_issue_shows_who_how_many_the_reply_and_what_was_answered_before(session, visitor, publication):
    with clock.set_to(clock.now() - timedelta(days=700)):
        before = make_issue(session, "The last bus is too early")
        replying.reply(session, issue=before, **accepted(outcome=Outcome.NOT_ACCEPTED))
    issue = make_issue(session, "Buses stop too early", theme_piece(session))
    services.link(session, issue=issue, other=before, person_id=1)
    replying.reply(session, issue=issue, **accepted(reason="There is money for two routes."))
    session.commit()
    page = visitor.open(f"/issues/{issue.id}")
    assert "This was raised before, in 2024: The last bus is too early" in page.main
    assert "Answer: Not accepted." in page.main
    assert "There is money for two routes." in page.main
    assert f"{issue.people} people" in page.main
    assert page.all("//blockquote")


def test_hostile_words_are_only_words(session, visitor, as_officer):
    issue = make_issue(session, HOSTILE)
    replying.reply(session, issue=issue, **accepted(reason=HOSTILE, owner=HOSTILE))
    services.add_option(session, issue=issue, words=HOSTILE, cost=HOSTILE, takes="", who="", person_id=1)
    session.commit()
    for address, who in (
        ("/issues", visitor),
        (f"/issues/{issue.id}", visitor),
        (f"/office/issues/{issue.id}", as_officer),
    ):
        page = who.open(address)
        assert HOSTILE in page.text
        assert "<script>alert" not in page.reply.text


@pytest.mark.parametrize("query", ["outcome=x", "year=99999999999", "area=-1", "before=x", "words=%00", "year=0001"])
def test_an_address_that_asks_for_nonsense_shows_the_list(session, visitor, query):
    make_issue(session)
    assert visitor.open(f"/issues?{query}").status == 200


def test_what_is_not_public_is_not_found(session, visitor):
    draft, gone = make_issue(session, public=False), make_issue(session, "Another")
    services.withdraw(session, issue=gone, reason="Raised twice", person_id=1)
    session.commit()
    assert [visitor.open(f"/issues/{one.id}", status=None).status for one in (draft, gone)] == [404, 404]


def test_a_reply_that_was_written_beside_another_is_not_lost_silently(session, as_officer):
    issue = make_issue(session)
    form = as_officer.open(f"/office/issues/{issue.id}/reply")
    replying.reply(session, issue=issue, **accepted())
    session.commit()
    form.fill(outcome="accepted", reason="Yes", changed="All", owner="Me")
    assert "Somebody else replied a moment ago" in form.send("Reply in public").text


def test_a_draft_is_edited_and_rests_on_more(session, as_officer, publication):
    issue = make_issue(session, "Buses are late", poll_piece(), public=False)
    page = as_officer.open(f"/office/issues/{issue.id}").link("Edit")
    page = page.fill(sentence="Buses are late at night", who="People of Hob Hill").send("Keep it")
    assert page.h1 == "Buses are late at night"
    choose = page.link("Add something it rests on")
    mark = choose.all("//input[@name='evidence']/@value")[0]
    page = choose.fill(evidence=mark).send("Go on")
    assert "Add something it rests on" in page.text
    assert "It rests on 2 sources" in page.text
    page = page.link("Withdraw").fill(reason="Raised twice").send("Withdraw it")
    assert "Withdrawn: Raised twice" in page.text


def test_an_issue_that_is_written_down_with_no_evidence_leads_back_to_choosing(session, as_officer, publication):
    assert "Choose at least one" in as_officer.open("/office/issues/new?go=1").text
    page = as_officer.open("/office/issues/new?from=theme-999")
    assert "not there any more" in page.notice
