"""What people say: in words of their own, within what each question allows, the same each time."""

import os
import subprocess
import sys
from collections import Counter
from typing import Any

import pytest
from rapidfuzz import fuzz, process

from webapp.demonstration import buses, planted
from webapp.demonstration.pen import SHORT_SENTENCE, plain, sentences
from webapp.demonstration.people import responses
from webapp.demonstration.place import AREAS
from webapp.demonstration.questions.all import CONSULTATIONS, get_consultation
from webapp.demonstration.shapes import DemoConsultation, DemoQuestion

SLUGS = [consultation.slug for consultation in CONSULTATIONS]
PLACES = {area.name for area in AREAS} | {sector for area in AREAS for sector in area.sectors}
DIGEST = """
import hashlib
from webapp.demonstration.people import responses
print(hashlib.sha256(repr([responses(slug) for slug in %r]).encode()).hexdigest())
"""


def own_texts(slug: str) -> list[str]:
    """All words but those of campaigns and second sendings."""
    open_ = [question.id for question in get_consultation(slug).questions if question.kind == "long_text"]
    own = [r for r in responses(slug) if not r.campaign and "duplicate" not in r.traps]
    return [str(response.answers[name]) for response in own for name in open_ if name in response.answers]


def option(chosen: Any) -> str:
    """(option, their own words) stands for the option."""
    return str(chosen[0]) if isinstance(chosen, tuple) else str(chosen)


def several(question: DemoQuestion, answer: Any) -> bool:
    chosen = [option(one) for one in answer]
    most = question.max_choices or question.rank_top or len(question.options)
    alone = question.exclusive_option not in chosen or len(chosen) == 1
    return (
        0 < len(chosen) <= most and len(set(chosen)) == len(chosen) and set(chosen) <= set(question.options) and alone
    )


def one(question: DemoQuestion, answer: Any) -> bool:
    return option(answer) in question.options


def place(question: DemoQuestion, answer: Any) -> bool:
    return answer in PLACES or answer in question.options


def rows(question: DemoQuestion, answer: Any) -> bool:
    return bool(answer) and set(answer) <= set(question.rows) and set(answer.values()) <= set(question.options)


def words(question: DemoQuestion, answer: Any) -> bool:
    return isinstance(answer, str) and 0 < len(answer) <= (question.max_chars or 0)


ALLOWED = {
    "single": one,
    "scale": one,
    "permission": one,
    "multi": several,
    "ranking": several,
    "area": place,
    "matrix": rows,
    "long_text": words,
}


def not_allowed(consultation: DemoConsultation) -> list[tuple[int, str, Any]]:
    asked = {question.id: question for question in consultation.questions}
    return [
        (response.number, name, answer)
        for response in responses(consultation.slug)
        for name, answer in response.answers.items()
        if not ALLOWED[asked[name].kind](asked[name], answer)
    ]


@pytest.mark.parametrize("consultation", CONSULTATIONS, ids=lambda c: c.slug)
def test_every_answer_is_one_that_its_question_allows(consultation):
    assert not_allowed(consultation) == []


@pytest.mark.parametrize("consultation", CONSULTATIONS, ids=lambda c: c.slug)
def test_whoever_sends_has_answered_what_must_be_answered(consultation):
    required = {question.id for question in consultation.questions if question.required}
    assert all(required <= set(response.answers) for response in responses(consultation.slug))


@pytest.mark.parametrize("slug", SLUGS)
def test_no_two_people_say_the_same_sentence(slug):
    said = Counter(
        plain(part) for text in own_texts(slug) for part in sentences(text) if len(part.split()) > SHORT_SENTENCE
    )
    assert [sentence for sentence, times in said.items() if times > 1] == []


@pytest.mark.parametrize("slug", SLUGS)
def test_no_two_answers_outside_campaigns_could_be_taken_for_copies(slug):
    long = [text for text in own_texts(slug) if len(text.split()) > 8]
    alike = process.cdist(long, long, scorer=fuzz.token_sort_ratio, score_cutoff=85)
    assert int((alike > 0).sum()) == len(long)  # each is like itself and like no other


@pytest.mark.parametrize("slug", SLUGS)
def test_no_slot_or_choice_is_left_unfilled(slug):
    assert [text for text in own_texts(slug) if set(text) & set("{}[]|")] == []


@pytest.mark.parametrize("slug", SLUGS)
def test_words_carry_themes_only_where_there_are_words(slug):
    assert [r.number for r in responses(slug) if set(r.truth) - set(r.answers)] == []


def test_answers_run_from_a_word_or_two_to_a_long_letter():
    lengths = sorted(len(text.split()) for text in own_texts("buses-and-streets"))
    assert (lengths[0], lengths[-1] > 120) == (1, True)


def test_about_three_in_five_leave_the_question_on_fairness_empty():
    empty = sum("A10" not in response.answers for response in responses("buses-and-streets"))
    assert 0.55 <= empty / 640 <= 0.65


def test_whoever_writes_about_evening_buses_ticks_that_they_stop_too_early():
    writers = [r for r in responses("buses-and-streets") if "evening and Sunday services" in r.truth.get("A7", ())]
    ticked = [r for r in writers if "Stops too early in the evening" in r.answers.get("A4", ())]
    assert len(ticked) > 0.8 * len([r for r in writers if "A4" in r.answers])


def test_nobody_who_writes_of_the_cost_strongly_supports():
    writers = [r for r in responses("buses-and-streets") if "cost to public purse" in r.truth.get("A7", ())]
    assert [r.number for r in writers if r.answers["A6"] == "Strongly support"] == []


@pytest.mark.parametrize("slug", SLUGS)
def test_responses_are_numbered_in_the_order_of_sending(slug):
    crowd = responses(slug)
    assert [response.number for response in crowd] == list(range(1, len(crowd) + 1))
    assert [r.sent_after for r in crowd] == sorted(r.sent_after for r in crowd)


def test_another_seed_makes_other_people_and_keeps_the_counts():
    other = buses.write_responses(7)
    assert Counter(theme for r in other for theme in r.truth.get("A7", ())) == planted.BUSES_A7
    assert [r.answers for r in other] != [r.answers for r in responses("buses-and-streets")]


def test_the_same_seed_makes_the_same_people_in_another_process():
    digests = {
        subprocess.run(
            [sys.executable, "-c", DIGEST % SLUGS],
            env={**os.environ, "PYTHONHASHSEED": seed},
            capture_output=True,
            text=True,
            check=True,
        ).stdout
        for seed in ("1", "2")
    }
    assert len(digests) == 1
