"""The ballots of a poll as files of the field: which fit its method, and how each is written. Pure.

All ballots are published as they were marked, grouped by what they say: no order, time, place or channel. With few
ballots, or many options to put in order, a single ballot can be one of a kind, and somebody who was told beforehand to
mark it so could show that they did ("pattern voting"). Councils that elect by the single transferable vote publish all
the same, because a count that nobody can repeat has to be believed. So do we, and the page of every poll says so before
people vote.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from webapp.tally.ballots import blt, own_json, pabulib_writing, preflib, ranked_csv, values_csv
from webapp.tally.ballots.budget import Budget
from webapp.tally.ballots.papers import Cardinal, Comparisons, Contest


@dataclass(frozen=True, kw_only=True)
class Format:
    """A kind of file: what it is called, how its names end, and how ballots are written in it."""

    name: str
    ending: Callable[[Any], str]
    write: Callable[[Any], str]
    media_type: str = "text/plain; charset=utf-8"


FORMATS: Mapping[str, Format] = {
    "blt": Format(name="BLT", ending=lambda _papers: "blt", write=blt.write),
    "preflib": Format(name="PrefLib", ending=preflib.data_type, write=preflib.write),
    "pabulib": Format(name="Pabulib", ending=lambda _papers: "pb", write=pabulib_writing.write),
    "csv": Format(
        name="CSV",
        ending=lambda _papers: "csv",
        write=lambda papers: ranked_csv.write(papers) if isinstance(papers, Contest) else values_csv.write(papers),
        media_type="text/csv; charset=utf-8",
    ),
    "json": Format(name="JSON", ending=lambda _papers: "json", write=own_json.write, media_type="application/json"),
}

_OFFERED: Mapping[type, tuple[str, ...]] = {
    Contest: ("blt", "preflib", "csv", "json"),
    Cardinal: ("csv", "json"),
    Comparisons: ("json",),
    Budget: ("pabulib",),
}
"""For each class of ballots the formats that hold all of them; the first is the one that the page recommends."""


def offered(papers: Any) -> dict[str, Format]:
    return {kind: FORMATS[kind] for kind in _OFFERED[type(papers)]}


def file_name(slug: str, kind: str, papers: Any) -> str:
    return f"{slug}.{FORMATS[kind].ending(papers)}"
