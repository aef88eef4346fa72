"""How Flask-Security is set: what is the same on every site, and what follows from the site's own settings."""

from collections.abc import Mapping
from datetime import timedelta
from pathlib import Path
from typing import Any

from webapp import clock
from webapp.accounts import keys
from webapp.accounts.rules import LEAST_PASSWORD
from webapp.accounts.second_step import fernet_key
from webapp.accounts.security_words import messages, subjects

_SALTED = ("CONFIRM", "RESET", "LOGIN", "CHANGE", "REMEMBER", "TWO_FACTOR_SETUP", "TWO_FACTOR_VALIDITY", "CHANGE_EMAIL",
           "US_SETUP", "WAN", "REFRESH_TOKEN")  # fmt: skip

FIXED: dict[str, Any] = {
    "SECURITY_I18N_DOMAIN": "messages",  # our own catalogue
    "SECURITY_I18N_DIRNAME": str(Path(__file__).resolve().parent.parent / "translations"),
    "WTF_CSRF_CHECK_DEFAULT": False,
    "SESSION_REFRESH_EACH_REQUEST": False,
    "REMEMBER_COOKIE_REFRESH_EACH_REQUEST": False,
    "SECURITY_LOGIN_URL": "/sign-in",
    "SECURITY_LOGOUT_METHODS": None,  # signing out is `accounts.leave`
    "SECURITY_STATIC_FOLDER": None,
    "SECURITY_REGISTER_URL": "/join",
    "SECURITY_CONFIRM_URL": "/confirm-email",
    "SECURITY_RESET_URL": "/new-password",
    "SECURITY_CHANGE_URL": "/account/password",
    "SECURITY_VERIFY_URL": "/account/again",
    "SECURITY_TWO_FACTOR_SETUP_URL": "/account/second-step",
    "SECURITY_MULTI_FACTOR_RECOVERY_CODES_URL": "/account/recovery-codes",
    "SECURITY_TWO_FACTOR_TOKEN_VALIDATION_URL": "/sign-in/code",
    "SECURITY_TWO_FACTOR_RESCUE_URL": "/sign-in/rescue",
    "SECURITY_TWO_FACTOR_SELECT_URL": "/sign-in/choose",
    "SECURITY_MULTI_FACTOR_RECOVERY_URL": "/sign-in/recovery-code",
    "SECURITY_POST_LOGIN_VIEW": "/account",
    "SECURITY_POST_LOGOUT_VIEW": "/",
    "SECURITY_POST_CHANGE_VIEW": "/account",
    "SECURITY_POST_REGISTER_VIEW": "/sign-in",
    "SECURITY_POST_VERIFY_VIEW": "/account",
    "SECURITY_REGISTERABLE": True,
    "SECURITY_CONFIRMABLE": True,
    "SECURITY_RECOVERABLE": True,
    "SECURITY_CHANGEABLE": True,
    "SECURITY_TWO_FACTOR": True,
    "SECURITY_TWO_FACTOR_ENABLED_METHODS": ["authenticator"],
    "SECURITY_TWO_FACTOR_RESCUE_EMAIL": False,
    "SECURITY_TWO_FACTOR_IMPLEMENTATIONS": {"code": "flask_security.twofactor.CodeTfPlugin"},
    "SECURITY_MULTI_FACTOR_RECOVERY_CODES": True,
    "SECURITY_RETURN_GENERIC_RESPONSES": True,
    "SECURITY_API_ENABLED_METHODS": ["session"],
    "SECURITY_JOIN_USER_ROLES": False,
    "SECURITY_PASSWORD_SINGLE_HASH": ["argon2"],  # so that a new SECRET_KEY does not lock everybody out
    "SECURITY_PASSWORD_LENGTH_MIN": LEAST_PASSWORD,
    "SECURITY_EMAIL_VALIDATOR_ARGS": {"check_deliverability": False},
    "SECURITY_DATETIME_FACTORY": clock.now,
    "SECURITY_TWO_FACTOR_AUTHENTICATOR_VALIDITY": 30,  # seconds a telephone's clock may be wrong
    "SECURITY_MULTI_FACTOR_RECOVERY_CODES_N": 8,
    "SECURITY_FRESHNESS": timedelta(hours=1),
    "SECURITY_FRESHNESS_GRACE_PERIOD": timedelta(minutes=15),
    "SECURITY_RESET_PASSWORD_WITHIN": timedelta(hours=1),
    "SECURITY_PASSWORD_CONFIRM_REQUIRED": False,
    "SECURITY_EMAIL_HTML": False,  # made from the text, so that both say the same
    "SECURITY_CLI_USERS_NAME": None,
    "SECURITY_CLI_ROLES_NAME": None,
}  # fmt: skip


def settings_for(settings: Mapping[str, Any]) -> dict[str, Any]:
    """What Flask and Flask-Security call our settings. Keys are made from SECRET_KEY, one for each purpose."""
    secret = settings["SECRET_KEY"]

    def salt(label: str) -> str:
        return keys.derive(secret, label).hex()

    return {
        **FIXED,
        **messages(),
        **subjects(settings["AUTHORITY"]),
        **{f"SECURITY_{name}_SALT": salt(name) for name in _SALTED},
        "SECURITY_PASSWORD_SALT": salt("password"),
        "SECURITY_EMAIL_SENDER": settings["MAIL_FROM"],
        "SECURITY_TWO_FACTOR_RESCUE_MAIL": settings["CONTACT_EMAIL"],
        "SECURITY_TOTP_SECRETS": {"1": salt("totp")},
        "SECURITY_TOTP_ISSUER": settings["AUTHORITY"],
        "SECURITY_MULTI_FACTOR_RECOVERY_CODES_KEYS": [fernet_key(keys.derive(secret, "recovery-codes"))],
    }  # fmt: skip
