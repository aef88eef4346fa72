"""Discussions as people meet them."""

import io
from datetime import timedelta

import pytest
from sqlalchemy import event, func, select

from tests.forums.test_services import known, picture
from tests.support.consultations import make_consultation
from tests.support.forums import make_board, make_many, make_post, make_thread
from tests.support.people import make_person, sign_in
from tests.support.proposals import make_proposal
from tests.support.visitor import Visitor
from webapp import clock
from webapp.access import Role
from webapp.database import db
from webapp.forums.models import Board, Moderation, Post, PostDraft, Reaction, Sort, Thread
from webapp.forums.rules import Seen
from webapp.themes import so_far


@pytest.fixture
def statements(app):
    """Statements sent while it is open, as `statements()` counts and forgets them."""
    sent = []
    with app.app_context():
        engine = db.engine

    def note(_connection, _cursor, statement, *_rest):
        if not statement.startswith(("BEGIN", "SAVEPOINT", "RELEASE", "PRAGMA")):
            sent.append(statement)

    event.listen(engine, "before_cursor_execute", note)

    def count():
        number = len(sent)
        sent.clear()
        return number

    yield count
    event.remove(engine, "before_cursor_execute", note)


def as_known(app, session):
    """A browser of somebody whose words have stood."""
    return sign_in(Visitor(app), known(session))


def test_an_officer_makes_a_board_and_a_resident_begins_a_discussion_on_it(app, session, as_officer, as_resident):
    page = as_officer.open("/office/boards/new").fill(title="Buses & trams", about="When they come late.").send("Save")
    assert page.h1 == "Buses & trams"
    page = as_resident.open("/forum").link("Buses & trams")
    assert "Nothing has been said here yet" in page.main
    page = page.link("Begin a discussion").fill(title="The 14", text="Late.\n\nAgain.", sort="question").send("Post it")
    assert (page.h1, page.notice) == ("The 14", "Posted.")
    assert "Waits for an answer" in page.main
    assert [one.text for one in session.scalars(select(Post))] == ["Late.\n\nAgain."]


def test_a_stranger_reads_and_is_led_to_the_sign_in_and_back_to_the_form(session, visitor):
    thread = make_thread(session)
    page = visitor.open(f"/forum/threads/{thread.id}")
    assert "It came twenty minutes late again." in page.main
    reply = visitor.open(f"/forum/threads/{thread.id}/post", status=302, follow=False)
    assert reply.headers["Location"].startswith("/sign-in?next=/forum/threads/")


def test_a_strangers_page_may_be_kept_by_caches_and_a_persons_may_not(session, visitor, as_resident):
    thread = make_thread(session)
    assert visitor.open(f"/forum/threads/{thread.id}").headers["Cache-Control"] == "public, max-age=20"
    assert as_resident.open(f"/forum/threads/{thread.id}").headers["Cache-Control"] == "no-store"


def test_an_answer_to_a_reply_stands_under_the_comment_and_quotes(session, as_resident):
    thread = make_thread(session)
    comment = make_post(session, thread)
    reply = make_post(session, thread, parent=comment, text="In the rain, too.")
    page = as_resident.open(f"/forum/posts/{reply.id}/reply")
    typed = page.all("//textarea")[0].text.strip()
    assert typed.endswith("> In the rain, too.")
    page.fill(text=typed + "\n\nYes!").send("Post the reply")
    made = session.scalars(select(Post).order_by(Post.id.desc())).first()
    assert (made.root_id, made.parent_id) == (comment.id, reply.id)


def test_words_sent_after_the_session_ended_wait_as_a_draft(app, session, as_resident):
    thread = make_thread(session)
    page = as_resident.open(f"/forum/threads/{thread.id}/post").fill(text="A long story about the 14.")
    as_resident.client.delete_cookie("session")
    sent = page.send("Post it")
    assert "/sign-in" in sent.url
    assert session.scalars(select(PostDraft.text)).all() == ["A long story about the 14."]
    assert session.scalar(select(func.count(Post.id))) == 1
    again = sign_in(as_resident, as_resident.person).open(f"/forum/threads/{thread.id}/post")
    assert again.all("//textarea")[0].text.strip() == "A long story about the 14."


def test_a_forged_token_keeps_nothing(session, visitor):
    thread = make_thread(session)
    visitor.send(f"/forum/threads/{thread.id}/post", {"token": "forged", "text": "words"}, status=200)
    assert session.scalar(select(func.count(PostDraft.id))) == 0


def test_words_that_are_not_let_in_stay_in_the_form_and_as_a_draft(session, as_resident):
    thread = make_thread(session)
    page = (
        as_resident.open(f"/forum/threads/{thread.id}/post").fill(text="See https://shop.example now").send("Post it")
    )
    assert page.field_errors["text"].startswith("You can put 0 links")
    assert page.all("//textarea")[0].text.strip() == "See https://shop.example now"
    assert session.scalars(select(PostDraft.text)).all() == ["See https://shop.example now"]


