"""Disclosure control for tables that cross people's characteristics: small cells are hidden, and enough others with
them that no hidden cell can be worked out from what is published.

A table with its totals is a flow: from a source through each row, through each cell to its column, and on to a sink.
Hidden cells are the edges whose flow a reader does not know. A reader can work one out exactly when it lies on no cycle
along which the flow could be shifted by one without any edge falling below zero (the residual graph of Ahuja, Magnanti
and Orlin, Network Flows, 1993). So a small cell is hidden together with the cheapest such cycle through it. The source
and sink stay apart: the grand total is always known.
"""

import heapq
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from webapp.tally.crosstab import column_totals, row_totals

THRESHOLD = 5

Hidden = tuple[tuple[int | None, ...], ...]
Node = tuple[str, int]
Edge = tuple[Node, Node]
_SOURCE: Node = ("source", 0)
_SINK: Node = ("sink", 0)


@dataclass(frozen=True)
class Protected:
    """A table that may be published as it stands: None is hidden, in the cells and in the totals."""

    cells: Hidden
    row_totals: tuple[int | None, ...]
    column_totals: tuple[int | None, ...]
    total: int | None


def suppress(table: Sequence[Sequence[int]], threshold: int = THRESHOLD) -> Hidden:
    """The same shape with None for every cell from 1 to `threshold` - 1 and for the cells hidden to protect those.

    All row and column totals are taken to be published. What they give away by themselves (the only cell of a row) no
    hiding of cells can undo: then as much as could help is hidden; use `protect`, which hides totals too.
    """
    _check(table)
    flow = _cell_flow(table)
    hidden = _hide(flow, _small(flow, threshold))
    return _cells(table, hidden)


def protect(table: Sequence[Sequence[int]], threshold: int = THRESHOLD) -> Protected:
    """The table with those totals that may stand beside it. Small totals are hidden as small cells are.

    The grand total is shown unless it is small itself, and then nothing is shown at all.
    """
    _check(table)
    total = sum(row_totals(table))
    if 0 < total < threshold:
        return _nothing(table)
    flow = {**_cell_flow(table), **_total_flow(table)}
    hidden = _hide(flow, _small(flow, threshold))
    return Protected(
        cells=_cells(table, hidden),
        row_totals=tuple(None if (_SOURCE, ("row", r)) in hidden else sum(row) for r, row in enumerate(table)),
        column_totals=tuple(
            None if (("column", c), _SINK) in hidden else count for c, count in enumerate(column_totals(table))
        ),
        total=total,
    )


def derivable(table: Sequence[Sequence[int]], published: Hidden) -> set[tuple[int, int]]:
    """The (row, column) of each hidden cell that a reader can work out, who knows all totals and `published`."""
    flow = _cell_flow(table)
    hidden = {
        (("row", r), ("column", c)) for r, row in enumerate(published) for c, cell in enumerate(row) if cell is None
    }
    return {(edge[0][1], edge[1][1]) for edge in hidden if not _cycle(edge, flow, hidden, may_hide_more=False)}


def _check(table: Sequence[Sequence[int]]) -> None:
    if len({len(row) for row in table}) > 1:
        raise ValueError("the rows of a table must be equally long")
    if any(count < 0 for row in table for count in row):
        raise ValueError("a table of people holds no negative counts")


def _nothing(table: Sequence[Sequence[int]]) -> Protected:
    return Protected(
        cells=tuple((None,) * len(row) for row in table),
        row_totals=(None,) * len(table),
        column_totals=(None,) * len(table[0]),
        total=None,
    )


def _cell_flow(table: Sequence[Sequence[int]]) -> dict[Edge, int]:
    return {(("row", r), ("column", c)): count for r, row in enumerate(table) for c, count in enumerate(row)}


def _total_flow(table: Sequence[Sequence[int]]) -> dict[Edge, int]:
    from_source = {(_SOURCE, ("row", r)): count for r, count in enumerate(row_totals(table))}
    to_sink = {(("column", c), _SINK): count for c, count in enumerate(column_totals(table))}
    return {**from_source, **to_sink}


def _small(flow: Mapping[Edge, int], threshold: int) -> list[Edge]:
    """The smallest first: they need protection most, and what protects them often protects the rest."""
    return sorted((edge for edge, count in flow.items() if 0 < count < threshold), key=lambda edge: (flow[edge], edge))


def _hide(flow: Mapping[Edge, int], small: list[Edge]) -> set[Edge]:
    hidden = set(small)
    for edge in small:
        cycle = _cycle(edge, flow, hidden, may_hide_more=True)
        # No cycle at all: the totals alone give this cell away. Its whole row and column go, which is all that helps.
        hidden |= cycle or {other for other in flow if set(other) & set(edge)}
    return hidden


def _cycle(edge: Edge, flow: Mapping[Edge, int], hidden: set[Edge], *, may_hide_more: bool) -> set[Edge]:
    """The edges of the cheapest cycle through `edge`; empty when there is none."""
    usable = set(flow) if may_hide_more else hidden
    start, end = edge
    ways = [_path(end, start, edge, flow, hidden, usable)]
    if flow[edge]:
        ways.append(_path(start, end, edge, flow, hidden, usable))
    return min((way for way in ways if way), default=(0, set[Edge]()), key=lambda way: way[0])[1]


def _path(
    start: Node, end: Node, without: Edge, flow: Mapping[Edge, int], hidden: set[Edge], usable: set[Edge]
) -> tuple[int, set[Edge]] | None:
    """(Cost, edges) of the cheapest way that leaves out one edge, by Dijkstra's algorithm; None without a way."""
    arcs = _arcs(flow, hidden, usable - {without})
    queue: list[tuple[int, Node, tuple[Edge, ...]]] = [(0, start, ())]
    done: set[Node] = set()
    while queue:
        cost, node, walked = heapq.heappop(queue)
        if node == end:
            return cost, set(walked)
        if node in done:
            continue
        done.add(node)
        for neighbour, price, edge in arcs.get(node, ()):
            heapq.heappush(queue, (cost + price, neighbour, (*walked, edge)))
    return None


def _arcs(flow: Mapping[Edge, int], hidden: set[Edge], usable: set[Edge]) -> dict[Node, list[tuple[Node, int, Edge]]]:
    arcs: dict[Node, list[tuple[Node, int, Edge]]] = {}
    for edge in sorted(usable):
        for start, end in _directions(edge, flow[edge]):
            arcs.setdefault(start, []).append((end, _price(edge, flow, hidden), edge))
    return arcs


def _directions(edge: Edge, count: int) -> Iterator[Edge]:
    """A flow can always grow; only one above zero can shrink."""
    yield edge
    if count:
        yield edge[1], edge[0]


def _price(edge: Edge, flow: Mapping[Edge, int], hidden: set[Edge]) -> int:
    """Nothing for what is hidden already; else what is lost with it. A total is worth more than any cell."""
    if edge in hidden:
        return 0
    is_total = _SOURCE in edge or _SINK in edge
    return 1 + flow[edge] + (sum(flow.values()) if is_total else 0)


def _cells(table: Sequence[Sequence[int]], hidden: set[Edge]) -> Hidden:
    return tuple(
        tuple(None if (("row", r), ("column", c)) in hidden else count for c, count in enumerate(row))
        for r, row in enumerate(table)
    )
