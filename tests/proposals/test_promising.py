"""What is promised at how many people: said by officers, seen before it counts, and kept for what is open already."""

import pytest
from sqlalchemy import select

from tests.support.proposals import make_proposal
from webapp.audit.models import AuditEntry
from webapp.proposals import steps
from webapp.proposals.models import BackingStep, Form, Proposal
from webapp.proposals.rules import MOST_PEOPLE, Stage, why_not_promise
from webapp.proposals.services import moving, promising
from webapp.refusals import Refused

PATH = "/office/proposals/steps/proposal"
EMPTY = {f"{part}{place}": "" for part in ("people", "happens") for place in range(1, 6)}


def fill(page, *pairs):
    filled = EMPTY | {
        name: value
        for place, (people, happens) in enumerate(pairs, 1)
        for name, value in ((f"people{place}", people), (f"happens{place}", happens))
    }
    return page.fill(**filled)


def test_an_officer_sees_how_it_reads_before_it_counts(session, as_officer, visitor):
    page = as_officer.open("/office/proposals").link("What happens at how many people")
    page = fill(page, ("300", "It is debated."), ("30", "An officer calls you.")).send("Show how it reads")
    assert [one.text_content() for one in page.all("//main//li")] == [
        "At 30 people: An officer calls you.", "At 300 people: It is debated."]  # fmt: skip
    assert "An officer calls you." not in visitor.open("/proposals/start").main
    page = page.send("Save")
    assert page.notice == "Saved. It is promised to what is let in from now on."
    assert "At 30 people: An officer calls you." in visitor.open("/proposals/start").main
    session.rollback()
    assert session.scalars(select(AuditEntry.act)).all()[-1] == "promise what happens at how many people"


def test_petitions_are_promised_something_else(session, as_officer, visitor):
    page = as_officer.open(PATH).link("Petitions")
    fill(page, ("1000", "It is debated.")).send("Save")
    page = visitor.open("/proposals/start")
    assert "If it is a petition At 1,000 people: It is debated." in page.main
    assert "At 50 people:" in page.main


def test_what_gathers_backing_keeps_what_it_was_promised_and_what_is_let_in_later_does_not(session, as_officer):
    old, new = make_proposal(session), make_proposal(session, stage=Stage.IN_MODERATION)
    fill(as_officer.open(PATH), ("7", "A call.")).send("Save")
    session.rollback()
    new = session.get_one(Proposal, new.id)
    moving.let_in(session, proposal=new, actor_id=None)
    assert (new.threshold, new.steps) == (7, {"7": "A call."})
    assert session.get_one(Proposal, old.id).threshold == 50


def test_of_two_officers_who_change_it_the_second_looks_first(session, as_officer):
    late = fill(as_officer.open(PATH), ("9", "Mine."))
    fill(as_officer.open(PATH), ("8", "Theirs.")).send("Save")
    page = late.send("Save")
    assert "Somebody else changed these a moment ago." in page.errors[0]
    assert page.send("Save").notice
    session.rollback()
    assert dict(steps.read_steps(session, Form.PROPOSAL)) == {9: "Mine."}


def test_two_officers_at_once_leave_the_promises_of_one(session, race):
    mark = steps.mark_of(steps.read_steps(session, Form.PROPOSAL))
    session.rollback()
    numbers = iter([5, 6, 7])

    def act(own):
        promising.promise(own, form=Form.PROPOSAL, promised={next(numbers): "A."}, since=mark)

    outcomes = race(3, act)
    assert sum(isinstance(one, Refused) for one in outcomes) == 2, outcomes
    assert len(session.scalars(select(BackingStep)).all()) == 1


@pytest.mark.parametrize(
    "pairs",
    [[("", "")], [("5", "")], [("", "A call.")], [("0", "A.")], [("-5", "A.")], [("5", "A."), ("5", "B.")],
     [("9" * 30, "A.")], [("1e309", "A.")], [("five", "A.")], [("5", "x" * 301)], [("5", "\x00")]],
)  # fmt: skip
def test_what_cannot_be_promised_is_shown_back(session, as_officer, pairs):
    page = fill(as_officer.open(PATH), *pairs).send("Save")
    assert page.errors
    session.rollback()
    assert session.scalars(select(BackingStep)).all() == []


def test_rules_of_promises_hold_without_a_form():
    assert why_not_promise({})
    assert why_not_promise(dict.fromkeys(range(1, 7), "A."))
    assert why_not_promise({0: "A."})
    assert why_not_promise({MOST_PEOPLE + 1: "A."})
    assert why_not_promise({1: " "})
    assert why_not_promise({1: "A."}) is None


def test_promises_are_words_wherever_they_are_shown(session, as_officer, visitor):
    hostile = "<script>alert(1)</script> {{ 7*7 }}"
    page = fill(as_officer.open(PATH), ("5", hostile)).send("Save")
    proposal = make_proposal(session, stage=Stage.IN_MODERATION)
    moving.let_in(session, proposal=proposal, actor_id=None)
    session.commit()
    for path in ("/proposals/start", f"/proposals/{proposal.number}"):
        page = visitor.open(path)
        assert hostile in page.main
        assert not page.all("//main//script")


@pytest.mark.parametrize("kind", ["proposals", "%00", "../proposal"])
def test_only_the_two_kinds_have_such_a_page(as_officer, kind):
    assert as_officer.open(f"/office/proposals/steps/{kind}", status=404)


def test_only_officers_say_what_is_promised(session, as_resident):
    assert as_resident.open(PATH, status=None).status == 403
