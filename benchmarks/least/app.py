"""The application on the database that LEAST_DATABASE names, with the same settings of SQLite as ours."""

import os
from typing import Any

from flask import Flask, g
from sqlalchemy import create_engine, event

from benchmarks.least import answering, discussing, fronting, journeying, planning, proposing, summing, voting

SETTINGS = ("journal_mode=WAL", "synchronous=FULL", "foreign_keys=ON", "busy_timeout=15000", "cache_size=-16000")


def create_app() -> Flask:
    """The application on the database that LEAST_DATABASE names."""
    engine = create_engine(os.environ["LEAST_DATABASE"])
    event.listen(engine, "connect", set_up)
    app = Flask("benchmarks.least")
    app.secret_key = answering.KEY
    app.jinja_env.trim_blocks = app.jinja_env.lstrip_blocks = True
    app.before_request(lambda: setattr(g, "engine", engine))
    app.register_blueprint(answering.blueprint)
    app.register_blueprint(summing.blueprint)
    app.register_blueprint(discussing.blueprint)
    app.register_blueprint(proposing.blueprint)
    app.register_blueprint(planning.blueprint)
    app.register_blueprint(voting.blueprint)
    app.register_blueprint(fronting.blueprint)
    app.register_blueprint(journeying.blueprint)
    return app


def set_up(connection: Any, _record: object) -> None:
    for setting in SETTINGS:
        connection.execute(f"PRAGMA {setting}")
