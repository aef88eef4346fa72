"""Changing the pages of questions. Services flush; the request commits."""

from sqlalchemy.orm import Session

from webapp.consultations.models import Consultation, Section
from webapp.consultations.services.editing import open_sheet, renumber, touch
from webapp.i18n import _, _l
from webapp.refusals import Refused

MOST_SECTIONS = 40


class SectionGone(Refused):
    message = _l("Somebody took this page away a moment ago.")


def add(session: Session, *, consultation: Consultation, title: str, intro: str, by: int) -> Section:
    """A new page at the end."""
    sections = open_sheet(session, consultation)
    if len(sections) >= MOST_SECTIONS:
        raise Refused(_("There are %(most)s pages already. Nobody gets to the end of more.", most=MOST_SECTIONS))
    section = Section(consultation_id=consultation.id, position=len(sections) + 1, title=title, intro=intro)
    session.add(section)
    renumber([*sections, section])
    touch(session, consultation, act="add a page", by=by, words=title)
    return section


def rename(session: Session, *, consultation: Consultation, section: Section, title: str, intro: str, by: int) -> None:
    _find(open_sheet(session, consultation), section)
    section.title, section.intro = title, intro
    touch(session, consultation, act="change a page", by=by, words=title, section=section.id)


def move(session: Session, *, consultation: Consultation, section: Section, up: bool, by: int) -> None:
    """One place up or down; at the end of the list it stays where it is."""
    sections = open_sheet(session, consultation)
    at = sections.index(_find(sections, section))
    sections.insert(max(at - 1, 0) if up else at + 1, sections.pop(at))
    renumber(sections)
    touch(session, consultation, act="move a page", by=by, section=section.id, up=up)


def delete(session: Session, *, consultation: Consultation, section: Section, by: int) -> None:
    """The page and every question on it."""
    sections = open_sheet(session, consultation)
    sections.remove(_find(sections, section))
    renumber(sections)
    title, ident = section.title, section.id
    session.delete(section)
    touch(session, consultation, act="delete a page", by=by, words=title, section=ident)


def _find(sections: list[Section], section: Section) -> Section:
    """The section among those that exist now. Raises `SectionGone`."""
    if section not in sections:
        raise SectionGone
    return section
