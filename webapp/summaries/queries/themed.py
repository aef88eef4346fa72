"""What the themes of a consultation's questions say, in a fixed number of statements for all its questions together."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from sqlalchemy import CTE, ColumnElement, Select, case, distinct, func, literal, select
from sqlalchemy.orm import Session

from webapp.consultations.models import Answer, Response
from webapp.consultations.queries import counted
from webapp.i18n import _
from webapp.summaries.queries.groups import Groups, read_groups
from webapp.summaries.queries.standing import Standing, read_standing
from webapp.summaries.traces import UNTOLD
from webapp.themes.coding import effective, is_live, one_stance
from webapp.themes.models import Campaign, CodeFrame, Run, Theme, ThemedItem
from webapp.themes.quality import Quality, read_quality
from webapp.themes.quality_rules import Bounds
from webapp.themes.queries import list_themes, name_of, shown_excerpts
from webapp.themes.queries.families import parents, with_parents
from webapp.themes.registry import SOURCES
from webapp.themes.versions import digest_of_themes

SOURCE = "question"
_QUOTES_A_THEME = 3
_CANDIDATES = 9  # a theme, so that three are left when echoes are gone


@dataclass(frozen=True, slots=True)
class ThemeTally:
    """People by theme. `copies`: of them, how many sent a copy of a campaign. `special`: "none" or "no-reason".

    `weak`: why this theme is not to be relied on alone, or None. `parent`: the wider theme it stands under; `wide`:
    whether others stand under it, whose people are its own too, each once.
    """

    id: int
    label: str
    description: str
    special: str | None
    people: int
    copies: int = 0
    weak: str | None = None
    parent: int | None = None
    wide: bool = False

    @property
    def depth(self) -> int:
        """0 for a theme of the first level, 1 for one under it."""
        return int(self.parent is not None)

    @property
    def shown(self) -> str:
        """Its name as it stands in a summary; a weak theme says so wherever it appears."""
        return _("%(theme)s (take care)", theme=self.label) if self.weak else self.label


@dataclass(frozen=True, slots=True)
class CampaignTally:
    id: int
    people: int
    typical: "Excerpted | None"


@dataclass(frozen=True, slots=True)
class Excerpted:
    """Somebody's words, from a response. Whether they may be shown is for `permitted` to say."""

    response: int
    text: str


@dataclass(frozen=True)
class Themed:
    """One question's themes. `version`, `digest`: of the code frame (see `themes.versions`). `coded`: people whose
    answer was read. `stances`: (theme, stance in words) → people.

    `quotes`: words of responses that may be published, by theme, no two alike, the most telling first.
    """

    version: int
    digest: str
    coded: int
    themes: tuple[ThemeTally, ...]
    stances: Mapping[tuple[int, str], int] = field(default_factory=dict)
    quotes: Mapping[int, tuple[Excerpted, ...]] = field(default_factory=dict)
    campaigns: tuple[CampaignTally, ...] = ()
    method: tuple[tuple[str, str], ...] = ()
    standing: Mapping[int, Standing] = field(default_factory=dict)
    groups: Groups = field(default_factory=Groups)
    quality: Quality | None = None


def read_themed(session: Session, question_ids: Collection[int], *, bounds: Bounds) -> dict[int, Themed]:
    """By question id, for those whose themes were looked for. Four statements, and twelve for each such question.

    `bounds`: below which a theme is weak.
    """
    frames = {frame.id: frame for frame in find_frames(session, question_ids)}
    if not frames:
        return {}
    themes, methods, read = _themes(session, frames), _methods(session, frames), _read(session, frames)
    return {
        frame.source_id: _themed(session, frame, themes[frame.id], methods.get(frame.id, ()), read.get(frame.id, {}),
                                 read_quality(session, frame, bounds=bounds))
        for frame in frames.values()
    }  # fmt: skip


def people_of_theme(
    frame: CodeFrame, theme_ids: Collection[int], *, told: str = "", decided: bool = False
) -> Select[int]:
    """The ids of the responses whose answer counts under one of these; `told`, `decided`: as in a trace."""
    rows = effective(frame).rows
    under = select(rows.c.item_id).where(rows.c.theme_id.in_(theme_ids)).group_by(rows.c.item_id)
    if told:
        stands = one_stance(rows.c.stance)
        under = under.having(stands.is_(None) if told == UNTOLD else stands == told)
    if decided:
        under = under.having(func.max(rows.c.accepted) == 1)
    return select(Answer.response_id).where(Answer.id.in_(under))


