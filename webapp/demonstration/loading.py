"""Puts Merestone into an empty database: the place, its people and groups, three consultations and their answers,
what people propose, and what they vote on."""

from collections.abc import Callable, Collection, Iterator, Mapping
from datetime import datetime, time, timedelta
from typing import Any

from flask import current_app
from sqlalchemy import insert, select
from sqlalchemy.orm import Session

from webapp import clock
from webapp.access import Role
from webapp.accounts import services as accounts
from webapp.accounts.models import GroupKind, Person
from webapp.accounts.passwords import FULL, Passwords
from webapp.agenda.models import Issue
from webapp.agenda.rules.site import site_from
from webapp.agenda.services import printing
from webapp.consultations import queries
from webapp.consultations.models import (
    Answer,
    Change,
    ChangeKind,
    Channel,
    Choice,
    Consultation,
    Item,
    Kind,
    Part,
    Question,
    Response,
    Section,
)
from webapp.consultations.sheet import SheetQuestion
from webapp.database import learn_sizes
from webapp.demonstration import deciding, delivering, discussions, past, proposing, sorting, statements, voting
from webapp.demonstration import issues as raised
from webapp.demonstration.earlier import EARLIER
from webapp.demonstration.people import responses
from webapp.demonstration.place import MERESTONE
from webapp.demonstration.questions.all import CONSULTATIONS
from webapp.demonstration.shapes import DemoConsultation, DemoQuestion, DemoResponse
from webapp.places.models import Area, PostcodeSector
from webapp.places.queries import Gazetteer, read_gazetteer
from webapp.summaries.models import FileKind

PASSWORD = "merestone-market-day"  # noqa: S105  (printed by `make run`; the demonstration refuses to load in production)
SIGN_INS: tuple[tuple[str, str, Role], ...] = (
    ("R. Okafor", "okafor@merestone.example", Role.OFFICER),
    ("S. Lindqvist", "lindqvist@merestone.example", Role.SECOND_CODER),
    ("P. Amankwah", "amankwah@merestone.example", Role.ANALYST),
    ("D. Ferreira", "ferreira@merestone.example", Role.DECISION_CLERK),
    ("T. Bellweather", "bellweather@merestone.example", Role.ADMINISTRATOR),
    ("J. Marsh", "marsh@merestone.example", Role.GROUP_ORGANISER),
    ("A. Resident", "resident@merestone.example", Role.RESIDENT),
)
ZONE = "Europe/London"

# Weeks since opening, and what that makes of each: one that is open (and was given more time, which is why some of its
# paper came late and still counts), two that have closed, and the first rounds of two of them, a year before.
OPENED_WEEKS_AGO = {
    "buses-and-streets": 11, "warm-homes-good-jobs": 11, "our-high-street": 6,
    "buses-first-round": 62, "warm-homes-first-round": 60,
}  # fmt: skip
MORE_WEEKS = {"buses-and-streets": 5}
WHY_LONGER = "Paper forms reached the libraries in Oxmere two weeks late."

Tell = Callable[[str, int, int], None]


def load(
    session: Session,
    *,
    tell: Tell = lambda *_: None,
    hasher: Passwords = FULL,
    files: Collection[FileKind] = (FileKind.PDF, FileKind.JSON),
) -> bool:
    """Fill an empty site. False, and nothing done, when there is a consultation already. The caller commits.

    `files`: those that are made of published summaries.
    """
    if session.scalar(select(Consultation.id).limit(1)) is not None:
        return False
    load_place_and_people(session, hasher)
    tell("The place, people and groups", 1, 1)
    place = read_gazetteer(session)
    officer = session.scalars(select(Person).where(Person.email == SIGN_INS[0][1])).unique().one()
    for number, words in enumerate(CONSULTATIONS, 1):
        consultation = _load_consultation(session, words, officer.id)
        _load_responses(session, consultation, responses(words.slug), place)
        tell("Consultations and answers", number, len(CONSULTATIONS))
    for words in EARLIER:
        consultation = _load_consultation(session, words, officer.id)
        _load_responses(session, consultation, responses(words.slug), place)
    issues = raised.raise_issues(session, officer_id=officer.id, zone=ZONE, files=files)
    tell("What was said before, and the replies", 1, 1)
    discussions.load(session, hasher)
    tell("Discussions", 1, 1)
    proposing.load(session, officer_id=officer.id, zone=ZONE)
    tell("Proposals", 1, 1)
    voting.load(session, zone=ZONE)
    tell("Polls", 1, 1)
    _load_decisions(session, issues, printed=FileKind.PDF in files)
    tell("Meetings and decisions", 1, 1)
    delivering.load(session, officer_id=officer.id, issues=issues)
    tell("What was promised, and said back", 1, 1)
    statements.load(session, officer_id=officer.id, zone=ZONE)
    sorting.load(session)
    tell("Statements", 1, 1)
    past.settle(session)
    learn_sizes(session)
    return True


