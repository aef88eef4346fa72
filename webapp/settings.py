"""Settings: defaults here, then `instance/settings.toml`, then environment variables that start with FOLKMOOT_."""

import json
import os
import secrets
import tomllib
from collections.abc import Mapping
from pathlib import Path
from typing import Any

INSECURE = "this-key-is-public-and-fit-for-tests-only"

DEFAULTS: dict[str, Any] = {
    "ENVIRONMENT": "development",  # development | testing | production
    "SECRET_KEY": INSECURE,  # signs sessions and links
    "RECEIPT_KEY": INSECURE,  # makes and hashes receipt codes; losing it loses every receipt
    "DATABASE_URL": "",  # empty: SQLite in the instance folder
    "AUTHORITY": "Folkmoot",  # whose site this is
    "CONTACT_EMAIL": "hello@example.org",
    "TIME_ZONE": "Europe/London",
    "LANGUAGES": ["en"],  # the first is the default
    "BASE_URL": "",  # https://…; written into mail, never taken from the request's Host
    "HOSTS": [],  # names this site answers to; empty: any (development)
    "MAIL_FROM": "noreply@example.org",
    "SMTP_URL": "",  # smtp://user:password@host:587; empty: printed on the console, kept in the outbox
    "NOTIFY_KEY": "",  # an API key of GOV.UK Notify; empty: texts are printed on the console, kept in the outbox
    "NOTIFY_TEMPLATE": "",  # the id of a text message template there whose only words are ((message))
    "NOTIFY_TOKEN": "",  # the bearer token with which it tells what became of a text; empty: nobody may
    "NOTIFY_URL": "https://api.notifications.service.gov.uk",
    "TEXTS_A_DAY": 3,  # texts of news to one number a day; what is beyond waits for the next day
    "ASK_TRIES": "60 per hour",  # asking to be told without an account, by address of the browser
    "CONFIRM_TRIES": "5 per 30 minutes; 20 per day",  # codes typed from a text, by the number it went to
    "CONFIRM_DAYS": 3,  # an address that was not confirmed is forgotten after so many days
    "LIMITS_STORAGE": "memory://",
    "RECEIPT_GUESSES": "20 per minute; 200 per hour",  # codes that are not found, by address
    "RECEIPT_GUESSES_ANYWHERE": "20000 per day",  # and by everybody together; beyond it the first limit is strict
    "SIGN_IN_TRIES": "30 per minute; 300 per hour",  # forms of signing in, by address of the browser
    "ACCOUNT_TRIES": "10 per 10 minutes; 50 per day",  # passwords, by the account that is tried
    "CODE_TRIES": "5 per 5 minutes; 30 per day",  # codes of the second step, by account
    "MAIL_TRIES": "5 per hour",  # mail that anybody may cause, by the address it goes to
    "MAIL_MILLISECONDS": 400,  # the least time a reply takes that may or may not have caused a mail
    "API_READS": "600 per minute",  # of the open interface, by address
    "UPLOAD_BYTES": 50 * 1024 * 1024,
    "FORM_BYTES": 2 * 1024 * 1024,
    "GRACE_MINUTES": 30,  # an answer begun before closing may still be sent this long after
    "DISCLOSURE_THRESHOLD": 5,
    "WEAK_ALPHA": 67,  # hundredths; a theme on which two people agree less (Krippendorff's alpha) is marked weak
    "WEAK_F1": 60,  # hundredths; so is one that the machine matches people less well on
    "WEAK_ANSWERS": 10,  # answers that must speak for a theme before it is judged so
    "LATE_RED_DAYS": 14,  # days past its day after which what was promised turns from amber to red
    "SILENT_DAYS": 90,  # days without news after which a commitment turns red
    "REMIND_DAYS": 7,  # days before its day on which the owner of a commitment is reminded
    "FEEDBACK_WEEKS": 12,  # weeks after closing in which is said back what was asked, said and done
    "SAFETY_CONTACTS": ["Emergency services: 999", "Samaritans, day and night: 116 123"],  # whom to call; shown as is
    "SAFETY_EMAIL": "",  # who is written to at once when somebody may be in danger; empty: nobody
    "BANK_HOLIDAYS": "england-and-wales",  # england-and-wales | scotland | northern-ireland | none
    "EXTRA_BANK_HOLIDAYS": [],  # more days that are no working days, such as "2027-12-24"
    "ORDER_BREADTH": 25,  # how much each part of the score counts that helps to order an agenda, in any unit
    "ORDER_STRENGTH": 20,
    "ORDER_FAIRNESS": 20,
    "ORDER_URGENCY": 20,
    "ORDER_EVIDENCE": 15,
    "ORDER_MANY": 1000,  # people who are many here: so many count in full
    "SESSION_HOURS": 12,
    "PROXIES": 0,  # how many proxies in front may be believed about address, scheme and host
}


