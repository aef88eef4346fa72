"""What stands on the ballot: options, numbered 1, 2, 3, … without a gap, and the money that projects are paid from."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from webapp.audit.services import record
from webapp.i18n import _, _l
from webapp.polls.models import Poll, PollOption, Pot
from webapp.polls.services.editing import lock_ballot, subject_of
from webapp.refusals import Refused

MOST_OPTIONS = 100
MOST_POTS = 20


class OptionGone(Refused):
    message = _l("Somebody took this option away a moment ago.")


class PotGone(Refused):
    message = _l("Somebody took this money away a moment ago.")


@dataclass(frozen=True, kw_only=True)
class OptionWords:
    """An option as it was typed. `cost` in whole pounds, `pot_id` what pays for it: both None where no money is."""

    text: str
    detail: str = ""
    category: str = ""
    cost: int | None = None
    pot_id: int | None = None


def add(session: Session, *, poll: Poll, words: OptionWords, by: int) -> PollOption:
    """A new option, the last on the ballot. Raises Refused at the field that is wrong."""
    there = _open(session, poll)
    if len(there) >= MOST_OPTIONS:
        raise Refused(_("There are %(most)s options already.", most=MOST_OPTIONS))
    _refuse_wrong(session, poll, words, others=there)
    option = PollOption(poll_id=poll.id, number=len(there) + 1)
    _fill(option, words)
    session.add(option)
    _touch(session, poll, "add an option", by, words=words.text, option=option.number)
    return option


def change(session: Session, *, poll: Poll, option: PollOption, words: OptionWords, by: int) -> None:
    there = _open(session, poll)
    if option not in there:
        raise OptionGone
    _refuse_wrong(session, poll, words, others=[one for one in there if one is not option])
    _fill(option, words)
    _touch(session, poll, "change an option", by, words=words.text, option=option.number)


def move(session: Session, *, poll: Poll, option: PollOption, up: bool, by: int) -> None:
    """One place up or down; at either end it stays."""
    there = _open(session, poll)
    if option not in there:
        raise OptionGone
    place = there.index(option)
    other = place - 1 if up else place + 1
    if 0 <= other < len(there):
        there[place], there[other] = there[other], there[place]
        _renumber(session, there)
    _touch(session, poll, "move an option", by, option=option.id, up=up)


def remove(session: Session, *, poll: Poll, option: PollOption, by: int) -> None:
    there = _open(session, poll)
    if option not in there:
        raise OptionGone
    session.delete(option)
    session.flush()
    _renumber(session, [one for one in there if one is not option])
    _touch(session, poll, "remove an option", by, words=option.text)


def add_pot(session: Session, *, poll: Poll, name: str, amount: int, by: int) -> Pot:
    lock_ballot(session, poll)
    there = _pots(session, poll)
    if len(there) >= MOST_POTS:
        raise Refused(_("There are %(most)s already.", most=MOST_POTS))
    _refuse_same_name(there, name)
    pot = Pot(poll_id=poll.id, name=name, amount=amount)
    session.add(pot)
    _touch(session, poll, "add money", by, words=name, amount=amount)
    return pot


def change_pot(session: Session, *, poll: Poll, pot: Pot, name: str, amount: int, by: int) -> None:
    """Raises Refused when a project costs more than there would be."""
    there = _open(session, poll)
    pots = _pots(session, poll)
    if pot not in pots:
        raise PotGone
    _refuse_same_name([one for one in pots if one is not pot], name)
    dearest = max((one.cost or 0 for one in there if one.pot_id == pot.id), default=0)
    if amount < dearest:
        words = _("One project costs £%(cost)s, which is more than this.", cost=f"{dearest:,}")
        raise Refused(words, field="amount")
    pot.name, pot.amount = name, amount
    _touch(session, poll, "change money", by, words=name, amount=amount)


def remove_pot(session: Session, *, poll: Poll, pot: Pot, by: int) -> None:
    """Projects that it would have paid for then need other money."""
    there = _open(session, poll)
    if pot not in _pots(session, poll):
        raise PotGone
    for option in there:
        option.pot_id = None if option.pot_id == pot.id else option.pot_id
    session.flush()
    session.delete(pot)
    _touch(session, poll, "remove money", by, words=pot.name)


def _open(session: Session, poll: Poll) -> list[PollOption]:
    """The options as they stand now, kept from other officers until the request ends."""
    lock_ballot(session, poll)
    wanted = select(PollOption).where(PollOption.poll_id == poll.id).order_by(PollOption.number)
    return list(session.scalars(wanted.execution_options(populate_existing=True)))


def _pots(session: Session, poll: Poll) -> list[Pot]:
    return list(session.scalars(select(Pot).where(Pot.poll_id == poll.id).order_by(Pot.id)))


def _refuse_wrong(session: Session, poll: Poll, words: OptionWords, *, others: Sequence[PollOption]) -> None:
    if words.text.casefold() in {one.text.casefold() for one in others}:
        raise Refused(_("Another option has these words already."), field="text")
    if words.pot_id is None:
        return
    pot = next((one for one in _pots(session, poll) if one.id == words.pot_id), None)
    if pot is None:
        raise PotGone(field="pot_id")
    if (words.cost or 0) > pot.amount:
        raise Refused(_("There is only £%(amount)s for it.", amount=f"{pot.amount:,}"), field="cost")


def _refuse_same_name(pots: Sequence[Pot], name: str) -> None:
    if name.casefold() in {one.name.casefold() for one in pots}:
        raise Refused(_("Other money has this name already."), field="name")


def _fill(option: PollOption, words: OptionWords) -> None:
    option.text, option.detail, option.category = words.text, words.detail, words.category
    option.cost, option.pot_id = words.cost, words.pot_id


def _renumber(session: Session, options: Sequence[PollOption]) -> None:
    """1, 2, 3, … in this order; by way of numbers that nobody has, since no two may be the same at any moment."""
    for step in (-1, 1):
        for number, option in enumerate(options, 1):
            option.number = step * number
        session.flush()


def _touch(session: Session, poll: Poll, act: str, by: int, *, words: str = "", **facts: Any) -> None:
    session.flush()
    session.expire(poll, ["options", "pots"])
    record(session, actor_id=by, act=act, subject=subject_of(poll), words=words, **facts)
