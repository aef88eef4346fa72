"""Taking the figures, as plain values that JSON can hold."""

import os
import platform
import statistics
import sys
from collections.abc import Sequence
from contextlib import ExitStack
from pathlib import Path
from typing import Any

from benchmarks import counts, notices, opinions
from benchmarks.servers import Server, served
from benchmarks.statements import count_statements
from benchmarks.theming import collections, speed
from benchmarks.visits import VISITS, Network
from benchmarks.weight import weigh
from benchmarks.worlds import World, make_world

THEMED = (1_000, 10_000)  # answers; `make bench-theming` goes further
WARM = 12  # visits of each kind before anything is measured
TIMES = {
    "page": 60,
    "response": 15,
    "summary": 3,
    "discussion": 40,
    "own discussion": 40,
    "long discussion": 40,
    "proposals": 30,
    "all proposals": 30,
    "forward plan": 30,
    "proposal": 30,
    "vote": 20,
    "live result": 40,
    "home": 40,
    "journey": 40,
    "place": 40,
}  # visits a round
AIMS = {
    "page": 1.6,
    "response": 1.8,
    "discussion": 2,
    "own discussion": 2,
    "long discussion": 2,
    "first_visit_kib": 60,
    "html_kib": 14,
    "answers_a_second": 500,
    "worker_mib": 75,
    "opinions_seconds": 5,
    "opinions_mib": 500,
    "vote": 2,
    "live result": 2,
    "forward plan": 2,
    "home": 2,
    "journey": 2,
    "place": 2,
    "notices": 3,
}
Figures = dict[str, Any]


def measure(folder: Path, *, rounds: int, theming: bool) -> Figures:
    """Everything, with `folder` for databases and logs. Nothing is left running."""
    _tell("making 2,000 responses")
    world = make_world(folder)
    _tell("counting statements")
    figures: Figures = {"machine": _machine(), "aims": AIMS, "rounds": rounds}
    figures["statements"] = {side.name: count_statements(side, world) for side in world.sides}
    with ExitStack() as stack:
        servers = [stack.enter_context(served(side, folder)) for side in world.sides]
        figures["cpu"] = _time_all(servers, world, rounds)
        figures["memory"] = {side.name: server.memory() for side, server in zip(world.sides, servers, strict=True)}
        figures["weight"] = _weigh_all(servers[0], world)
    _tell("counts of 10,000 and 100,000 ballots")
    figures["counts"] = counts.measure()
    _tell("opinion groups of 1,000 to 100,000 people")
    figures["opinions"] = opinions.measure()
    _tell("news to 10,000 addresses, the worker killed three times")
    figures["notices"] = notices.measure(folder / "notices")
    figures["theming"] = _time_theming() if theming else None
    return figures


def _machine() -> dict[str, Any]:
    return {"python": platform.python_version(), "system": platform.system(), "cores": os.cpu_count()}


def _time_all(servers: Sequence[Server], world: World, rounds: int) -> Figures:
    """Milliseconds a visit, by visit: the median of each side, and the median, lowest and highest ratio of a round."""
    lines = [Network(server.port) for server in servers]
    found: Figures = {}
    sizes: Figures = {}
    for name, visit in VISITS.items():
        _tell(f"timing: {name}")
        for line in lines:
            for _ in range(WARM):
                replies = visit(line, world)
            sizes.setdefault(name, []).append(sum(len(reply.text) for reply in replies))
        spent = [_round(servers, lines, name, world, backwards=number % 2 == 1) for number in range(rounds)]
        found[name] = _compared(spent) | {"html_characters": sizes[name]}
    for line in lines:
        line.close()
    return found


def _round(servers: Sequence[Server], lines: Sequence[Network], name: str, world: World, *,
           backwards: bool) -> list[float]:  # fmt: skip
    """Milliseconds a visit of each side, one after the other, in turns the other way round."""
    spent = [0.0, 0.0]
    for side in (1, 0) if backwards else (0, 1):
        before = servers[side].cpu()
        for _ in range(TIMES[name]):
            VISITS[name](lines[side], world)
        spent[side] = (servers[side].cpu() - before) * 1000 / TIMES[name]
    return spent


def _compared(spent: Sequence[Sequence[float]]) -> Figures:
    ratios = sorted(ours / least for ours, least in spent)
    return {
        "ours_ms": round(statistics.median(one[0] for one in spent), 3),
        "least_ms": round(statistics.median(one[1] for one in spent), 3),
        "ratio": round(statistics.median(ratios), 3),
        "ratio_low": round(ratios[0], 3),
        "ratio_high": round(ratios[-1], 3),
    }


def _weigh_all(server: Server, world: World) -> Figures:
    line = Network(server.port)
    front, page = weigh(line, f"/consultations/{world.slug}"), weigh(line, f"/consultations/{world.slug}/answer")
    line.close()
    return {
        "first_visit": front.total,
        "first_html": front.html,
        "page_html": page.html,
        "parts": {address.rsplit("/", 1)[-1]: size for address, size in sorted(front.parts.items())},
    }


def _time_theming() -> list[Figures] | None:
    """Answers a second and peak MB; None where the shared texts are missing."""
    if not collections.is_here():
        return None
    found = []
    for size in THEMED:
        _tell(f"theming {size:,} answers")
        cost = speed.cost(speed.time_theming, size)
        found.append({"answers": size, "a_second": round(cost.a_second, 1), "peak_mib": round(cost.memory, 1)})
    return found


def _tell(step: str) -> None:
    print(f"  {step} …", file=sys.stderr, flush=True)