class BadSetting(ValueError):
    """A setting that does not exist, or whose value is not of its sort. The message names it."""


class UnsafeSettings(RuntimeError):
    """The settings would run a public site with a key that everybody knows."""


def load_settings(
    instance: Path, environ: Mapping[str, str], overrides: Mapping[str, Any] | None = None
) -> dict[str, Any]:
    """Every setting by name. Raises `BadSetting`, and `UnsafeSettings` for production with a default key."""
    settings = dict(DEFAULTS) | _from_file(instance / "settings.toml")
    settings |= {name: _parsed(name, environ[f"FOLKMOOT_{name}"]) for name in DEFAULTS if f"FOLKMOOT_{name}" in environ}
    settings |= overrides or {}
    refuse_default_keys(settings)
    settings["DATABASE_URL"] = settings["DATABASE_URL"] or f"sqlite:///{instance / 'folkmoot.db'}"
    return settings


def refuse_default_keys(settings: Mapping[str, Any]) -> None:
    """Raise `UnsafeSettings` when a production site has kept a published key."""
    if settings["ENVIRONMENT"] != "production":
        return
    weak = [name for name in ("SECRET_KEY", "RECEIPT_KEY") if settings[name] == INSECURE or len(settings[name]) < 32]
    if weak:
        raise UnsafeSettings(
            f"{' and '.join(weak)} must be set to a long random text of your own before this site runs in production. "
            f"Set FOLKMOOT_{weak[0]} or write it into instance/settings.toml."
        )


def write_local_keys(instance: Path, **more: str) -> bool:
    """Give a new installation keys of its own, and `more` settings. False when it has a settings file already."""
    path = instance / "settings.toml"
    if path.exists():
        return False
    instance.mkdir(parents=True, exist_ok=True)
    values = {"secret_key": secrets.token_urlsafe(48), "receipt_key": secrets.token_urlsafe(48), **more}
    lines = [f"{name} = {json.dumps(value)}" for name, value in values.items()]
    text = "# Made when Folkmoot first ran here. Keep a copy with your backups.\n" + "\n".join(lines) + "\n"
    # Closed to others from the first moment: between writing and closing it somebody could read the keys.
    with os.fdopen(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "w", encoding="utf-8") as file:
        file.write(text)
    return True


def _from_file(path: Path) -> dict[str, Any]:
    """What the local file says; a misspelt name or a value of another sort would otherwise go unnoticed."""
    if not path.exists():
        return {}
    said = tomllib.loads(path.read_text("utf-8"))
    for name, value in said.items():
        if name.upper() not in DEFAULTS:
            raise BadSetting(f"{path.name} has a setting that does not exist: {name}.")
        sort = type(DEFAULTS[name.upper()])
        if type(value) is not sort:
            raise BadSetting(f"{name} in {path.name} must be a {_SORTS[sort]}.")
    return {name.upper(): value for name, value in said.items()}


_SORTS = {int: "whole number", str: "text in quotes", list: "list in brackets"}


def _parsed(name: str, text: str) -> object:
    """An environment variable as the type its default has."""
    default = DEFAULTS[name]
    if isinstance(default, int):
        try:
            return int(text)
        except ValueError:
            raise BadSetting(f"FOLKMOOT_{name} must be a whole number, not “{text}”.") from None
    if isinstance(default, list):
        return [part.strip() for part in text.split(",") if part.strip()]
    return text
