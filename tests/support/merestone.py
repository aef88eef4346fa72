"""The demonstration as tests want it: loaded once in each process for each day, then copied."""

from sqlalchemy.orm import Session

from tests.support import workbench
from tests.support.databases import Site
from webapp import clock, features
from webapp.accounts.passwords import CHEAP
from webapp.database import db
from webapp.demonstration import loading
from webapp.jobs import services as jobs
from webapp.jobs import worker
from webapp.summaries.models import FileKind


def put(site: Site, *, themed: str = "", used: bool = False) -> None:
    """The demonstration and nothing else in the database, as it is on the day of the clock.

    `themed`: the slug of a consultation; the themes of its first themed question are found. `used`: and then a
    workbench of theirs as people leave it.
    """
    day = f"merestone {clock.now():%Y-%m-%d}"
    if not themed:
        site.start_from(day, _load)
    else:
        site.start_from(f"{day} {themed} {used}", lambda: _load_themed(themed, used=used))


def themed_question(session: Session, slug: str) -> int:
    """The id of the consultation's first themed question."""
    return loading.themed_questions(session, slug)[0]


def _load() -> None:
    assert loading.load(db.session, hasher=CHEAP, files=[FileKind.JSON])  # Word and PDF take seconds


def _load_themed(slug: str, *, used: bool) -> None:
    _load()
    db.session.commit()
    question = themed_question(db.session, slug)
    facts = {"source_kind": "question", "source_id": question}
    jobs.enqueue(db.session, kind="theme", subject=f"question:{question}", **facts)
    db.session.commit()
    worker.run_all(db.sessionmaker, features.JOBS)
    if used:
        workbench.use(db.session, question)
