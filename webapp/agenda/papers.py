"""What the papers of a meeting say: the agenda, its appendix, and a councillor's one page, as documents."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from flask_babel import format_date

from webapp import clock
from webapp.agenda.models import AgendaItem, Body, Meeting
from webapp.agenda.queries.brought import Brought, Rested
from webapp.agenda.rules.notice import Notice, days_in_words
from webapp.agenda.rules.ordering import PART_WORDS, Scored
from webapp.agenda.rules.replies import OUTCOME_WORDS
from webapp.agenda.scoring import Ordered
from webapp.documents.report import Cell, Figure, FigureKind, Labels, Quote, Report, Row, Section
from webapp.i18n import _, ngettext
from webapp.summaries.report import SOFTWARE
from webapp.web.filters import moment

BULLET = "• "
_SEEN_AT_ONCE = 3  # headings that need no list of what is in the paper


@dataclass(frozen=True, kw_only=True)
class Meant:
    """All that the papers are made of. `quotes`: by published theme; `notices`: by item."""

    meeting: Meeting
    body: Body
    items: Sequence[Ordered]
    notices: Mapping[int, Notice]
    quotes: Mapping[int, Sequence[str]]
    authority: str
    language: str
    zone: str
    made_at: datetime


def agenda(meant: Meant) -> Report:
    """What is decided, in order, with notice, score and recommendation."""
    return _report(
        meant,
        title=_("Agenda"),
        summary=_about_meeting(meant),
        sections=[_item_section(meant, number, one) for number, one in enumerate(meant.items, 1)],
        method=(
            (_("The order"), _("A score helps to put an agenda in order. It does not decide: a person can put an item "
                               "elsewhere, and must say why.")),
            (_("Clear days"), _("A clear day is a whole day: neither the day on which something is published nor the "
                                "day of the meeting counts.")),
        ),
    )  # fmt: skip


def appendix(meant: Meant) -> Report:
    """What people said about each item: evidence with its figures, their own words, and the replies."""
    sections = []
    for number, one in enumerate(meant.items, 1):
        sections.append(Section(heading=f"{number}. {one.item.title}", paragraphs=_none_raised(one.item)))
        sections += [_issue_section(meant, brought) for brought in one.brought]
    return _report(meant, title=_("Appendix: what people said"), summary=_about_meeting(meant)[:2], sections=sections)


def one_page(meant: Meant, one: Ordered) -> Report:
    """For a councillor who has a minute: who asks for what, how many, who disagrees, what is recommended."""
    sections = [Section(heading=brought.issue.sentence, paragraphs=tuple(_in_short(brought)))
                for brought in one.brought]  # fmt: skip
    if one.item.recommended:
        sections.append(Section(heading=_("What the officers recommend"), paragraphs=_lines(one.item.recommended)))
    unfitting = tuple(f"{BULLET}{line}" for line in _not_fitted(one.brought))
    if unfitting:
        sections.append(Section(heading=_("What they asked for that did not fit"), paragraphs=unfitting))
    return _report(meant, title=one.item.title, summary=(*_lines(one.item.what), *_none_raised(one.item)),
                   sections=sections, listed=False)  # fmt: skip


def _report(
    meant: Meant, *, title: str, summary: Sequence[str], sections: Sequence[Section],
    method: tuple[tuple[str, str], ...] = (), listed: bool = True,
) -> Report:  # fmt: skip
    return Report(
        title=title,
        subtitle=f"{meant.body.name}, {moment(meant.meeting.starts_at)}",
        authority=meant.authority,
        language=meant.language,
        made_at=clock.to_local(meant.made_at, meant.zone),
        version=SOFTWARE,
        summary=tuple(summary),
        facts=(),
        sections=tuple(sections),
        method=method,
        made_text=written(clock.local_day(meant.made_at, meant.zone)),
        listed=listed and len(sections) > _SEEN_AT_ONCE,
        labels=_labels(),
    )


def _labels() -> Labels:
    return Labels(
        summary=_("In short"), method=_("How to read this"), quotes=_("In people's own words"), base=_("Base"),
        figure=_("Table %(number)s", number="%s"), page=_("Page %(page)s of %(pages)s", page="%s", pages="%s"),
        contents=_("What is in here"), made=_("Made on %(day)s", day="%s"), version=_("Version %(name)s", name="%s"),
        unshown=_("Some letters could not be shown. Words in square brackets stand for them."),
    )  # fmt: skip


def written(day: date) -> str:
    return str(format_date(day, "d MMMM y"))


def _about_meeting(meant: Meant) -> list[str]:
    meeting, said = meant.meeting, [moment(meant.meeting.starts_at) + ". " + meant.meeting.where]
    said.append(ngettext("%(num)s item.", "%(num)s items.", len(meant.items)))
    if meeting.late_reason:
        said.append(_("This agenda came with less notice than it should. Why: %(why)s", why=meeting.late_reason))
    return said


def _item_section(meant: Meant, number: int, one: Ordered) -> Section:
    item, notice = one.item, meant.notices[one.id]
    said = [*_lines(item.what)]
    if item.recommended:
        said.append(_("Recommended: %(what)s", what=" ".join(_lines(item.recommended))))
    said.append(_notice(item, notice))
    said += _none_raised(item)
    said += [_("%(sentence)s (%(people)s)", sentence=BULLET + brought.issue.sentence, people=_people(brought))
             for brought in one.brought]  # fmt: skip
    if one.position:
        said.append(_("A person put it here. Why: %(why)s", why=item.position_reason))
    return Section(heading=f"{number}. {item.title}", paragraphs=tuple(said), figures=(_score(one),))


def _notice(item: AgendaItem, notice: Notice) -> str:
    had = days_in_words(notice.had, notice.counting)
    kind = _("Key decision.") + " " if item.key_decision else ""
    if notice.had >= notice.needed:
        return kind + _("%(had)s of notice; it needs %(needed)s.", had=had, needed=notice.needed)
    return kind + _("%(had)s of notice instead of %(needed)s. Why: %(why)s", had=had, needed=notice.needed,
                    why=item.short_notice_reason)  # fmt: skip


def _score(one: Ordered) -> Figure:
    return Figure(
        key=f"score-{one.id}",
        title=_("Score: %(total)s of 100", total=one.score.total),
        kind=FigureKind.MATRIX,
        base=0,
        base_note=_("Parts of the score that helps to order the agenda"),
        columns=(_("How much"), _("Weight")),
        rows=tuple(_part(part) for part in one.score.parts),
        row_title=_("Part"),
    )  # fmt: skip


def _part(part: Scored) -> Row:
    cells = Cell(None, str(part.level)), Cell(part.weight, str(part.weight))
    return Row(f"{PART_WORDS[part.part]}: {part.words}", cells)


def _issue_section(meant: Meant, brought: Brought) -> Section:
    quotes = [text for rested in brought.evidence if rested.theme for text in meant.quotes.get(rested.theme.id, ())]
    return Section(
        heading=brought.issue.sentence,
        level=2,
        paragraphs=(*_in_short(brought), *(f"{BULLET}{_rested(rested)}" for rested in brought.evidence),
                    *_reply(brought)),
        quotes=tuple(Quote(text=text, attribution="") for text in quotes),
    )  # fmt: skip


def _in_short(brought: Brought) -> Iterator[str]:
    issue = brought.issue
    yield _people(brought) + ". " + issue.who
    if issue.how_strongly:
        yield _("How strongly: %(words)s", words=issue.how_strongly)
    yield _("Who disagrees: %(words)s", words=issue.who_disagrees or _("Nobody is known to"))
    if issue.small_voices:
        yield _("Views of few: %(words)s", words=issue.small_voices)


def _rested(rested: Rested) -> str:
    one = rested.evidence
    return f"{one.title}: {one.figure}" if one.figure else one.title


def _reply(brought: Brought) -> Iterator[str]:
    if brought.reply is not None:
        said = OUTCOME_WORDS[brought.reply.outcome]
        yield _("The reply: %(said)s. %(reason)s", said=said, reason=brought.reply.reason)


def _not_fitted(brought: Sequence[Brought]) -> Iterator[str]:
    for one in brought:
        if one.reply is not None and one.did_not_fit:
            yield f"{one.issue.sentence} ({OUTCOME_WORDS[one.reply.outcome]}): {one.reply.reason}"
            for option in one.options:
                facts = "; ".join(words for words in (option.cost, option.who, option.takes) if words)
                said = f"{option.words} ({facts})" if facts else option.words
                yield _("A way to meet it: %(option)s", option=said)


def _people(brought: Brought) -> str:
    return ngettext("%(num)s person", "%(num)s people", brought.issue.people)


def _none_raised(item: AgendaItem) -> tuple[str, ...]:
    return (_("No issues were raised about this."),) if item.none_raised else ()


def _lines(text: str) -> tuple[str, ...]:
    return tuple(line.strip() for line in text.splitlines() if line.strip())
