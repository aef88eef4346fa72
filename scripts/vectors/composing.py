"""Short sentences about public life, put together from words of our own (civic.toml) and labelled by the model.

No person wrote them and none describes a real case. They show the model common words of consultations side by side in
the shapes in which people answer: complaints, wishes, reasons, praise, comparisons.
"""

import tomllib
from collections.abc import Iterator, Sequence
from pathlib import Path
from random import Random
from typing import Any

_FRAMES = (
    "{things} {fault}",
    "{things} {fault}",
    "{things} {fault}, {reason}",
    "{things} {fault}. {reason}",
    "the council should {wish}",
    "the government must {wish}",
    "they need to {wish}",
    "please {wish}",
    "please {wish}, {reason}",
    "we should {wish} because {reason}",
    "{wish}",
    "{reason}",
    "{reason}, so {wish}",
    "I think {things} {fault}",
    "I am worried that {things} {fault}",
    "in my experience {things} {fault} and {reason}",
    "{things} {fault}, so {wish}",
    "{things} {fault}. {wish}. {reason}",
    "why do {things} matter so little? {reason}",
    "it would help to {wish}",
    "I do not agree that you should {wish}",
    "I would be happier if somebody would {wish}",
    "my {who} says that {things} {fault}",
    "{things} {where} {fault}",
    "{things} {where} {fault}, {reason}",
    "{time} {things} {fault}",
    "{things} and {more} {fault}",
    "{things}",
    "{things} or {more}",
    "there should be more support for {things}",
    "spend less on {things} and more on {other}",
    "{things} matter more to me than {other}",
    "{things} {fault} and {other} {worse}",
    "{wish} and {wish_too}",
    "{wish}. also, {elsewhere}",
    "{things} {fault}. {other} {worse}. {reason}",
)
_WHO = ("mother", "neighbour", "son", "daughter", "husband", "wife", "friend", "colleague", "grandfather", "doctor")
_WHERE = ("in our village", "in this town", "on my street", "near the station", "on the estate", "in the city centre")
_TIME = ("every day", "at weekends", "last winter", "since the cuts", "for years", "these days", "when I was ill")
Topic = dict[str, list[str]]


def compose(path: Path, most: int) -> Iterator[str]:
    """So many sentences, the same ones each time."""
    topics = [
        {kind: [words.strip() for words in several.split(";")] for kind, several in topic.items()}
        for topic in tomllib.loads(path.read_text("utf-8")).values()
    ]
    chance = Random(7)  # `random()` alone is promised to stay the same from one Python to the next
    for _ in range(most):
        yield _sentence(_one(topics, chance), _one(topics, chance), chance)


def _sentence(topic: Topic, other: Topic, chance: Random) -> str:
    sentence = _one(_FRAMES, chance).format(
        things=_one(topic["things"], chance),
        more=_one(topic["things"], chance),
        fault=_one(topic["faults"], chance),
        wish=_one(topic["wishes"], chance),
        wish_too=_one(topic["wishes"], chance),
        reason=_one(topic["reasons"], chance),
        other=_one(other["things"], chance),
        worse=_one(other["faults"], chance),
        elsewhere=_one(other["wishes"], chance),
        who=_one(_WHO, chance),
        where=_one(_WHERE, chance),
        time=_one(_TIME, chance),
    )
    return sentence[0].upper() + sentence[1:]


def _one(some: Sequence[Any], chance: Random) -> Any:
    return some[int(chance.random() * len(some))]
