"""How fast and how large: text to frame and codes, each size in a process of its own, TF-IDF + k-means beside it."""

import multiprocessing
import time
from collections.abc import Callable
from dataclasses import dataclass

from benchmarks.costs import peak_memory
from benchmarks.theming.collections import made_up_answers
from benchmarks.theming.methods import tfidf_kmeans
from webapp.text.coder import Coder
from webapp.text.copies import find_campaigns
from webapp.text.pipeline import Answer, theme

SIZES = (1_000, 10_000, 100_000)
COPIES = 100_000
NEW = 100
FRAMED = 1_000
"""Answers that the frame for new ones was found in."""
BASELINE_THEMES = 24


@dataclass(frozen=True, slots=True)
class Cost:
    """CPU seconds (others may share the machine) and the process's peak MiB, libraries included."""

    answers: int
    seconds: float
    memory: float

    @property
    def a_second(self) -> float:
        return self.answers / self.seconds


def measure(*, quick: bool) -> dict[str, list[Cost]]:
    """By side, by size; "campaigns", finding copies alone; new answers, with a frame that stands.

    `quick` stops at 10,000.
    """
    sizes = SIZES[:2] if quick else SIZES
    return {
        "ours": [cost(time_theming, size) for size in sizes],
        "TF-IDF + k-means": [cost(time_baseline, size) for size in sizes],
        "campaigns": [cost(time_campaigns, COPIES // 10 if quick else COPIES)],
        "new answers one by one": [cost(time_new_answers, NEW)],
        "new answers in bulk": [cost(time_bulk, SIZES[1])],
    }


def cost(task: Callable[[int], float], size: int) -> Cost:
    return Cost(size, *measured(task, size))


def measured(task: Callable[[int], float], size: int) -> tuple[float, float]:
    """CPU seconds and peak MiB of a task in a process of its own."""
    with multiprocessing.get_context("spawn").Pool(1) as pool:
        seconds: float = pool.apply(task, (size,))
        return seconds, pool.apply(peak_memory)


def time_theming(size: int) -> float:
    answers = [Answer(str(number), text) for number, text in enumerate(made_up_answers(size))]
    theme(answers[:50])  # the parser and the languages read their lists before the clock starts
    start = time.process_time()
    theme(answers)
    return time.process_time() - start


def time_baseline(size: int) -> float:
    texts = made_up_answers(size)
    start = time.process_time()
    tfidf_kmeans(texts, BASELINE_THEMES)
    return time.process_time() - start


def time_campaigns(size: int) -> float:
    texts = made_up_answers(size)
    start = time.process_time()
    find_campaigns(texts)
    return time.process_time() - start


def time_new_answers(size: int) -> float:
    """So many answers that come one by one to a frame of ten themes, as the worker codes them."""
    coder, answers = _coder(), _new_answers(size)
    coder.code(answers[:1])
    start = time.process_time()
    for answer in answers:
        coder.code([answer])
    return time.process_time() - start


def time_bulk(size: int) -> float:
    """So many answers coded at once with a frame that stands."""
    coder, answers = _coder(), _new_answers(size)
    coder.code(answers[:1])
    start = time.process_time()
    coder.code(answers)
    return time.process_time() - start


def _coder() -> Coder:
    answers = [Answer(str(number), text) for number, text in enumerate(made_up_answers(FRAMED))]
    return Coder.from_theming(theme(answers, themes=10))


def _new_answers(size: int) -> list[Answer]:
    return [Answer(f"new {number}", text) for number, text in enumerate(made_up_answers(FRAMED + size)[FRAMED:])]
