"""Making a consultation, changing its words, and the one door through which its questions are changed."""

from collections.abc import Mapping
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session, selectinload

from webapp import clock
from webapp.access import Stage
from webapp.audit.services import record
from webapp.consultations import queries
from webapp.consultations.copying import copy_sheet, copy_words
from webapp.consultations.models import Change, ChangeKind, Consultation, Question, Section, new_sheet_version
from webapp.consultations.rules import why_not_edit_questions
from webapp.database import refused_as
from webapp.i18n import _, _l
from webapp.refusals import Refused
from webapp.slugs import free_slug, slug_of


class AddressTaken(Refused):
    message = _l("Another consultation has this address already. Choose a different one.")

    def __init__(self) -> None:
        super().__init__(field="slug")


def start(session: Session, *, title: str, by: int, template: Consultation | None = None) -> Consultation:
    """A new draft, its address made from the title; `template` lends its words and questions.

    Raises `AddressTaken` when somebody took the address a moment ago.
    """
    slug = slug_of(title, otherwise="consultation")
    draft = Consultation(
        slug=free_slug(slug, queries.list_slugs_like(session, slug)), title=title, created_at=clock.now(), created_by=by
    )
    if template is not None:
        copy_words(template, draft)
    with refused_as(session, {"uq_consultation_slug": AddressTaken}):
        session.add(draft)
        session.flush()
    if template is not None:
        copy_sheet(session, template, draft)
    record(session, actor_id=by, act="start a consultation", subject=subject_of(draft), words=title,
           template=template.id if template else None)  # fmt: skip
    return draft


def change_words(session: Session, *, consultation: Consultation, values: Mapping[str, Any], by: int,
                 reason: str = "") -> list[str]:  # fmt: skip
    """Set columns to new values; returns the names of those that changed.

    While it is open the reason is needed, and is told in public. Raises `AddressTaken`.
    """
    changed = [name for name, value in values.items() if getattr(consultation, name) != value]
    if not changed:
        return []
    live = queries.stage(consultation, now=clock.now()) is Stage.OPEN
    if live and not reason:
        raise Refused(_("Say what you changed and why. People will read it."), field="reason")
    with refused_as(session, {"uq_consultation_slug": AddressTaken}):
        for name in changed:
            setattr(consultation, name, values[name])
        session.flush()
    record(session, actor_id=by, act="change its words", subject=subject_of(consultation), words=reason,
           columns=", ".join(changed))  # fmt: skip
    if live:
        tell_of_change(session, consultation, ChangeKind.WORDS, reason=reason, by=by)
    return changed


def tell_of_change(session: Session, consultation: Consultation, kind: ChangeKind, *, reason: str, by: int) -> None:
    """Write a change down for the public page, with the closing time it leaves."""
    session.add(Change(consultation_id=consultation.id, at=clock.now(), kind=kind, reason=reason,
                       closes_at=consultation.closes_at, person_id=by))  # fmt: skip
    session.flush()
    session.expire(consultation, ["changes"])


def lock(session: Session, consultation: Consultation) -> None:
    """Read it afresh and keep it from other officers until the request ends."""
    session.flush()
    wanted = select(Consultation).where(Consultation.id == consultation.id).with_for_update()
    session.scalars(wanted.execution_options(populate_existing=True)).one()


def open_sheet(session: Session, consultation: Consultation) -> list[Section]:
    """The sections with their questions as they stand now, kept from other officers until the request ends.

    Raises `Refused` when the questions may not be changed (any more).
    """
    lock(session, consultation)
    stage = queries.stage(consultation, now=clock.now())
    reason = why_not_edit_questions(stage=stage, responses=queries.count_begun(session, consultation.id))
    if reason:
        raise Refused(reason)
    with_questions = selectinload(Section.questions)
    return list(
        session.scalars(
            select(Section)
            .where(Section.consultation_id == consultation.id)
            .order_by(Section.position, Section.id)
            .options(with_questions.selectinload(Question.choices), with_questions.selectinload(Question.items))
            .execution_options(populate_existing=True)
        )
    )


def touch(session: Session, consultation: Consultation, *, act: str, by: int, words: str = "", **facts: Any) -> None:
    """Every change of questions ends here: a new sheet version, and a line in the audit trail."""
    consultation.sheet_version = new_sheet_version()
    session.flush()
    session.expire(consultation, ["sections"])
    record(session, actor_id=by, act=act, subject=subject_of(consultation), words=words, **facts)


def renumber(rows: list[Any]) -> None:
    """Positions 1, 2, 3, … in the order given."""
    for position, row in enumerate(rows, 1):
        row.position = position


def subject_of(consultation: Consultation) -> str:
    return f"consultation:{consultation.id}"
