"""A trace in words: who is behind a count. Pure."""

from collections.abc import Iterator
from dataclasses import dataclass

from webapp.consultations.models import Channel
from webapp.consultations.sheet import SheetQuestion
from webapp.i18n import _, _l
from webapp.summaries.dates import day_words
from webapp.summaries.figures.closed import ordinal
from webapp.summaries.figures.who import CHANNEL_WORDS
from webapp.summaries.traces import UNTOLD, State, Trace
from webapp.text.shapes import AGAINST, FOR, MIXED, UNCLEAR
from webapp.themes.models import CodeFrame

STATE_WORDS = {
    State.COUNTED: _l("Counted"),
    State.EXCLUDED: _l("Set aside, with a reason"),
    State.TAKEN_BACK: _l("Taken back by whoever sent it"),
    State.NOT_SENT: _l("Begun and not sent"),
}

TOLD_WORDS = {
    FOR: _l("whose words speak for it"),
    AGAINST: _l("whose words speak against it"),
    MIXED: _l("whose words speak for and against it"),
    UNCLEAR: _l("whose words do not make it clear"),
    UNTOLD: _l("whose words do not say where they stand"),
}


@dataclass(frozen=True)
class Names:
    """What the ids of a trace are called. Everything in it belongs to the consultation that was asked about."""

    question: SheetQuestion | None = None
    asked: SheetQuestion | None = None  # the question that asks for the stance
    frame: CodeFrame | None = None
    theme: str = ""
    area: str = ""
    family: tuple[int, ...] = ()  # the theme and those that stand under it


def belongs(trace: Trace, question: SheetQuestion | None) -> bool:
    """Whether the parts of a question that a trace names are parts of `question`, which is the trace's."""
    if (trace.told or trace.decided) and trace.theme is None:
        return False
    if question is None:
        parts = (trace.question, trace.item, trace.position, trace.theme, trace.stance, trace.campaign)
        return not trace.choices and all(part is None for part in parts)
    return all(choice in question.choice_by_id for choice in trace.choices) and (
        trace.item is None or trace.item in question.item_by_id
    )


def channel_known(trace: Trace) -> bool:
    return not trace.channel or trace.channel in {channel.value for channel in Channel}


def describe(trace: Trace, names: Names) -> str:
    """One heading: "A4: Costs too much, in Hob Hill". Everybody, where the trace names nothing."""
    said = ", ".join(_said(trace, names))
    if names.question is None:
        return said or _states(trace)
    return f"{names.question.key}: {said or _('all who answered')}"


def _said(trace: Trace, names: Names) -> Iterator[str]:
    yield from _on_question(trace, names)
    if trace.campaign is not None:
        yield _("copies of a campaign")
    if names.area or trace.district:
        yield _("in %(place)s", place=names.area or trace.district)
    if trace.channel:
        yield str(CHANNEL_WORDS[Channel(trace.channel)])
    if trace.day:
        yield _("sent on %(day)s", day=day_words(trace.day))
    if trace.late:
        yield _("came late and were accepted")


def _on_question(trace: Trace, names: Names) -> Iterator[str]:
    question = names.question
    if question is None:
        return
    if trace.item is not None:
        yield question.item_by_id[trace.item].text
    if trace.choices:
        yield " + ".join(question.choice_by_id[choice].text for choice in trace.choices)
    if trace.position is not None:
        yield _("put %(place)s", place=ordinal(trace.position))
    if trace.words:
        yield _("in their own words")
    yield from ((_("theme “%(theme)s”", theme=names.theme),) if names.theme else ())
    yield from _on_words(trace)
    if trace.stance is not None and names.asked is not None:
        yield _("who ticked “%(choice)s”", choice=names.asked.choice_by_id[trace.stance].text)


def _on_words(trace: Trace) -> Iterator[str]:
    if trace.told:
        yield str(TOLD_WORDS[trace.told])
    if trace.decided:
        yield _("decided by a person")


def _states(trace: Trace) -> str:
    if trace.states == (State.COUNTED,):
        return _("All answers that count")
    if set(trace.states) == {State.COUNTED, State.EXCLUDED}:
        return _("All answers received")
    return ", ".join(str(STATE_WORDS[state]) for state in trace.states)
