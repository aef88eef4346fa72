"""Discussions as a source of themes: apart from responses, people counted and not posts, each point with its posts."""

import re

import pytest
from sqlalchemy import func, select

from tests.support.consultations import make_consultation
from tests.support.forums import make_board, make_post, make_thread
from tests.support.people import make_person
from webapp import clock, features
from webapp.database import db, writing
from webapp.demonstration.words import read_discussions
from webapp.forums.models import Post, Thread
from webapp.forums.services import changing, posting
from webapp.forums.signals import posted
from webapp.jobs import services as jobs
from webapp.jobs import worker
from webapp.jobs.models import Job
from webapp.moderation.kinds import KINDS
from webapp.themes import joined, queries, so_far
from webapp.themes.models import Excerpt, Theme, ThemedItem
from webapp.themes.registry import SOURCES

SOURCE = SOURCES["thread"]


@pytest.fixture(autouse=True)
def _nothing_kept():
    so_far.forget_all()


def work(session):
    """Everything the worker has to do, now or in two minutes."""
    session.commit()
    with clock.set_to(clock.now() + joined.SOON * 2):
        worker.run_all(db.sessionmaker, features.JOBS)
    writing.set(False)
    session.rollback()
    session.expire_all()
    so_far.forget_all()


def discuss(session, thread, comments, people=20):
    """Each comment by one of so many people, in turn; nobody is told."""
    talkers = [make_person(session) for _ in range(people)]
    made = [Post(thread_id=thread.id, author_id=talkers[at % people].id, text=one["says"], position=one.get("position"),
                 created_at=clock.now()) for at, one in enumerate(comments)]  # fmt: skip
    session.add_all(made)
    session.flush()
    for one in made:
        one.root_id = one.id
    session.commit()
    return made


@pytest.fixture
def buses(session):
    """The long discussion of the demonstration, read by the machine."""
    consultation = make_consultation(session, slug="buses")
    thread = make_thread(session, about_kind="consultation", about_id=consultation.id, title=consultation.title)
    discuss(session, thread, read_discussions()["comment"])
    jobs.enqueue(session, kind="theme", subject=f"thread:{thread.id}", source_kind="thread", source_id=thread.id)
    work(session)
    return session.get_one(Thread, thread.id)


def test_what_waits_was_hidden_taken_back_or_answered_officially_is_not_themed(session):
    thread = make_thread(session, about_kind="consultation", about_id=1)
    shown = make_post(session, thread, text="Late buses")
    for state in ("held_at", "hidden_at", "withdrawn_at"):
        make_post(session, thread, text="Not this", **{state: clock.now()})
    make_post(session, thread, text="We answer", official="officer")
    read = list(SOURCE.read(session, thread.id))
    assert [(one.id, one.text, one.group) for one in read] == [(shown.id, "Late buses", str(shown.author_id))]


def test_two_posts_of_one_person_are_one_group_and_who_has_left_is_never_two(session):
    thread, ann = make_thread(session, about_kind="consultation", about_id=1), make_person(session)
    for _ in range(2):
        make_post(session, thread, author=ann)
    for _ in range(2):
        make_post(session, thread).author_id = None
    session.commit()
    assert len({one.group for one in SOURCE.read(session, thread.id)}) == 3


def test_only_what_is_about_a_thing_has_sides(session):
    assert SOURCE.stances_in_order(session, make_thread(session).id) == []
    thread = make_thread(session, about_kind="consultation", about_id=1)
    make_post(session, thread, position="for")
    assert SOURCE.stances_in_order(session, thread.id) == ["for", "against", "neither"]
    assert list(SOURCE.stances(session, thread.id).values()) == ["for"]


def test_a_discussion_is_summed_up_at_its_top_in_points_that_lead_to_posts(session, buses, visitor):
    found = so_far.read(session, buses.id)
    assert 2 <= len(found.points) <= so_far.MOST
    assert all(one.people >= so_far.FEWEST_PEOPLE for one in found.points)
    page = visitor.open(f"/forum/threads/{buses.id}")
    assert "What has been said so far" in page.main
    for point in found.points:
        behind = visitor.open(f"/forum/threads/{buses.id}/said/{point.theme_id}")
        assert behind.h1 == point.label
        posts = behind.all("//main//li/p[1]")
        assert len(posts) >= point.people


def test_the_points_are_about_what_their_posts_say(session, buses):
    """Every point's label shares a word with most of the posts under it or stands in one of them."""
    frame = queries.find_frame(session, "thread", buses.id)
    for point in so_far.read(session, buses.id).points:
        posts, _more = so_far.list_posts(session, frame, session.get_one(Theme, point.theme_id))
        label = set(re.findall(r"[a-z]{3,}", point.label.lower()))
        near = [text for _ident, text in posts if label & set(re.findall(r"[a-z]{3,}", text.lower()))]
        assert near, (point.label, posts)


def test_sides_are_counted_by_person(session, buses):
    for point in so_far.read(session, buses.id).points:
        assert point.in_favour <= point.people
        assert point.against <= point.people


def test_what_is_hidden_is_gone_from_the_points_at_once(session, buses, visitor):
    quoted = next(one for one in so_far.read(session, buses.id).points if one.quote)
    KINDS["post"].hide(session, quoted.post_id)
    session.commit()
    again = next(one for one in so_far.read(session, buses.id).points if one.theme_id == quoted.theme_id)
    assert (again.quote, again.post_id) == ("", 0)
    behind = visitor.open(f"/forum/threads/{buses.id}/said/{quoted.theme_id}", status=None)
    assert quoted.quote not in behind.text
    assert session.scalar(select(func.count(Excerpt.id)).where(Excerpt.item_id == quoted.post_id)) == 0


