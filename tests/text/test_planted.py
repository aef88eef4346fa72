"""What is planted in the demonstration, found by the text pipeline alone: exactly where a count can be exact, and else
with the recall and precision stated here.

A planted theme is held against the found theme that shares most of its answers, measured by F1.
"""

from collections import Counter

import pytest

from webapp.demonstration import planted
from webapp.demonstration.people import responses
from webapp.demonstration.questions.all import get_consultation
from webapp.text.flags import Kind
from webapp.text.pipeline import Answer, theme
from webapp.text.shapes import NO_REASON, NONE

BUSES, HOMES = "buses-and-streets", "warm-homes-good-jobs"
SPECIAL = {planted.NONE_OF_THESE, planted.NO_REASON}
ASKED = ((BUSES, ("A7",)), (BUSES, ("A10",)), (HOMES, ("B8", "B12")))


class Read:
    """The answers to some questions and what the pipeline made of them, by response."""

    def __init__(self, slug: str, questions: tuple[str, ...]) -> None:
        self.said = [(r, name) for r in responses(slug) for name in questions if name in r.answers]
        asked = " ".join(one.text for one in get_consultation(slug).questions if one.id in questions)
        texts = [Answer(f"{r.number} {name}", str(r.answers[name])) for r, name in self.said]
        self.themed = theme(texts, question=asked)

    def found(self):
        """(response, question, themed answer) for each answer."""
        return [(r, name, one) for (r, name), one in zip(self.said, self.themed.answers, strict=True)]

    def campaigns(self, wanted):
        return Counter(one.campaign for r, _, one in self.found() if wanted(r))

    def carriers(self):
        """By planted theme and by found theme the answers that carry it."""
        carried: dict[str, set[str]] = {}
        coded: dict[str, set[str]] = {}
        for response, name, one in self.found():
            for truth in {*response.truth.get(name, ())} - SPECIAL:
                carried.setdefault(truth, set()).add(one.id)
            for code in one.codes:
                if code.theme not in (NONE, NO_REASON):
                    coded.setdefault(code.theme, set()).add(one.id)
        return carried, coded

    def matches(self):
        """(recall, precision) of each planted theme by the one found theme with the best F1."""
        carried, coded = self.carriers()
        return [max((self._rates(people, some) for some in coded.values()), key=_f1) for people in carried.values()]

    def merged(self):
        """The same when every found theme is put with the planted one it shares most with, as an officer merges."""
        carried, coded = self.carriers()
        together: dict[str, set[str]] = {name: set() for name in carried}
        wide = {one.parent for one in self.themed.frame}
        for some in (people for name, people in coded.items() if name not in wide):
            together[max(carried, key=lambda name: len(carried[name] & some))] |= some
        return [self._rates(people, together[name]) for name, people in carried.items()]

    @staticmethod
    def _rates(people, some):
        return len(people & some) / len(people), len(people & some) / max(len(some), 1)


def _f1(rates):
    recall, precision = rates
    return 2 * recall * precision / max(recall + precision, 1e-9)


def means(rates):
    """Mean recall and mean precision over the planted themes."""
    return tuple(sum(column) / len(rates) for column in zip(*rates, strict=True))


@pytest.fixture(scope="module")
def read():
    return {questions[0]: Read(slug, questions) for slug, questions in ASKED}


def test_the_bus_campaign_comes_out_exactly_with_its_adapted_copies(read):
    copies = read["A7"].campaigns(lambda r: r.campaign == planted.BUSES_CAMPAIGN)
    assert copies == {1: planted.BUSES_TRAPS["campaign identical"] + planted.BUSES_TRAPS["campaign adapted"]}


def test_nobody_else_is_taken_for_a_copy_but_those_who_sent_their_own_words_twice(read):
    others = read["A7"].campaigns(lambda r: r.campaign is None)
    del others[None]
    assert sum(others.values()) == 2 * len(others)
    second = [r for r, _, one in read["A7"].found() if "duplicate" in r.traps and one.campaign is not None]
    assert len(second) == len(others)


def test_the_landlords_letters_come_out_exactly(read):
    assert read["B8"].campaigns(lambda r: r.campaign == planted.HOMES_CAMPAIGN) == {
        1: planted.HOMES_TRAPS["landlord letter"]
    }
    assert read["B8"].campaigns(lambda r: r.campaign is None).keys() == {None}


def test_second_sendings_have_the_same_codes_as_the_first(read):
    by_text: dict[str, set[object]] = {}
    for response, name, one in read["A7"].found():
        by_text.setdefault(str(response.answers[name]), set()).add(one.codes)
    assert all(len(codes) == 1 for codes in by_text.values())


@pytest.mark.parametrize("question", ["A7", "B8"])
def test_all_copies_of_a_letter_carry_its_themes(read, question):
    copies = [{code.theme for code in one.codes} for r, _, one in read[question].found() if r.campaign]
    shared = set.intersection(*copies)
    assert 1 <= len(shared) <= 3
    assert "none" not in set.union(*copies)


def test_answers_in_other_languages_come_out_exactly_and_wait(read):
    found = read["A7"].found()
    assert Counter(one.language for _, _, one in found if one.language not in ("en", "und")) == planted.BUSES_LANGUAGES
    waiting = {r.number for r, _, one in found if any(flag.kind == Kind.UNTRANSLATED for flag in one.flags)}
    assert waiting == {r.number for r, _, _ in found if r.language != "en"}


def test_answers_without_a_reason_come_out_exactly(read):
    silent = [planted.NO_REASON in r.truth["A7"] for r, _, one in read["A7"].found() if one.codes[0].theme == NO_REASON]
    assert silent == [True] * planted.BUSES_A7[planted.NO_REASON]


def test_personal_data_and_words_to_look_at_are_flagged_in_the_run(read):
    wanted = {"personal data": Kind.PERSONAL_DATA, "abusive": Kind.ABUSE, "threatening": Kind.THREAT}
    wanted |= {"defamatory": Kind.ACCUSATION}
    seen = Counter(
        trap
        for response, _, one in read["A7"].found()
        for trap in response.traps
        if trap in wanted and wanted[trap] in {flag.kind for flag in one.flags}
    )
    assert seen == {trap: planted.BUSES_TRAPS[trap] for trap in wanted}


def test_disclosures_are_flagged_in_the_run(read):
    seen = [
        Kind.DISTRESS in {f.kind for f in one.flags} for r, _, one in read["B8"].found() if "safeguarding" in r.traps
    ]
    assert seen == [True] * planted.HOMES_TRAPS["safeguarding"]


@pytest.mark.parametrize(
    ("question", "themes", "recall", "precision"),
    [("A7", 10, 0.35, 0.55), ("A10", 5, 0.6, 0.6), ("B8", 10, 0.28, 0.42)],
)
def test_each_planted_theme_has_a_found_one_that_is_mostly_it(read, question, themes, recall, precision):
    rates = read[question].matches()
    found_recall, found_precision = means(rates)
    assert len(rates) == themes
    assert found_recall >= recall
    assert found_precision >= precision


@pytest.mark.parametrize(
    ("question", "recall", "precision"), [("A7", 0.42, 0.48), ("A10", 0.75, 0.5), ("B8", 0.32, 0.38)]
)
def test_found_themes_put_together_as_an_officer_would_cover_the_planted_ones(read, question, recall, precision):
    found_recall, found_precision = means(read[question].merged())
    assert found_recall >= recall
    assert found_precision >= precision
