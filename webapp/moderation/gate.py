"""The gate through which people's words come in: who may write now, and what a moderator should read first."""

import re
from dataclasses import dataclass
from datetime import timedelta

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from webapp import clock
from webapp.i18n import _, ngettext
from webapp.moderation import queries, suspicion
from webapp.moderation.kinds import KINDS, Remembering, Thing
from webapp.moderation.models import Ruling, Verdict
from webapp.moderation.rules import ALLOWANCES, Facts, Standing
from webapp.moderation.suspicion import Earlier, Evidence
from webapp.refusals import Refused

LATELY = timedelta(days=90)
_LINK = re.compile(r"https?://|www\.", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Admission:
    """What becomes of words that were let in: `held` ones wait to be read; `evidence` opens a case beside them."""

    standing: Standing
    held: bool
    evidence: tuple[Evidence, ...] = ()


def admit(
    session: Session, *, person_id: int, text: str, pictures: int = 0, pre: bool = False, thing: Thing | None = None
) -> Admission:
    """Let words of this person in, or raise `Refused` with the reason.

    `pre`: everything here is read first. `thing`: what the words are of, when it stands somewhere already; it is no
    copy of itself. What rules notice holds the words of a newcomer; of others it opens a case beside them.
    """
    refuse_sanctioned(session, person_id=person_id)
    standing = find_standing(session, person_id=person_id)
    allowance = ALLOWANCES[standing]
    links = len(_LINK.findall(text))
    if links > allowance.links:
        raise Refused(
            ngettext(
                "You can put %(num)s link in a text so far. Take the others out.",
                "You can put %(num)s links in a text so far. Take the others out.",
                allowance.links,
            ),
            field="text",
        )
    if pictures and not allowance.pictures:
        raise Refused(_("You can add pictures once some of what you wrote has stood for a day."), field="picture")
    earlier = _find_earlier(session, person_id, thing)
    evidence = suspicion.examine(text, earlier=earlier, now=clock.now())
    held = (pre and standing is not Standing.TRUSTED) or (bool(evidence) and standing is Standing.NEW)
    return Admission(standing, held, evidence)


def _find_earlier(session: Session, person_id: int, thing: Thing | None) -> list[Earlier]:
    """What stands anywhere since a few days; one statement for each kind that remembers."""
    since, most = clock.now() - suspicion.LATELY, suspicion.MOST_COMPARED
    kinds = [kind for kind in KINDS.values() if isinstance(kind, Remembering)]
    return [
        Earlier(words.text, words.author_id == person_id, words.at)
        for kind in kinds
        for words in kind.find_recent(session, since, most)
        if (words.kind, words.id) != thing
    ]


def refuse_sanctioned(session: Session, *, person_id: int) -> None:
    """Raise `Refused` when this person may not write at the moment."""
    if queries.find_sanction(session, person_id) is not None:
        raise Refused(_("You cannot write here at the moment. The mail we sent you says why, and how to ask again."))


def find_standing(session: Session, *, person_id: int) -> Standing:
    """What this person's words have come to so far."""
    return find_facts(session, person_id=person_id).standing


def find_facts(session: Session, *, person_id: int) -> Facts:
    """What somebody's standing rests on."""
    people = Ruling.metadata.tables["person"]
    now = clock.now()
    since = session.scalar(select(people.c.confirmed_at).where(people.c.id == person_id))
    if since is None:
        return Facts(here_for=None, stood=0, hidden_lately=0)
    against = select(func.count(Ruling.id)).where(
        Ruling.author_id == person_id, Ruling.verdict == Verdict.HIDE, Ruling.at > now - LATELY,
        Ruling.undone_at.is_(None),
    )  # fmt: skip
    return Facts(
        here_for=now - since, stood=_count_stood(session, person_id), hidden_lately=session.scalar(against) or 0
    )


def _count_stood(session: Session, person_id: int) -> int:
    """How much of what they wrote has stood, of every kind: one statement, however many kinds there are."""
    counts = [count for kind in KINDS.values() if (count := kind.stood_by(person_id)) is not None]
    if not counts:
        return 0
    return sum(session.execute(select(*(count.scalar_subquery() for count in counts))).one())
