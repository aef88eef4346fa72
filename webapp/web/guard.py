"""Who may open an address. Every view says so itself: `@public` or `@requires(Permission.…)`; else it is closed."""

from collections.abc import Callable
from functools import wraps
from typing import Any, ParamSpec, TypeVar

from flask import Flask, abort, current_app, redirect, request, url_for
from flask_login import current_user as _user
from werkzeug.wrappers import Response

from webapp.access import Permission, Role, Stage, may

P = ParamSpec("P")
R = TypeVar("R")

current_user: Any = _user  # a proxy that Flask-Login fills when it is asked

# Sign-in and its kin are Flask-Security's own views, which guard themselves; Flask's own static route is not used.
GUARDED_ELSEWHERE = ("security.",)


def public(view: Callable[P, R]) -> Callable[P, R]:
    """Anyone may open this."""
    view.guard = "public"  # type: ignore[attr-defined]
    return view


def signed_in(view: Callable[P, R]) -> Callable[P, R | Response]:
    """Anyone who has signed in may open this."""

    @wraps(view)
    def guarded(*args: P.args, **kwargs: P.kwargs) -> R | Response:
        if not current_user.is_authenticated:
            return _to_sign_in()
        return view(*args, **kwargs)

    guarded.guard = "signed in"  # type: ignore[attr-defined]
    return guarded


def requires(permission: Permission) -> Callable[[Callable[P, R]], Callable[P, R | Response]]:
    """Only people with this permission at some stage; the view checks the stage with `check`."""

    def decorate(view: Callable[P, R]) -> Callable[P, R | Response]:
        @wraps(view)
        def guarded(*args: P.args, **kwargs: P.kwargs) -> R | Response:
            if not current_user.is_authenticated:
                return _to_sign_in()
            check(permission)
            return view(*args, **kwargs)

        guarded.guard = permission  # type: ignore[attr-defined]
        return guarded

    return decorate


def check(permission: Permission, stage: Stage | None = None) -> None:
    """End the request with 403 when the person may not do this at this stage."""
    if not allowed(permission, stage):
        abort(403)


def allowed(permission: Permission, stage: Stage | None = None) -> bool:
    return may(permission, my_roles(), stage=stage)


def my_roles() -> frozenset[Role]:
    """The roles of whoever makes this request; none for someone who has not signed in."""
    return current_user.role_set if current_user.is_authenticated else frozenset()


def somebody_signed_in() -> bool:
    """Whether whoever makes this request has signed in. Without a session cookie nothing is looked up, so that a page
    for strangers stays one that caches may keep."""
    if current_app.config["SESSION_COOKIE_NAME"] not in request.cookies:
        return False
    return bool(current_user.is_authenticated)


def current_person() -> Any:
    """The person who has signed in. Only inside a guarded view."""
    return current_user._get_current_object()


def _to_sign_in() -> Response:
    return redirect(url_for("security.login", next=request.full_path.rstrip("?") if request.method == "GET" else None))


def init_app(app: Flask) -> None:
    app.before_request(_refuse_undeclared)
    app.jinja_env.globals["allowed"] = allowed
    app.jinja_env.globals["Permission"] = Permission


def _refuse_undeclared() -> None:
    """A view that does not say who may open it is closed to everybody, so that forgetting is safe."""
    endpoint = request.endpoint
    if endpoint is None or endpoint.startswith(GUARDED_ELSEWHERE):
        return
    if not hasattr(current_app.view_functions[endpoint], "guard"):
        abort(403)
