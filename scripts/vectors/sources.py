"""Where the training text comes from: openly licensed, and none of it from a collection that themes are measured on."""

import json
import re
from collections.abc import Iterable, Iterator
from hashlib import blake2b
from pathlib import Path

_QUOTED = re.compile(r'"([^"]+)"')
_SENTENCE_END = re.compile(r"(?<=[.!?])\s+")
_FIRST_YEAR = "1930"
_PARTS_OF_SPEECH = ("noun", "verb", "adj", "adv")


def read_statements(file: Path) -> Iterator[str]:
    """The texts of a file of JSON lines."""
    return (json.loads(line)["text"] for line in file.read_text("utf-8").splitlines())


def read_wordnet(folder: Path) -> Iterator[str]:
    """The explanations and the examples of WordNet's `data.*` files."""
    for part in _PARTS_OF_SPEECH:
        for line in (folder / f"data.{part}").read_text("utf-8").splitlines():
            if line.startswith("  "):  # the licence, at the top of each file
                continue
            _, _, gloss = line.partition(" | ")
            yield from _QUOTED.findall(gloss)
            yield from filter(None, [_QUOTED.sub("", gloss).strip(" ;:,.")])


def read_speeches(folder: Path) -> Iterator[str]:
    """The sentences of the addresses since 1930, from files named by their year."""
    for file in sorted(folder.glob("*.txt")):
        if file.name[:4] >= _FIRST_YEAR:
            yield from _SENTENCE_END.split(file.read_text("utf-8"))


def pick(texts: Iterable[str], most: int) -> list[str]:
    """At most so many different texts of a usable length: those with the smallest digests, in that order."""
    usable = {" ".join(text.split()) for text in texts}
    return sorted((text for text in usable if 8 <= len(text) <= 600), key=_digest)[:most]


def _digest(text: str) -> bytes:
    return blake2b(text.encode(), digest_size=8).digest()
