"""Sizes: what may come in, decided before a byte of it is read."""

from collections.abc import Callable
from typing import ParamSpec, TypeVar

from flask import Flask, abort, current_app, request

P = ParamSpec("P")
R = TypeVar("R")


def takes_upload(view: Callable[P, R]) -> Callable[P, R]:
    """This view takes files up to UPLOAD_BYTES; every other one, and words without a file, FORM_BYTES. Outermost."""
    view.takes_upload = True  # type: ignore[attr-defined]
    return view


def init_app(app: Flask) -> None:
    app.config["MAX_CONTENT_LENGTH"] = app.config["FORM_BYTES"]
    app.config["MAX_FORM_MEMORY_SIZE"] = app.config["FORM_BYTES"]
    app.config["MAX_FORM_PARTS"] = 2_000
    app.before_request(_refuse_null_bytes)
    app.before_request(_allow_uploads)


def _refuse_null_bytes() -> None:
    """No address of ours holds a null byte, and PostgreSQL takes none."""
    if "\x00" in request.path:
        abort(404)


def _allow_uploads() -> None:
    view = current_app.view_functions.get(request.endpoint or "")
    if getattr(view, "takes_upload", False) and request.mimetype == "multipart/form-data":
        request.max_content_length = current_app.config["UPLOAD_BYTES"] + 64 * 1024
