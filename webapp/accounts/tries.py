"""How often somebody may guess: by address, by the account that is tried, and by the sign-in that waits for its code.
And replies that take as long for an address that has an account as for one that has none."""

import time
from collections.abc import Callable
from typing import Any, cast

from flask import Flask, Response, current_app, g, request, session
from flask_limiter.util import get_remote_address

from webapp.accounts.rules import tidy_email
from webapp.web.limits import limiter

_PASSWORDS = ("security.login",)
_MAILS = ("accounts.ask_link", "security.forgot_password", "security.register", "security.send_confirmation")
_CODES = ("security.two_factor_token_validation", "security.mf_recovery")


def init_app(app: Flask) -> None:
    """Must come when every page is known. Only sending a form counts."""
    for endpoint in (*_PASSWORDS, *_MAILS, *_CODES):
        _limit(app, endpoint, "SIGN_IN_TRIES", get_remote_address)
    for endpoint in _PASSWORDS:
        _limit(app, endpoint, "ACCOUNT_TRIES", _typed_address)
    for endpoint in _MAILS:
        _limit(app, endpoint, "MAIL_TRIES", _typed_address)
    for endpoint in _CODES:
        _limit(app, endpoint, "CODE_TRIES", _waiting_sign_in)
    if app.config["ENVIRONMENT"] == "testing":
        app.config["MAIL_MILLISECONDS"] = 0
    app.after_request(_even_out)


def _limit(app: Flask, endpoint: str, setting: str, key: Callable[[], str]) -> None:
    limited = limiter.limit(app.config[setting], key_func=key, methods=["POST"])
    app.view_functions[endpoint] = cast("Any", limited(app.view_functions[endpoint]))


def _typed_address() -> str:
    return tidy_email(request.form.get("email", ""))[:254] or get_remote_address()


def _waiting_sign_in() -> str:
    return str(session.get("tf_user_id", "")) or get_remote_address()


def _even_out(response: Response) -> Response:
    """Posting a mail takes longer than posting none; whoever watches the clock must not learn which it was."""
    if request.endpoint in _MAILS and request.method == "POST" and "began" in g:
        passed = time.perf_counter() - g.began
        time.sleep(max(0.0, current_app.config["MAIL_MILLISECONDS"] / 1000 - passed))
    return response
