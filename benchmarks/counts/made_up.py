"""Ballots as people cast them: some options are liked more, and most ballots are short. From a fixed seed."""

import random
from collections import Counter
from typing import Any

from webapp.tally.ballots import pabulib
from webapp.tally.ballots.budget import Budget
from webapp.tally.ballots.papers import Cardinal, Comparisons, Contest

OPTIONS = tuple(f"Option {number}" for number in range(1, 9))
_LIKED = (9, 7, 6, 5, 3, 2, 2, 1)
POT = 1_000_000


def ranked(size: int) -> Contest:
    lots, ballots = random.Random(size), Counter[Any]()
    for _ in range(size):
        left, order = dict(zip(range(1, 9), _LIKED, strict=True)), []
        for _place in range(min(lots.choice((1, 2, 2, 3, 3, 4, 5, 8)), 8)):
            chosen = lots.choices(list(left), weights=list(left.values()))[0]
            del left[chosen]
            order.append((chosen,))
        ballots[tuple(order)] += 1
    return Contest(options=OPTIONS, ballots=dict(ballots), seats=3, title="Made up")


def values(size: int, highest: int, given: int) -> Cardinal:
    """Each ballot gives `given` options a value from 1 to `highest`."""
    lots, ballots = random.Random(size), Counter[Any]()
    for _ in range(size):
        chosen = sorted(lots.sample(range(1, 9), given))
        ballots[tuple((option, lots.randint(1, highest)) for option in chosen)] += 1
    return Cardinal(options=OPTIONS, ballots=dict(ballots), title="Made up")


def compared(size: int) -> Comparisons:
    lots, wins = random.Random(size), Counter[Any]()
    for _ in range(10 * size):
        one, other = lots.sample(range(1, 9), 2)
        first = lots.random() * (_LIKED[one - 1] + _LIKED[other - 1]) < _LIKED[one - 1]
        wins[(one, other) if first else (other, one)] += 1
    return Comparisons(options=OPTIONS, wins=dict(sorted(wins.items())), ballots=size, title="Made up")


def budget(size: int, projects: int = 40) -> Budget:
    """Through a Pabulib file, as it would come from a city."""
    lots = random.Random(size)
    costs = [lots.randint(8, 120) * 1000 for _ in range(projects)]
    lines = [
        "META", "key;value", "description;Made up", f"num_projects;{projects}", f"num_votes;{size}", f"budget;{POT}",
        "vote_type;approval", "rule;greedy", "PROJECTS", "project_id;cost",
        *(f"{number};{cost}" for number, cost in enumerate(costs, 1)),
        "VOTES", "voter_id;vote",
    ]  # fmt: skip
    lines += [
        f"{voter};{','.join(map(str, sorted(lots.sample(range(1, projects + 1), lots.choice((1, 2, 3, 3, 4, 5))))))}"
        for voter in range(size)
    ]
    return pabulib.read("\n".join(lines) + "\n")
