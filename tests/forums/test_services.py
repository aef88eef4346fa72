"""Posting, changing, taking back, reacting: what must hold however people press."""

import io
from datetime import timedelta

import pytest
from sqlalchemy import func, select

from tests.support.forums import comes_of_age, make_board, make_many, make_post, make_thread
from tests.support.people import make_person
from tests.support.pictures import make_picture
from webapp import clock, features
from webapp.database import db, writing
from webapp.forums.models import (
    Attachment,
    Mention,
    Moderation,
    Post,
    PostDraft,
    PostVersion,
    Reaction,
    ReactionKind,
    Sort,
    Thread,
)
from webapp.forums.queries import boards, pages, threads, waiting
from webapp.forums.rules import AMBER_AFTER, Seen
from webapp.forums.services import changing, drafting, keeping, posting
from webapp.forums.services.attaching import Upload
from webapp.jobs import worker
from webapp.jobs.models import Job
from webapp.moderation import cases, rulings
from webapp.moderation.kinds import KINDS
from webapp.moderation.models import Case, Reason, Sanction, SanctionKind, Verdict, Why
from webapp.notices import following
from webapp.notices.models import Happening, Notice
from webapp.refusals import Refused


def say(session, thread, author, text="The bus was late.", token="t1", **facts):
    return posting.post(session, thread=thread, author_id=author.id, token=token, text=text, **facts)


def known(session):
    """Somebody whose words have stood: links and pictures are open to them, and they wait half a minute."""
    person = comes_of_age(session, make_person(session))
    thread = make_thread(session)
    for _ in range(4):
        make_post(session, thread, author=person, created_at=clock.now() - timedelta(days=3))
    return person


def listeners(session):
    session.flush()
    return sorted(session.scalars(select(Notice.person_id)))


# Posting


def test_a_double_tap_is_one_post(session, race):
    thread, ann = make_thread(session), make_person(session)
    ids = (thread.id, ann.id)
    made = race(5, lambda own: posting.post(own, thread=own.get_one(Thread, ids[0]), author_id=ids[1], token="t",
                                            text="Once").id)  # fmt: skip
    assert len(set(made)) == 1
    session.rollback()
    assert session.scalar(select(func.count(Post.id)).where(Post.token == "t")) == 1


def test_of_two_posts_of_one_person_at_once_one_waits(session, race):
    thread, ann = make_thread(session), make_person(session)
    ids, tokens = (thread.id, ann.id), iter(["a", "b"])
    made = race(2, lambda own: posting.post(own, thread=own.get_one(Thread, ids[0]), author_id=ids[1],
                                            token=next(tokens), text="At once").id)  # fmt: skip
    assert sorted(isinstance(one, Refused) for one in made) == [False, True]


def test_two_who_begin_the_discussion_of_a_thing_at_once_share_one(session, race):
    people = [make_person(session).id for _ in range(4)]
    waits = iter(people)

    def begin(own):
        thread = posting.find_or_begin_about(own, kind="proposal", thing_id=7, title="A bench")
        own_id = next(waits)
        return posting.post(own, thread=thread, author_id=own_id, token=f"t{own_id}", text="Yes!").thread_id

    assert len(set(race(4, begin))) == 1


def test_whoever_posts_follows_from_then_on(session):
    thread, ann = make_thread(session), make_person(session)
    say(session, thread, ann)
    assert following.find(session, person_id=ann.id, kind="thread", thing_id=thread.id).muted is False


def test_whoever_muted_it_stays_muted_when_they_post(session):
    thread, ann = make_thread(session), make_person(session)
    following.mute(session, person_id=ann.id, kind="thread", thing_id=thread.id)
    say(session, thread, ann)
    assert following.find(session, person_id=ann.id, kind="thread", thing_id=thread.id).muted is True


def test_followers_and_whoever_is_answered_hear_of_a_post_and_its_author_does_not(session):
    thread, ann, bob, cy = make_thread(session), *(make_person(session) for _ in range(3))
    following.follow(session, person_id=bob.id, kind="thread", thing_id=thread.id)
    comment = make_post(session, thread, author=cy)
    say(session, thread, ann, parent=comment)
    assert listeners(session) == sorted([bob.id, cy.id])


def test_whoever_is_called_by_name_hears_of_it_once(session):
    thread = make_thread(session)
    bo = make_person(session, name="Bo Marsh")
    make_post(session, thread, author=bo)
    made = say(session, thread, make_person(session), text="@Bo Marsh, @bo marsh: were you there?")
    assert listeners(session) == [bo.id]
    assert session.scalars(select(Mention.person_id).where(Mention.post_id == made.id)).all() == [bo.id]