def test_what_is_typed_is_kept_while_typing(session, as_resident):
    thread = make_thread(session)
    page = as_resident.open(f"/forum/threads/{thread.id}")
    given = {
        name: page.all(f"//form[.//textarea]//input[@name='{name}']/@value")[0] for name in ("token", "csrf_token")
    }
    reply = as_resident.client.post("/forum/draft", data=given | {"text": "Half a"})
    assert (reply.status_code, reply.json["message"]) == (200, "Saved as a draft.")
    assert as_resident.open("/forum/drafts").link("Go on writing").all("//textarea")[0].text.strip() == "Half a"
    page = as_resident.open("/forum/drafts").send("Throw it away")
    assert "No drafts." in page.main


def test_somebody_elses_token_keeps_no_draft(app, session, as_resident, as_officer):
    thread = make_thread(session)
    page = as_officer.open(f"/forum/threads/{thread.id}")
    theirs = page.all("//input[@name='token']/@value")[0]
    own = as_resident.open(f"/forum/threads/{thread.id}").all("//input[@name='csrf_token']/@value")[0]
    reply = as_resident.client.post("/forum/draft", data={"token": theirs, "csrf_token": own, "text": "mine"})
    assert reply.status_code == 422


def test_agreeing_is_one_press_and_the_same_press_takes_it_back(session, as_resident):
    thread = make_thread(session)
    post = make_post(session, thread)
    page = as_resident.open(f"/forum/posts/{post.id}/agree").send("I agree")
    pressed = page.all(f"//article[@id='post-{post.id}']//button[@aria-pressed='true']")
    assert [one.get("formaction") for one in pressed] == [f"/forum/posts/{post.id}/agree"]
    form = page.all("//form[@id='fm-react']//input/@value")[0]
    as_resident.send(f"/forum/posts/{post.id}/agree", {"csrf_token": form, "wanted": "no"}, status=200)
    assert session.scalar(select(func.count(Reaction.id))) == 0


def test_an_official_answer_is_marked_and_ends_the_wait(session, as_officer):
    thread = make_thread(session)
    asked = make_post(session, thread, sort=Sort.QUESTION, text="When does it run on Sundays?")
    page = as_officer.open("/office/discussions")
    assert "When does it run on Sundays?" in page.main
    page = page.link("Answer it").fill(text="Every two hours.").send("Post the answer")
    assert "Answer from the council" in page.main
    assert "No question waits" in as_officer.open("/office/discussions").main
    assert session.scalars(select(Post.official).where(Post.parent_id == asked.id)).all() == ["officer"]


def test_a_question_that_waits_long_is_seen_to_wait(session, visitor):
    thread = make_thread(session)
    make_post(session, thread, sort=Sort.QUESTION, created_at=clock.now() - timedelta(days=15))
    assert "for more than two weeks" in visitor.open(f"/forum/threads/{thread.id}").main


def test_a_changed_post_shows_what_it_said_before(session, as_resident, visitor):
    thread = make_thread(session)
    post = make_post(session, thread, author=as_resident.person, text="Always late")
    as_resident.open(f"/forum/posts/{post.id}/edit").fill(text="Often late").send("Save the change")
    page = visitor.open(f"/forum/threads/{thread.id}")
    assert "Often late" in page.main
    assert "Always late" in page.link("Changed: see before").main


def test_taking_back_leaves_only_that_something_stood_there(session, as_resident, visitor):
    thread = make_thread(session)
    post = make_post(session, thread, author=as_resident.person, text="Too much said")
    make_post(session, thread, parent=post, text="I see")
    as_resident.open(f"/forum/posts/{post.id}/take-back").send("Take it back")
    page = visitor.open(f"/forum/threads/{thread.id}")
    assert "Its author took this back." in page.main
    assert "Too much said" not in page.text
    assert "You took this back." in as_resident.open(f"/forum/threads/{thread.id}").main


def test_a_post_on_a_board_that_is_read_first_says_that_it_waits(app, session, visitor):
    thread = make_thread(session, board=make_board(session, moderation=Moderation.PRE))
    writer = as_known(app, session)
    page = writer.open(f"/forum/threads/{thread.id}/post").fill(text="Let me in").send("Post it")
    assert page.notice == "Thank you. A moderator reads it before others see it."
    assert "Let me in" in page.main
    assert "Let me in" not in visitor.open(f"/forum/threads/{thread.id}").text


def test_a_hidden_opening_takes_its_title_along(session, visitor, as_resident):
    thread = make_thread(session, title="A rude title")
    opening = session.scalars(select(Post)).one()
    make_post(session, thread, parent=opening)
    opening.hidden_at = clock.now()
    session.commit()
    for page in (visitor.open(f"/forum/threads/{thread.id}"), visitor.open("/forum")):
        assert "A rude title" not in page.text


