"""The whole way: from votes to groups, what they stand for, what all agree on and what sets them apart."""

import numpy as np
from threadpoolctl import threadpool_limits

from webapp.tally.opinions.agreeing import consensus, divisive
from webapp.tally.opinions.facts import Group, Memory, Method, Opinions, Placed, Statement, Votes
from webapp.tally.opinions.grouping import Grouping, group
from webapp.tally.opinions.projecting import Projection, project
from webapp.tally.opinions.representing import representatives
from webapp.tally.opinions.tabulating import Table, tabulate, tally

FEWEST_VOTES = 7
"""Whoever has voted on fewer statements (or not on all, where there are fewer) is placed but not grouped."""

NOTHING_BEFORE = Memory()


def find_opinions(votes: Votes, *, groups: int | None = None, memory: Memory = NOTHING_BEFORE) -> Opinions:
    """Opinion groups of all who voted enough. `groups` sets their number; else it is chosen and kept (see `grouping`).

    Equal votes give an equal result, in whatever order they are listed. Takes O(votes) memory.
    """
    with threadpool_limits(limits=1):  # more threads add the same numbers in another order, and wait for one another
        return _find(votes, groups, memory)


def _find(votes: Votes, groups: int | None, memory: Memory) -> Opinions:
    table = tabulate(votes)
    fewest = min(FEWEST_VOTES, max(len(table.statements), 1))
    projection = project(table)
    grouping = group(projection.positions, table.cast >= fewest, table.participants, memory=memory, count=groups)
    statements = _statements(table, projection, grouping)
    return Opinions(
        participants=_placed(table, projection, grouping),
        statements=statements,
        groups=_groups(statements, grouping),
        consensus=consensus(statements),
        divisive=divisive(statements),
        method=_method(table, projection, grouping, fewest, given=groups is not None),
        memory=grouping.memory,
    )


def _statements(table: Table, projection: Projection, grouping: Grouping) -> tuple[Statement, ...]:
    everyone = tally(table, np.zeros(len(table.participants), np.int64), 1)
    of_groups = tally(table, grouping.groups, grouping.count) if grouping.count else [()] * len(everyone)
    return tuple(
        Statement(id=name, everyone=together, groups=each, extremity=extremity, moderated=moderated)
        for name, (together,), each, extremity, moderated in zip(
            table.statements, everyone, of_groups, projection.extremity.tolist(), table.moderated.tolist(), strict=True
        )
    )


def _placed(table: Table, projection: Projection, grouping: Grouping) -> tuple[Placed, ...]:
    numbers = [None if number < 0 else number for number in grouping.groups.tolist()]
    x, y = projection.positions.T.tolist()
    return tuple(map(Placed, table.participants, numbers, x, y))


def _groups(statements: tuple[Statement, ...], grouping: Grouping) -> tuple[Group, ...]:
    sizes = np.bincount(grouping.groups[grouping.groups >= 0], minlength=grouping.count).tolist()
    return tuple(
        Group(id=number, size=size, representative=representatives(statements, number))
        for number, size in enumerate(sizes)
    )


def _method(table: Table, projection: Projection, grouping: Grouping, fewest: int, *, given: bool) -> Method:
    return Method(
        participants=len(table.participants),
        grouped=int((grouping.groups >= 0).sum()),
        statements=len(table.statements),
        moderated=int(table.moderated.sum()),
        votes=len(table.values),
        fewest_votes=fewest,
        base_clusters=grouping.bases,
        groups=grouping.count,
        given=given,
        silhouettes=grouping.silhouettes,
        explained=projection.explained,
    )
