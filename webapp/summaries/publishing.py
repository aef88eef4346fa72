"""The work behind "Publish": one moment of a closed consultation, frozen for ever, with what stands behind each count.

The figures, the files, the themes, who is counted under each and the words that may be shown are all read from one
look at the database, and become public in one transaction or not at all.
"""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from typing import Any

from sqlalchemy import delete, insert, select, update
from sqlalchemy.orm import Session, sessionmaker

from webapp import clock
from webapp.access import Stage
from webapp.audit.services import record
from webapp.consultations import queries as consultations
from webapp.consultations.models import Consultation
from webapp.consultations.sheet import Sheet
from webapp.documents.report import Dataset, FigureKind
from webapp.files.models import StoredFile
from webapp.i18n import _
from webapp.jobs.worker import Teller
from webapp.notices import following
from webapp.summaries import jobs
from webapp.summaries.for_everybody import without_words
from webapp.summaries.jobs import Frozen, one_moment
from webapp.summaries.making import made_files
from webapp.summaries.models import (
    FileKind,
    Publication,
    PublishedCoding,
    PublishedQuote,
    PublishedTheme,
    SnapshotFile,
)
from webapp.summaries.published import PUBLIC_FILES, StillOpen, mark_of
from webapp.summaries.queries.published import figures_of, find_newest, find_number, stands
from webapp.summaries.queries.quotable import Quotable, read_quotable, sides, who_chose
from webapp.summaries.queries.themed import codes_by_response, find_frames
from webapp.summaries.services import Terms, subject_of
from webapp.themes.coding import is_live
from webapp.themes.models import CodeFrame, Theme
from webapp.themes.queries import name_of

_NOTHING = Dataset((), lambda: ())


@dataclass(frozen=True)
class ThemeRecord:
    """A theme as it will stand: its columns, and the responses that are counted under it, each once."""

    columns: Mapping[str, Any]
    responses: tuple[int, ...]
    quotes: tuple[Quotable, ...]


@dataclass(frozen=True)
class Edition:
    """Everything of one publication, read in one moment."""

    number: int
    frozen: Frozen
    themes: tuple[ThemeRecord, ...]


def run(sessions: sessionmaker[Session], facts: dict[str, Any], tell: Teller) -> dict[str, Any]:
    """Publish. `facts`: consultation_id, person_id, terms, note, number (the one it will have, so that work that is
    done twice publishes once) and left_out ("answer:start" of quotes). Gives {"publication": id}.
    """
    with sessions() as session:
        done = find_number(session, facts["consultation_id"], facts["number"])
        if done is not None:
            return {"publication": done.id}
    terms = Terms(**facts["terms"])
    kept: list[SnapshotFile] = []
    try:
        with one_moment(sessions) as session:
            tell(_("Counting"), 0, 3)
            edition = read_edition(session, facts["consultation_id"], facts["person_id"], terms,
                                   left_out=facts["left_out"])  # fmt: skip
            session.rollback()
        tell(_("Making the files"), 1, 3)
        with made_files(edition.frozen.report, _NOTHING, tell=lambda words: None, kinds=PUBLIC_FILES) as ready:
            kept.extend(jobs.store(sessions, one, edition.frozen) for one in ready)
        tell(_("Storing the files"), 2, 3)
        with sessions.begin() as session:
            return {"publication": keep(session, edition, kept, note=facts["note"], zone=terms.zone).id}
    except BaseException:
        jobs.forget(sessions, kept)
        raise


def publish_at_once(
    session: Session, consultation_id: int, person_id: int | None, terms: Terms, *, kinds: Collection[FileKind],
    note: str,
) -> Publication:  # fmt: skip
    """Everything in one transaction: where nobody else waits for the database."""
    edition = read_edition(session, consultation_id, person_id, terms)
    with made_files(edition.frozen.report, _NOTHING, tell=lambda words: None, kinds=kinds) as ready:
        files = [jobs.store_in(session, one, edition.frozen) for one in ready]
    return keep(session, edition, files, note=note, zone=terms.zone)


def read_edition(
    session: Session, consultation_id: int, person_id: int | None, terms: Terms, *, left_out: Collection[str] = ()
) -> Edition:
    """Read everything. Raises `StillOpen` when the consultation is not closed (any more)."""
    consultation = session.get_one(Consultation, consultation_id)
    if consultations.stage(consultation, now=clock.now()) is not Stage.CLOSED:
        raise StillOpen
    last = find_newest(session, consultation_id)
    before = figures_of(session, last) if last else None
    frozen = jobs.freeze(
        session, consultation_id, person_id, terms,
        shaped=lambda summary: without_words(summary, before=before, threshold=terms.threshold),
    )  # fmt: skip
    themes = read_themes(session, frozen, left_out=left_out)
    return Edition(last.number + 1 if last else 1, frozen, themes)


