"""Commands that set a site up and run it."""

import os
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import click
from flask import Flask
from sqlalchemy.orm import Session

from webapp import features
from webapp.app import ROOT, create_app
from webapp.commands.schema import upgrade
from webapp.database import db, writing
from webapp.demonstration import discussions, loading
from webapp.jobs import services as jobs
from webapp.jobs import worker as working
from webapp.notices import outbox
from webapp.settings import load_settings, write_local_keys


def instance_folder() -> Path:
    return Path(os.environ.get("FOLKMOOT_INSTANCE", ROOT / "instance")).resolve()


@click.command()
@click.option("--authority", default="", help="Whose site it is, written into a new settings file.")
def setup(authority: str) -> None:
    """Give a new installation its keys and its database."""
    folder = instance_folder()
    made = write_local_keys(folder, **({"authority": authority} if authority else {}))
    click.echo("Keys: " + ("made and kept in instance/settings.toml" if made else "there already"))
    upgrade(load_settings(folder, os.environ)["DATABASE_URL"])
    click.echo("Database: ready")


@click.command()
def migrate() -> None:
    """Bring the database to the newest form."""
    upgrade(load_settings(instance_folder(), os.environ)["DATABASE_URL"])
    click.echo("The database is up to date.")


@click.command()
@click.option("--theme/--no-theme", default=True, help="Also find the themes of the consultation on warm homes.")
def demo(theme: bool) -> None:
    """Load the fictional Merestone into an empty site."""
    app = create_app()
    if app.config["ENVIRONMENT"] == "production":
        raise click.ClickException("The demonstration's passwords are public. It is not loaded in production.")
    with _writing(app) as session:
        if not loading.load(session, tell=_tell):
            click.echo("Demonstration: there are consultations already, so nothing was loaded.")
            return
    if theme:
        _find_themes(app)
    click.echo("Demonstration: Merestone is loaded.")


def _tell(step: str, done: int, total: int) -> None:
    click.echo(f"  {step}: {done} of {total}")


def _find_themes(app: Flask) -> None:
    """Themes for the consultation that has closed and for the long discussion, so that they are there to look at."""
    with app.app_context():
        writing.set(True)
        questions = loading.themed_questions(db.session, "warm-homes-good-jobs")
        discussed = discussions.long_one(db.session)
        for kind, ident in [*(("question", one) for one in questions), ("thread", discussed)]:
            jobs.enqueue(db.session, kind="theme", subject=f"{kind}:{ident}", source_kind=kind, source_id=ident)
        db.session.commit()
        click.echo("  Finding themes in 410 answers and in a discussion")
        working.run_all(db.sessionmaker, features.JOBS)


@contextmanager
def _writing(app: Flask) -> Iterator[Session]:
    """A session in one transaction that commits at the end."""
    with app.app_context():
        writing.set(True)
        yield db.session
        db.session.commit()


@click.command()
def worker() -> None:
    """Do the long work: theming, downloads, imports, mail."""
    app = create_app()
    with _writing(app) as session:  # mail and texts that a worker who died left behind
        outbox.ask_while_waiting(session, app.config["TIME_ZONE"])
    with app.app_context():
        working.run_forever(db.sessionmaker, features.JOBS)


@click.command()
@click.option("--host", default="127.0.0.1", show_default=True, envvar="HOST")
@click.option("--port", default=8000, show_default=True, type=int, envvar="PORT")
@click.option("--workers", default=1, show_default=True, envvar="WORKERS", help="One is best with SQLite.")
@click.option("--threads", default=8, show_default=True, envvar="THREADS")
def serve(host: str, port: int, workers: int, threads: int) -> None:
    """Start the web server and the worker, and stop both together."""
    if not _is_free(host, port):
        raise click.ClickException(f"Something listens at port {port} already. Try: make run PORT={port + 1}")
    running = [_start("gunicorn", *_server_options(host, port, workers, threads)), _start("webapp.commands", "worker")]

    def stop(*_: object) -> None:
        for process in running:
            process.terminate()

    signal.signal(signal.SIGTERM, stop)
    signal.signal(signal.SIGINT, stop)
    _greet(host, port)
    while all(process.poll() is None for process in running):
        time.sleep(0.3)
    stop()
    raise SystemExit(max(process.wait() or 0 for process in running))


def _is_free(host: str, port: int) -> bool:
    with socket.socket() as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((host, port))
        except OSError:
            return False
    return True


def _server_options(host: str, port: int, workers: int, threads: int) -> list[str]:
    """What gunicorn is told. A reply in hand is finished before it stops."""
    return ["wsgi:app", "--bind", f"{host}:{port}", "--workers", str(workers), "--threads", str(threads),
            "--worker-class", "gthread", "--log-level", "warning", "--graceful-timeout", "20"]  # fmt: skip


def _start(module: str, *options: str) -> subprocess.Popen[bytes]:
    return subprocess.Popen([sys.executable, "-m", module, *options], cwd=ROOT)  # noqa: S603  (our own words only)


def _greet(host: str, port: int) -> None:
    address = f"http://{'127.0.0.1' if host == '0.0.0.0' else host}:{port}"  # noqa: S104
    lines = [
        "",
        f"Folkmoot runs at {address}",
        "",
        "Look at first:",
        f"  {address}/consultations/buses-and-streets   answer it as a resident, on a phone-sized window",
        f"  {address}/office/consultations              as an officer: the themes and the summary of Warm homes",
        "",
        f"Sign in at {address}/sign-in with the password  {loading.PASSWORD}",
        *(f"  {email:32} {name}, {role.value}" for name, email, role in loading.SIGN_INS),
        "",
        "Stop with Ctrl+C.",
        "",
    ]
    click.echo("\n".join(lines))
