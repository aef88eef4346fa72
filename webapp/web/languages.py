"""The reader's language, and templates that refuse a name nobody defined."""

from flask import Flask, current_app, request
from flask_babel import Babel
from jinja2 import StrictUndefined

from webapp import i18n

RIGHT_TO_LEFT = frozenset({"ar", "fa", "he", "ur"})
COOKIE = "language"


def init_app(app: Flask) -> None:
    app.config.setdefault("BABEL_DEFAULT_LOCALE", app.config["LANGUAGES"][0])
    app.config.setdefault("BABEL_DEFAULT_TIMEZONE", "UTC")
    Babel(app, locale_selector=choose_language)
    app.jinja_env.add_extension("jinja2.ext.do")
    app.jinja_env.undefined = StrictUndefined
    app.jinja_env.trim_blocks = app.jinja_env.lstrip_blocks = True
    app.jinja_env.globals.update(_=i18n._, ngettext=i18n.ngettext, language=choose_language, direction=direction)


def choose_language() -> str:
    """What the person chose, or the default. Not guessed from the browser: public pages are the same for everybody."""
    languages: list[str] = current_app.config["LANGUAGES"]
    if len(languages) == 1:
        return languages[0]
    chosen = request.cookies.get(COOKIE, "") if request else ""
    return chosen if chosen in languages else languages[0]


def direction() -> str:
    return "rtl" if choose_language().split("_")[0] in RIGHT_TO_LEFT else "ltr"