def test_a_discussion_of_nothing_but_hidden_words_is_not_there(session, visitor):
    thread = make_thread(session)
    session.scalars(select(Post)).one().hidden_at = clock.now()
    session.commit()
    visitor.open(f"/forum/threads/{thread.id}", status=404)


def test_a_proposal_is_discussed_on_its_own_page(session, as_resident, visitor):
    proposal = make_proposal(session)
    page = as_resident.open(f"/proposals/{proposal.number}").link("Begin the discussion")
    page = page.link("Say the first thing").fill(text="Good idea", position="for").send("Post it")
    assert page.h1 == "Discussion: A bench at the library steps"
    assert "For it" in page.main
    assert "1 comment by 1 person" in visitor.open(f"/proposals/{proposal.number}").main


def test_a_consultation_is_discussed_until_it_closes(session, visitor):
    consultation = make_consultation(session, slug="buses")
    page = visitor.open("/consultations/buses").link("Begin the discussion")
    assert page.h1.startswith("Discussion:")
    assert visitor.open(f"/forum/about/consultation/{consultation.id}").h1 == page.h1


@pytest.mark.parametrize("path", ["/forum/about/thread/1", "/forum/about/nothing/1", "/forum/about/proposal/99",
                                  "/forum/threads/99", "/forum/posts/99", "/forum/files/99", "/forum/none",
                                  f"/forum/threads/{2**40}", f"/forum/posts/{2**40}/replies"])  # fmt: skip
def test_what_is_not_there_is_not_found(session, visitor, path):
    visitor.open(path, status=404)


def test_a_picture_is_shown_with_its_words_and_only_where_its_post_is(app, session, visitor):
    thread, writer = make_thread(session), as_known(app, session)
    page = writer.open(f"/forum/threads/{thread.id}/post").fill(
        text="See", file1=(picture(), "stop.jpg"), alt1="An empty stop"
    )
    page = page.send("Post it")
    image = page.all("//article//img")[0]
    assert image.get("alt") == "An empty stop"
    got = visitor.client.get(image.get("src"))
    assert (got.status_code, got.mimetype) == (200, "image/jpeg")
    assert got.headers["X-Content-Type-Options"] == "nosniff"
    session.scalars(select(Post).where(Post.text == "See")).one().hidden_at = clock.now()
    session.commit()
    assert visitor.client.get(image.get("src")).status_code == 404


def test_words_typed_on_the_page_go_along_to_the_form_with_room_for_files(session, as_resident):
    thread = make_thread(session)
    page = as_resident.open(f"/forum/threads/{thread.id}").fill(text="See my picture").send("Add pictures")
    assert (page.errors, page.all("//textarea")[0].text.strip()) == ([], "See my picture")
    assert len(page.all("//input[@type='file']")) == 3
    assert page.send("Post it").notice == "Posted."


def test_a_document_is_handed_over_and_not_shown(app, session, visitor):
    thread, writer = make_thread(session), as_known(app, session)
    page = writer.open(f"/forum/threads/{thread.id}/post").fill(
        text="See", file1=(io.BytesIO(b"%PDF-1.4 words"), "../../plan<script>.pdf")
    )
    address = page.send("Post it").all("//article//a[contains(@href, '/files/')]/@href")[0]
    got = visitor.client.get(address)
    assert got.headers["Content-Disposition"].startswith("attachment")
    assert "/" not in got.headers["Content-Disposition"].partition("filename")[2].replace("UTF-8''", "")


@pytest.mark.once  # 5,000 posts take long to write
def test_a_discussion_of_5000_posts_takes_as_many_statements_as_one_of_76(session, visitor, as_resident, statements):
    small, large = make_thread(session), make_thread(session)
    make_many(session, small, 37, replies=1)
    make_many(session, large, 500, replies=9)
    counts = []
    for browser in (visitor, as_resident):
        for thread in (small, large):
            for order in ("newest", "useful", "different"):
                so_far.forget_all()  # what is kept in memory for a minute would save statements now and then
                statements()
                browser.open(f"/forum/threads/{thread.id}?sort={order}")
                counts.append(statements())
    assert set(counts[:6]) == {counts[0]}
    assert set(counts[6:]) == {counts[6]}
    assert 2 <= counts[0] <= 6
    assert 3 <= counts[6] <= 6


def test_a_page_begins_at_a_post_whatever_came_meanwhile(session, visitor):
    thread = make_thread(session, about_kind="consultation", about_id=make_consultation(session).id)
    make_many(session, thread, 90)
    second = visitor.open(f"/forum/threads/{thread.id}").link("Next page")
    first_there = second.all("//article/@id")[0]
    make_many(session, thread, 3)
    assert visitor.open(second.url).all("//article/@id")[0] == first_there