def test_somebody_who_takes_no_part_cannot_be_called(session):
    make_person(session, name="Bo Marsh")
    say(session, make_thread(session), make_person(session), text="@Bo Marsh!")
    assert listeners(session) == []


def test_followers_of_a_board_hear_of_a_new_discussion(session):
    board, ann, bob = make_board(session), make_person(session), make_person(session)
    following.follow(session, person_id=bob.id, kind="board", thing_id=board.id)
    made = posting.begin_on_board(session, board=board, author_id=ann.id, token="t", title="Late again", text="It was.")
    assert listeners(session) == [bob.id]
    happening = session.scalars(select(Happening).where(Happening.kind == "board")).one()
    assert (happening.thing_title, happening.address) == ("Late again", f"/forum/posts/{made.id}")


@pytest.mark.parametrize(
    ("words", "field"), [({"title": " "}, "title"), ({"title": "x" * 151}, "title"), ({"text": " "}, "text"),
                         ({"text": "x" * 5_001}, "text")])  # fmt: skip
def test_what_is_missing_or_too_long_is_said_at_its_field(session, words, field):
    given = {"title": "Late", "text": "It was."} | words
    with pytest.raises(Refused) as refused:
        posting.begin_on_board(
            session, board=make_board(session), author_id=make_person(session).id, token="t", **given
        )
    assert refused.value.field == field


def test_a_newcomer_waits_two_minutes_between_posts(session):
    thread, ann = make_thread(session), make_person(session)
    say(session, thread, ann)
    with pytest.raises(Refused, match="Please wait 2 minutes"):
        say(session, thread, ann, token="t2")
    with clock.set_to(clock.now() + timedelta(minutes=2)):
        say(session, thread, ann, token="t2")


def test_slow_mode_makes_everybody_wait_but_officials(session):
    thread, ann = make_thread(session, slow_seconds=3_600), known(session)
    say(session, thread, ann)
    with clock.set_to(clock.now() + timedelta(minutes=10)):
        with pytest.raises(Refused, match="Please wait 50 minutes"):
            say(session, thread, ann, token="t2")
        assert say(session, thread, ann, token="t2", official="officer").official == "officer"


def test_a_locked_discussion_takes_nothing_though_the_page_was_open(session):
    thread = make_thread(session)
    keeping.keep_order(session, thread=thread, locked=True, reason="It became a fight.", slow_seconds=0, by=1)
    with pytest.raises(Refused, match="stopped a moment ago"):
        say(session, thread, make_person(session))


def test_a_suspended_person_posts_and_reacts_nowhere(session):
    thread, ann = make_thread(session), make_person(session)
    post = make_post(session, thread)
    session.add(Sanction(person_id=ann.id, kind=SanctionKind.BLOCKED, reason=Reason.SPAM, at=clock.now(), by=None))
    session.flush()
    with pytest.raises(Refused, match="cannot write here"):
        say(session, thread, ann)
    with pytest.raises(Refused, match="cannot write here"):
        changing.react(session, post=post, person_id=ann.id, kind=ReactionKind.AGREE, wanted=True)


# Moderation


def test_what_waits_for_a_moderator_is_seen_and_told_when_it_is_let_in(session):
    thread = make_thread(session, board=make_board(session, moderation=Moderation.PRE))
    bob = make_person(session)
    following.follow(session, person_id=bob.id, kind="thread", thing_id=thread.id)
    made = say(session, thread, make_person(session))
    case = session.scalars(select(Case)).one()
    assert (case.kind, case.thing_id, case.why) == ("post", made.id, Why.HELD)
    assert (made.held_at is not None, listeners(session)) == (True, [])
    rulings.decide(session, cases=[case.id], verdict=Verdict.SHOW, reason=None, words="", by=make_person(session).id)
    session.refresh(made)
    assert (made.held_at, listeners(session)) == (None, [bob.id])


def test_what_is_hidden_is_told_to_nobody_who_was_not_told_yet(session):
    thread, bob = make_thread(session), make_person(session)
    following.follow(session, person_id=bob.id, kind="thread", thing_id=thread.id)
    made = say(session, thread, make_person(session))
    KINDS["post"].hide(session, made.id)
    following.take_back(session, source=f"post:{made.id}")
    assert listeners(session) == []


