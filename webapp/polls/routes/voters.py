"""Who votes: somebody signed in, somebody with a voting code, or a device; and the key that a ballot form carries."""

import secrets
from dataclasses import dataclass

from flask import abort, current_app, request
from flask_limiter.util import get_remote_address
from werkzeug.wrappers import Response

from webapp.database import db
from webapp.i18n import _
from webapp.polls import queries
from webapp.polls.models import Poll
from webapp.polls.routes.common import receipts
from webapp.polls.rules import Eligibility
from webapp.receipts import tidy_code
from webapp.web.guard import current_person, somebody_signed_in
from webapp.web.guesses import Guesses

COOKIE = "voter"
_A_YEAR = 365 * 24 * 3600


@dataclass(frozen=True, slots=True)
class Who:
    """A voter by the name that the register hashes, and their area where it is known."""

    name: str
    area_id: int | None = None


@dataclass(frozen=True, slots=True)
class Key:
    """What a ballot form carries: the ballot code it stands for. `fresh`: it may begin a new ballot; `right`: it was
    given to whoever sends it (not to somebody who has signed out since)."""

    code: str
    fresh: bool
    right: bool


class NotEntitled(Exception):
    """Why somebody has no vote here, in words, and the control that asks for what they lack."""

    def __init__(self, control: str, words: str) -> None:
        super().__init__(words)
        self.control = control


def new_key(poll: Poll) -> str:
    """A key for one ballot of this poll, bound to whoever has signed in where the poll asks for that."""
    return receipts().new_token(_bound(poll))


def key_in_form(poll: Poll) -> Key:
    """The key that the form carried; ends the request with 400 when we never gave it out for this poll."""
    given = request.form.get("key", "")[:400]
    code = receipts().code_in_pass(given)
    if code is not None:
        return Key(code, fresh=False, right=True)
    bound = receipts().bound_to(given)
    if bound is None or not bound.startswith(f"{poll.id}-"):
        abort(400)
    return Key(receipts().code_for(given), fresh=True, right=bound == _bound(poll))


def _bound(poll: Poll) -> str:
    return f"{poll.id}-{current_person().id if _asks_for_account(poll) and somebody_signed_in() else 0}"


def _asks_for_account(poll: Poll) -> bool:
    return poll.eligibility in {Eligibility.SIGNED_IN, Eligibility.AREA}


def must_sign_in(poll: Poll) -> bool:
    return _asks_for_account(poll) and not somebody_signed_in()


def find(poll: Poll, key: Key) -> Who:
    """Who sends this ballot. Raises NotEntitled for a wrong voting code, or an area that is not among the poll's."""
    match poll.eligibility:
        case Eligibility.CODE:
            return _by_code(poll, request.form.get("voting-code", "")[:60])
        case Eligibility.ANYONE:
            return Who(f"device:{device() or key.code}", _area_in_form(poll))
        case Eligibility.AREA:
            return Who(f"person:{current_person().id}", _own_area(poll))
        case Eligibility.SIGNED_IN:
            return Who(f"person:{current_person().id}", _area_in_form(poll))


def _by_code(poll: Poll, typed: str) -> Who:
    code = tidy_code(typed)
    if code is None:
        raise NotEntitled(
            "voting-code", _("Write the code from your letter. It has 12 letters and numbers, like 7K3M-Q2XW-PA9D.")
        )
    found = queries.find_voting_code(db.session, poll.id, receipts().digest(code))
    if found is None:
        count_guess()
        raise NotEntitled("voting-code", _("This code is not good for this poll. Check each letter and number."))
    return Who(f"code:{found.digest}", found.area_id or _area_in_form(poll))


def count_guess() -> None:
    """Note a wrong code; from an address with too many it ends with 429. Right codes always pass."""
    here = Guesses("RECEIPT_GUESSES", get_remote_address())
    if here.are_too_many():
        abort(429)
    here.count()


def _area_in_form(poll: Poll) -> int | None:
    """The area somebody says they live in. We take people's word for it; where it must be sure, codes are sent."""
    given = request.form.get("area", "")
    asked = poll.asks_area or poll.eligibility is Eligibility.AREA
    known = given.isascii() and given.isdigit() and len(given) < 10
    return queries.known_area(db.session, int(given)) if asked and known else None


def _own_area(poll: Poll) -> int:
    area = _area_in_form(poll)
    if area is None:
        raise NotEntitled("area", _("Choose the area you live in."))
    if area not in poll.area_ids:
        raise NotEntitled("area", _("This poll is only for people who live in certain areas, and yours is not one."))
    return area


def device() -> str | None:
    """What marks this browser; None when it has no mark of ours."""
    return receipts().code_in_pass(request.cookies.get(COOKIE, ""))


def remember_device(reply: Response, poll: Poll) -> Response:
    """In a poll for anyone, mark this browser, so that it votes once."""
    if poll.eligibility is Eligibility.ANYONE and device() is None:
        reply.set_cookie(
            COOKIE,
            receipts().pass_for(secrets.token_urlsafe(12)),
            max_age=_A_YEAR,
            path="/polls",
            httponly=True,
            samesite="Lax",
            secure=current_app.config["SESSION_COOKIE_SECURE"],
        )
    return reply
