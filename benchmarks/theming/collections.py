"""Answers that people have coded, read in place from the shared data folder. Nothing is copied.

The folder is FOLKMOOT_SHARED, or `../shared` beside the repository.
"""

import csv
import json
import os
import random
import re
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from webapp.text.shapes import AGAINST, FOR, NO_REASON, NONE, UNCLEAR, Answer, KnownTheme

SHARED = Path(os.environ.get("FOLKMOOT_SHARED", Path(__file__).resolve().parents[3] / "shared"))
_CONSULTATION = "themefinder-gambling"
_TOPIC_NAME = re.compile(r"""'topic_name': (?:'((?:[^'\\]|\\.)*)'|"([^"]*)")""")
_SIDES = {1: FOR, -1: AGAINST}
_SPECIAL = {"None of the Above": NONE, "No Reason Given": NO_REASON}
_POSITIONS = {"AGREE": FOR, "DISAGREE": AGAINST, "UNCLEAR": UNCLEAR, "Yes": FOR, "No": AGAINST}

Row = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Coded:
    """An answer and what people found in it. `stance` is one of `STANCES`, or None where nobody said."""

    id: str
    text: str
    codes: tuple[str, ...]
    stance: str | None = None

    @property
    def answer(self) -> Answer:
        return Answer(self.id, self.text)


@dataclass(frozen=True, slots=True)
class Question:
    """What was asked, what people answered, and the code frame in words where the collection has one."""

    text: str
    answers: tuple[Coded, ...]
    frame: tuple[KnownTheme, ...] = ()

    @property
    def texts(self) -> list[str]:
        return [one.text for one in self.answers]


def is_here() -> bool:
    return (SHARED / "data").is_dir()


def arguments() -> list[Question]:
    """K: short arguments, a question for each policy and side; those matched to a key point, sides with two or more."""
    sides = defaultdict(list)
    for row in _lines("argkp"):
        if row["labels"]:
            sides[row["group"], row["stance"]].append(_argument(row))
    points = _key_points()
    return [
        Question(policy, tuple(answers), points[policy, side])
        for (policy, side), answers in sides.items()
        if len({one.codes[0] for one in answers}) > 1
    ]


def policies() -> list[Question]:
    """K again, both sides of a policy in one question: every matched argument, its side, and the key points of both."""
    both = defaultdict(list)
    for row in _lines("argkp"):
        if row["labels"]:
            both[row["group"]].append(_argument(row))
    points = _key_points()
    return [
        Question(policy, tuple(answers), points[policy, 1] + points[policy, -1]) for policy, answers in both.items()
    ]


def intents() -> Question:
    """B: one-line requests to a bank, each with one of 77 intents."""
    return Question("", tuple(Coded(row["id"], row["text"], tuple(row["labels"])) for row in _lines("banking77")))


def consultation() -> Question:
    """G: 990 synthetic answers about gambling advertisements that carry one to three of twelve topics."""
    frame, codes = _topics()
    rows = [(row, _topic_names(row["target_topics"])) for row in _consultation_rows()]
    answers = tuple(
        Coded(row["response_id"], row["response"], tuple(codes[name] for name in names), _POSITIONS[row["position"]])
        for row, names in rows
        if names
    )
    return Question(
        (_data(_CONSULTATION) / "generation__expanded_question.txt").read_text("utf-8").strip(), answers, frame
    )


def small_consultation() -> list[Question]:
    """The two questions of 100 synthetic answers with themes, stances and a code frame in full sentences."""
    return [_small_question(number) for number in (1, 2)]


def statements() -> list[str]:
    """What people wrote in public conversations; nobody has coded it."""
    return [row["text"] for row in _lines("polis-comments")]


def made_up_answers(size: int) -> list[str]:
    """Answers of one to three real texts each, drawn from all collections, so that few are equal."""
    pool = sorted({row["text"] for folder in ("polis-comments", "argkp", "banking77") for row in _lines(folder)})
    pool += [row["response"] for row in _consultation_rows()]
    lots = random.Random(0)
    return [" ".join(lots.sample(pool, lots.choice((1, 1, 2, 2, 3)))) for _ in range(size)]


def _data(folder: str) -> Path:
    return SHARED / "data" / folder


def _lines(folder: str) -> Iterator[Row]:
    yield from _rows(_data(folder) / "data.jsonl")


def _rows(path: Path) -> list[Row]:
    return [json.loads(line) for line in path.read_text("utf-8").splitlines() if line.strip()]


def _table(path: Path) -> list[dict[str, str]]:
    with path.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def _argument(row: Row) -> Coded:
    return Coded(row["id"], row["text"], tuple(row["labels"]), _SIDES[row["stance"]])


def _key_points() -> dict[tuple[str, int], tuple[KnownTheme, ...]]:
    """By policy and side, what experts wrote."""
    points = defaultdict(list)
    for part in ("train", "dev"):
        for row in _table(_data("argkp") / f"key_points_{part}.csv"):
            points[row["topic"], int(row["stance"])].append(KnownTheme(row["key_point_id"], row["key_point"]))
    return defaultdict(tuple, {key: tuple(some) for key, some in points.items()})


def _consultation_rows() -> list[dict[str, str]]:
    return _table(_data(_CONSULTATION) / "generation__eval_sentiments.csv")


def _topics() -> tuple[tuple[KnownTheme, ...], dict[str, str]]:
    """The twelve topics, each named as its first wording, and the topic of every other wording."""
    sides = json.loads((_data(_CONSULTATION) / "generation__framework_themes.json").read_text("utf-8"))
    topics = {letter: topic["topics"] for side in sides.values() for letter, topic in side.items()}
    frame = tuple(KnownTheme(one, some[0]["topic_name"], some[0]["rationale"]) for one, some in topics.items())
    return frame, {wording["topic_name"]: letter for letter, some in topics.items() for wording in some}


def _topic_names(cell: str) -> Sequence[str]:
    return [plain.replace("\\'", "'") or quoted for plain, quoted in _TOPIC_NAME.findall(cell)]


def _small_question(number: int) -> Question:
    inputs = _data(_CONSULTATION) / f"gambling_XS__inputs__question_part_{number}__"
    outputs = _data(_CONSULTATION) / f"gambling_XS__outputs__mapping__2025-07-22__question_part_{number}__"
    asked = json.loads(Path(f"{inputs}question.json").read_text("utf-8"))["question_text"]
    themes = json.loads(Path(f"{outputs}themes.json").read_text("utf-8"))
    ids = {one["topic_id"]: _SPECIAL.get(one["topic_label"], one["topic_id"]) for one in themes}
    codes = {row["response_id"]: row["labels"] for row in _rows(Path(f"{outputs}mapping.jsonl"))}
    sides = {row["response_id"]: _POSITIONS[row["position"]] for row in _rows(Path(f"{outputs}sentiment.jsonl"))}
    answers = [
        Coded(str(name := row["response_id"]), row["response"], tuple(ids[one] for one in codes[name]), sides[name])
        for row in _rows(Path(f"{inputs}responses.jsonl"))
    ]
    frame = [
        KnownTheme(one["topic_id"], one["topic_label"], one["topic_description"])
        for one in themes
        if one["topic_label"] not in _SPECIAL
    ]
    return Question(asked, tuple(answers), tuple(frame))