def test_changing_a_post_where_moderators_read_first_makes_it_wait_again(session):
    thread = make_thread(session, board=make_board(session, moderation=Moderation.PRE))
    ann = make_person(session)
    post = make_post(session, thread, author=ann)
    changing.edit(session, post=post, text="Something quite different")
    assert post.held_at is not None
    assert session.scalars(select(Case)).one().thing_id == post.id


# Changing and taking back


def test_what_it_said_before_can_be_read(session):
    post = make_post(session, make_thread(session), text="Late")
    changing.edit(session, post=post, text="Ten minutes late")
    assert [one.text for one in threads.list_earlier(session, post)] == ["Late"]
    assert (post.text, post.edited_at) == ("Ten minutes late", clock.now())


def test_saving_the_same_words_changes_nothing(session):
    post = make_post(session, make_thread(session), text="Late")
    changing.edit(session, post=post, text="Late ")
    assert post.edited_at is None
    assert session.scalar(select(func.count(PostVersion.id))) == 0


def test_the_mail_tells_the_words_as_they_are_now(session):
    thread, ann, bob = make_thread(session), make_person(session), make_person(session)
    following.follow(session, person_id=bob.id, kind="thread", thing_id=thread.id)
    post = say(session, thread, ann, text="Wrong")
    changing.edit(session, post=post, text="Right")
    assert session.scalars(select(Happening.words)).one() == "Right"


def test_changing_what_a_moderator_hid_meanwhile_is_refused(session):
    post = make_post(session, make_thread(session), seen=Seen.HIDDEN)
    with pytest.raises(Refused, match="taken away a moment ago"):
        changing.edit(session, post=post, text="Other words")


def run_jobs(session):
    session.commit()
    worker.run_all(db.sessionmaker, features.JOBS)
    writing.set(False)
    session.rollback()
    session.expire_all()


def test_what_is_taken_back_can_be_put_back_for_an_hour_and_is_wiped_then(session):
    post = make_post(session, make_thread(session))
    changing.edit(session, post=post, text="Too much said")
    changing.take_back(session, post=post)
    changing.put_back(session, post=post)
    assert post.withdrawn_at is None
    changing.take_back(session, post=post)
    with clock.set_to(clock.now() + timedelta(hours=1)):
        with pytest.raises(Refused, match="more than an hour ago"):
            changing.put_back(session, post=post)
        run_jobs(session)
    assert (post.text, session.scalar(select(func.count(PostVersion.id)))) == ("", 0)


def test_what_was_put_back_is_not_wiped(session):
    post = make_post(session, make_thread(session))
    changing.take_back(session, post=post)
    changing.put_back(session, post=post)
    with clock.set_to(clock.now() + timedelta(hours=2)):
        run_jobs(session)
    assert post.text == "Mine too."


def test_taking_the_opening_post_back_takes_the_title_too_and_leaves_the_replies(session):
    thread = make_thread(session, title="My neighbour's debts")
    opening = session.scalars(select(Post).where(Post.thread_id == thread.id)).one()
    make_post(session, thread, parent=opening)
    changing.take_back(session, post=opening)
    listed = boards.list_latest(session)
    assert [(one.posts, one.titled) for one in listed] == [(1, False)]
    changing.wipe(session, post=opening)
    session.refresh(thread)
    assert thread.title == ""


def test_what_waits_and_is_taken_back_leaves_the_queue(session):
    thread = make_thread(session, board=make_board(session, moderation=Moderation.PRE))
    made = say(session, thread, make_person(session))
    changing.take_back(session, post=made)
    assert session.scalars(select(Case)).one().closed_at is not None


# Reactions, drafts, leaving


def test_one_person_who_agrees_twenty_times_at_once_counts_once(session, race):
    post, ann = make_post(session, make_thread(session)), make_person(session)
    ids = (post.id, ann.id)
    outcomes = race(8, lambda own: changing.react(own, post=own.get_one(Post, ids[0]), person_id=ids[1],
                                                  kind=ReactionKind.AGREE, wanted=True))  # fmt: skip
    assert outcomes == [None] * 8
    session.rollback()
    assert session.scalar(select(func.count(Reaction.id))) == 1


def test_agreeing_can_be_taken_back(session):
    post, ann = make_post(session, make_thread(session)), make_person(session)
    for wanted in (True, False, False):
        changing.react(session, post=post, person_id=ann.id, kind=ReactionKind.HELPED, wanted=wanted)
    assert session.scalar(select(func.count(Reaction.id))) == 0


