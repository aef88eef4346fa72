"""What came of the first rounds: themes that officers decided, summaries published, issues raised and replied to.

Every number is counted from the answers by the same code as anywhere else; only words are written here.
"""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from sqlalchemy import insert, select
from sqlalchemy.orm import Session

from webapp import clock
from webapp.agenda.models import Issue, Outcome
from webapp.agenda.pieces import read_pieces
from webapp.agenda.services import issues as raising
from webapp.agenda.services import replies as replying
from webapp.agenda.suggesting import suggest
from webapp.consultations.models import Answer, Consultation, Question
from webapp.demonstration.earlier import BUSES_BEFORE, HOMES_BEFORE
from webapp.demonstration.people import responses
from webapp.demonstration.planted import NO_REASON, NONE_OF_THESE
from webapp.summaries import publishing
from webapp.summaries.models import FileKind, Publication, PublishedTheme
from webapp.summaries.published import PUBLIC_FILES
from webapp.summaries.services import Terms
from webapp.themes.models import (
    Campaign,
    CodeFrame,
    Decision,
    Excerpt,
    Origin,
    Run,
    Special,
    Theme,
    ThemedItem,
    Verdict,
)

EVENING_BUSES, RENTERS, FARES, COST, TRUST = "evening buses", "renters", "fares", "cost", "trust"
_SPECIAL = {NONE_OF_THESE: Special.NONE, NO_REASON: Special.NO_REASON}
_TERMS = Terms(
    authority="Merestone Combined Authority", language="en-GB", zone="Europe/London", threshold=5, weak_alpha=0.67,
    weak_f1=0.5, weak_answers=20,
)  # fmt: skip
_LONG, _SHORT = 320, 40


@dataclass(frozen=True, kw_only=True)
class DemoIssue:
    """An issue as an officer of Merestone raised it. `themes`: planted names. `options`: (words, cost, takes, who)."""

    name: str
    slug: str
    themes: tuple[str, ...]
    sentence: str
    outcome: Outcome | None = None
    reason: str = ""
    changed: str = ""
    owner: str = "Transport team, R. Okafor"
    options: tuple[tuple[str, str, str, str], ...] = ()
    public: bool = True


ISSUES = (
    DemoIssue(
        name=EVENING_BUSES, slug=BUSES_BEFORE, themes=("links to hospital and jobs",),
        sentence="Buses stop before the last hospital shift ends",
        outcome=Outcome.PART_ACCEPTED,
        reason="The late shift at the infirmary ends at half past ten, and the last bus leaves at ten. Two routes pass "
               "the hospital and can run until 23:40 from Monday to Saturday, for £180,000 a year. On Sundays it would "
               "cost £75,000 more for about thirty people a night, and there is no money for it now.",
        changed="Two routes will run until 23:40, Monday to Saturday, for a year. Not on Sundays.",
        options=(
            ("One late bus on Sundays, shared by both routes", "about £30,000 a year", "A driver for one more shift",
             "Combined Authority"),
            ("Taxis for staff whose shift ends after the last bus", "about £20,000 a year", "An agreement with firms",
             "The hospital"),
        ),
    ),
    DemoIssue(
        name=RENTERS, slug=HOMES_BEFORE, themes=("renters and rent rises",),
        sentence="Renters fear higher rents once their home is warmer",
        outcome=Outcome.ACCEPTED,
        reason="Public money should not make somebody lose their home. The law does not stop a landlord from raising "
               "the rent after the work, but we decide to whom we give a grant.",
        changed="No landlord gets a grant without a covenant that holds the rent for 24 months.",
        owner="Housing team, J. Pryce",
    ),
    DemoIssue(
        name=FARES, slug=BUSES_BEFORE, themes=("fares and ticketing",),
        sentence="A family pays more for the bus than for a taxi",
        outcome=Outcome.NOT_ACCEPTED,
        reason="The fare cap is set for the whole country, and companies set their own prices beneath it. We cannot "
               "lower them unless we run the network, which is what the next round asks about.",
        options=(
            ("A family ticket at weekends, paid for by us", "about £110,000 a year", "Each company agrees to take it",
             "Combined Authority"),
        ),
    ),
    DemoIssue(
        name=COST, slug=HOMES_BEFORE, themes=("cost and bills",),
        sentence="Even with a grant, many cannot pay their part",
    ),
    DemoIssue(
        name=TRUST, slug=HOMES_BEFORE, themes=("trust and bad past work",),
        sentence="People were let down by builders before and want somebody to check the work", public=False,
    ),
)  # fmt: skip


def raise_issues(
    session: Session, *, officer_id: int, zone: str, files: Collection[FileKind] = PUBLIC_FILES
) -> Mapping[str, Issue]:
    """By name. After the first rounds and their answers are there; each step at its day. `files`: which to make."""
    closed = {slug: _find(session, slug) for slug in (BUSES_BEFORE, HOMES_BEFORE)}
    for consultation in closed.values():
        with clock.set_to(_after(consultation, weeks=3)):
            for question in consultation_questions(session, consultation):
                decide_themes(session, consultation, question, officer_id)
        with clock.set_to(_after(consultation, weeks=4)):
            publishing.publish_at_once(session, consultation.id, officer_id, _TERMS, kinds=files, note="")
    return {one.name: _raise(session, one, closed[one.slug], officer_id, zone) for one in ISSUES}


def _find(session: Session, slug: str) -> Consultation:
    return session.scalars(select(Consultation).where(Consultation.slug == slug)).one()


def _after(consultation: Consultation, *, weeks: int) -> datetime:
    return (consultation.closes_at or clock.now()) + timedelta(weeks=weeks)


