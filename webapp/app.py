"""The application factory."""

import os
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from flask import Flask
from werkzeug.middleware.proxy_fix import ProxyFix

from webapp import database, features
from webapp.settings import load_settings
from webapp.web import (
    assets,
    compression,
    dates,
    errors,
    filters,
    guard,
    headers,
    intake,
    languages,
    limits,
    logs,
    panels,
    things,
    unit_of_work,
)

ROOT = Path(__file__).resolve().parent.parent


def create_app(overrides: Mapping[str, Any] | None = None, *, instance: Path | None = None) -> Flask:
    """A whole site. `overrides` win over every other setting; `instance` is the folder of local data."""
    folder = instance or Path(os.environ.get("FOLKMOOT_INSTANCE", ROOT / "instance"))
    app = Flask("webapp", instance_path=str(folder.resolve()), static_folder=None)
    app.config.from_mapping(load_settings(folder, os.environ, overrides))
    app.config.from_mapping(_flask_settings(app.config))
    if app.config["PROXIES"]:
        proxies = app.config["PROXIES"]
        app.wsgi_app = ProxyFix(app.wsgi_app, x_for=proxies, x_proto=proxies, x_host=proxies)  # type: ignore[method-assign]
    database.init_app(app)
    for part in (
        compression,
        dates,
        logs,
        intake,
        unit_of_work,
        languages,
        limits,
        assets,
        filters,
        headers,
        errors,
        guard,
        panels,
        things,
    ):
        part.init_app(app)
    features.init_app(app)
    return app


def _flask_settings(settings: Mapping[str, Any]) -> dict[str, Any]:
    """What Flask and its extensions call our settings."""
    secure = settings["BASE_URL"].startswith("https://")
    return {
        "SQLALCHEMY_ENGINES": {"default": settings["DATABASE_URL"]},
        "TRUSTED_HOSTS": settings["HOSTS"] or None,
        "SESSION_COOKIE_SECURE": secure,
        "SESSION_COOKIE_HTTPONLY": True,
        "SESSION_COOKIE_SAMESITE": "Lax",
        "PERMANENT_SESSION_LIFETIME": settings["SESSION_HOURS"] * 3600,
        "WTF_CSRF_TIME_LIMIT": None,  # lives as long as the session: hours of typing must not be lost to a clock
        "WTF_CSRF_SSL_STRICT": secure,
        "TEMPLATES_AUTO_RELOAD": settings["ENVIRONMENT"] == "development",
    }
