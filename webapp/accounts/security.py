"""Flask-Security, set up so that only pages that ask for a person look for one."""

import secrets
from typing import Any

from flask import Flask, abort, current_app, g, request, session
from flask_login.utils import _user_context_processor
from flask_security import FSQLALiteUserDatastore, RoleMixin, Security, user_authenticated
from flask_security.core import _context_processor
from flask_wtf.csrf import CSRFProtect
from sqlalchemy import select

from webapp import clock
from webapp.accounts import keys, mail, passwords
from webapp.accounts.models import Person
from webapp.accounts.routes import confirming
from webapp.accounts.rules import tidy_email
from webapp.accounts.second_step import OnceOnlyTotp, RecoveryCodes
from webapp.accounts.security_forms import FORMS
from webapp.accounts.security_settings import settings_for
from webapp.accounts.services import EmailTaken
from webapp.database import db, refused_as
from webapp.web.guard import current_person

# What Flask-Login and Flask-Security keep in the session of somebody who has signed in.
_OF_A_SESSION = frozenset({"_user_id", "_fresh", "_id", "fs_cc", "fs_paa", "_flashes"})

csrf = CSRFProtect()


class People(FSQLALiteUserDatastore):
    """Where Flask-Security finds people: by an index, whatever the case of the address."""

    def find_user(self, case_insensitive: bool = False, **by: Any) -> Person | None:
        """The one person whose column has this value; only one column may be given."""
        column, value = by.popitem()
        wanted = tidy_email(value) if column == "email" else value
        return db.session.scalars(select(Person).where(getattr(Person, column) == wanted)).unique().one_or_none()

    def create_user(self, **columns: Any) -> Person:
        """Somebody who joined by themselves. Roles are never taken from a form."""
        person = Person(**columns, created_at=clock.now(), fs_uniquifier=secrets.token_hex(32))
        with refused_as(db.session, {"uq_person_email": EmailTaken}):
            db.session.add(person)
            db.session.flush()
        return person


def init_app(app: Flask) -> None:
    app.config.from_mapping(settings_for(app.config))
    csrf.init_app(app)
    mail.init_app(app)
    security = Security(app, People(db, Person, RoleMixin), mail_util_cls=mail.OutboxMail, totp_cls=OnceOnlyTotp,
                        mf_recovery_codes_util_cls=RecoveryCodes, **FORMS)  # fmt: skip
    security.want_json(lambda _request: False)
    security.pwd_context = hasher(app)
    security.hashing_context = keys.Hashes(keys.derive(app.config["SECRET_KEY"], "hashes-in-links"))
    user_authenticated.connect(_begin_session, app)
    app.jinja_env.globals.update(is_signed_in=_is_signed_in, has_second_step=_has_second_step)
    _look_for_nobody_unasked(app, security)
    views = app.view_functions
    views["security.confirm_email"] = confirming.by_button(views["security.confirm_email"])
    views["security.register"] = confirming.told_once(views["security.register"])
    for endpoint in ("security.two_factor_rescue", "security.tf_select"):
        views[endpoint] = confirming.not_used
    app.before_request(_guard_posts)


def _is_signed_in() -> bool:
    return bool(current_person().is_authenticated)


def _has_second_step() -> bool:
    return bool(current_person().tf_primary_method)


def hasher(app: Flask) -> passwords.Passwords:
    return passwords.CHEAP if app.config["ENVIRONMENT"] == "testing" else passwords.FULL


def _look_for_nobody_unasked(app: Flask, security: Security) -> None:
    """Take away what would load the person or touch the session on each request: public pages are the same for all."""
    manager = security.login_manager
    app.config["SESSION_PROTECTION"] = None  # would bind a session to an address, and telephones change theirs
    manager.request_loader(lambda _request: None)  # nobody signs in by header or query
    app.before_request_funcs[None].remove(security.principal._on_before_request)
    app.after_request_funcs[None].remove(manager._update_remember_cookie)
    for names in (_user_context_processor, _context_processor):
        app.template_context_processors[None].remove(names)


def _begin_session(_app: Flask, user: Person, **_facts: Any) -> None:
    """Signing in keeps nothing of the session before it, where somebody else may have laid something."""
    user.signed_in_at = clock.now()
    keep = {name: session[name] for name in _OF_A_SESSION & session.keys()}
    session.clear()
    session.update(keep)
    session.permanent = True
    g.pop("csrf_token", None)


def _guard_posts() -> None:
    """What acts for a person who has signed in carries a token against other sites; public forms guard themselves."""
    endpoint = request.endpoint or ""
    if endpoint.startswith("security.") and request.is_json:
        abort(400)  # its views would take JSON of any shape; ours are forms
    if request.method in {"GET", "HEAD", "OPTIONS"}:
        return
    if getattr(current_app.view_functions.get(endpoint), "guard", "public") != "public":
        csrf.protect()
