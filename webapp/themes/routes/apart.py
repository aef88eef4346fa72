"""Keeping second coders apart from everybody else's codes, on whichever page these would stand."""

from flask import current_app, request

from webapp.access import Permission
from webapp.database import db
from webapp.themes.models import CodeFrame
from webapp.themes.queries import second
from webapp.web.guard import allowed, current_person, current_user


def is_kept_apart(frame: CodeFrame) -> bool:
    """Whether the person who asks must not see this frame's codes, because they have answers to code unseen."""
    only_second = not allowed(Permission.SETTLE_CODES)
    return second.is_blind(db.session, frame, current_person().id, only_second=only_second)


def may_open() -> bool:
    """Whether the page's own guard lets this person in; else it says so itself."""
    guard = getattr(current_app.view_functions.get(request.endpoint or ""), "guard", None)
    return current_user.is_authenticated and isinstance(guard, Permission) and allowed(guard)