def _load_decisions(session: Session, issues: Mapping[str, Issue], *, printed: bool) -> None:
    """`issues` by the names that `deciding` knows. `printed`: the worker is to make the papers of the next meeting."""
    clerks = [email for _name, email, role in SIGN_INS if role is Role.DECISION_CLERK]
    clerk = session.scalars(select(Person).where(Person.email.in_(clerks))).unique().one()
    meeting = deciding.load(session, clerk_id=clerk.id, site=site_from(current_app.config), issues=issues)
    if printed:
        printing.ask(session, meeting_id=meeting.id, person_id=clerk.id, language="en",
                     authority=current_app.config["AUTHORITY"], zone=ZONE)  # fmt: skip


def load_place_and_people(session: Session, hasher: Passwords) -> None:
    """What everything else needs."""
    _load_place(session)
    _load_people(session, hasher)


def _load_place(session: Session) -> None:
    for area in MERESTONE.areas:
        row = Area(code=area.code, name=area.name, district=area.district)
        session.add(row)
        session.flush()
        session.add_all(PostcodeSector(sector=sector, area_id=row.id) for sector in area.sectors)
    session.flush()


def _load_people(session: Session, hasher: Passwords) -> None:
    areas = dict(session.execute(select(Area.name, Area.id)).all())
    groups = [
        accounts.create_group(session, name=g.name, kind=GroupKind(g.kind), about=g.about, area_id=areas[g.area])
        for g in MERESTONE.groups
    ]
    for name, email, role in SIGN_INS:
        given = [] if role in {Role.GROUP_ORGANISER, Role.RESIDENT} else [role]
        person = accounts.register_person(
            session, email=email, name=name, password=PASSWORD, roles=given, hasher=hasher
        )
        if role is Role.GROUP_ORGANISER:
            accounts.add_member(session, group=groups[1], person=person, organiser=True)


def _opening(slug: str) -> datetime:
    """The Monday at nine, local time, so many weeks ago."""
    today = clock.local_day(clock.now(), ZONE)
    monday = today - timedelta(days=today.weekday(), weeks=OPENED_WEEKS_AGO[slug])
    return clock.from_local(datetime.combine(monday, time(9)), ZONE)


def _five_oclock(opens_at: datetime, *, weeks: int) -> datetime:
    """Five in the afternoon, local time, so many weeks after opening, whatever the clocks did in between."""
    day = clock.local_day(opens_at, ZONE) + timedelta(weeks=weeks)
    return clock.from_local(datetime.combine(day, time(17)), ZONE)


def _load_consultation(session: Session, words: DemoConsultation, officer_id: int) -> Consultation:
    opens_at = _opening(words.slug)
    first_closing = _five_oclock(opens_at, weeks=words.weeks)
    closes_at = _five_oclock(opens_at, weeks=words.weeks + MORE_WEEKS.get(words.slug, 0))
    row = Consultation(
        slug=words.slug, title=words.title, summary=words.summary, background=words.why, decided=list(words.decided),
        open_points=list(words.open), fixed=list(words.fixed), decision_maker=words.decision_maker,
        decision_on=(closes_at + timedelta(weeks=words.decision_weeks_after_close)).date(),
        contact_name=words.contact_name, contact_email=words.contact_email, contact_phone=words.contact_phone,
        minutes=words.minutes, created_at=opens_at - timedelta(days=20), created_by=officer_id,
        published_at=opens_at - timedelta(days=5), opens_at=opens_at, closes_at=closes_at,
    )  # fmt: skip
    session.add(row)
    session.flush()
    _add_change(session, row, ChangeKind.PUBLISHED, opens_at - timedelta(days=5), first_closing, officer_id)
    if closes_at > first_closing:
        extended_at = first_closing - timedelta(hours=6)
        _add_change(session, row, ChangeKind.EXTENDED, extended_at, closes_at, officer_id, WHY_LONGER)
    for position, section in enumerate(words.sections, 1):
        part = Section(consultation_id=row.id, position=position, title=section.title)
        session.add(part)
        session.flush()
        for place, question in enumerate(section.questions, 1):
            session.add(_question(row.id, part.id, place, question))
            session.flush()
    _link_stances(session, row.id, words)
    return row


def _add_change(
    session: Session,
    row: Consultation,
    kind: ChangeKind,
    at: datetime,
    closes_at: datetime,
    officer_id: int,
    reason: str = "",
) -> None:
    change = Change(consultation_id=row.id, at=at, kind=kind, reason=reason, closes_at=closes_at, person_id=officer_id)
    session.add(change)


