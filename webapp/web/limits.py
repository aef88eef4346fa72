"""How often one address may try: only where guessing is the danger, so that a library is never shut out."""

from flask import Flask
from flask_limiter import Limiter
from flask_limiter.util import get_remote_address

limiter = Limiter(get_remote_address, default_limits=[], headers_enabled=False)


def init_app(app: Flask) -> None:
    app.config["RATELIMIT_STORAGE_URI"] = app.config["LIMITS_STORAGE"]
    app.config["RATELIMIT_ENABLED"] = app.config["ENVIRONMENT"] != "testing" or app.config.get("LIMITS_IN_TESTS", False)
    limiter.init_app(app)
