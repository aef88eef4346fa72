"""Theming measured: how fast, how much memory, and how near to what people found. `python -m benchmarks.theming`

The baseline in the same run is TF-IDF of words with k-means. Texts are read from the shared data folder
(FOLKMOOT_SHARED, or `../shared` beside the repository); nothing is copied.
"""

import csv
import json
import multiprocessing
import os
import random
import resource
import sys
import time
from collections import defaultdict
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path

import numpy as np
from sklearn.cluster import KMeans
from sklearn.feature_extraction.text import TfidfVectorizer
from sklearn.metrics import adjusted_mutual_info_score, v_measure_score

from webapp.text.copies import find_campaigns
from webapp.text.discovery import discover
from webapp.text.pipeline import Answer, theme
from webapp.text.vectors import LexicalVectors

SHARED = Path(os.environ.get("FOLKMOOT_SHARED", Path(__file__).resolve().parents[2] / "shared"))
SIZES = (1_000, 10_000)
COPIES = 100_000
BASELINE_THEMES = 24
Grouping = Callable[[Sequence[str], int], Sequence[int]]


def main() -> int:
    os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")  # for the processes to come: two cores shared with others
    if not (SHARED / "data").is_dir():
        print(f"theming: no data at {SHARED / 'data'}; set FOLKMOOT_SHARED to the shared folder.")
        return 0
    print(f"{'quality: AMI / V-measure, number of themes given':<52}{'TF-IDF + k-means':>18}{'ours':>16}")
    for name, questions in (("short arguments, by question and side", arguments()), ("Banking77", intents())):
        ours, baseline = agreement(our_groups, questions), agreement(baseline_groups, questions)
        print(f"  {name + f' ({len(questions)})':<50}{baseline:>18}{ours:>16}")
    print(f"\n{'speed: text to frame and codes, one core each':<52}{'TF-IDF + k-means':>18}{'ours':>16}{'ratio':>8}")
    for size in SIZES:
        report_speed(size)
    seconds, _ = measured(time_campaigns, COPIES)
    print(f"\ncampaigns among {COPIES:,} answers: {seconds:.1f} CPU s")
    return 0


def report_speed(size: int) -> None:
    slow, base_memory = measured(time_baseline, size)
    seconds, memory = measured(time_theming, size)
    report_line(f"{size:,} answers: answers a CPU second", size / slow, size / seconds)
    report_line(f"{size:,} answers: peak memory, MB", base_memory, memory)


def report_line(what: str, baseline: float, ours: float) -> None:
    print(f"  {what:<50}{baseline:>18,.0f}{ours:>16,.0f}{ours / baseline:>8.2f}")


def measured(task: Callable[[int], float], size: int) -> tuple[float, float]:
    """CPU seconds (others may share the machine) and peak MB of a task in a process of its own, libraries included."""
    with multiprocessing.get_context("spawn").Pool(1) as pool:
        seconds: float = pool.apply(task, (size,))
        return seconds, pool.apply(peak_memory)


def peak_memory() -> float:
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024


def time_theming(size: int) -> float:
    answers = [Answer(str(number), text) for number, text in enumerate(made_up_answers(size))]
    theme(answers[:50])  # the parser and the languages read their lists before the clock starts
    start = time.process_time()
    theme(answers)
    return time.process_time() - start


def time_baseline(size: int) -> float:
    texts = made_up_answers(size)
    start = time.process_time()
    baseline_groups(texts, BASELINE_THEMES)
    return time.process_time() - start


def time_campaigns(size: int) -> float:
    texts = made_up_answers(size)
    start = time.process_time()
    find_campaigns(texts)
    return time.process_time() - start


def made_up_answers(size: int) -> list[str]:
    """Answers of one to three real texts each, drawn from all collections, so that few are equal."""
    pool = sorted({text for name in ("polis-comments", "argkp", "banking77") for text, *_ in read_texts(name)})
    pool += [row["response"] for row in read_consultation()]
    lots = random.Random(0)
    return [" ".join(lots.sample(pool, lots.choice((1, 1, 2, 2, 3)))) for _ in range(size)]


def read_texts(folder: str) -> Iterator[tuple[str, str, list[str]]]:
    """(text, group and side, people's codes) of each line of a collection."""
    with (SHARED / "data" / folder / "data.jsonl").open(encoding="utf-8") as file:
        for row in map(json.loads, file):
            yield row["text"], f"{row['group']}|{row.get('stance')}", row["labels"]


def read_consultation() -> list[dict[str, str]]:
    path = SHARED / "data" / "themefinder-gambling" / "generation__eval_sentiments.csv"
    with path.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def arguments() -> list[list[tuple[str, str]]]:
    """For each question and side the arguments that people matched to a key point, with the first they chose."""
    questions = defaultdict(list)
    for text, group, codes in read_texts("argkp"):
        if codes:
            questions[group].append((text, codes[0]))
    return [rows for rows in questions.values() if len({code for _, code in rows}) > 1]


def intents() -> list[list[tuple[str, str]]]:
    return [[(text, codes[0]) for text, _, codes in read_texts("banking77")]]


def agreement(grouping: Grouping, questions: Sequence[Sequence[tuple[str, str]]]) -> str:
    scores = []
    for rows in questions:
        texts, codes = [text for text, _ in rows], [code for _, code in rows]
        groups = grouping(texts, len({*codes}))
        scores.append((adjusted_mutual_info_score(codes, groups), v_measure_score(codes, groups)))
    mutual, measure = np.mean(scores, axis=0)
    return f"{mutual:.3f} / {measure:.3f}"


def our_groups(texts: Sequence[str], themes: int) -> Sequence[int]:
    return discover(LexicalVectors(texts, seed=0).embed(texts), themes=themes).group.tolist()


def baseline_groups(texts: Sequence[str], themes: int) -> Sequence[int]:
    weights = TfidfVectorizer(stop_words="english", sublinear_tf=True).fit_transform(texts)
    return KMeans(themes, n_init=3, random_state=0).fit_predict(weights).tolist()


if __name__ == "__main__":
    sys.exit(main())
