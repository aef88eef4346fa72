"""A poll's result as data for other programs: what its page says, and not more. Pure."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from webapp.polls.models import Poll
from webapp.polls.results import Facts
from webapp.polls.seeds import commitment_of
from webapp.polls.sheet import Sheet


def result_as_data(
    poll: Poll,
    sheet: Sheet,
    *,
    record: Mapping[str, Any],
    facts: Facts,
    counted_at: datetime,
    seed: str,
    command: str,
    ballots: Mapping[str, str],
) -> dict[str, Any]:
    """`count` is the record as `command` prints it for the ballots at the addresses in `ballots`."""
    return {
        "format": "folkmoot-poll-1",
        "poll": {
            "title": poll.title,
            "question": poll.question,
            "method": poll.method,
            "rules": dict(poll.rules),
            "eligibility": poll.eligibility.value,
            "secret": poll.secret,
            "changeable": poll.changeable,
            "opens_at": _moment(poll.opens_at),
            "closes_at": _moment(poll.closes_at),
            "options": [
                {"number": one.number, "text": one.text, "cost": one.cost, "category": one.category}
                for one in sheet.options
            ],
            "money": [{"name": name, "amount": amount} for name, amount in sheet.pots.values()],
        },
        "turnout": {
            "voted": facts.voted,
            "channels": dict(facts.channels),
            "spoilt": facts.spoilt,
            "codes_handed_out": facts.handed_out,
            "quorum": facts.quorum,
            "stands": facts.stands,
        },
        "counted_at": _moment(counted_at),
        "seed": seed,
        "seed_sha256": commitment_of(seed),
        "command": command,
        "ballots": dict(ballots),
        "count": dict(record),
    }


def _moment(at: datetime | None) -> str | None:
    return at.isoformat() if at else None
