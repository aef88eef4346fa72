"""How far the themes can be trusted: do two people agree, is the machine right, which themes are weak."""

from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy.orm import Session

from webapp.i18n import _, ngettext
from webapp.tally import agreement, estimates, figures, matching
from webapp.tally.agreement import Agreement, Pair
from webapp.tally.estimates import Estimate
from webapp.tally.matching import Match
from webapp.themes import quality_rules
from webapp.themes.models import CodeFrame, Theme
from webapp.themes.quality_rules import HUMAN, Bounds, figure, with_range
from webapp.themes.queries.frames import list_themes, name_of
from webapp.themes.queries.pairs import PairOfCodes, pairs_of_people, pairs_with_machine, pairs_with_machine_unseen


@dataclass(frozen=True, slots=True)
class ThemeQuality:
    """One theme: how two people agree on it, how the machine matches people on it, and why it is weak (or None).

    `special`: "none", "no-reason" or None.
    """

    theme_id: int
    label: str
    special: str | None
    agreement: Agreement
    machine: Match
    weak: str | None


@dataclass(frozen=True, slots=True)
class Quality:
    """How far the themes of one frame can be trusted.

    `pairs`: answers that two people coded apart; `people`: their agreement on all themes of an answer at once;
    `between`: the F1 of one of them beside the other, averaged over answers (to be read beside `machine.of_answers`).
    `read`: answers drawn by lot that a person read in full; `machine`: what was suggested there beside what people
    gave, who saw the suggestion; `unseen`: the same beside second coders, who saw nothing. `to_settle`: pairs that
    differ and wait. `themes`: every theme that counts, special ones last.
    `sentences`: all of it in plain words, for a summary.
    """

    pairs: int
    to_settle: int
    settled: int
    people: Agreement
    between: Estimate
    read: int
    machine: Match
    unseen: Match
    themes: tuple[ThemeQuality, ...]
    bounds: Bounds
    sentences: tuple[str, ...]

    @property
    def weak(self) -> dict[int, str]:
        """By theme id why it is weak; themes that are not are left out."""
        return {one.theme_id: one.weak for one in self.themes if one.weak}

    def of_theme(self, theme_id: int) -> ThemeQuality | None:
        return next((one for one in self.themes if one.theme_id == theme_id), None)


def read_quality(session: Session, frame: CodeFrame, *, bounds: Bounds | None = None) -> Quality:
    """How far this frame's themes can be trusted now. Six statements, whatever there is.

    `bounds`: the site's own (`quality_rules.bounds_from` its settings), else the usual ones.
    """
    themes = list_themes(session, frame)
    coded = pairs_of_people(session, frame, themes)
    return judge(
        themes, coded, pairs_with_machine(session, frame, themes),
        pairs_with_machine_unseen(session, frame, themes, coded), bounds=bounds or Bounds(),
    )  # fmt: skip


def weak_themes(session: Session, frame: CodeFrame, *, bounds: Bounds | None = None) -> dict[int, str]:
    """By theme id the reason in words why a theme is weak; others are left out."""
    return read_quality(session, frame, bounds=bounds).weak


def judge(
    themes: Sequence[Theme],
    coded: Sequence[PairOfCodes],
    read: Sequence[Pair],
    unseen: Sequence[Pair],
    *,
    bounds: Bounds,
) -> Quality:
    """All figures from what people and the machine gave the same answers: `read` by people who saw what was suggested,
    coded `unseen` by people who did not.
    """
    pairs: list[Pair] = [(one.first, one.second) for one in coded]
    of_themes = tuple(_of_theme(theme, pairs, read, bounds) for theme in _in_order(themes))
    people, machine, blind = agreement.on_sets(pairs), matching.on_sets(read), matching.on_sets(unseen)
    between = estimates.mean([agreement.f1_between(first, second) for first, second in pairs])
    return Quality(
        pairs=len(pairs),
        to_settle=sum(one.differs and not one.settled for one in coded),
        settled=sum(one.settled for one in coded),
        people=people,
        between=between,
        read=len(read),
        machine=machine,
        unseen=blind,
        themes=of_themes,
        bounds=bounds,
        sentences=(*tell_people(people), *tell_machine(machine, between), *tell_unseen(blind), *_tell_weak(of_themes)),
    )


def _in_order(themes: Sequence[Theme]) -> list[Theme]:
    return sorted((one for one in themes if one.live), key=lambda one: (one.special is not None, one.position, one.id))


