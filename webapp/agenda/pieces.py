"""Evidence as it can be chosen: read from what is published, by a mark that stands in a form or an address.

"theme-12" is the published theme 12; "figure-4-17-2" line 2 of the figure of question 17 in publication 4; "poll-3",
"proposal-9", "thread-5" what carries that id. What is not public, or not counted yet, is no evidence.
"""

from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from webapp.agenda.models import EvidenceKind
from webapp.agenda.rules.issues import Piece, middle
from webapp.consultations.models import Consultation, Question
from webapp.forums.models import Thread
from webapp.forums.queries.boards import has_words, title_is_shown
from webapp.forums.queries.threads import count_shown
from webapp.i18n import _, ngettext
from webapp.polls.models import Poll, PollResult
from webapp.polls.queries import find_result
from webapp.polls.results import read_facts
from webapp.proposals.models import Move, Proposal
from webapp.proposals.queries import count_backing, current, people_backing
from webapp.proposals.rules import HIDDEN
from webapp.refusals import Refused
from webapp.summaries.models import Publication, PublishedTheme
from webapp.summaries.queries import published
from webapp.summaries.showing import people_words
from webapp.tally.figures import share_text
from webapp.web import things

_MOST_MARKS = 20


class NoEvidence(Refused):
    """What was chosen cannot carry an issue."""


def read_pieces(session: Session, marks: Collection[str]) -> list[Piece]:
    """In the order of the marks, each once. Raises `NoEvidence` with the reason."""
    return [read_piece(session, mark) for mark in list(dict.fromkeys(marks))[:_MOST_MARKS]]


def read_piece(session: Session, mark: str) -> Piece:
    """One piece by its mark. Raises `NoEvidence`."""
    kind, numbers = _parsed(mark)
    reader = _READERS.get(kind)
    piece = reader(session, *numbers) if reader and len(numbers) == _NUMBERS[kind] else None
    if piece is None:
        raise NoEvidence(_("One of the things you chose is not there any more. Choose again."), field="evidence")
    return piece


def _parsed(mark: str) -> tuple[str, list[int]]:
    kind, *numbers = mark[:60].split("-")
    if not all(one.isascii() and one.isdigit() and int(one) < 2**31 for one in numbers):
        return "", []
    return kind, [int(one) for one in numbers]


def _theme(session: Session, published_theme_id: int) -> Piece | None:
    found = published.find_theme(session, published_theme_id)
    if found is None or found[0].special is not None:
        return None
    theme, publication = found
    others = select(PublishedTheme.people).where(
        PublishedTheme.publication_id == publication.id, PublishedTheme.question_id == theme.question_id,
        PublishedTheme.special.is_(None), PublishedTheme.people > 0,
    )  # fmt: skip
    address = _address(session, publication)
    return Piece(
        kind=EvidenceKind.THEME, thing_id=theme.theme_id, title=theme.name, figure=people_words(theme),
        address=f"{address}#theme-{theme.id}", of=("consultation", publication.consultation_id),
        publication_id=publication.id, people=theme.people, base=theme.base, supporting=theme.supporting,
        opposing=theme.opposing, typical=middle(session.scalars(others)),
    )  # fmt: skip


def _address(session: Session, publication: Publication) -> str:
    slug = session.scalar(select(Consultation.slug).where(Consultation.id == publication.consultation_id))
    return f"/consultations/{slug}/what-people-said/{publication.number}"


def _figure(session: Session, publication_id: int, question_id: int, line: int) -> Piece | None:
    publication = session.get(Publication, publication_id)
    question = session.get(Question, question_id)
    if publication is None or question is None:
        return None
    rows = figure_lines(published.figures_of(session, publication), question.key)
    row = next((row for number, row in enumerate(rows) if number == line), None)
    if row is None:
        return None
    label, people, base = row
    return Piece(
        kind=EvidenceKind.FIGURE, thing_id=question.id, title=f"{question.key}: {label}",
        figure=share_text(people, base), address=f"{_address(session, publication)}#figure-{question.key}",
        of=("consultation", publication.consultation_id), publication_id=publication.id, people=people, base=base,
        typical=middle(people for _label, people, _base in rows if people),
    )  # fmt: skip


def figure_lines(figures: Mapping[str, Any], key: str) -> list[tuple[str, int, int]]:
    """(label, people, base) of each line of a question's figure in a frozen record; [] where it has none of the sort.
    Themes are evidence of their own."""
    for section in figures.get("sections", ()):
        for figure in section["figures"]:
            if figure["key"] == key and figure["kind"] in {"choices", "scale"}:
                return [(row["label"], row["cells"][0]["value"], figure["base"]) for row in figure["rows"]
                        if isinstance(row["cells"][0]["value"], int)]  # fmt: skip
    return []


def _poll(session: Session, poll_id: int) -> Piece | None:
    thing = things.find(session, "poll", poll_id)
    if thing is None:
        return None
    result = find_result(session, poll_id)
    if result is None:
        raise NoEvidence(_("This poll is not counted yet. Its result can be used once it is."), field="evidence")
    voted = read_facts(result.facts).voted
    words = ngettext("%(people)s person voted", "%(people)s people voted", voted, people=f"{voted:,}")
    return Piece(kind=EvidenceKind.POLL, thing_id=poll_id, title=thing.title, figure=words,
                 address=f"{thing.address}/result", of=("poll", poll_id), people=voted)  # fmt: skip