def people_of_campaign(campaign_id: int) -> Select[int]:
    """The ids of the responses that sent a copy."""
    copies = select(ThemedItem.item_id).where(ThemedItem.campaign_id == campaign_id)
    return select(Answer.response_id).where(Answer.id.in_(copies))


def find_frames(session: Session, question_ids: Collection[int]) -> Sequence[CodeFrame]:
    """The code frames of these questions, of those that have one."""
    of_these = select(CodeFrame).where(CodeFrame.source_kind == SOURCE, CodeFrame.source_id.in_(question_ids))
    return session.scalars(of_these.order_by(CodeFrame.id)).all()


def labels_of_frame(session: Session, frame: CodeFrame) -> dict[int, str]:
    """The names of the themes that count, by id."""
    return {theme.id: name_of(theme.special, theme.name) for theme in _themes(session, [frame.id]).get(frame.id, ())}


def codes_by_response(session: Session, frame: CodeFrame) -> Iterator[Any]:
    """(response, theme, campaign, stance, confidence, accepted) in the order of responses, streamed.

    A theme once for each response, the surest first, wider themes beside those under them, so that every figure can be
    counted again; confidence is None where a person decided (accepted is 1).
    """
    rows = with_parents(effective(frame).rows, parents(list_themes(session, frame)))
    accepted, sure = func.max(rows.c.accepted), func.max(rows.c.confidence)
    yield from session.execute(
        select(
            Answer.response_id,
            rows.c.theme_id,
            func.max(rows.c.campaign_id).label("campaign_id"),
            one_stance(rows.c.stance).label("stance"),
            case((accepted == 0, sure)).label("confidence"),
            accepted.label("accepted"),
        )
        .join(Answer, Answer.id == rows.c.item_id)
        .group_by(Answer.response_id, rows.c.theme_id)
        .order_by(Answer.response_id, accepted.desc(), sure.desc(), rows.c.theme_id)
        .execution_options(yield_per=2_000)
    )


def _themed(session: Session, frame: CodeFrame, themes: Sequence[Theme], method: tuple[tuple[str, str], ...],
            read: Mapping[int | None, CampaignTally], quality: Quality) -> Themed:  # fmt: skip
    everything = list_themes(session, frame)
    under = parents(everything)
    rows = with_parents(effective(frame).rows, under)
    people, copies, stances = _counts(session, frame, rows)
    return Themed(
        version=frame.version,
        digest=digest_of_themes(everything),
        coded=sum(one.people for one in read.values()),
        themes=tuple(
            ThemeTally(one.id, name_of(one.special, one.name), one.about, one.special, people.get(one.id, 0),
                       copies.get(one.id, 0), quality.weak.get(one.id), under.get(one.id), one.id in under.values())
            for one in themes
        ),
        stances=stances,
        quotes=_quotes(session, frame),
        campaigns=tuple(one for campaign, one in sorted(read.items(), key=_by_campaign) if campaign is not None),
        method=method,
        standing=read_standing(session, rows),
        groups=read_groups(session, frame, rows),
        quality=quality,
    )  # fmt: skip


def _by_campaign(pair: tuple[int | None, CampaignTally]) -> int:
    return pair[0] or 0


def _themes(session: Session, frames: Collection[int]) -> Mapping[int, Sequence[Theme]]:
    rows = select(Theme).where(Theme.frame_id.in_(frames), is_live()).order_by(Theme.position, Theme.id)
    found: defaultdict[int, list[Theme]] = defaultdict(list)
    for theme in session.scalars(rows):
        found[theme.frame_id].append(theme)
    return found


def _methods(session: Session, frames: Collection[int]) -> Mapping[int, tuple[tuple[str, str], ...]]:
    """What did the last reading of each frame."""
    last = select(func.max(Run.id)).where(Run.frame_id.in_(frames)).group_by(Run.frame_id)
    rows = session.execute(select(Run.frame_id, Run.software, Run.at).where(Run.id.in_(last)))
    return {frame: ((software, at.date().isoformat()),) for frame, software, at in rows}


