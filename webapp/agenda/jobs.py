"""The work behind the papers of an agenda: one look at the database, then a file of each, kept for good."""

from collections.abc import Iterator
from typing import Any

from flask import current_app
from sqlalchemy import delete, select
from sqlalchemy.orm import Session, sessionmaker

from webapp import clock
from webapp.agenda import papers
from webapp.agenda.models import Body, DocumentKind, Meeting, MeetingDocument
from webapp.agenda.papers import Meant
from webapp.agenda.queries import brought, plan
from webapp.agenda.rules.site import site_from
from webapp.agenda.scoring import order
from webapp.agenda.services.agendas import notice_for
from webapp.documents import docx_file, pdf_file
from webapp.files import services as files
from webapp.i18n import _, in_language
from webapp.jobs.worker import Teller
from webapp.slugs import slug_of
from webapp.summaries.jobs import one_moment

Made = tuple[DocumentKind, int | None, bytes]


def make_papers(sessions: sessionmaker[Session], facts: dict[str, Any], tell: Teller) -> dict[str, Any]:
    """`facts`: meeting, language, authority, zone. Gives {"documents": how many}. The papers made before go."""
    with in_language(facts["language"]):
        with one_moment(sessions) as session:
            meant = read(session, facts)
            name = f"{meant.body.slug}-{clock.local_day(meant.meeting.starts_at, meant.zone)}"
            titles = {one.id: one.item.title for one in meant.items}
            session.expunge_all()  # what was read stays as it was
            session.rollback()  # nothing more is read; let go before writing
        made = []
        for number, paper in enumerate(_papers(meant)):
            tell(_("Setting the pages"), number, 4 + len(meant.items))
            made.append(paper)
    with sessions.begin() as session:
        _keep(session, facts["meeting"], made, name, titles)
    return {"documents": len(made)}


def read(session: Session, facts: dict[str, Any]) -> Meant:
    """What the papers of a meeting are made of, with the `facts` of the job. In a context with a language."""
    meeting = session.get_one(Meeting, facts["meeting"])
    body, site = session.get_one(Body, meeting.body_id), site_from(current_app.config)
    items = plan.list_on_meeting(session, meeting.id)
    ordered = order(items, brought.read_brought(session, [one.id for one in items]), site)
    themes = [rested.theme.id for one in ordered for issue in one.brought for rested in issue.evidence if rested.theme]
    return Meant(
        meeting=meeting, body=body, items=ordered, quotes=brought.read_quotes(session, themes),
        notices={one.id: notice_for(one.item, meeting, body, site) for one in ordered}, authority=facts["authority"],
        language="en-GB" if facts["language"] == "en" else facts["language"], zone=facts["zone"], made_at=clock.now(),
    )  # fmt: skip


def _papers(meant: Meant) -> Iterator[Made]:
    agenda, appendix = papers.agenda(meant), papers.appendix(meant)
    yield DocumentKind.AGENDA_PDF, None, pdf_file.report_pdf(agenda)
    yield DocumentKind.AGENDA_DOCX, None, docx_file.report_docx(agenda)
    yield DocumentKind.APPENDIX_PDF, None, pdf_file.report_pdf(appendix)
    yield DocumentKind.APPENDIX_DOCX, None, docx_file.report_docx(appendix)
    for one in meant.items:
        yield DocumentKind.ONE_PAGE_PDF, one.id, pdf_file.report_pdf(papers.one_page(meant, one))


def _keep(session: Session, meeting_id: int, made: list[Made], name: str, titles: dict[int, str]) -> None:
    """All at once, so that no two papers of one page are of different moments."""
    before = session.execute(
        select(MeetingDocument.id, MeetingDocument.file_id).where(MeetingDocument.meeting_id == meeting_id)
    ).all()
    session.execute(delete(MeetingDocument).where(MeetingDocument.id.in_([one.id for one in before])))
    for one in before:
        files.remove(session, one.file_id)
    for kind, item_id, data in made:
        pdf = kind.value.endswith("pdf")
        about = f"{kind.value.rpartition('-')[0]}{'-' + slug_of(titles[item_id], otherwise='item') if item_id else ''}"
        file = files.store(session, [data], name=f"{name}-{about}.{'pdf' if pdf else 'docx'}",
                           media_type=pdf_file.MEDIA_TYPE if pdf else docx_file.MEDIA_TYPE)  # fmt: skip
        session.add(MeetingDocument(meeting_id=meeting_id, item_id=item_id, kind=kind, made_at=clock.now(),
                                    file_id=file.id))  # fmt: skip
