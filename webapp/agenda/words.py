"""What states are called, in a resident's words; and what is computed, as sentences."""

from collections.abc import Iterator
from datetime import date

from babel import Locale, UnknownLocaleError
from flask_babel import format_date, get_locale

from webapp import clock
from webapp.agenda.models import Commitment, Feedback
from webapp.agenda.queries.chains import Chain
from webapp.agenda.queries.feedback import Asked, Story
from webapp.agenda.rules.lateness import Light
from webapp.agenda.rules.replies import OUTCOME_WORDS
from webapp.i18n import _, _l, ngettext

LIGHT_WORDS = {
    Light.RED: _l("Very late"),
    Light.AMBER: _l("Late"),
    Light.ON_TRACK: _l("On track"),
    Light.DELIVERED: _l("Delivered"),
    Light.DROPPED: _l("Will not be done"),
}

CHANNEL_WORDS = {
    "online": _l("online"),
    "paper": _l("on paper"),
    "kiosk": _l("at a tablet"),
    "assisted": _l("with somebody's help"),
    "imported": _l("through another tool"),
}


def asked(about: Asked, zone: str) -> str:
    """What was asked, and when."""
    if about.opened_at is None or about.closes_at is None:
        return about.title
    days = {"first": day_words(clock.local_day(about.opened_at, zone)),
            "last": day_words(clock.local_day(about.closes_at, zone))}  # fmt: skip
    what = _("From %(first)s to %(last)s we asked: %(title)s.", title=about.title, **days)
    return f"{what} {about.summary}".strip()


def said(story: Story) -> str:
    """How many answered and on which way, then what they raised."""
    many = ngettext("%(num)s person or group answered", "%(num)s people and groups answered", story.asked.answered)
    ways = [f"{many} {CHANNEL_WORDS.get(way, way)}" for way, many in story.asked.channels.items()]
    first = f"{many}: {', '.join(ways)}." if len(ways) > 1 else f"{many}."
    return "\n\n".join(part for part in (first, "\n".join(map(_raised, story.chains))) if part)


def _raised(chain: Chain) -> str:
    figures = ", ".join(one.figure for one in chain.evidence if one.figure)
    return f"- {chain.issue.sentence}: {figures}" if figures else f"- {chain.issue.sentence}"


def did(story: Story, zone: str) -> str:
    """Each reply with its reason, each decision with its day and reasons, each promise with its day. Each once."""
    lines = [line for chain in story.chains for line in _came_of(chain, zone)]
    lines += [_promise(row.commitment) for row in story.projects]
    return "\n".join(dict.fromkeys(f"- {line}" for line in lines))


def _came_of(chain: Chain, zone: str) -> Iterator[str]:
    if chain.reply is not None:
        yield _("“%(issue)s” %(outcome)s on %(day)s. %(reason)s", issue=chain.issue.sentence,
                outcome=OUTCOME_WORDS[chain.reply.outcome], day=day_words(clock.local_day(chain.reply.at, zone)),
                reason=chain.reply.reason)  # fmt: skip
    for one in chain.decided:
        words = {"maker": one.decision.maker, "what": one.decision.what, "reasons": one.decision.reasons}
        day = day_words(one.decision.decided_on)
        yield _("%(maker)s decided on %(day)s: %(what)s Because: %(reasons)s", day=day, **words)
        yield from (_promise(row.commitment) for row in one.commitments)


def _promise(commitment: Commitment) -> str:
    words = {"what": commitment.title, "owner": commitment.owner}
    if commitment.delivered_on is not None:
        return _("Done on %(day)s: %(what)s.", day=day_words(commitment.delivered_on), **words)
    return _("%(owner)s does this by %(day)s: %(what)s.", day=day_words(commitment.due_on), **words)


def news(feedback: Feedback) -> str:
    """In a few words, for whoever is told."""
    if feedback.next_news_on is not None:
        return _("What came of it so far. More by %(day)s", day=day_words(feedback.next_news_on))
    return _("What came of it")


def day_words(day: date) -> str:
    """4 December 2026."""
    return str(format_date(day, "d MMMM y"))


def language_name(code: str) -> str:
    """The name of a language in the reader's language; the code where nobody knows it."""
    try:
        return Locale.parse(code, sep="-").get_language_name(get_locale()) or code
    except (UnknownLocaleError, ValueError):
        return code