def _proposal(session: Session, proposal_id: int) -> Piece | None:
    thing = things.find(session, "proposal", proposal_id)
    if thing is None:
        return None
    backing = count_backing(session, session.get_one(Proposal, proposal_id))
    words = ngettext("%(people)s person backs it", "%(people)s people back it", backing, people=f"{backing:,}")
    in_public = select(people_backing()).join(Move, current()).where(
        Move.stage.not_in(HIDDEN), Proposal.hidden_at.is_(None)
    )  # fmt: skip
    return Piece(
        kind=EvidenceKind.PROPOSAL, thing_id=proposal_id, title=thing.title, figure=words, address=thing.address,
        of=("proposal", proposal_id), people=backing, supporting=backing, opposing=0,
        typical=middle(session.scalars(in_public)),
    )  # fmt: skip


def _thread(session: Session, thread_id: int) -> Piece | None:
    thing = things.find(session, "thread", thread_id)
    if thing is None:
        return None
    posts, people = count_shown(session, thread_id)
    words = _("%(posts)s posts of %(people)s people", posts=f"{posts:,}", people=f"{people:,}")
    return Piece(kind=EvidenceKind.THREAD, thing_id=thread_id, title=thing.title, figure=words,
                 address=thing.address, of=("thread", thread_id), people=people)  # fmt: skip


_READERS: Mapping[str, Callable[..., Piece | None]] = {
    "theme": _theme, "figure": _figure, "poll": _poll, "proposal": _proposal, "thread": _thread,
}  # fmt: skip
_NUMBERS = {"theme": 1, "figure": 3, "poll": 1, "proposal": 1, "thread": 1}


def list_choices(session: Session, words: str, *, most: int = 60) -> list[tuple[str, str]]:
    """(mark, words) of what an issue can rest on: themes and numbers of the newest summaries, counted polls, proposals,
    discussions.

    `words`: only what has these in its name.
    """
    wanted = words.casefold()
    found = (choice for choice in _all_choices(session) if wanted in choice[1].casefold())
    return [choice for choice, _number in zip(found, range(most), strict=False)]


def _all_choices(session: Session) -> Iterator[tuple[str, str]]:
    yield from _theme_choices(session)
    yield from _figure_choices(session)
    counted = select(Poll.id, Poll.title).join(PollResult, PollResult.poll_id == Poll.id)
    for ident, title in session.execute(counted.where(Poll.withdrawn_at.is_(None)).order_by(Poll.id.desc())):
        yield f"poll-{ident}", _("Poll: %(title)s", title=title)
    public = select(Proposal.id, Proposal.title).join(Move, current()).where(Move.stage.not_in(HIDDEN))
    for ident, title in session.execute(public.where(Proposal.hidden_at.is_(None)).order_by(Proposal.id.desc())):
        yield f"proposal-{ident}", _("Proposal: %(title)s", title=title)
    said = select(Thread.id, Thread.title).where(has_words(), title_is_shown()).order_by(Thread.id.desc())
    for ident, title in session.execute(said):
        yield f"thread-{ident}", _("Discussion: %(title)s", title=title)


def _newest(session: Session) -> Sequence[tuple[Publication, str]]:
    """The newest publication of each consultation, with its title, the latest first."""
    rows = session.execute(
        select(Publication, Consultation.title)
        .join(Consultation, Consultation.id == Publication.consultation_id)
        .order_by(Publication.published_at.desc(), Publication.id.desc())
    )
    found: dict[int, tuple[Publication, str]] = {}
    for publication, title in rows:
        found.setdefault(publication.consultation_id, (publication, title))
    return list(found.values())


def _theme_choices(session: Session) -> Iterator[tuple[str, str]]:
    titles = {publication.id: title for publication, title in _newest(session)}
    rows = select(PublishedTheme).where(
        PublishedTheme.publication_id.in_(titles), PublishedTheme.special.is_(None), PublishedTheme.people > 0
    )
    for one in session.scalars(rows.order_by(PublishedTheme.publication_id.desc(), PublishedTheme.people.desc())):
        yield f"theme-{one.id}", _("Theme: %(name)s (%(figure)s), %(title)s", name=one.name, figure=people_words(one),
                                   title=titles[one.publication_id])  # fmt: skip


def _figure_choices(session: Session) -> Iterator[tuple[str, str]]:
    for publication, title in _newest(session):
        figures = published.figures_of(session, publication)
        asked = select(Question.id, Question.key).where(Question.consultation_id == publication.consultation_id)
        for ident, key in session.execute(asked.order_by(Question.id)):
            for number, (label, people, base) in enumerate(figure_lines(figures, key)):
                yield f"figure-{publication.id}-{ident}-{number}", _(
                    "Number: %(key)s, %(label)s (%(figure)s), %(title)s", key=key, label=label,
                    figure=share_text(people, base), title=title,
                )  # fmt: skip
