"""Every act at every stage by every side, through the pages: what is allowed is what the table says."""

import pytest
from sqlalchemy import func, select

from tests.support.people import make_person, sign_in
from tests.support.proposals import make_proposal, make_sheet, stage_of
from tests.support.visitor import Visitor
from webapp.access import Role
from webapp.accounts import security
from webapp.proposals.models import Amendment, Assessment, AuthorReply, Backing, CoSponsor, Proposal, Sheet
from webapp.proposals.rules import HIDDEN, TABLE, Act, Side, Stage
from webapp.proposals.services import writing
from webapp.proposals.wording import mark_of

pytestmark = pytest.mark.once  # who may do what follows from a table in Python; that pages work there is seen elsewhere
ROLES = {Side.MODERATOR: Role.MODERATOR, Side.OFFICER: Role.OFFICER}
# What a side is besides: whoever has signed in is a resident, and officers and moderators may check sheets.
ALSO = {
    Side.ANYONE: {Side.ANYONE},
    Side.RESIDENT: {Side.ANYONE, Side.RESIDENT},
    Side.AUTHOR: {Side.ANYONE, Side.RESIDENT, Side.AUTHOR},
    Side.SPONSOR: {Side.ANYONE, Side.RESIDENT, Side.SPONSOR},
    Side.MODERATOR: {Side.ANYONE, Side.RESIDENT, Side.MODERATOR, Side.CHECKER},
    Side.OFFICER: {Side.ANYONE, Side.RESIDENT, Side.OFFICER, Side.CHECKER},
}
# By act: the address, and what is sent there (None: it is only opened).
WAYS = {
    Act.SEE: ("/proposals/{number}", None),
    Act.EDIT: ("/proposals/drafts/{id}/what", {"what": "Other words."}),
    Act.SEND_IN: ("/proposals/drafts/{id}/check", {}),
    Act.INVITE: ("/proposals/drafts/{id}/sponsors", {"email": "friend@example.org"}),
    Act.LEAVE: ("/proposals/drafts/{id}/leave", {}),
    Act.BACK: ("/proposals/{number}/back", {}),
    Act.ENTER_SHEET: ("/proposals/{number}/sheets", {"reference": "9", "lines": "3", "by_area": ""}),
    Act.CHECK_SHEET: ("/office/sheets/{sheet}", {"good": "3"}),
    Act.SUGGEST: (
        "/proposals/{number}/amendments/new",
        {"title": "Another", "what": "Other words.", "why": "Better.", "since": "{mark}"},
    ),
    Act.ANSWER_SUGGESTION: (
        "/proposals/{number}/amendments/{amendment}/answer",
        {"take": "yes", "reason": "Better.", "since": "{mark}"},
    ),
    Act.WITHDRAW: ("/proposals/{number}/withdraw", {"reason": "No longer."}),
    Act.MOVE: ("/office/proposals/{number}/move", None),
    Act.ASSESS: ("/office/proposals/{number}/assess", {"aspect": "cost", "finding": "None."}),
    Act.PRINT: ("/proposals/{number}/pack", None),
    Act.MERGE: (
        "/office/proposals/{number}/merge",
        {"since": "{stage}", "seen": "{other_id}", "into": "{other}", "reason": "The same."},
    ),
    Act.UNMERGE: ("/office/proposals/{number}/unmerge", {"reason": "Not the same."}),
    Act.SPLIT: (
        "/proposals/{number}/split",
        {"since": "{mark}", "token": "{id}", "title": "A part", "what": "Less.", "who_benefits": "All."},
    ),
    Act.REPLY: ("/proposals/{number}/reply", {"words": "Thank you.", "sure": "y"}),
}


def allowed(act, side, stage):
    return any(stage in TABLE[act].get(one, ()) for one in ALSO[side])


def somebody(app, session, side, author):
    if side is Side.ANYONE:
        return Visitor(app), None
    person = author if side is Side.AUTHOR else make_person(session, ROLES.get(side))
    return sign_in(Visitor(app), person), person


