"""Nothing that not everybody may see is ever found; what is hidden, withdrawn or erased is gone at once."""

import pytest
from sqlalchemy import delete, text, update

from tests.support.consultations import make_consultation, make_question
from tests.support.forums import make_board, make_post, make_thread
from tests.support.people import make_person
from tests.support.polls import make_poll
from tests.support.promises import make_commitment, make_decision, make_issue, make_reply
from tests.support.proposals import make_proposal
from tests.support.statements import make_statements_poll
from webapp import clock
from webapp.access import Stage
from webapp.consultations.models import Consultation, Kind
from webapp.forums.models import Post
from webapp.forums.rules import Seen
from webapp.forums.services import changing
from webapp.moderation.kinds import KINDS as MODERATED
from webapp.polls.models import Poll
from webapp.polls.statements.models import Statement
from webapp.proposals.models import Proposal
from webapp.proposals.rules import HIDDEN as HIDDEN_STAGES
from webapp.proposals.rules import Stage as Way
from webapp.search import keeping
from webapp.search.finding import Wanted, search
from webapp.search.kinds import KINDS

PUBLISHED = {Stage.SCHEDULED, Stage.OPEN, Stage.CLOSED}


def found(session, words="zebra"):
    session.commit()
    return {(hit.offer.kind, hit.offer.id) for hit in search(session, Wanted(words=words), now=clock.now()).hits}


def kinds_found(session):
    return {kind for kind, _ in found(session)}


@pytest.fixture
def everything(session):
    """One public thing of every kind, each with the same rare word in it."""
    make_consultation(session, title="A zebra crossing")
    make_poll(session, title="The zebra")
    make_proposal(session, title="A zebra at the school")
    thread = make_thread(session, title="Where is the zebra?", board=make_board(session, title="Zebra watch"))
    make_post(session, thread, text="I saw the zebra.")
    make_statements_poll(session, texts=("More zebras.",))
    decision = make_decision(session, title="The zebra stays", issue=make_issue(session, sentence="No zebra in sight"))
    make_commitment(session, decision=decision, title="Feed the zebra", due_on=clock.now().date())
    session.commit()


def test_every_kind_that_can_be_found_is_tried_here(session, everything):
    assert kinds_found(session) == set(KINDS)


@pytest.mark.parametrize("stage", Stage)
def test_a_consultation_is_found_while_it_is_published(session, stage):
    made = make_consultation(session, stage=stage, title="A zebra crossing")
    make_question(session, made, Kind.SHORT_TEXT, text="Where did you see a quagga?")
    assert (kinds_found(session) == {"consultation"}) == (stage in PUBLISHED)
    assert bool(found(session, "quagga")) == (stage in PUBLISHED)


@pytest.mark.parametrize("stage", Stage)
def test_a_poll_and_its_statements_are_found_while_it_is_published(session, stage):
    make_statements_poll(session, stage=stage, title="The zebra", texts=("Zebras are fine.",))
    assert kinds_found(session) == ({"poll", "statement"} if stage in PUBLISHED else set())


@pytest.mark.parametrize("stage", Way)
def test_a_proposal_is_found_once_it_was_let_in(session, stage):
    make_proposal(session, title="A zebra", stage=stage)
    assert bool(found(session)) == (stage not in HIDDEN_STAGES)


@pytest.mark.parametrize("column", ["published_at", "withdrawn_at"])
def test_an_issue_is_found_with_its_reply_while_it_is_public(session, column):
    issue = make_issue(session, sentence="No zebra in sight")
    make_reply(session, issue, reason="A quagga has to do.")
    assert found(session) == found(session, "quagga") == {("issue", issue.id)}
    setattr(issue, column, None if column == "published_at" else clock.now())
    assert found(session) == found(session, "quagga") == set()


def test_a_decision_and_a_promise_are_found_once_they_are_public(session):
    decision = make_decision(session, title="The zebra stays", published_at=None)
    promise = make_commitment(session, decision=decision, title="Feed it", what="One zebra.", published_at=None,
                              due_on=clock.now().date(), owner="Zebra Zebrowski")  # fmt: skip
    assert found(session) == set()
    decision.published_at = promise.published_at = clock.now()
    assert found(session) == {("decision", decision.id), ("commitment", promise.id)}
    assert found(session, "Zebrowski") == set()


@pytest.mark.parametrize("seen", Seen)
def test_a_comment_is_found_while_everybody_sees_it(session, seen):
    make_post(session, make_thread(session), text="A zebra.", seen=seen)
    assert bool(found(session)) == (seen is Seen.SHOWN)


