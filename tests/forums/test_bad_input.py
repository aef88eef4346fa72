"""Hostile and broken input at every text, link, file and filter of discussions."""

import io
import re

import pytest
from PIL import Image
from sqlalchemy import func, select

from tests.forums.test_services import known
from tests.support.consultations import make_consultation
from tests.support.forums import make_board, make_post, make_thread
from tests.support.people import sign_in
from tests.support.pictures import make_picture
from tests.support.repeating import hostile
from tests.support.visitor import Visitor
from webapp import features
from webapp.database import db, writing
from webapp.forums.models import Attachment, Board, Post, PostDraft, Thread
from webapp.forums.signals import posted
from webapp.jobs import services as jobs
from webapp.jobs import worker
from webapp.notices import digesting, following
from webapp.notices.models import Message
from webapp.notices.rules import Rhythm

SCRIPT = "<script>alert(1)</script>"
HOSTILE = {
    "script": SCRIPT,
    "picture with an act": "<img src=x onerror=alert(1)>",
    "template": "{{ config.SECRET_KEY }}{% raw %}",
    "link with a script": "[press](javascript:alert(1)) javascript:alert(1)",
    "break out of a link": 'https://x.example/"onmouseover="alert(1)',
    "statement": "'; DROP TABLE post; --",
    "formula": '=HYPERLINK("https://x.example","x")',
    "header": "Late\r\nBcc: everybody@example.org",
    "bidi": "\u202eevil\u2066",
    "zalgo": "Z\u0351\u036b\u0343\u036a" * 40,
    "emoji": "🚌" * 100,
    "null": "a\x00b",
    "one word": "x" * 4_900,
    "many lines": "a\n" * 2_400,
    "quotes in quotes": "> " * 2_000,
    "ats": "@" * 4_900,
}


@pytest.fixture
def text(request):
    """A hostile text, asked for by its name."""
    return HOSTILE[request.param]


@pytest.fixture
def writer(app, session):
    return sign_in(Visitor(app), known(session))


def well(page):
    """Nothing of what was typed became part of the page; `page` was looked over when it was fetched."""
    assert page.status == 200
    assert not page.all("//*[@onmouseover or @onerror]")
    assert not page.all("//script[not(@src)]")
    assert not page.all("//a[starts-with(@href, 'javascript')]")
    assert "SECRET_KEY" not in page.text or "{{ config.SECRET_KEY }}" in page.text


@pytest.mark.parametrize("text", hostile(HOSTILE), indirect=True)
def test_a_post_may_say_anything_and_is_only_words(session, writer, visitor, text):
    thread = make_thread(session)
    page = writer.open(f"/forum/threads/{thread.id}/post").fill(text=text).send("Post it")
    well(page)
    post = session.scalars(select(Post).order_by(Post.id.desc())).first()
    for path in (f"/forum/threads/{thread.id}", f"/forum/posts/{post.id}", "/forum"):
        well(visitor.open(path))
    for path in (f"/forum/posts/{post.id}/edit", f"/forum/posts/{post.id}/take-back", "/forum/drafts"):
        well(writer.open(path))


@pytest.mark.parametrize("text", hostile(HOSTILE), indirect=True)
def test_a_title_may_say_anything_in_150_letters(session, writer, visitor, text):
    board = make_board(session)
    page = writer.open(f"/forum/{board.slug}/new").fill(title=text[:150], text="Words").send("Post it")
    well(page)
    for path in ("/forum", f"/forum/{board.slug}"):
        well(visitor.open(path))
    assert "\n" not in session.scalars(select(Thread.title).order_by(Thread.id.desc())).first()


@pytest.mark.parametrize("text", hostile(HOSTILE), indirect=True)
def test_a_name_of_a_file_and_what_a_picture_shows_may_say_anything(session, writer, visitor, text):
    thread = make_thread(session)
    page = writer.open(f"/forum/threads/{thread.id}/post").fill(
        text="See", file1=(io.BytesIO(make_picture()), f"{text[:60]}.jpg"), alt1=text[:300].strip() or "x"
    )
    well(page.send("Post it"))
    page = visitor.open(f"/forum/threads/{thread.id}")
    well(page)
    for address in page.all("//article//img/@src"):
        reply = visitor.client.get(address)
        assert reply.status_code == 200
        assert "\r" not in reply.headers["Content-Disposition"]
        assert "\n" not in reply.headers["Content-Disposition"]


