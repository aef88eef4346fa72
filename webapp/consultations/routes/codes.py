"""Whose answer this is: the code in the form or the cookie, and the brake on guessing.

Why the brake stands where it does: docs/decisions/0009-guessing-codes.md.
"""

from dataclasses import dataclass
from datetime import datetime
from typing import TypeVar

from flask import abort, current_app, request, url_for
from flask_limiter.util import get_remote_address
from werkzeug.sansio.response import Response as AnyResponse

from webapp.consultations.models import Consultation
from webapp.consultations.models import Response as Submission
from webapp.consultations.services import answering
from webapp.database import db
from webapp.receipts import Receipts, tidy_code
from webapp.web.guesses import Guesses
from webapp.web.pages import found_or_404

R = TypeVar("R", bound=AnyResponse)

COOKIE = "answer"
AFTER_SENDING = 600  # seconds that a device still shows what it has sent
PROBE = "new"  # set with the first page, only to learn whether this browser keeps cookies


@dataclass(frozen=True, slots=True)
class Key:
    """What stands for an answer: its code, when it was begun (None where the code itself was given), and how we got it.

    `fresh`: from a sending token, so that it may begin a new response; `ours`: signed by us, so that it is no guess.
    """

    code: str
    begun_at: datetime | None
    fresh: bool = False
    ours: bool = True


def receipts() -> Receipts:
    return Receipts(secret_key=current_app.config["SECRET_KEY"], receipt_key=current_app.config["RECEIPT_KEY"])


def key_in_form() -> Key:
    """The key that the page carried: a sending token at first, a pass afterwards. 400 when there is none."""
    given = request.form.get("key", "")
    begun_at = receipts().begun_at(given) if len(given) > 20 else None
    if begun_at is not None:
        return Key(receipts().code_for(given), begun_at, fresh=True)
    passed = receipts().code_in_pass(given)
    code = passed or tidy_code(given)
    if code is None:
        abort(400)
    return Key(code, None, ours=passed is not None)


def find(code: str) -> Submission | None:
    """The response of a code that somebody typed. Only codes that do not exist count as guesses.

    From an address with too many guesses a wrong code gets 429. A right one still opens its answer, so that a guesser
    shuts nobody out, until the whole site has had more wrong codes today than guessing can be allowed.
    """
    here = Guesses("RECEIPT_GUESSES", get_remote_address())
    everywhere = Guesses("RECEIPT_GUESSES_ANYWHERE", "anywhere")
    braked = here.are_too_many()
    if braked and everywhere.are_too_many():
        abort(429)
    found = _find(code)
    if found is None:
        here.count()
        everywhere.count()
        if braked:
            abort(429)
    return found


def _find(code: str) -> Submission | None:
    return answering.find_response(db.session, receipts().digest(code))


def find_by_key(key: Key) -> Submission | None:
    """The response of a key; None for a fresh token that has begun none yet. 404 for a code that does not exist."""
    found = _find(key.code) if key.ours else find(key.code)
    return found if key.fresh else found_or_404(found)


def code_in_cookie() -> str | None:
    return receipts().code_in_pass(request.cookies.get(COOKIE, ""))


def find_mine(consultation: Consultation) -> tuple[str, Submission] | None:
    """The code and response of this device's answer to this consultation."""
    code = code_in_cookie()
    response = _find(code) if code else None
    if code is None or response is None or response.consultation_id != consultation.id:
        return None
    return code, response


def keeps_cookies() -> bool:
    return COOKIE in request.cookies


def remember(reply: R, consultation: Consultation, value: str, *, seconds: int | None = None) -> R:
    """Keep the code on this device until the browser is closed (or for `seconds`), for this consultation's pages."""
    reply.set_cookie(
        COOKIE,
        value if value == PROBE else receipts().pass_for(value),
        max_age=seconds,
        path=_path(consultation),
        httponly=True,
        samesite="Lax",
        secure=current_app.config["SESSION_COOKIE_SECURE"],
    )
    return reply


def forget(reply: R, consultation: Consultation) -> R:
    reply.delete_cookie(COOKIE, path=_path(consultation))
    return reply


def _path(consultation: Consultation) -> str:
    return url_for("consultations.answer", slug=consultation.slug)
