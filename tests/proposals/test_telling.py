"""Who hears of a proposal that is new: whoever asked to be told about its place, as long as it stands."""

import pytest

from tests.support.answering import make_places
from tests.support.people import make_person
from tests.support.proposals import make_proposal
from tests.support.subscribers import make_subscriber, told
from webapp.access import Role
from webapp.moderation import cases, rulings
from webapp.moderation.models import Reason, Verdict
from webapp.notices.topics import Topic
from webapp.proposals.rules import Stage
from webapp.proposals.services import moving

NEW = "It is new, and asks for backing"


@pytest.fixture
def canal_side(session):
    """The id of an area; one address asked to be told about it, another about the area beside it."""
    places = make_places(session)
    for name in ("Canal Side", "Foundry"):
        make_subscriber(session, Topic("area", places[name]))
    return places["Canal Side"]


def test_its_area_hears_that_it_is_new_once_it_was_let_in(session, canal_side):
    proposal = make_proposal(session, stage=Stage.IN_MODERATION, area_id=canal_side)
    assert told(session) == []
    moving.let_in(session, proposal=proposal, actor_id=None)
    assert told(session) == [NEW]


def test_one_for_the_whole_place_is_told_in_every_area(session, canal_side):
    make_proposal(session)
    assert told(session) == [NEW, NEW]


def test_one_that_was_hidden_before_the_mail_left_is_told_to_nobody(session, canal_side):
    proposal = make_proposal(session, area_id=canal_side)
    flag = cases.flag(session, kind="proposal", thing_id=proposal.id, author_id=proposal.author_id,
                      person_id=make_person(session).id, reason=Reason.ABUSE)  # fmt: skip
    moderator = make_person(session, Role.MODERATOR)
    rulings.decide(session, cases=[flag.case_id], verdict=Verdict.HIDE, reason=Reason.ABUSE, words="", by=moderator.id)
    assert told(session) == []
