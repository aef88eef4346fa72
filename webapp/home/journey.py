"""Where somebody's words went, told step by step: what has happened with its day, and what comes next with its day.

Pure: from the facts of a `Trace` to steps. A page of words and no drawing, so that it can be read aloud.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from webapp import clock
from webapp.agenda.queries.chains import Chain, Coming, Decided
from webapp.agenda.queries.commitments import Row
from webapp.agenda.rules.lateness import Cause, Light, Promise, Standing, standing
from webapp.agenda.rules.replies import OUTCOME_WORDS
from webapp.agenda.words import LIGHT_WORDS, day_words
from webapp.home.tracing import Trace
from webapp.i18n import _, ngettext


@dataclass(frozen=True, kw_only=True)
class Step:
    """`on`: the day on which it happened, None while it has not. `lines`: a paragraph each. `quotes`: the person's own
    words. `link`: (address, words). `light` colours what was promised."""

    title: str
    lines: tuple[str, ...] = ()
    quotes: tuple[tuple[str, str], ...] = ()
    on: date | None = None
    link: tuple[str, str] | None = None
    light: Light | None = None
    light_words: str = ""


def steps_of(trace: Trace) -> list[Step]:
    """From the words to what is happening. What was set aside or never sent goes no further."""
    response = trace.response
    first = _own_words(trace)
    if response.sent_at is None:
        return [first]
    if response.withdrawn_at is not None and not trace.themes:
        return [first, *_said_back(trace)]
    if response.excluded_at is not None:
        return [first, _set_aside(trace), *_said_back(trace)]
    return [first, *_read(trace), *_made_of_it(trace), *_said_back(trace)]


def _day(trace: Trace, moment: datetime) -> date:
    return clock.local_day(moment, trace.by.zone)


def _own_words(trace: Trace) -> Step:
    r = trace.response
    if r.withdrawn_at is not None:
        gone = [_("You took your answer back. Its words were deleted.")]
        if trace.themes:
            gone.append(_("What was published before still counts it, without anything that leads to you."))
        return Step(title=_("Your words"), lines=tuple(gone), on=_day(trace, r.withdrawn_at))
    if r.sent_at is None:
        return Step(title=_("Your words"), lines=(_("You have not sent your answer, so nobody has read it."),))
    quotes = tuple((one.question, one.words) for one in trace.own)
    lines = () if quotes else (_("You picked answers and wrote no words. What you picked is counted."),)
    if r.changed_at is not None:
        lines = (*lines, _("You changed it on %(day)s.", day=day_words(_day(trace, r.changed_at))))
    return Step(title=_("Your words"), lines=lines, quotes=quotes, on=_day(trace, r.sent_at))


def _set_aside(trace: Trace) -> Step:
    r = trace.response
    contact = trace.consultation.contact_email
    lines = [_("Your answer is not counted. The reason: %(reason)s", reason=r.excluded_reason)]
    if contact:
        lines.append(_("If you think that is wrong, write to %(email)s.", email=contact))
    on = _day(trace, r.excluded_at) if r.excluded_at is not None else None
    return Step(title=_("It was set aside"), lines=tuple(lines), on=on)


def _read(trace: Trace) -> Iterator[Step]:
    """How the words were read: the themes under which they count, or why there is none."""
    if trace.publication is None:
        yield Step(title=_("Not summed up yet"), lines=tuple(_reading_goes_on(trace)))
        return
    on = _day(trace, trace.publication.published_at)
    address = f"/consultations/{trace.consultation.slug}/what-people-said/{trace.publication.number}"
    link = (address, _("Read what everybody said"))
    if not trace.themes:
        yield Step(title=_("It is in none of the themes"), lines=(_why_in_none(trace),), on=on, link=link)
        return
    lines = tuple(
        ngettext("“%(name)s”: %(num)s person says so, of the %(base)s who answered this question.",
                 "“%(name)s”: %(num)s people say so, of the %(base)s who answered this question.",
                 theme.people, name=theme.name, base=theme.base)
        for theme in trace.themes
    )  # fmt: skip
    yield Step(title=_("What your words were counted as"), lines=lines, on=on, link=link)


def _reading_goes_on(trace: Trace) -> Iterator[str]:
    c = trace.consultation
    if c.closes_at is not None and trace.by.today <= _day(trace, c.closes_at):
        yield _(
            "People can answer until %(day)s. Then people read every answer.", day=day_words(_day(trace, c.closes_at))
        )
    else:
        yield _("People are reading every answer. What everybody said is then published.")


def _why_in_none(trace: Trace) -> str:
    sent, summed_up = trace.response.changed_at or trace.response.sent_at, trace.publication
    if sent is not None and summed_up is not None and sent > summed_up.published_at:
        return _("You sent your answer after this was published. It will be in the next one.")
    if not trace.own:
        return _("Themes are made of words. What you picked is counted in the numbers.")
    return _("Your words were read and are counted. They were about something else than what the themes say.")


def _made_of_it(trace: Trace) -> Iterator[Step]:
    """What followed from the themes: the issues, and what came of each."""
    if not trace.themes:
        return
    if not trace.chains:
        yield Step(title=_("No issue yet"), lines=(
            _("Nobody has put this before those who decide yet. When somebody does, it stands here."),))  # fmt: skip
        return
    for chain in trace.chains:
        yield _issue(trace, chain)
        yield _reply(trace, chain)
        yield from _decision(trace, chain)


def _issue(trace: Trace, chain: Chain) -> Step:
    i = chain.issue
    line = ngettext("“%(what)s” (%(num)s person)", "“%(what)s” (%(num)s people)", i.people, what=i.sentence)
    return Step(title=_("The issue that was made of it"), lines=(line,), link=(f"/issues/{i.id}", _("See the issue")),
                on=_day(trace, i.published_at) if i.published_at else None)  # fmt: skip


def _reply(trace: Trace, chain: Chain) -> Step:
    r = chain.reply
    if r is None:
        return Step(title=_("No reply yet"), lines=(_("Somebody has to answer it, with a reason."),))
    lines = [f"{OUTCOME_WORDS[r.outcome]}. {r.reason}"]
    if r.changed:
        lines.append(_("What is different because people said it: %(what)s", what=r.changed))
    lines.append(_("%(name)s answers for it.", name=r.owner))
    news = None
    if r.next_news_on is not None and not chain.decided:
        news = standing(Promise(due_on=r.next_news_on), today=trace.by.today, limits=trace.by.limits)
        lines.append(_news(r.next_news_on, news))
    return Step(title=_("The reply"), lines=tuple(lines), on=_day(trace, r.at), **_coloured(news))


def _news(day: date, news: Standing) -> str:
    if news.late:
        return _("News was promised by %(day)s. It is late.", day=day_words(day))
    return _("There is news by %(day)s.", day=day_words(day))


def _decision(trace: Trace, chain: Chain) -> Iterator[Step]:
    for decided in chain.decided:
        yield _decided(trace, decided)
        if not decided.called_in and not decided.sent_back:
            yield from (_happening(trace, row) for row in decided.commitments)
            if not decided.commitments:
                yield Step(title=_("Nothing is promised on it"), lines=(
                    _("Nobody has said yet who does what by when. Where the answer is no, nobody will."),))  # fmt: skip
    if not chain.decided:
        yield _not_decided(trace, chain.coming)


def _decided(trace: Trace, decided: Decided) -> Step:
    d = decided.decision
    lines = [_("%(maker)s decided: %(what)s", maker=d.maker, what=d.what), _("Why: %(reasons)s", reasons=d.reasons)]
    if decided.how:
        lines.append(_("What it says to this issue: %(how)s", how=decided.how))
    if decided.called_in:
        lines.append(
            _("It was called in: it is looked at again before anything happens. %(why)s", why=d.called_in_reason)
        )
    elif d.called_in_at is not None:
        lines.append(_("It was called in. What came of that: %(outcome)s", outcome=d.call_in_outcome))
    if decided.sent_back:
        lines.append(_("It was sent back and is decided again."))
    elif d.called_in_at is None and d.call_in_until is not None and trace.by.today <= d.call_in_until:
        lines.append(_("It can be called in until %(day)s.", day=day_words(d.call_in_until)))
    title = _("The decision was called in") if decided.called_in else _("The decision")
    return Step(title=title, lines=tuple(lines), on=d.decided_on, link=(decided.address, _("Read the decision")))


def _not_decided(trace: Trace, coming: list[Coming]) -> Step:
    """By when it is decided, as far as anybody knows."""
    title = _("Not decided yet")
    meets_at, first = min(((one.meets_at, one) for one in coming if one.meets_at is not None),
                          key=lambda pair: pair[0], default=(None, None))  # fmt: skip
    if meets_at is not None and first is not None:
        day = _day(trace, meets_at)
        words = {"body": first.body, "day": day_words(day)}
        line = (_("%(body)s meets on %(day)s.", **words) if day >= trace.by.today
                else _("%(body)s met on %(day)s. What it decided is being written down.", **words))  # fmt: skip
        return Step(title=title, lines=(line,), link=(f"/agenda-items/{first.item.id}", _("See what is on the agenda")))
    if coming:
        line = _("It is on the list of %(body)s. The day is not set yet.", body=coming[0].body)
        return Step(title=title, lines=(line,), link=(f"/agenda-items/{coming[0].item.id}", _("See what is planned")))
    c = trace.consultation
    if c.decision_on is not None and c.decision_on >= trace.by.today:
        line = _("%(maker)s decides on %(day)s.", maker=c.decision_maker, day=day_words(c.decision_on))
        return Step(title=title, lines=(line,))
    return Step(title=title, lines=(_("It is on nobody's agenda yet."),))


def _happening(trace: Trace, row: Row) -> Step:
    """What was promised, and how it goes."""
    c, light = row.commitment, _coloured(row.standing)
    link = (f"/commitments/{c.id}", _("See how it goes"))
    if c.delivered_on is not None:
        came = _("What came of it: %(what)s", what=c.delivered_words)
        return Step(
            title=_("It is done"), lines=(c.title, came), on=c.delivered_on, link=link, **_coloured(row.standing)
        )
    if c.dropped_on is not None:
        why = _("Why not: %(reason)s", reason=c.dropped_reason)
        return Step(
            title=_("It will not be done"), lines=(c.title, why), on=c.dropped_on, link=link, **_coloured(row.standing)
        )
    lines = [_("%(owner)s answers for it: %(what)s", owner=c.owner, what=c.title), *_how_it_goes(row)]
    return Step(title=_("What is happening"), lines=tuple(lines), link=link, **light)


def _how_it_goes(row: Row) -> Iterator[str]:
    c, now = row.commitment, row.standing
    if now.cause is Cause.SILENCE and now.since is not None:
        yield _("Nobody has said how it goes since %(day)s.", day=day_words(now.since))
    elif now.cause is Cause.STEP and now.since is not None:
        yield _("A step is late. It was due on %(day)s.", day=day_words(now.since))
    if now.cause is Cause.DUE:
        yield _("It is late. It was due on %(day)s.", day=day_words(c.due_on))
    else:
        yield _("It is due by %(day)s.", day=day_words(c.due_on))
    if row.first_due_on is not None:
        yield _("First promised for %(day)s.", day=day_words(row.first_due_on))


def _coloured(now: Standing | None) -> dict[str, Any]:
    return {} if now is None else {"light": now.light, "light_words": str(LIGHT_WORDS[now.light])}


def _said_back(trace: Trace) -> Iterator[Step]:
    """What came of the whole, or by when that is told."""
    said, title = trace.said_back, _("We asked, you said, we did")
    if said is not None and said.published_at is not None:
        link = (f"/consultations/{trace.consultation.slug}/what-we-did", _("Read what came of everything"))
        news = None
        lines: tuple[str, ...] = ()
        if said.next_news_on is not None:
            news = standing(Promise(due_on=said.next_news_on), today=trace.by.today, limits=trace.by.limits)
            lines = (_news(said.next_news_on, news),)
        yield Step(title=title, lines=lines, on=_day(trace, said.published_at), link=link, **_coloured(news))
    elif trace.due_on is not None:
        news = standing(Promise(due_on=trace.due_on), today=trace.by.today, limits=trace.by.limits)
        day = day_words(trace.due_on)
        line = _("What came of everything is told by %(day)s.", day=day)
        if news.late:
            line = _("What came of everything should have been told by %(day)s.", day=day)
        yield Step(title=_("Not said back yet"), lines=(line,), **_coloured(news if news.late else None))