def test_a_draft_of_a_place_replaces_the_one_before_also_when_saved_twice_at_once(session, race):
    ann = make_person(session).id
    texts = iter(["one", "two", "three"])
    race(3, lambda own: drafting.keep(own, person_id=ann, place="thread:1", text=next(texts)))
    session.rollback()
    assert session.scalar(select(func.count(PostDraft.id))) == 1


def test_an_emptied_draft_is_gone(session):
    ann = make_person(session).id
    drafting.keep(session, person_id=ann, place="thread:1", text="words")
    drafting.keep(session, person_id=ann, place="thread:1", text=" ")
    assert session.scalar(select(func.count(PostDraft.id))) == 0


def test_posting_throws_the_draft_away(session):
    thread, ann = make_thread(session), make_person(session)
    drafting.keep(session, person_id=ann.id, place=f"thread:{thread.id}", text="The bus")
    say(session, thread, ann)
    assert session.scalar(select(func.count(PostDraft.id))) == 0


@pytest.mark.parametrize("with_words", [False, True])
def test_whoever_leaves_takes_drafts_along_and_what_they_said_when_they_want(session, with_words):
    ann, thread = make_person(session), make_thread(session)
    post = make_post(session, thread, author=ann, text="Mine")
    other = make_post(session, thread)
    changing.react(session, post=other, person_id=ann.id, kind=ReactionKind.AGREE, wanted=True)
    drafting.keep(session, person_id=ann.id, place="thread:1", text="words")
    changing.forget_person(session, person_id=ann.id, with_words=with_words)
    session.refresh(post)
    assert (post.text, post.withdrawn_at is not None) == (("", True) if with_words else ("Mine", False))
    counts = [session.scalar(select(func.count(model.id))) for model in (Reaction, PostDraft)]
    assert counts == ([0, 0] if with_words else [1, 0])


# Files


def picture():
    return io.BytesIO(make_picture())


def test_a_picture_stands_beside_a_post_with_what_it_shows(session):
    made = say(
        session, make_thread(session), known(session), files=[Upload("stop.jpg", picture(), "An empty bus stop")]
    )
    kept = session.scalars(select(Attachment)).one()
    assert (kept.post_id, kept.title, kept.alt) == (made.id, "stop.jpg", "An empty bus stop")


@pytest.mark.parametrize(
    ("upload", "field"),
    [
        (lambda: Upload("stop.jpg", picture(), " "), "alt1"),
        (lambda: Upload("stop.png", io.BytesIO(b"\x89PNG\r\n\x1a\nnothing"), "A stop"), "file1"),
        (lambda: Upload("run.exe", io.BytesIO(b"MZ"), ""), "file1"),
        (lambda: Upload("page.pdf", io.BytesIO(b"<html>"), ""), "file1"),
    ],
)
def test_a_file_that_cannot_be_kept_is_refused_at_its_field(session, upload, field):
    with pytest.raises(Refused) as refused:
        say(session, make_thread(session), known(session), files=[upload()])
    assert refused.value.field == field


def test_a_newcomer_adds_no_pictures_yet(session):
    with pytest.raises(Refused, match="pictures"):
        say(session, make_thread(session), make_person(session), files=[Upload("stop.jpg", picture(), "A stop")])


def test_more_than_three_files_are_too_many(session):
    with pytest.raises(Refused, match="at most 3 files"):
        say(session, make_thread(session), known(session),
            files=[Upload(f"{one}.jpg", picture(), "A stop") for one in range(4)])  # fmt: skip


# Questions


def test_a_question_waits_until_an_official_answers_it(session):
    thread, officer = make_thread(session), make_person(session)
    asked = say(session, thread, make_person(session), text="When does it run?", sort=Sort.QUESTION)
    make_post(session, thread, parent=asked)
    assert [post.id for post, _title in waiting.list_waiting(session)[0]] == [asked.id]
    say(session, thread, officer, text="Every hour.", token="t2", parent=asked, official="officer")
    assert waiting.list_waiting(session)[0] == []


def test_after_a_week_everybody_who_answers_is_reminded_of_a_question_that_waits(session, as_officer):
    say(session, make_thread(session), make_person(session), text="When does it run?", sort=Sort.QUESTION)
    session.commit()
    assert session.scalar(select(func.count(Job.id)).where(Job.kind == "question-waits")) == 1
    with clock.set_to(clock.now() + AMBER_AFTER):
        run_jobs(session)
        told = session.scalars(select(Notice.person_id).join(Happening).where(Happening.what.contains("waits"))).all()
    assert as_officer.person.id in told


# Reading


def ids_of(page):
    return [one.post.id for one in page.posts if not one.turn]