@pytest.mark.parametrize("column", ["held_at", "hidden_at", "withdrawn_at"])
def test_a_discussion_whose_beginning_is_hidden_loses_its_title(session, column):
    thread = make_thread(session, title="The zebra")
    make_post(session, thread, text="A reply.")
    assert kinds_found(session) == {"thread"}
    session.execute(update(Post).where(Post.text.contains("twenty minutes")).values({column: clock.now()}))
    assert kinds_found(session) == set()
    hits = search(session, Wanted(words="reply"), now=clock.now()).hits
    assert [hit.offer.heading for hit in hits] == ["…"]


@pytest.mark.parametrize("state", ["withdrawn", "draft"])
def test_what_was_said_about_a_thing_that_is_not_public_is_not_found(session, state):
    buses = make_consultation(session)
    post = make_post(session, make_thread(session, about_kind="consultation", about_id=buses.id), text="A zebra.")
    assert found(session) == {("post", post.id)}
    column = {"withdrawn": {"withdrawn_at": clock.now()}, "draft": {"published_at": None}}[state]
    session.execute(update(Consultation).where(Consultation.id == buses.id).values(column))
    assert found(session) == set()


def test_what_was_said_about_something_of_a_kind_unknown_is_not_found(session):
    make_post(session, make_thread(session, about_kind="secret", about_id=1), text="A zebra.")
    assert found(session) == set()


@pytest.mark.parametrize("kind", sorted({"proposal", "post", "statement"}))
def test_what_a_moderator_hides_is_gone_and_comes_back_when_it_is_shown(session, everything, kind):
    ident = next(ident for one, ident in found(session) if one == kind)
    MODERATED[kind].hide(session, ident)
    assert (kind, ident) not in found(session)
    MODERATED[kind].show(session, ident)
    assert (kind, ident) in found(session)


def test_a_post_that_is_taken_back_is_gone_and_its_words_are_not_kept(session):
    post = make_post(session, make_thread(session), text="A zebra.")
    changing.take_back(session, post=post)
    assert found(session) == set()
    with_it = "SELECT count(*) FROM searchable WHERE kind = 'post' AND thing_id = :id"
    assert session.scalar(text(with_it), {"id": post.id}) == 0
    changing.put_back(session, post=post)
    assert found(session) == {("post", post.id)}
    changing.take_back(session, post=post)
    changing.wipe(session, post=post)
    assert found(session) == set()


def test_an_edited_text_is_found_by_what_it_says_now(session):
    proposal = make_proposal(session, title="A zebra", what="Stripes for all.")
    proposal.title, proposal.what = "A quagga", "None of that."
    assert found(session) == found(session, "stripes") == set()
    assert found(session, "quagga") == {("proposal", proposal.id)}


MODELS = {"consultation": Consultation, "poll": Poll, "proposal": Proposal, "post": Post, "statement": Statement}


@pytest.mark.parametrize("kind", MODELS)
def test_what_many_rows_at_once_say_is_followed(session, everything, kind):
    """An update or a deletion of many rows says which by its condition only."""
    model = MODELS[kind]
    words = {column: "quagga" for column in ("title", "question", "summary", "background", "what", "text")
             if hasattr(model, column)}  # fmt: skip
    of_kind = {ident for one, ident in found(session) if one == kind}
    session.execute(update(model).where(model.id.in_(of_kind)).values(words))
    assert kind not in kinds_found(session)
    assert {ident for one, ident in found(session, "quagga") if one == kind} == of_kind


def test_what_is_deleted_is_gone(session, everything):
    session.execute(delete(Post).where(Post.text.contains("zebra")))
    assert "post" not in kinds_found(session)


def test_what_is_rolled_back_was_never_there(session):
    session.add(Proposal(number=7, title="A zebra", created_at=clock.now()))
    session.flush()
    session.rollback()
    make_proposal(session, title="A horse")
    assert found(session) == set()


def test_nobody_is_found_by_their_name(session):
    author = make_person(session, name="Zebra Zebrowski")
    make_proposal(session, author=author, title="A bench")
    make_post(session, make_thread(session), author=author)
    assert found(session) == found(session, "Zebrowski") == set()


def test_a_rebuilt_index_finds_the_same(session, everything):
    before = found(session)
    session.execute(text("DELETE FROM search_words"))
    assert found(session) == set()
    assert keeping.rebuild(session) > len(before) - 1
    assert found(session) == before
    assert not keeping.is_empty(session)