def test_what_was_hidden_and_is_shown_again_gets_its_themes_again(session, buses):
    first = session.scalars(select(ThemedItem.item_id).order_by(ThemedItem.item_id)).first()
    KINDS["post"].hide(session, first)
    KINDS["post"].show(session, first)
    work(session)
    assert session.scalar(select(func.count(Excerpt.id)).where(Excerpt.item_id == first)) > 0


def test_what_is_shown_again_gets_its_themes_again(session, buses):
    first = session.scalars(select(ThemedItem.item_id).order_by(ThemedItem.item_id)).first()
    post = session.get_one(Post, first)
    post.held_at = clock.now()
    joined.forget_posts(session, post_ids=[first])
    session.commit()
    KINDS["post"].show(session, first)
    work(session)
    assert session.scalar(select(func.count(Excerpt.id)).where(Excerpt.item_id == first)) > 0


def test_a_changed_post_is_themed_by_its_new_words(session, buses):
    post = session.get_one(Post, session.scalars(select(ThemedItem.item_id)).first())
    changing.edit(session, post=post, text="There is no evening bus after seven on our estate.")
    assert session.scalar(select(func.count(Excerpt.id)).where(Excerpt.item_id == post.id)) == 0
    work(session)
    excerpts = session.scalars(select(Excerpt).where(Excerpt.item_id == post.id)).all()
    assert excerpts


def test_a_new_post_gets_its_themes_in_a_moment(session, buses):
    made = posting.post(session, thread=buses, author_id=make_person(session).id, token="t",
                        text="The last bus in the evening leaves before my shift ends.")  # fmt: skip
    work(session)
    assert session.scalar(select(func.count(Excerpt.id)).where(Excerpt.item_id == made.id)) > 0


def test_themes_are_looked_for_by_themselves_once_twenty_people_talk_and_again_when_it_has_grown(session):
    thread = make_thread(session, about_kind="consultation", about_id=make_consultation(session).id)
    comments = read_discussions()["comment"]

    def asked():
        open_jobs = select(func.count(Job.id)).where(Job.kind == "theme", Job.finished_at.is_(None))
        return session.scalar(open_jobs)

    made = discuss(session, thread, comments[:19], people=19)
    posted.send(session, post=made[-1])
    assert asked() == 0
    made = discuss(session, thread, comments[19:20], people=1)
    for _ in range(2):
        posted.send(session, post=made[-1])
    assert asked() == 1
    work(session)
    made = discuss(session, thread, comments[20:25], people=5)
    posted.send(session, post=made[-1])
    assert asked() == 0
    made = discuss(session, thread, comments[25:31], people=6)
    posted.send(session, post=made[-1])
    assert asked() == 1


def test_an_officer_works_on_the_themes_of_a_discussion_as_on_those_of_a_question(session, buses, as_officer):
    page = as_officer.open(f"/forum/threads/{buses.id}").link("Themes of this discussion")
    assert page.status == 200
    for path in ("", "/read", "/find", "/history", "/campaigns", "/look"):
        assert as_officer.open(f"/office/themes/thread/{buses.id}{path}", status=None).status in {200, 404}


def test_a_theme_that_a_person_named_is_called_so_at_the_top(session, buses, as_officer, visitor):
    point = so_far.read(session, buses.id).points[0]
    theme = session.get_one(Theme, point.theme_id)
    page = as_officer.open(f"/office/themes/thread/{buses.id}/theme/{theme.id}/rename")
    page.fill(name="Buses that come").send()
    so_far.forget_all()
    assert "Buses that come" in visitor.open(f"/forum/threads/{buses.id}").main


def test_the_discussion_stands_apart_on_the_officers_pages(session, buses, as_officer):
    page = as_officer.open(f"/office/consultations/{buses.about_id}")
    assert "Themes of the discussion" in page.main
    summary = as_officer.open(f"/office/consultations/{buses.about_id}/summary")
    assert "Also said in the discussion" in summary.main
    assert "That is no part of the figures above" in summary.main


def test_a_short_discussion_is_not_summed_up(session, visitor):
    thread = make_thread(session, board=make_board(session))
    assert so_far.read(session, thread.id) is None
    assert "so far" not in visitor.open(f"/forum/threads/{thread.id}").main


@pytest.mark.parametrize("theme", ["0", "999", str(2**40), "-1", "x"])
def test_a_point_that_is_not_there_is_not_found(session, buses, visitor, theme):
    visitor.open(f"/forum/threads/{buses.id}/said/{theme}", status=404)


def test_a_point_of_another_discussion_is_not_found_here(session, buses, visitor):
    other = make_thread(session)
    theme = so_far.read(session, buses.id).points[0].theme_id
    visitor.open(f"/forum/threads/{other.id}/said/{theme}", status=404)


def test_the_points_of_a_hidden_things_discussion_are_not_to_be_seen(session, buses, visitor):
    theme = so_far.read(session, buses.id).points[0].theme_id
    buses.about_id = 999
    session.commit()
    visitor.open(f"/forum/threads/{buses.id}/said/{theme}", status=404)
    assert buses.title not in visitor.open("/forum").main
