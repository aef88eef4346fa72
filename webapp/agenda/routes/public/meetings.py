"""Bodies, their meetings and agendas, in public."""

from collections.abc import Iterable

from flask import Response, abort, current_app

from webapp import clock
from webapp.agenda.forms.meetings import KIND_WORDS
from webapp.agenda.models import Body, DocumentKind, Meeting
from webapp.agenda.queries import decisions, meetings
from webapp.agenda.queries.meetings import Met
from webapp.agenda.routes.blueprint import blueprint
from webapp.agenda.routes.common import area_names, has_begun, ordered, shown_notice, site
from webapp.agenda.rules.agendas import agenda_notice, publish_by
from webapp.agenda.rules.notice import days_in_words
from webapp.agenda.rules.ordering import PART_WORDS
from webapp.database import db
from webapp.documents import calendar_file
from webapp.documents.calendar_file import Entry
from webapp.files import services as files
from webapp.i18n import _, _l
from webapp.notices.addresses import whole
from webapp.web.guard import public
from webapp.web.pages import found_or_404, public_page

DOCUMENT_WORDS = {
    DocumentKind.AGENDA_PDF: _l("Agenda, to print (PDF)"),
    DocumentKind.AGENDA_DOCX: _l("Agenda, for Word"),
    DocumentKind.APPENDIX_PDF: _l("Appendix: what people said, to print (PDF)"),
    DocumentKind.APPENDIX_DOCX: _l("Appendix: what people said, for Word"),
}


@blueprint.get("/meetings")
@public
def calendar() -> Response:
    now = clock.now()
    return public_page(
        "agenda/meetings.html",
        bodies=meetings.list_bodies(db.session),
        coming=meetings.list_coming(db.session, now=now),
        past=meetings.list_past(db.session, now=now, most=20),
        kinds=KIND_WORDS,
    )


@blueprint.get("/bodies/<slug>")
@public
def body(slug: str) -> Response:
    found, now = found_or_404(meetings.find_body(db.session, slug[:80])), clock.now()
    rules, today = site(), site().today()
    listed, total = decisions.list_decisions(db.session, decisions.Wanted(body_id=found.id))
    return public_page(
        "agenda/body.html",
        body=found,
        kinds=KIND_WORDS,
        area=area_names().get(found.area_id or 0, ""),
        coming=meetings.list_coming(db.session, now=now, body_id=found.id),
        past=meetings.list_past(db.session, now=now, body_id=found.id, most=20),
        decisions=[(one, decisions.state(one.decision, today)) for one in listed[:5]],
        more=total > 5,
        plan_days=days_in_words(found.plan_days, found.plan_counting),
        agenda_days=days_in_words(found.agenda_days, found.agenda_counting),
        rules=rules,
    )


@blueprint.get("/meetings/<int:meeting_id>")
@public
def meeting(meeting_id: int) -> Response:
    """Its agenda once it is public; until then what the forward plan says is coming to it."""
    found, of = _meeting(meeting_id)
    rules = site()
    items = ordered(found.id, rules)
    meets_on, terms = rules.day(found.starts_at), rules.terms(of)
    out = found.agenda_published_at
    return public_page(
        "agenda/meeting.html",
        meeting=found,
        body=of,
        items=items,
        notices={one.id: shown_notice(one.item, found, of, rules) for one in items},
        decided=decisions.of_items(db.session, [one.id for one in items]),
        part_words=PART_WORDS,
        had=days_in_words(
            agenda_notice(published_on=rules.day(out), meets_on=meets_on, terms=terms), of.agenda_counting
        )
        if out
        else "",
        needed=days_in_words(of.agenda_days, of.agenda_counting),
        publish_by=publish_by(meets_on=meets_on, terms=terms),
        begun=has_begun(found),
        documents=meetings.list_documents(db.session, found.id) if out else (),
        document_words=DOCUMENT_WORDS,
    )


@blueprint.get("/meetings/<int:meeting_id>/documents/<any('agenda-pdf', 'agenda-docx', 'appendix-pdf', "
               "'appendix-docx'):kind>")  # fmt: skip
@public
def document(meeting_id: int, kind: str) -> Response:
    found, _body = _meeting(meeting_id)
    return send_document(found, DocumentKind(kind))


def send_document(found: Meeting, kind: DocumentKind, item_id: int | None = None) -> Response:
    """The newest of its kind; 404 until the agenda is public."""
    if found.agenda_published_at is None:
        abort(404)
    every = meetings.list_documents(db.session, found.id)
    file = next((file for one, file in every if one.kind is kind and one.item_id == item_id), None)
    if file is None:
        abort(404)
    reply = Response(b"".join(files.read(db.session, file)), mimetype=file.media_type)
    reply.headers["Cache-Control"] = "public, max-age=60"
    reply.headers.set("Content-Disposition", "attachment", filename=file.name)
    return reply


@blueprint.get("/meetings/all/calendar")
@public
def all_calendar() -> Response:
    """Every meeting to come, and those of late, so that a cancelled one is struck out in diaries too."""
    now = clock.now()
    every = [*meetings.list_past(db.session, now=now), *meetings.list_coming(db.session, now=now, most=200)]
    return _calendar(every, current_app.config["AUTHORITY"])


@blueprint.get("/bodies/<slug>/calendar")
@public
def body_calendar(slug: str) -> Response:
    found, now = found_or_404(meetings.find_body(db.session, slug[:80])), clock.now()
    past = meetings.list_past(db.session, now=now, body_id=found.id)
    return _calendar([*past, *meetings.list_coming(db.session, now=now, body_id=found.id, most=200)], found.name)


@blueprint.get("/meetings/<int:meeting_id>/calendar")
@public
def meeting_calendar(meeting_id: int) -> Response:
    found, of = _meeting(meeting_id)
    return _calendar([Met(found, of, 0)], of.name)


def _calendar(rows: Iterable[Met], name: str) -> Response:
    content = calendar_file.calendar_bytes([_entry(row) for row in rows], name=name)
    reply = Response(content, content_type=f"{calendar_file.MEDIA_TYPE}; charset=utf-8")
    reply.headers["Cache-Control"] = "public, max-age=300"
    reply.headers.set("Content-Disposition", "attachment", filename="meetings.ics")
    return reply


def _entry(row: Met) -> Entry:
    address = whole(f"/meetings/{row.meeting.id}")
    changed_at = max(filter(None, (row.meeting.cancelled_at, row.meeting.agenda_published_at)), default=None)
    return Entry(
        uid=f"meeting-{row.meeting.id}@{address.partition('://')[2].partition('/')[0]}",
        title=row.body.name,
        starts_at=row.meeting.starts_at,
        changed_at=changed_at or row.meeting.starts_at,
        where=row.meeting.where,
        about=_("Cancelled: %(why)s", why=row.meeting.cancelled_reason) if row.meeting.cancelled_at else "",
        address=address,
        cancelled=row.meeting.cancelled_at is not None,
    )


def _meeting(meeting_id: int) -> tuple[Meeting, Body]:
    found = meetings.find_meeting(db.session, meeting_id)
    if found is None:
        abort(404)
    return found[0], found[1]