def read_themes(session: Session, frozen: Frozen, *, left_out: Collection[str] = ()) -> tuple[ThemeRecord, ...]:
    """Every live theme of every themed question, with its people; bases are those of the frozen figures."""
    sheet = frozen.sheet
    quotes = read_quotable(session, sheet)
    bases = {figure.key: figure.base for figure in frozen.report.figures if figure.kind is FigureKind.THEMES}
    found: list[ThemeRecord] = []
    for frame in find_frames(session, [question.id for question in sheet.questions if question.themed]):
        behind: dict[int, list[int]] = {}
        for row in codes_by_response(session, frame):
            behind.setdefault(row.theme_id, []).append(row.response_id)
        ticked = _ticked(session, sheet, frame)
        for theme in session.scalars(select(Theme).where(Theme.frame_id == frame.id, is_live()).order_by(Theme.id)):
            people = tuple(behind.get(theme.id, ()))
            shown = tuple(one for one in quotes.get(theme.id, ()) if mark_of(one) not in left_out)
            found.append(
                ThemeRecord(
                    _columns(theme, frame, people, bases[sheet.question_by_id[frame.source_id].key], ticked),
                    people,
                    shown,
                )
            )
    return tuple(found)


def _columns(
    theme: Theme, frame: CodeFrame, people: Collection[int], base: int,
    ticked: tuple[set[int], set[int]] | None,
) -> dict[str, Any]:  # fmt: skip
    supporting, opposing = ticked or (None, None)
    return {
        "theme_id": theme.id,
        "question_id": frame.source_id,
        "name": str(name_of(theme.special, theme.name)),
        "about": theme.description or "",  # a person's words; what the machine wrote may be an excerpt
        "people": len(people),
        "base": base,
        "supporting": None if supporting is None else len(supporting.intersection(people)),
        "opposing": None if opposing is None else len(opposing.intersection(people)),
        "special": theme.special.value if theme.special else None,
    }


def _ticked(session: Session, sheet: Sheet, frame: CodeFrame) -> tuple[set[int], set[int]] | None:
    """(responses for, responses against) by what the same people ticked; None where nobody was asked."""
    poles = sides(sheet, sheet.question_by_id[frame.source_id])
    if poles is None:
        return None
    return (set(session.scalars(who_chose(poles[0]))), set(session.scalars(who_chose(poles[1]))))


def keep(
    session: Session, edition: Edition, files: list[SnapshotFile], *, note: str, zone: str
) -> Publication:  # fmt: skip
    """Make it public: the snapshot with its files for ever, the publication, and what stands behind each count."""
    snapshot = edition.frozen.snapshot
    snapshot.files = files
    session.add(snapshot)
    session.flush()
    session.execute(update(StoredFile).where(StoredFile.id.in_([one.file_id for one in files])).values(expires_at=None))
    publication = Publication(
        consultation_id=snapshot.consultation_id, number=edition.number, snapshot_id=snapshot.id,
        published_at=snapshot.made_at, published_by=snapshot.made_by, note=note,
    )  # fmt: skip
    session.add(publication)
    session.flush()
    for one in edition.themes:
        _keep_theme(session, publication.id, one)
    subject = subject_of(publication.consultation_id)
    record(session, actor_id=snapshot.made_by, act="published a summary", subject=subject, words=note,
           number=publication.number, digest=snapshot.digest)  # fmt: skip
    _tell(session, publication, zone)
    return publication


def _keep_theme(session: Session, publication_id: int, one: ThemeRecord) -> None:
    row = PublishedTheme(publication_id=publication_id, **one.columns)
    session.add(row)
    session.flush()
    if one.responses:
        counted = [{"published_theme_id": row.id, "response_id": ident} for ident in one.responses]
        session.execute(insert(PublishedCoding), counted)
    session.add_all(
        PublishedQuote(
            published_theme_id=row.id, answer_id=quote.answer_id, start=quote.start, end=quote.end, text=quote.text,
            rank=quote.rank, attribution=quote.attribution, dissenting=quote.dissenting,
        )
        for quote in one.quotes
    )  # fmt: skip
    session.flush()
    gone = delete(PublishedQuote).where(PublishedQuote.published_theme_id == row.id, ~stands())
    session.execute(gone.execution_options(synchronize_session=False))  # taken back while we worked


def _tell(session: Session, publication: Publication, zone: str) -> None:
    consultation = session.get_one(Consultation, publication.consultation_id)
    following.happened(
        session, kind="consultation", thing_id=consultation.id, title=consultation.title,
        what=_("What people said is published"), address=f"/consultations/{consultation.slug}/what-people-said",
        zone=zone, actor_id=publication.published_by, source=f"publication:{publication.id}",
    )  # fmt: skip
