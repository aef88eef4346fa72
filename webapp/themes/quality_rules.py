"""When a theme is weak, and what agreement means in plain words. Pure: every fact comes in as an argument."""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from webapp.i18n import _
from webapp.tally.agreement import Agreement
from webapp.tally.estimates import Estimate
from webapp.tally.matching import Match
from webapp.themes.rules import ThemeFacts, Themes, destination

HUMAN = (0.65, 0.70)
"""The kappa that teams of people who code consultations commonly accept."""
_STRENGTHS = (0.0, 0.2, 0.4, 0.6, 0.8)
"""Where the words of Landis and Koch (Biometrics 33, 1977) change."""


@dataclass(frozen=True, slots=True)
class Bounds:
    """Below `alpha` or `f1` a theme is weak, when at least `least` answers speak for it.

    Krippendorff (Content Analysis, 2004) draws even tentative conclusions only from .667 on.
    """

    alpha: float = 0.67
    f1: float = 0.6
    least: int = 10


def bounds_from(settings: Mapping[str, Any]) -> Bounds:
    """The site's own bounds; its settings are whole hundredths."""
    return Bounds(settings["WEAK_ALPHA"] / 100, settings["WEAK_F1"] / 100, settings["WEAK_ANSWERS"])


def is_weak(*, agreement: Agreement, match: Match, bounds: Bounds) -> bool:
    """Whether a theme must not be relied on alone: two people see it differently, or the machine often errs in it."""
    return _people_differ(agreement, bounds) or _machine_errs(match, bounds)


def why_weak(*, agreement: Agreement, match: Match, bounds: Bounds) -> str | None:
    """The reason in words, or None where the theme is not weak or too little is known."""
    reasons = []
    if _people_differ(agreement, bounds):
        reasons.append(
            _("two people often disagreed about it (alpha %(alpha)s, %(bound)s is wanted)",
              alpha=figure(agreement.alpha.value), bound=figure(bounds.alpha))
        )  # fmt: skip
    if _machine_errs(match, bounds):
        reasons.append(
            _("the program often got it wrong (F1 %(f1)s, %(bound)s is wanted)",
              f1=figure(match.f1.value), bound=figure(bounds.f1))
        )  # fmt: skip
    return _("Take care: %(reasons)s.", reasons=_(", and ").join(reasons)) if reasons else None


def _people_differ(agreement: Agreement, bounds: Bounds) -> bool:
    alpha, given = agreement.alpha.value, agreement.table.given if agreement.table else agreement.base
    return alpha is not None and given >= bounds.least and alpha < bounds.alpha


def _machine_errs(match: Match, bounds: Bounds) -> bool:
    return match.f1.value is not None and match.f1.base >= bounds.least and match.f1.value < bounds.f1


def counted(theme_ids: Iterable[int], themes: Themes) -> frozenset[int]:
    """Which themes an answer counts under that was given these: merges followed, dropped ones left out, and one of the
    two special codes where no theme is left (as `coding.effective` does).
    """
    there = [themes[destination(one, themes)] for one in theme_ids if one in themes]
    live = frozenset(one.id for one in there if one.live and not one.special)
    if live:
        return live
    silent = any(one.special == "no-reason" for one in there)
    return frozenset(one.id for one in themes.values() if one.special == ("no-reason" if silent else "none"))


def why_not_codes(theme_ids: Collection[int], themes: Mapping[int, ThemeFacts]) -> str | None:
    """The reason why somebody may not give an answer these codes, or None."""
    if not theme_ids:
        return _("Tick at least one theme, or one of the last two.")
    if not set(theme_ids) <= themes.keys() or not all(themes[one].live for one in theme_ids):
        return _("One of these themes has gone. Look at the list again.")
    if len(theme_ids) > 1 and any(themes[one].special for one in theme_ids):
        return _("“None of these themes” and “No reason given” stand alone. Take the other ticks away.")
    return None


def figure(value: float | None) -> str:
    """A figure between -1 and 1 with two decimals."""
    return "–" if value is None else f"{value:.2f}".replace("-", "−")


def with_range(estimate: Estimate) -> str:
    """ "0.72 (0.60 to 0.81)", or a dash where nothing can be said."""
    if estimate.value is None:
        return "–"
    return _("%(value)s (%(low)s to %(high)s)", value=figure(estimate.value), low=figure(estimate.low),
             high=figure(estimate.high))  # fmt: skip


def strength(value: float) -> str:
    """How much agreement beyond chance a kappa or an alpha means."""
    words = (
        _("worse than chance"), _("slight"), _("fair"), _("moderate"), _("substantial"), _("almost complete"),
    )  # fmt: skip
    return words[sum(value >= bound for bound in _STRENGTHS)]
