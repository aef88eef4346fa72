"""What the front page shows of proposals."""

from tests.support.proposals import back_by_many, make_proposal
from webapp.proposals.panels import to_show
from webapp.proposals.rules import Stage


def shown(session):
    session.rollback()
    return [row.proposal.title for row in to_show(session)]


def test_before_anybody_proposed_anything_it_says_what_one_can_do(session, visitor):
    page = visitor.open("/")
    assert "Nobody has proposed anything yet." in page.main
    assert page.link("Propose something").h1 == "Propose something"


def test_the_nearest_to_its_threshold_comes_first_then_the_newest(session):
    far, near, middle = (make_proposal(session, title=title) for title in ("Far", "Near", "Middle"))
    for proposal, people in ((far, 1), (near, 9), (middle, 5)):
        back_by_many(session, proposal, people)
    make_proposal(session, title="Decided", stage=Stage.ACCEPTED)
    assert shown(session) == ["Near", "Middle", "Decided"]


def test_each_is_shown_once(session):
    make_proposal(session, title="Only one")
    assert shown(session) == ["Only one"]


def test_what_is_hidden_or_not_let_in_is_not_shown(session, visitor):
    for stage in (Stage.DRAFT, Stage.IN_MODERATION):
        make_proposal(session, title="A secret plan", stage=stage)
    proposal = make_proposal(session, title="A secret plan")
    proposal.hidden_at = proposal.created_at
    session.commit()
    assert shown(session) == []
    assert "secret" not in visitor.open("/").main


def test_it_says_how_many_more_people_are_needed(session, visitor):
    back_by_many(session, make_proposal(session, threshold=50), 49)
    page = visitor.open("/")
    assert "1 more person is needed." in page.main
    assert page.link("A bench at the library steps").h1 == "A bench at the library steps"


def test_the_front_page_costs_the_same_with_many(session, visitor, count_statements):
    make_proposal(session)
    visitor.open("/")
    few = count_statements(lambda: visitor.open("/"))
    for number in range(20):
        make_proposal(session, title=f"Number {number}")
    assert count_statements(lambda: visitor.open("/")) == few <= 8
