"""Boards, discussions and posts for tests: made in one line."""

import itertools
from datetime import timedelta
from typing import Any

from sqlalchemy.orm import Session

from tests.support.people import make_person
from webapp import clock
from webapp.accounts.models import Person
from webapp.forums.models import Board, Moderation, Post, Thread
from webapp.forums.rules import Seen

_numbers = itertools.count(1)


def make_board(session: Session, **columns: Any) -> Board:
    """Committed."""
    number = next(_numbers)
    facts = {"slug": f"board-{number}", "title": f"Board {number}", "about": "", "moderation": Moderation.POST,
             "created_at": clock.now()} | columns  # fmt: skip
    board = Board(**facts)
    session.add(board)
    session.commit()
    return board


def make_thread(
    session: Session, *, board: Board | None = None, author: Person | None = None, **columns: Any
) -> Thread:
    """A discussion with its opening post; one about a thing (`about_kind`, `about_id`) begins empty. Committed."""
    on_board = "about_kind" not in columns
    board = (board or make_board(session)) if on_board else None
    author = author or make_person(session)
    thread = Thread(title=columns.pop("title", "The 14 comes late"), board_id=board.id if board else None,
                    author_id=author.id if on_board else None, created_at=clock.now(), last_post_at=clock.now(),
                    **columns)  # fmt: skip
    session.add(thread)
    session.flush()
    if on_board:
        make_post(session, thread, author=author, text="It came twenty minutes late again.")
    session.commit()
    return thread


def make_post(
    session: Session, thread: Thread, *, author: Person | None = None, parent: Post | None = None,
    seen: Seen = Seen.SHOWN, **columns: Any,
) -> Post:  # fmt: skip
    """A post as it lies in the database, without anybody being told. Committed."""
    author = author or make_person(session)
    now = clock.now()
    states = {Seen.HELD: "held_at", Seen.HIDDEN: "hidden_at", Seen.TAKEN_BACK: "withdrawn_at"}
    facts = {"text": "Mine too.", "created_at": now, "author_id": author.id} | columns
    if seen in states:
        facts[states[seen]] = now
    post = Post(thread_id=thread.id, parent_id=parent.id if parent else None, **facts)
    session.add(post)
    session.flush()
    post.root_id = parent.root_id if parent else post.id
    session.commit()
    return post


def make_many(session: Session, thread: Thread, comments: int, *, replies: int = 0) -> list[Post]:
    """So many comments with so many replies each, by a handful of people. Committed once."""
    people = [make_person(session) for _ in range(5)]
    made = [Post(thread_id=thread.id, author_id=people[at % 5].id, text=f"Comment {at}", created_at=clock.now())
            for at in range(comments)]  # fmt: skip
    session.add_all(made)
    session.flush()
    for one in made:
        one.root_id = one.id
    session.add_all(
        Post(thread_id=thread.id, author_id=people[at % 5].id, text=f"Reply {at}", created_at=clock.now(),
             root_id=one.id, parent_id=one.id) for one in made for at in range(replies)
    )  # fmt: skip
    session.commit()
    return made


def comes_of_age(session: Session, person: Person, *, days: int = 40) -> Person:
    """Somebody who has been here for so long. Committed."""
    person.confirmed_at = clock.now() - timedelta(days=days)
    session.commit()
    return person
