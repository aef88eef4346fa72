"""The gate through which people's words come in: who may write now, and what a moderator should read first."""

import re
from dataclasses import dataclass
from datetime import timedelta

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from webapp import clock
from webapp.i18n import _, ngettext
from webapp.moderation import queries
from webapp.moderation.cases import Evidence
from webapp.moderation.kinds import KINDS
from webapp.moderation.models import Ruling, Verdict
from webapp.moderation.rules import ALLOWANCES, Facts, Standing
from webapp.refusals import Refused

LATELY = timedelta(days=90)
_LINK = re.compile(r"https?://|www\.", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Admission:
    """What becomes of words that were let in: `held` ones wait to be read; `evidence` opens a case beside them."""

    standing: Standing
    held: bool
    evidence: tuple[Evidence, ...] = ()


def admit(session: Session, *, person_id: int, text: str, pictures: int = 0, pre: bool = False) -> Admission:
    """Let words of this person in, or raise `Refused` with the reason. `pre`: everything here is read first."""
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
    return Admission(standing, held=pre and standing is not Standing.TRUSTED)


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
    stood = sum(kind.count_shown(session, person_id) for kind in KINDS.values())
    return Facts(here_for=now - since, stood=stood, hidden_lately=session.scalar(against) or 0)
