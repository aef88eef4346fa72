"""Who may do what in a discussion: every act × side × place × state of a post, on the pages themselves."""

from itertools import product

import pytest

from tests.support.forums import make_board, make_post, make_thread
from tests.support.people import make_person, sign_in
from tests.support.visitor import Visitor
from webapp import clock
from webapp.access import Role
from webapp.database import db
from webapp.forums.rules import TABLE, Act, Place, Seen, Side, may
from webapp.forums.sides import sides_of

pytestmark = pytest.mark.once  # who may do what follows from a table in Python; that pages work there is seen elsewhere
ROLES = {Side.RESIDENT: Role.RESIDENT, Side.OFFICIAL: Role.EXPERT, Side.MODERATOR: Role.MODERATOR,
         Side.KEEPER: Role.OFFICER}  # fmt: skip
ON_THREAD = {
    Act.READ: ("GET", "/forum/threads/{thread}"),
    Act.COMMENT: ("GET", "/forum/threads/{thread}/post"),
    Act.KEEP_ORDER: ("GET", "/forum/threads/{thread}/order"),
    Act.FOLLOW: ("POST", "/forum/threads/{thread}/follow"),
    Act.BEGIN: ("GET", "/forum/{board}/new"),
}
ON_POST = {
    Act.READ_POST: ("GET", "/forum/posts/{post}"),
    Act.REPLY: ("GET", "/forum/posts/{post}/reply"),
    Act.ANSWER: ("GET", "/forum/posts/{post}/answer"),
    Act.REACT: ("GET", "/forum/posts/{post}/agree"),
    Act.EDIT: ("GET", "/forum/posts/{post}/edit"),
    Act.TAKE_BACK: ("GET", "/forum/posts/{post}/take-back"),
    Act.PUT_BACK: ("POST", "/forum/posts/{post}/put-back"),
    Act.READ_EARLIER: ("GET", "/forum/posts/{post}/earlier"),
}


def test_every_act_has_its_page():
    assert set(ON_THREAD) | set(ON_POST) | {Act.FLAG} == set(TABLE)  # flags are moderation's own page


def world(session, place, seen=Seen.SHOWN, author=None):
    board = make_board(session, closed_at=clock.now() if place is Place.CLOSED else None)
    locked = clock.now() if place is Place.LOCKED else None
    thread = make_thread(session, board=board, locked_at=locked, locked_reason="A fight." if locked else "")
    return board, thread, make_post(session, thread, seen=seen, author=author)


def ask(app, side, method, path, person):
    visitor = Visitor(app)
    if side is not Side.ANYONE:
        sign_in(visitor, person)
    data = {}
    if method == "POST" and side is not Side.ANYONE:
        data = {"csrf_token": token(visitor)}
    reply = visitor.client.open(path, method=method, data=data)
    return reply.status_code, reply.headers.get("Location", "")


def token(visitor):
    """Of a page with a form that this person can open."""
    return visitor.open("/account/notices").all("//input[@name='csrf_token']/@value")[0]


def allowed(status, location):
    return status == 200 or (status == 302 and not location.startswith("/sign-in"))


@pytest.mark.parametrize(("act", "side"), list(product(ON_THREAD, [Side.ANYONE, *ROLES])))
def test_a_discussion_lets_each_side_do_what_the_table_says(app, session, act, side):
    method, path = ON_THREAD[act]
    person = make_person(session, ROLES.get(side))
    sides = sides_of(person_id=None if side is Side.ANYONE else person.id, roles=person.role_set)
    for place in Place:
        if act is Act.BEGIN and place is Place.LOCKED:
            continue  # a board is open or closed
        board, thread, _post = world(session, place)
        got = ask(app, side, method, path.format(thread=thread.id, board=board.slug), person)
        assert allowed(*got) is may(act, sides, place), (place, got)


@pytest.mark.parametrize(("act", "side"), list(product(ON_POST, [Side.ANYONE, Side.AUTHOR, *ROLES])))
def test_a_post_lets_each_side_do_what_the_table_says(app, session, act, side):
    method, path = ON_POST[act]
    person = make_person(session, ROLES.get(side))
    for place, seen in product(Place, Seen):
        _board, _thread, post = world(session, place, seen, author=person if side is Side.AUTHOR else None)
        sides = sides_of(person_id=None if side is Side.ANYONE else person.id, roles=person.role_set,
                         author_id=post.author_id)  # fmt: skip
        got = ask(app, side, method, path.format(post=post.id), person)
        reads = may(Act.READ_POST, sides, place, seen)
        assert allowed(*got) is (reads and may(act, sides, place, seen)), (place, seen, got)
        db.session.rollback()