def _question(consultation_id: int, section_id: int, position: int, words: DemoQuestion) -> Question:
    return Question(
        consultation_id=consultation_id, section_id=section_id, position=position, key=words.id, kind=Kind(words.kind),
        text=words.text, help=words.help, required=words.required, max_choices=words.max_choices,
        rank_top=words.rank_top, max_chars=words.max_chars, themed=words.themed, asks_who=words.id.endswith("1")
        and len(words.id) == 2,
        choices=[Choice(position=place, text=text, detail=words.option_details.get(text, ""), part=_part(words, text))
                 for place, text in enumerate(words.options, 1)],
        items=[Item(position=place, text=text) for place, text in enumerate(words.rows, 1)],
    )  # fmt: skip


def _part(question: DemoQuestion, text: str) -> Part:
    if question.kind == "permission":
        return (Part.PUBLISH_NAMED, Part.PUBLISH_UNNAMED, Part.ANALYSIS_ONLY)[question.options.index(text)]
    if text == question.other_option:
        return Part.OTHER
    if text == question.exclusive_option:
        return Part.EXCLUSIVE
    return Part.ORGANISATION if text in ORGANISATIONS else Part.PLAIN


ORGANISATIONS = frozenset({
    "An organisation or group", "A business", "A community group or charity", "A business or installer",
    "A college, training provider or researcher", "A shop or business on the high street",
    "A community or faith group", "A school or youth group",
})  # fmt: skip


def _link_stances(session: Session, consultation_id: int, words: DemoConsultation) -> None:
    """A question that gives reasons names the scale question that it gives them for."""
    rows = {
        row.key: row for row in session.scalars(select(Question).where(Question.consultation_id == consultation_id))
    }
    for question in words.questions:
        if question.stance_from:
            rows[question.id].stance_question_id = rows[question.stance_from].id
    session.flush()


def _load_responses(
    session: Session, consultation: Consultation, people: tuple[DemoResponse, ...], place: Gazetteer
) -> None:
    sheet = {question.key: question for question in queries.read_sheet(session, consultation).questions}
    first_closing = consultation.changes[0].closes_at or clock.now()
    opens_at = consultation.opens_at or clock.now()
    rows = [_response_row(consultation.id, person, opens_at, first_closing) for person in people]
    ids = session.scalars(insert(Response).returning(Response.id, sort_by_parameter_order=True), rows).all()
    marks = [
        {"response_id": ident, "question_id": sheet[key].id, **_EMPTY, **mark}
        for ident, person in zip(ids, people, strict=True)
        for key, value in person.answers.items()
        for mark in _marks(sheet[key], value, place, person)
    ]
    session.execute(insert(Answer), marks)


_EMPTY: dict[str, Any] = dict.fromkeys(("choice_id", "item_id", "position", "area_id", "text"))


def _response_row(consultation_id: int, person: DemoResponse, opens_at: datetime, closing: datetime) -> dict[str, Any]:
    # They were written for a closing at nine in the morning; it closes at five, so late post comes a day later.
    sent_at = opens_at + person.sent_after + timedelta(days="late" in person.traps)
    return {
        "consultation_id": consultation_id,
        "channel": Channel(person.channel),
        "language": person.language,
        "created_at": sent_at - timedelta(minutes=6),
        "sent_at": sent_at,
        "late": sent_at > closing,
    }


def _marks(question: SheetQuestion, value: object, place: Gazetteer, person: DemoResponse) -> Iterator[dict[str, Any]]:
    """The rows of one answer of the demonstration."""
    choices = {choice.text: choice for choice in question.choices}
    match question.kind:
        case Kind.SHORT_TEXT | Kind.LONG_TEXT:
            yield {"text": value}
        case Kind.MATRIX if isinstance(value, Mapping):
            items = {item.text: item.id for item in question.items}
            yield from ({"item_id": items[row], "choice_id": choices[text].id} for row, text in value.items())
        case Kind.RANKING if isinstance(value, tuple):
            yield from ({"choice_id": choices[text].id, "position": rank} for rank, text in enumerate(value, 1))
        case Kind.MULTI if isinstance(value, tuple):
            yield from (_choice_mark(choices, one) for one in value)
        case Kind.AREA if value not in choices:
            yield {"area_id": place.find_area(str(value))}
        case _:
            mark = _choice_mark(choices, value)
            named = question.choice_by_id[mark["choice_id"]].part is Part.PUBLISH_NAMED
            yield mark | ({"text": person.organisation} if named and person.organisation else {})


def _choice_mark(choices: Mapping[str, Any], value: object) -> dict[str, Any]:
    """A choice by its text, or (text, own words)."""
    text, words = value if isinstance(value, tuple) else (value, None)
    return {"choice_id": choices[text].id, **({"text": words} if words else {})}


def themed_questions(session: Session, slug: str) -> list[int]:
    """Ids of a consultation's questions whose answers become themes."""
    of_this = select(Question.id).join(Consultation, Consultation.id == Question.consultation_id)
    return list(session.scalars(of_this.where(Consultation.slug == slug, Question.themed).order_by(Question.id)))
