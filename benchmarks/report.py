"""The figures as a table that a person reads."""

from collections.abc import Iterator
from typing import Any

Figures = dict[str, Any]
TITLES = {
    "page": "a page of 12 questions",
    "response": "a whole response (5 requests)",
    "summary": "a summary of 2,000 responses",
    "discussion": "a discussion of 76 posts",
    "own discussion": "the same, signed in",
    "long discussion": "a page of one of 5,000 posts",
    "proposals": "a list of 500 proposals",
    "all proposals": "a list of 5,000 proposals",
    "forward plan": "the forward plan, with 10,000 issues",
    "proposal": "the page of a proposal",
    "vote": "a whole vote (3 requests)",
    "live result": "how a poll of 10,000 votes stands",
    "journey": "where words went (2 requests), 100,000 receipts",
    "home": "the front page, 600 things to pick from",
    "place": "the front page of one area",
}


def lines(figures: Figures) -> Iterator[str]:
    yield from _cpu(figures)
    yield from _statements(figures)
    yield from _sizes(figures)
    yield from _counts(figures)
    yield from _opinions(figures)
    yield from _notices(figures)
    yield from _theming(figures)


def _cpu(figures: Figures) -> Iterator[str]:
    yield ""
    yield f"{'Processor time, ms':<34}{'ours':>9}{'least':>9}{'ratio':>8}  {'lowest – highest':<18}{'aim':>6}"
    for name, one in figures["cpu"].items():
        spread = f"{one['ratio_low']:.2f} – {one['ratio_high']:.2f}"
        aim = figures["aims"].get(name)
        yield (
            f"  {TITLES[name]:<32}{one['ours_ms']:>9.2f}{one['least_ms']:>9.2f}{one['ratio']:>8.2f}  {spread:<18}"
            + _aim(one["ratio"], aim, "≤")
        )
    yield f"  (medians of {figures['rounds']} rounds in turns; all processes of the server; warm)"


def _statements(figures: Figures) -> Iterator[str]:
    yield ""
    yield f"{'SQL statements, by request':<34}{'ours':>24}{'least':>24}"
    for name, ours in figures["statements"]["ours"].items():
        yield f"  {TITLES[name]:<32}{_sum(ours):>24}{_sum(figures['statements']['least'][name]):>24}"


def _sum(counts: list[int]) -> str:
    return str(counts[0]) if len(counts) == 1 else f"{' + '.join(map(str, counts))} = {sum(counts)}"


def _sizes(figures: Figures) -> Iterator[str]:
    weight, aims = figures["weight"], figures["aims"]
    yield ""
    yield f"{'Bytes as sent, gzipped':<60}{'KiB':>10}{'aim':>13}"
    for title, size, aim in (
        ("first visit: consultation, style, script, pictures", weight["first_visit"], aims["first_visit_kib"]),
        ("HTML of the consultation", weight["first_html"], aims["html_kib"]),
        ("HTML of the page of 12 questions", weight["page_html"], aims["html_kib"]),
    ):
        yield f"  {title:<58}{size / 1024:>10.1f}  " + _aim(size / 1024, aim, "≤")
    yield "  of the first visit: " + ", ".join(f"{name} {size:,}" for name, size in weight["parts"].items())
    yield ""
    ours, least = figures["memory"]["ours"], figures["memory"]["least"]
    aim = _aim(ours["rss"], aims["worker_mib"], "≤")
    yield f"{'Memory of a web worker, MiB':<42}{'ours':>9}{'least':>9}{'aim':>23}"
    yield f"  {'resident':<40}{ours['rss']:>9.1f}{least['rss']:>9.1f}{'':<12}" + _aim(
        ours["rss"], aims["worker_mib"], "≤"
    )
    yield f"  {'resident, shared pages divided':<40}{ours['pss']:>9.1f}{least['pss']:>9.1f}"


def _counts(figures: Figures) -> Iterator[str]:
    yield ""
    yield f"{'Counts, 8 options':<30}{'ballots':>9}{'kinds':>8}{'seconds':>10}{'ballots/s':>14}  beside"
    for one in figures["counts"]:
        other = (
            f"{one['other']} {one['theirs']:.3f} s, {one['theirs'] / one['ours']:.0f} times" if one["other"] else "none"
        )
        aim = _aim(one["ours"], one["aim"], "≤") if one["aim"] else ""
        name = one["method"] + (" (whole)" if one["completed"] else "")
        yield (
            f"  {name:<28}{one['ballots']:>9,}{one['kinds']:>8,}{one['ours']:>10.3f}"
            f"{one['ballots'] / max(one['ours'], 1e-6):>14,.0f}  {other:<32}{aim}"
        )


def _opinions(figures: Figures) -> Iterator[str]:
    yield ""
    yield f"{'Opinion groups, 500 statements':<34}{'':<14}{'of ours':>16}"
    for one in figures["opinions"]:
        yield f"  {one['people']:<8,}{'people, ours':<20}{_cost(one['ours']):>18}"
        for side, cost in one["others"].items():
            yield f"  {'':<8}{side:<20}{_cost(cost):>18}{cost['ratio']:>13} ×"
    largest, aims = figures["opinions"][-1]["ours"], figures["aims"]
    yield "  of the largest: seconds " + _aim(largest["seconds"], aims["opinions_seconds"], "≤")
    yield "  of the largest: MiB " + _aim(largest["peak_mib"], aims["opinions_mib"], "≤")


def _cost(one: Figures) -> str:
    return f"{one['seconds']:.2f} s {one['peak_mib']:.0f} MiB"


def _notices(figures: Figures) -> Iterator[str]:
    one = figures["notices"]
    yield ""
    yield f"News to {one['readers']:,} addresses, the worker killed {one['deaths']} times"
    yield f"  told {one['told']:,}; under one Message-ID twice {one['told_twice']}; left {one['left']}"
    yield f"  mails a second: ours {one['ours_a_second']}, smtplib alone {one['alone_a_second']}, ratio " + _aim(
        one["ratio"], figures["aims"]["notices"], "≤"
    )


def _theming(figures: Figures) -> Iterator[str]:
    yield ""
    if not figures["theming"]:
        yield "Theming: not measured (left out, or FOLKMOOT_SHARED has no data)"
        return
    yield f"{'Theming':<34}{'answers/s':>12}{'peak MiB':>12}{'aim':>25}"
    for one in figures["theming"]:
        yield (
            f"  {one['answers']:<32,}{one['a_second']:>12,.0f}{one['peak_mib']:>12,.0f}{'':<14}"
            + _aim(one["a_second"], figures["aims"]["answers_a_second"], "≥")
        )


def _aim(value: float, aim: float | None, sign: str) -> str:
    """ "≤ 1.6 reached"; empty where there is no aim."""
    if aim is None:
        return ""
    reached = value <= aim if sign == "≤" else value >= aim
    return f"{sign} {aim:g} {'reached' if reached else 'NOT REACHED'}"