def state(session, proposal):
    """Everything that an act could change."""
    stage = stage_of(session, proposal)
    models = (Backing, Sheet, AuthorReply, Assessment, CoSponsor.accepted_at, CoSponsor, Amendment, Proposal)
    counts = [session.scalar(select(func.count(getattr(model, "id", model)))) for model in models]
    answered = session.scalar(select(func.count(Amendment.answered_at)))
    return (stage, proposal.what, *counts, answered, session.scalar(select(func.sum(Sheet.counted))))


@pytest.mark.parametrize("side", ALSO)
@pytest.mark.parametrize("stage", Stage)
def test_a_side_does_what_the_table_names_and_is_refused_everything_else(app, session, monkeypatch, side, stage):
    monkeypatch.setattr(security.csrf, "protect", lambda: None)  # the table must hold without the token's help
    monkeypatch.setitem(app.config, "WTF_CSRF_ENABLED", False)
    wrong, case = [], None
    for act in sorted(WAYS, key=by_number):
        if case is None or case.changed or case.by_number != by_number(act):
            case = Case(app, session, side, stage, by_number(act))
        wrong += case.complaints(act)
    assert wrong == []


def by_number(act):
    """Whether the act's address names the proposal by its public number, which a draft has not got yet."""
    return "{number}" in WAYS[act][0]


class Case:
    """A proposal at this stage and somebody of this side; good for another act until one has changed it."""

    def __init__(self, app, session, side, stage, by_number):
        self.session, self.side, self.stage, self.by_number = session, side, stage, by_number
        author = make_person(session)
        self.proposal = proposal = make_proposal(session, stage=stage, author=author)
        if proposal.number is None and by_number:
            writing._give_number(session, proposal)
        sheet = make_sheet(session, proposal, lines=3)
        one = Amendment(proposal_id=proposal.id, title="T", what="W", title_before=proposal.title,
                        before=proposal.what, why="Y", at=proposal.created_at)  # fmt: skip
        other = make_proposal(session, stage=stage if stage is Stage.WITH_OFFICER else Stage.GATHERING)
        if stage is Stage.MERGED:
            proposal.merged_into_id = other.id
        session.add(one)
        session.commit()
        self.visitor, person = somebody(app, session, side, author)
        if side is Side.SPONSOR:
            now = proposal.created_at
            session.add(CoSponsor(proposal_id=proposal.id, email=person.email, digest=f"{proposal.id:064}",
                                  invited_at=now, person_id=person.id, accepted_at=now))  # fmt: skip
            session.commit()
        self.before, self.changed = state(session, proposal), False
        self.facts = {"number": proposal.number, "id": proposal.id, "sheet": sheet.id, "amendment": one.id,
                      "other": other.number, "other_id": other.id, "stage": stage.value,
                      "mark": mark_of(proposal.title, proposal.what)}  # fmt: skip

    def complaints(self, act):
        """What is wrong with how the site took this act, if anything is."""
        self.session.rollback()
        path, data = WAYS[act]
        path = path.format(**self.facts)
        data = data and {name: value.format(**self.facts) for name, value in data.items()}
        reply = self.visitor.client.get(path) if data is None else self.visitor.client.post(path, data=data)
        refused = reply.status_code in {403, 404} or "/sign-in" in reply.headers.get("Location", "")
        self.changed = state(self.session, self.proposal) != self.before
        if allowed(act, self.side, self.stage):
            wrong = refused or (data is not None and not self.changed)
            return [f"{act}: {reply.status_code}"] if wrong else []
        return [f"{act} was done: {reply.status_code}"] if self.changed or not refused else []


def test_every_act_that_has_a_page_is_tried():
    elsewhere = {
        Act.ADMIT,
        Act.DISCUSS,
    }
    assert set(WAYS) | elsewhere == set(Act)
    assert HIDDEN
