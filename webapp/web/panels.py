"""Panels: a page upstream leaves a place open by name, and a room downstream fills it (joined in `features.py`).

So a page can show what rooms that it does not know have to say about the same thing.
"""

from collections.abc import Callable

from flask import Flask, current_app
from markupsafe import Markup

Panel = Callable[[int], str]  # takes the id of the thing the page is about; returns HTML, or "" for nothing to say


def init_app(app: Flask) -> None:
    app.extensions["panels"] = {}
    app.jinja_env.globals["panels"] = draw


def fill(app: Flask, name: str, panel: Panel) -> None:
    """Let `panel` speak in the place `name`, after those that were there before."""
    app.extensions["panels"].setdefault(name, []).append(panel)


def draw(name: str, thing_id: int) -> Markup:
    """What every panel of this place has to say, in order."""
    panels: list[Panel] = current_app.extensions["panels"].get(name, [])
    return Markup("").join(Markup(panel(thing_id)) for panel in panels)  # noqa: S704  (templates of ours, escaped)
