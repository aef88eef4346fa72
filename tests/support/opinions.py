"""Votes on statements, as tests write them."""

from array import array

from webapp.tally.opinions.facts import Votes

SIGNS = {"+": 1, "-": -1, "o": 0}


def cast(rows, *, moderated=()):
    """Votes from rows such as {"ann": "+-o."}: agree, disagree, pass and not voted on statements 1, 2, 3 …"""
    wide = max((len(row) for row in rows.values()), default=0)
    entries = [
        (person, statement, SIGNS[sign])
        for person, row in enumerate(rows.values())
        for statement, sign in enumerate(row)
        if sign in SIGNS
    ]
    return as_votes(rows, map(str, range(1, wide + 1)), entries, moderated=moderated)


def as_votes(people, statements, entries, *, moderated=()):
    """Votes from (place of the person, place of the statement, vote)."""
    whose, about, values = zip(*entries, strict=True) if entries else ((), (), ())
    return Votes(
        participants=tuple(people),
        statements=tuple(statements),
        people=array("i", whose),
        about=array("i", about),
        values=array("b", values),
        moderated=frozenset(moderated),
    )


def camps(size=12):
    """Two camps that contradict each other on statements 1 to 8 and agree with 9; all but one in eight pass once."""
    rows = {}
    for camp, row in (("left", "++++----"), ("right", "----++++")):
        for number in range(size):
            doubt = number % 8
            rows[f"{camp} {number}"] = row[:doubt] + "o" + row[doubt + 1 :] + "+"
    return rows