def _of_theme(theme: Theme, pairs: Sequence[Pair], read: Sequence[Pair], bounds: Bounds) -> ThemeQuality:
    people, machine = agreement.on_code(pairs, theme.id), matching.on_code(read, theme.id)
    return ThemeQuality(
        theme.id, name_of(theme.special, theme.name), theme.special, people, machine,
        quality_rules.why_weak(agreement=people, match=machine, bounds=bounds),
    )  # fmt: skip


def tell_people(people: Agreement) -> list[str]:
    """How two people agree, in words."""
    if not people.base:
        return [_("Nobody has coded answers a second time yet, so it is not known how far two people would agree.")]
    same, base = count_of(people.percent), people.base
    share = figures.percent(same, base)
    told = [
        _("Two people who had not spoken to each other gave exactly the same themes to %(same)s of %(base)s "
          "answers%(share)s%(range)s.", same=f"{same:,}", base=f"{base:,}", share=f" ({share})" if share else "",
          range=_range_in_percent(people.percent))
    ]  # fmt: skip
    if people.alpha.value is not None:
        told.append(
            _("Compared with chance, their agreement is %(strength)s: Krippendorff’s alpha %(alpha)s, "
              "Cohen’s kappa %(kappa)s. Careful teams of people usually reach %(low)s to %(high)s.",
              strength=quality_rules.strength(people.alpha.value), alpha=with_range(people.alpha),
              kappa=with_range(people.kappa), low=figure(HUMAN[0]), high=figure(HUMAN[1]))
        )  # fmt: skip
    return told


def tell_machine(machine: Match, between: Estimate) -> list[str]:
    """How right the machine is, in words, beside how two people agree where that is known."""
    if not machine.answers:
        return [_("Nobody has read answers drawn by lot yet, so it is not known how right the program is.")]
    right, given = count_of(machine.precision), count_of(machine.recall)
    told = [
        _("A person read %(answers)s drawn by lot. Of the themes that the program had suggested there, %(right)s were "
          "right. Of the themes that the person gave, the program had found %(found)s.",
          answers=ngettext("%(num)s answer", "%(num)s answers", machine.answers),
          right=of_base(right, machine.precision.base), found=of_base(given, machine.recall.base)),
        _("Both in one figure (F1, answer by answer): %(f1)s.", f1=with_range(machine.of_answers)),
    ]  # fmt: skip
    if between.value is not None:
        told.append(_("Two people reach %(f1)s with each other.", f1=with_range(between)))
    return told


def tell_unseen(unseen: Match) -> list[str]:
    """How right the machine is beside people who had not seen what it suggested; nothing where there are none."""
    if not unseen.answers:
        return []
    return [
        _("Second coders saw nothing of what the program had suggested. Beside them it reaches %(f1)s (F1, answer by "
          "answer, %(answers)s).", f1=with_range(unseen.of_answers),
          answers=ngettext("%(num)s answer", "%(num)s answers", unseen.answers))
    ]  # fmt: skip


def _tell_weak(themes: Sequence[ThemeQuality]) -> list[str]:
    weak = [one.label for one in themes if one.weak]
    if not weak:
        return []
    names = ", ".join(f"“{name}”" for name in weak)
    told = ngettext(
        "Take care with %(num)s theme, which is less sure: %(names)s.",
        "Take care with %(num)s themes, which are less sure: %(names)s.",
        len(weak),
        names=names,
    )
    return [told]


def of_base(count: int, base: int) -> str:
    """ "87 of 100 (87%)"; no percentage where the base is too small for one."""
    share = figures.percent(count, base) if base else None
    return _("%(count)s of %(base)s", count=f"{count:,}", base=f"{base:,}") + (f" ({share})" if share else "")


def in_counts(estimate: Estimate) -> str:
    """A share as its count and base, or a dash where there is no base."""
    return of_base(count_of(estimate), estimate.base) if estimate.known else "–"


def count_of(estimate: Estimate) -> int:
    """How many cases a share stands for."""
    return round((estimate.value or 0) * estimate.base)


def _range_in_percent(estimate: Estimate) -> str:
    if estimate.low is None or estimate.high is None or estimate.base < figures.LEAST_BASE:
        return ""
    return _("; of all answers, between %(low)s%% and %(high)s%% would be alike",
             low=round(100 * estimate.low), high=round(100 * estimate.high))  # fmt: skip