@pytest.mark.parametrize("order", ["newest", "oldest", "useful", "different"])
def test_pages_in_every_order_hold_each_comment_once(session, order):
    thread = make_thread(session)
    made = make_many(session, thread, 99)
    for number, one in enumerate(made[:20]):
        session.add(Reaction(post_id=one.id, kind=ReactionKind.AGREE, person_id=one.author_id, at=clock.now()))
        one.position = "for" if number % 2 else "against"
    session.commit()
    found, start = [], None
    while True:
        page = pages.read_page(session, thread, order=order, start=start)
        found += ids_of(page)
        if page.next_id is None:
            break
        start = page.next_id
    assert len(found) == len(set(found)) == 100


def test_the_most_useful_come_first(session):
    thread = make_thread(session)
    made = make_many(session, thread, 5)
    for _person in range(3):
        session.add(Reaction(post_id=made[2].id, kind=ReactionKind.HELPED, person_id=make_person(session).id,
                             at=clock.now()))  # fmt: skip
    session.flush()
    assert ids_of(pages.read_page(session, thread, order="useful"))[0] == made[2].id


def test_the_most_different_alternate_between_sides(session):
    thread = make_thread(session, about_kind="proposal", about_id=1)
    made = make_many(session, thread, 6)
    for one, position in zip(made, ["for", "for", "for", "for", "against", "against"], strict=True):
        one.position = position
    session.flush()
    page = pages.read_page(session, thread, order="different")
    sides = [one.post.position for one in page.posts]
    assert sorted(sides[:2]) == ["against", "for"]
    assert sorted(sides[2:4]) == ["against", "for"]
    assert sides[4:] == ["for", "for"]


def test_a_comment_with_many_replies_shows_the_first_and_how_many_there_are(session):
    thread = make_thread(session, about_kind="proposal", about_id=1)
    comment = make_many(session, thread, 1, replies=150)[0]
    page = pages.read_page(session, thread)
    assert (len(page.posts), page.posts[0].replies) == (11, 150)
    first = pages.read_replies(session, comment)
    rest = pages.read_replies(session, comment, start=first.next_id)
    replies = [one.post.id for one in [*first.posts[1:], *rest.posts[1:]]]
    assert (len(replies), len(set(replies)), rest.next_id) == (150, 150, None)


def test_a_hidden_comment_keeps_its_place_when_somebody_answered_it(session):
    thread = make_thread(session, about_kind="proposal", about_id=1)
    gone = make_post(session, thread, seen=Seen.HIDDEN)
    answer = make_post(session, thread, parent=gone)
    make_post(session, thread, seen=Seen.HIDDEN)
    assert [one.post.id for one in pages.read_page(session, thread).posts] == [gone.id, answer.id]


def test_i_see_my_own_that_waits_and_others_do_not(session):
    thread, ann = make_thread(session, about_kind="proposal", about_id=1), make_person(session)
    held = make_post(session, thread, author=ann, seen=Seen.HELD)
    assert ids_of(pages.read_page(session, thread)) == []
    assert ids_of(pages.read_page(session, thread, me=ann.id)) == [held.id]
    assert ids_of(pages.read_page(session, thread, moderates=True)) == [held.id]


def test_a_board_is_told_from_another_by_its_name(session):
    keeping.make_board(session, title="Buses", about="", moderation=Moderation.POST, by=1)
    with pytest.raises(Refused, match="of this name"):
        keeping.make_board(session, title="Buses", about="", moderation=Moderation.POST, by=1)


@pytest.mark.parametrize("title", ["Threads", "Posts", "Search"])
def test_no_board_takes_an_address_of_ours(session, title):
    made = keeping.make_board(session, title=title, about="", moderation=Moderation.POST, by=1)
    assert made.slug == f"{title.lower()}-2"


def test_locking_needs_a_reason(session):
    with pytest.raises(Refused) as refused:
        keeping.keep_order(session, thread=make_thread(session), locked=True, reason=" ", slow_seconds=0, by=1)
    assert refused.value.field == "reason"


def test_a_flagged_post_is_hidden_with_its_reason(session):
    post = make_post(session, make_thread(session), text="You idiot")
    cases.flag(session, kind="post", thing_id=post.id, author_id=post.author_id, person_id=make_person(session).id,
               reason=Reason.ABUSE)  # fmt: skip
    rulings.decide(session, cases=[session.scalars(select(Case.id)).one()], verdict=Verdict.HIDE, reason=Reason.ABUSE,
                   words="", by=make_person(session).id)  # fmt: skip
    session.refresh(post)
    assert post.hidden_at is not None