@pytest.mark.parametrize("text", hostile(HOSTILE), indirect=True)
def test_a_board_may_be_called_anything(session, as_officer, visitor, text):
    page = as_officer.open("/office/boards/new").fill(title=text[:120].strip() or "x", about=text[:1_000], subject="S")
    well(page.send("Save"))
    for path in ("/forum", f"/forum/{session.scalars(select(Board.slug)).one()}"):
        well(visitor.open(path))


@pytest.mark.parametrize("text", hostile(HOSTILE), indirect=True)
def test_a_mail_about_a_hostile_post_is_one_mail_to_one_person(session, app, text):
    thread = make_thread(session, title=text[:150].replace("\x00", "").strip() or "x")
    reader = known(session)
    following.follow(session, person_id=reader.id, kind="thread", thing_id=thread.id)
    made = make_post(session, thread, text=text.replace("\x00", ""))
    posted.send(session, post=made)
    session.commit()
    digesting.send(db.sessionmaker, {"rhythm": Rhythm.DAILY.value}, _nothing)
    writing.set(False)
    mail = session.scalars(select(Message)).one()
    assert (mail.to, "\n" in mail.subject, "\r" in mail.subject) == (reader.email, False, False)
    assert "<script" not in mail.html
    assert not re.search(r'href="(?!https?://)', mail.html)


def _nothing(*_):
    """Nobody asks how far it is."""


# Broken requests


@pytest.mark.parametrize(
    "body",
    [
        {},
        {"text": "x"},
        {"token": "x" * 100_000, "text": "x"},
        {"token": "\udcff".encode("utf-8", "surrogateescape"), "text": b"\xff\xfe"},
        {"token": "x", "text": ["a", "b"], "sort": ["evil", "idea"], "position": "sideways"},
        {f"field{number}": "x" for number in range(500)},
    ],
    ids=["nothing", "no token", "a long token", "not text", "twice", "many fields"],
)
def test_a_form_that_no_page_of_ours_sends_is_refused_and_stores_nothing(session, as_resident, body):
    thread = make_thread(session)
    for path in (f"/forum/threads/{thread.id}/post", f"/forum/{make_board(session).slug}/new", "/forum/draft",
                 f"/forum/posts/{session.scalar(select(func.min(Post.id)))}/reply"):  # fmt: skip
        assert as_resident.client.post(path, data=body).status_code < 500
    assert session.scalar(select(func.count(Post.id))) == 1


def test_ten_million_letters_are_refused_before_they_are_read(session, writer):
    thread = make_thread(session)
    reply = writer.client.post(f"/forum/threads/{thread.id}/post", data={"text": "x" * 10_000_000, "token": "x"})
    assert reply.status_code == 413
    assert session.scalar(select(func.count(PostDraft.id))) == 0


def test_ten_million_letters_beside_a_file_are_refused_too(session, writer):
    thread = make_thread(session)
    body = {"text": "x" * 10_000_000, "token": "x", "file1": (io.BytesIO(make_picture()), "stop.jpg")}
    assert writer.client.post(f"/forum/threads/{thread.id}/post", data=body).status_code == 413


@pytest.mark.parametrize("value", ["evil", "NaN", "for\x00", "🚌"])
@pytest.mark.parametrize("field", ["sort", "position"])
def test_a_choice_that_was_not_offered_is_refused_at_its_field(session, writer, field, value):
    thread = make_thread(session, about_kind="consultation", about_id=make_consultation(session).id)
    page = writer.open(f"/forum/threads/{thread.id}/post")
    sent = page.fill(text="Words", **{field: value}).send("Post it")
    assert field in sent.field_errors
    assert session.scalars(select(Post).where(Post.text == "Words")).all() == []