def test_a_link_to_a_late_reply_leads_to_where_it_stands(session, visitor):
    thread = make_thread(session)
    comment = make_many(session, thread, 1, replies=40)[0]
    reply = session.scalars(select(Post).where(Post.root_id == comment.id).order_by(Post.id.desc())).first()
    page = visitor.open(f"/forum/posts/{reply.id}")
    assert f"post-{reply.id}" in page.all("//article/@id")


HOSTILE = ["<script>alert(1)</script>", "{{ 7*7 }}", "'; DROP TABLE post; --", "\u202eevil", "=HYPERLINK(1)", "💥" * 50,
           "https://x.example/\"onmouseover=\"alert(1)", "> > > quote", "a\x00b"]  # fmt: skip


@pytest.mark.parametrize("text", HOSTILE)
def test_hostile_words_are_only_words(app, session, text):
    thread, writer = make_thread(session), as_known(app, session)
    page = writer.open(f"/forum/threads/{thread.id}/post").fill(text=text).send("Post it")
    article = page.all("//article")[0]
    assert not article.xpath(".//script|.//*[@onmouseover]")
    assert page.status == 200


@pytest.mark.parametrize("query", ["sort=evil", "start=-1", "start=99999999999999", "start=x", "start=1'--",
                                   "sort=useful&start=0",
                                   "after=x.y", "after=9999999999.1", "after=1.99999999999"])  # fmt: skip
def test_a_filter_that_makes_no_sense_changes_nothing(session, visitor, query):
    thread = make_thread(session)
    visitor.open(f"/forum/threads/{thread.id}?{query}")
    board = session.get_one(Board, thread.board_id)
    visitor.open(f"/forum/{board.slug}?{query}")
    visitor.open(f"/forum?words=%25_'\"{query}")


def test_words_are_found_in_titles_and_posts(session, visitor):
    thread = make_thread(session, title="Late again")
    make_post(session, thread, text="The tram to Oxmere")
    assert "Late again" in visitor.open("/forum?words=oxmere").main
    assert "No discussion has these words" in visitor.open("/forum?words=penguin").main


def test_following_muting_and_stopping(session, as_resident):
    thread = make_thread(session)
    page = as_resident.open(f"/forum/threads/{thread.id}").send("Follow this discussion")
    assert page.notice == "You follow this. We tell you when something is said."
    assert "The 14 comes late" in as_resident.open("/account/notices").main
    assert page.send("Stop following").notice == "You do not follow this any more."
    assert "You muted this" in page.send("Mute it").main


def test_a_moderator_locks_with_a_reason_that_everybody_reads(app, session, visitor):
    thread = make_thread(session)
    moderator = sign_in(Visitor(app), make_person(session, Role.MODERATOR))
    page = moderator.open(f"/forum/threads/{thread.id}/order").fill(locked="y", slow="0").send("Save")
    assert page.field_errors["reason"] == "Say why. Everybody can read it."
    page.fill(locked="y", reason="It became a fight.", slow="600").send("Save")
    assert "It became a fight." in visitor.open(f"/forum/threads/{thread.id}").main
    assert session.scalars(select(Thread.slow_seconds)).one() == 600


def test_a_closed_board_can_be_read_and_takes_nothing_new(session, as_officer, visitor):
    thread = make_thread(session)
    board = session.get_one(Board, thread.board_id)
    as_officer.open(f"/office/boards/{board.id}").fill(closed="y").send("Save")
    assert "This board is closed" in visitor.open(f"/forum/{board.slug}").main
    assert "takes nothing new" in visitor.open(f"/forum/threads/{thread.id}").main


@pytest.mark.parametrize("seen", [Seen.HELD, Seen.HIDDEN, Seen.TAKEN_BACK])
def test_what_others_may_not_see_stands_nowhere(session, visitor, seen):
    thread = make_thread(session)
    make_post(session, thread, seen=seen, text="xyzzy")
    for path in (f"/forum/threads/{thread.id}", f"/forum/threads/{thread.id}?sort=useful", "/forum?words=xyzzy"):
        assert "xyzzy" not in visitor.open(path).main.replace("Discussions with “xyzzy”", "")


def test_whoever_has_left_is_named_so(session, visitor):
    thread, gone = make_thread(session), make_person(session)
    make_post(session, thread, author=gone, text="Mine")
    gone.name, gone.active = "", False
    session.commit()
    assert "somebody who has left" in visitor.open(f"/forum/threads/{thread.id}").main


def test_a_post_can_be_flagged_by_its_link(session, as_resident):
    thread = make_thread(session)
    post = make_post(session, thread, text="You idiot")
    page = as_resident.open(f"/flag/post/{post.id}")
    assert "You idiot" in page.main