def _read(session: Session, frames: Collection[int]) -> Mapping[int, Mapping[int | None, CampaignTally]]:
    """By frame: how many answers that count were read, by campaign; under None those with words of their own."""
    typical = select(Answer.response_id, Answer.text, Campaign.id.label("campaign")).join(
        Answer, Answer.id == Campaign.typical_item_id
    )
    copy = typical.subquery("copy")
    rows = session.execute(
        select(ThemedItem.frame_id, ThemedItem.campaign_id, func.count(distinct(Response.id)),
               func.min(copy.c.response_id), func.min(copy.c.text))
        .join(Answer, Answer.id == ThemedItem.item_id)
        .join(Response, Response.id == Answer.response_id)
        .outerjoin(copy, copy.c.campaign == ThemedItem.campaign_id)
        .where(ThemedItem.frame_id.in_(frames), counted())
        .group_by(ThemedItem.frame_id, ThemedItem.campaign_id)
    )  # fmt: skip
    found: defaultdict[int, dict[int | None, CampaignTally]] = defaultdict(dict)
    for frame, campaign, people, response, text in rows:
        words = Excerpted(response, text) if text else None
        found[frame][campaign] = CampaignTally(campaign or 0, people, words)
    return found


_Counts = tuple[dict[int, int], dict[int, int], dict[tuple[int, str], int]]


def _counts(session: Session, frame: CodeFrame, rows: CTE) -> _Counts:
    """(people by theme, copies by theme, people by theme and stance). Each person ticked at most one stance."""
    copy = case((rows.c.campaign_id.is_not(None), rows.c.item_id))
    columns = (func.count(distinct(rows.c.item_id)), func.count(distinct(copy)))
    people: defaultdict[int, int] = defaultdict(int)
    copies: defaultdict[int, int] = defaultdict(int)
    stances: dict[tuple[int, str], int] = {}
    for theme, stance, of_it, of_copies in session.execute(_by_stance(frame, rows, columns)):
        people[theme] += of_it
        copies[theme] += of_copies
        if stance:
            stances[theme, stance] = of_it
    return dict(people), dict(copies), stances


def _by_stance(frame: CodeFrame, rows: CTE, columns: Iterable[ColumnElement[int]]) -> Select[*tuple[Any, ...]]:
    asked = SOURCES[SOURCE].stance_select(frame.source_id)
    if asked is None:
        return select(rows.c.theme_id, literal(""), *columns).group_by(rows.c.theme_id)
    ticked = asked.subquery("ticked")
    return (
        select(rows.c.theme_id, ticked.c.stance, *columns)
        .outerjoin(ticked, ticked.c.item_id == rows.c.item_id)
        .group_by(rows.c.theme_id, ticked.c.stance)
    )


def _quotes(session: Session, frame: CodeFrame) -> Mapping[int, tuple[Excerpted, ...]]:
    """For each theme the words that speak for it best, of people who allowed it, one of each campaign."""
    shown, coding = shown_excerpts(frame)
    rows = coding.rows
    allowed = SOURCES[SOURCE].quotable(frame.source_id).subquery("quotable")
    best = (func.coalesce(rows.c.rank, 99), func.coalesce(rows.c.confidence, 1.0).desc(), rows.c.excerpt_id)
    letter = func.coalesce(rows.c.campaign_id, -rows.c.item_id)
    ranked = (
        shown.join(allowed, allowed.c.item_id == rows.c.item_id)
        .add_columns(
            func.row_number().over(partition_by=(rows.c.theme_id, letter), order_by=best).label("of_letter"),
            func.row_number().over(partition_by=rows.c.theme_id, order_by=best).label("place"),
        )
        .subquery("ranked")
    )
    found = session.execute(
        select(ranked.c.theme_id, Answer.response_id, ranked.c.text, ranked.c.start, ranked.c.end)
        .join(Answer, Answer.id == ranked.c.item_id)
        .where(ranked.c.of_letter == 1, ranked.c.place <= _CANDIDATES)
        .order_by(ranked.c.theme_id, ranked.c.place)
    )
    quotes: defaultdict[int, dict[str, Excerpted]] = defaultdict(dict)
    for theme, response, text, start, end in found:
        words = text[start:end].strip()
        if len(quotes[theme]) < _QUOTES_A_THEME:
            quotes[theme].setdefault(" ".join(words.casefold().split()), Excerpted(response, words))
    return {theme: tuple(alike.values()) for theme, alike in quotes.items()}


def campaign_exists(session: Session, frame: CodeFrame, campaign_id: int) -> bool:
    """Whether there is such a campaign among this frame's."""
    found = select(Campaign.id).where(Campaign.frame_id == frame.id, Campaign.id == campaign_id)
    return session.scalar(found) is not None
