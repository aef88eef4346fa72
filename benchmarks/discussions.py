"""Discussions to be read: one of 76 posts and one of 5,000, by strangers and by somebody who has signed in."""

from datetime import timedelta

from sqlalchemy import insert
from sqlalchemy.orm import Session

from tests.support.people import make_person
from webapp import clock
from webapp.forums.models import Board, Moderation, Post, Reaction, ReactionKind, Thread

SMALL, LARGE = 76, 5_000  # posts
TALKERS = 40
SAYS = (
    "The last bus goes before my shift ends.\n\nI have asked three times who decides that.",
    "I would leave the car at home if the 14 came when it says it comes.",
    "Two buses and two fares to see my mother in hospital. That is a day's food.",
    "Keep the small stops. The big ones are fine as they are, and nobody asked for more of them.",
)


def add_discussions(session: Session) -> tuple[int, int]:
    """Ids of the small and the large one. Every second post is a reply to the one before it."""
    people = [make_person(session).id for _ in range(TALKERS)]
    now = clock.now()
    board = Board(slug="bench", title="Bench", about="", moderation=Moderation.POST, created_at=now)
    session.add(board)
    session.flush()
    return _add(session, board.id, people, SMALL), _add(session, board.id, people, LARGE)


def _add(session: Session, board_id: int, people: list[int], posts: int) -> int:
    now = clock.now()
    thread = Thread(board_id=board_id, title=f"{posts} posts", author_id=people[0], created_at=now, last_post_at=now)
    session.add(thread)
    session.flush()
    rows = [Post(thread_id=thread.id, author_id=people[at % TALKERS], text=SAYS[at % len(SAYS)],
                 created_at=now - timedelta(minutes=posts - at)) for at in range(posts)]  # fmt: skip
    session.add_all(rows)
    session.flush()
    for at, post in enumerate(rows):
        post.root_id = rows[at - at % 2].id
        post.parent_id = rows[at - 1].id if at % 2 else None
    session.flush()
    session.execute(insert(Reaction), [
        {"post_id": post.id, "kind": ReactionKind.AGREE if at % 3 else ReactionKind.HELPED,
         "person_id": people[(at + more) % TALKERS], "at": now}
        for at, post in enumerate(rows) for more in range(1, 1 + at % 4)
    ])  # fmt: skip
    session.commit()
    return thread.id