def test_a_position_on_nothing_is_not_taken(session, writer):
    thread = make_thread(session)
    writer.open(f"/forum/threads/{thread.id}/post").fill(text="Words").send("Post it", position="for")
    assert session.scalars(select(Post.position).where(Post.text == "Words")).one() is None


def test_somebody_speaks_in_no_group_of_others(session, writer, as_organiser):
    thread = make_thread(session)
    theirs = as_organiser.person.memberships[0].group_id
    writer.open(f"/forum/threads/{thread.id}/post").fill(text="We say", group=str(theirs)).send("Post it")
    assert session.scalars(select(Post.group_id).where(Post.text == "We say")).all() == [None]


def test_no_field_that_is_not_on_the_page_is_taken(session, writer):
    thread = make_thread(session)
    page = writer.open(f"/forum/threads/{thread.id}/post").fill(text="Words")
    page.send("Post it", official="officer", author_id="1", held_at="", hidden_at="2026-01-01", parent_id="1")
    post = session.scalars(select(Post).where(Post.text == "Words")).one()
    assert (post.official, post.author_id, post.hidden_at, post.parent_id) == ("", writer.person.id, None, None)


@pytest.mark.parametrize(
    ("name", "data"),
    [
        ("x.svg", b"<svg xmlns='http://www.w3.org/2000/svg' onload='alert(1)'/>"),
        ("x.html", b"<script>alert(1)</script>"),
        ("x.jpg", b"<script>alert(1)</script>"),
        ("x.docx", b"PK\x03\x04 no zip"),
        ("x.pdf", b""),
        ("x.png", b"\x89PNG\r\n\x1a\n" + b"\x00" * 1_000),
        ("../../etc/passwd", b"root:x:0:0"),
        (".jpg", make_picture()[:100]),
    ],
)
def test_a_file_that_is_not_what_it_says_is_refused_and_the_words_stay(session, writer, name, data):
    thread = make_thread(session)
    page = writer.open(f"/forum/threads/{thread.id}/post").fill(text="See", file1=(io.BytesIO(data), name), alt1="x")
    sent = page.send("Post it")
    assert "file1" in sent.field_errors
    assert sent.all("//textarea")[0].text.strip() == "See"
    assert [session.scalar(select(func.count(one.id))) for one in (Attachment, PostDraft)] == [0, 1]


def test_where_a_picture_was_taken_is_nowhere_in_what_is_shown(session, writer, visitor):
    thread = make_thread(session)
    notes = Image.Exif()
    notes.get_ifd(0x8825)[1] = "N"
    notes[0x010F] = "A camera of mine"
    page = writer.open(f"/forum/threads/{thread.id}/post").fill(
        text="See", file1=(io.BytesIO(make_picture(exif=notes)), "stop.jpg"), alt1="A stop"
    )
    address = page.send("Post it").all("//article//img/@src")[0]
    assert b"A camera of mine" not in visitor.client.get(address).data


@pytest.mark.parametrize("words", ["%", "_", "\\", "' OR 1=1 --", "\x00", "x" * 5_000, "\u202e", SCRIPT])
def test_a_search_for_anything_is_a_search_for_words(session, visitor, words):
    make_thread(session)
    page = visitor.open("/forum", query_string={"words": words})
    well(page)
    if words.strip("\x00"):
        assert "The 14 comes late" not in page.main


def test_a_cursor_of_another_page_leads_nowhere_else(session, visitor):
    first, second = make_thread(session), make_thread(session, title="Another board's")
    other = session.scalars(select(Post.id).where(Post.thread_id == second.id)).one()
    page = visitor.open(f"/forum/threads/{first.id}?start={other}&sort=oldest")
    assert "Another board's" not in page.main
    page = visitor.open(f"/forum/threads/{first.id}?start={other}&sort=useful")
    assert page.status == 200


def test_the_worker_stands_a_job_about_a_post_that_is_gone(session, app):
    for kind in ("wipe-post", "question-waits"):
        jobs.enqueue(session, kind=kind, subject="post:999", post_id=999)
    session.commit()
    assert worker.run_all(db.sessionmaker, features.JOBS) == 2
    writing.set(False)