def _raise(session: Session, words: DemoIssue, consultation: Consultation, officer_id: int, zone: str) -> Issue:
    with clock.set_to(_after(consultation, weeks=6)):
        pieces = read_pieces(session, [f"theme-{ident}" for ident in _themes(session, consultation, words.themes)])
        issue = raising.raise_issue(session, sentence=words.sentence, pieces=pieces, words=suggest(session, pieces),
                                    person_id=officer_id)  # fmt: skip
        if words.public:
            raising.publish(session, issue=issue, person_id=officer_id)
        for option, cost, takes, who in words.options:
            raising.add_option(session, issue=issue, words=option, cost=cost, takes=takes, who=who,
                               person_id=officer_id)  # fmt: skip
    if words.outcome is not None:
        with clock.set_to(_after(consultation, weeks=9)):
            replying.reply(session, issue=issue, outcome=words.outcome, reason=words.reason, changed=words.changed,
                           owner=words.owner, today=_today(zone), person_id=officer_id)  # fmt: skip
    return issue


def _today(zone: str) -> date:
    return clock.local_day(clock.now(), zone)


def _themes(session: Session, consultation: Consultation, names: Sequence[str]) -> Sequence[int]:
    """Ids of the published themes with these names, of whichever question."""
    rows = (
        select(PublishedTheme.id)
        .join(Publication, Publication.id == PublishedTheme.publication_id)
        .where(Publication.consultation_id == consultation.id, PublishedTheme.name.in_([_name(one) for one in names]))
    )
    return session.scalars(rows.order_by(PublishedTheme.id)).all()


def _name(planted: str) -> str:
    """As an officer writes it."""
    return planted[0].upper() + planted[1:]


def consultation_questions(session: Session, consultation: Consultation) -> Sequence[Question]:
    """Those whose answers have themes."""
    asked = select(Question).where(Question.consultation_id == consultation.id, Question.themed)
    return session.scalars(asked.order_by(Question.id)).all()


def decide_themes(session: Session, consultation: Consultation, question: Question, officer_id: int) -> CodeFrame:
    """Themes as officers decided them who read every answer: what is planted in an answer is what they found."""
    frame = CodeFrame(source_kind="question", source_id=question.id, created_at=clock.now(), version=1)
    session.add(frame)
    session.flush()
    people = responses(consultation.slug)
    answers = _read(session, frame, question, [(one.truth.get(question.key, ()), one.campaign) for one in people
                                               if question.key in one.answers])  # fmt: skip
    names = dict.fromkeys(name for _answer, found, _campaign in answers for name in found if name not in _SPECIAL)
    themes = {name: _theme(frame, name, place) for place, name in enumerate(sorted(names), 1)}
    specials = {name: Theme(frame_id=frame.id, origin=Origin.SPECIAL, special=special, position=99)
                for name, special in _SPECIAL.items()}  # fmt: skip
    session.add_all([*themes.values(), *specials.values()])
    session.flush()
    _decide(session, frame, answers, {name: theme.id for name, theme in (themes | specials).items()}, officer_id)
    return frame


def _theme(frame: CodeFrame, name: str, place: int) -> Theme:
    return Theme(frame_id=frame.id, origin=Origin.PERSON, label=_name(name), position=place)


_Answer = tuple[Answer, tuple[str, ...], str | None]


def _read(
    session: Session, frame: CodeFrame, question: Question, truths: Sequence[tuple[tuple[str, ...], str | None]]
) -> list[_Answer]:
    """Each answer with what is planted in it and its campaign; those that read best as a quote first."""
    rows = session.scalars(select(Answer).where(Answer.question_id == question.id).order_by(Answer.id)).all()
    answers = [(row, truth, campaign) for row, (truth, campaign) in zip(rows, truths, strict=True)]
    run = Run(frame_id=frame.id, at=clock.now(), software="Read by officers", method={}, seed=0, answers=len(rows),
              digest="")  # fmt: skip
    session.add(run)
    session.flush()
    letters = _letters(session, frame, answers)
    session.execute(insert(ThemedItem), [
        {"frame_id": frame.id, "item_id": row.id, "run_id": run.id, "digest": "", "language": "en",
         "campaign_id": letters.get(campaign)} for row, _truth, campaign in answers
    ])  # fmt: skip
    answers.sort(key=lambda one: (len(one[1]), not _SHORT <= len(one[0].text or "") <= _LONG, one[0].id))
    return answers


def _letters(session: Session, frame: CodeFrame, answers: Sequence[_Answer]) -> dict[str | None, int]:
    """A campaign for each letter that many sent, by its name."""
    found: dict[str | None, int] = {}
    for row, _truth, campaign in answers:
        if campaign is not None and campaign not in found:
            letter = Campaign(frame_id=frame.id, number=len(found) + 1, typical_item_id=row.id)
            session.add(letter)
            session.flush()
            found[campaign] = letter.id
    return found


def _decide(
    session: Session, frame: CodeFrame, answers: Sequence[_Answer], themes: Mapping[str, int], officer_id: int
) -> None:
    session.execute(insert(Excerpt), [
        {"frame_id": frame.id, "item_kind": "answer", "item_id": row.id, "start": 0, "end": len(row.text or "")}
        for row, _truth, _campaign in answers
    ])  # fmt: skip
    spans = dict(session.execute(select(Excerpt.item_id, Excerpt.id).where(Excerpt.frame_id == frame.id)).all())
    session.execute(insert(Decision), [
        {"excerpt_id": spans[row.id], "theme_id": themes[name], "verdict": Verdict.ACCEPTED, "person_id": officer_id,
         "at": clock.now(), "stance": None}
        for row, truth, _campaign in answers for name in dict.fromkeys(truth)
    ])  # fmt: skip
