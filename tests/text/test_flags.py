"""Flags on words made up here, none of which the rules were written for, and on the planted traps."""

from itertools import pairwise

import pytest

from webapp.demonstration.people import responses
from webapp.demonstration.place import AREAS
from webapp.text.flags import Around, Kind, find_flags, flags_of_translation
from webapp.text.matching import Phrases, read_tokens
from webapp.text.places import Gazetteer

AROUND = Around(Gazetteer(area.name for area in AREAS))
TRAPS = {
    "personal data": (Kind.PERSONAL_DATA, 9),
    "abusive": (Kind.ABUSE, 1),
    "threatening": (Kind.THREAT, 1),
    "defamatory": (Kind.ACCUSATION, 1),
    "safeguarding": (Kind.DISTRESS, 4),
}
SLUGS = ("buses-and-streets", "warm-homes-good-jobs", "our-high-street")


def flagged(text, kind, around=AROUND):
    return [text[flag.start : flag.end] for flag in find_flags(text, "en", around) if flag.kind == kind]


def said(kind):
    """(traps of the response, whether any of its answers in English is flagged so) for everybody."""
    for slug in SLUGS:
        for response in responses(slug):
            if response.language == "en":
                texts = [answer for answer in response.answers.values() if isinstance(answer, str)]
                yield response.traps, any(flagged(text, kind) for text in texts)


@pytest.mark.parametrize("trap", TRAPS)
def test_every_planted_trap_is_found(trap):
    kind, planted = TRAPS[trap]
    assert [found for traps, found in said(kind) if trap in traps] == [True] * planted


@pytest.mark.parametrize(
    ("kind", "wanted", "most"),
    [
        (Kind.PERSONAL_DATA, {"personal data", "defamatory", "self-promotion"}, 2),
        (Kind.ABUSE, {"abusive"}, 0),
        (Kind.THREAT, {"threatening"}, 0),
        (Kind.ACCUSATION, {"defamatory"}, 0),
        (Kind.DISTRESS, {"safeguarding"}, 4),
        (Kind.ADVERT, {"self-promotion"}, 0),
    ],
)
def test_hardly_anybody_else_is_flagged_for_a_trap(kind, wanted, most):
    assert sum(found and not wanted & {*traps} for traps, found in said(kind)) <= most


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("Write to ann.smith@example.org.uk please", "ann.smith@example.org.uk"),
        ("My number is 020 7946 0991 after six", "020 7946 0991"),
        ("Ring +44 7700 900123 at night", "+44 7700 900123"),
        ("We are at SW1A 1AA, near the park", "SW1A 1AA"),
        ("I live at 14 Chapel Street and hear it all", "I live at 14 Chapel Street"),
        ("His number is AB 12 34 56 C", "AB 12 34 56 C"),
        ("NHS 943 476 5919, if you must know", "943 476 5919"),
        ("The red van, KV68 BXT, blocks us in", "KV68 BXT"),
        ("Ask Mrs Penhallow at the desk", "Mrs Penhallow"),
        ("my daughter Keziah Thorne was on it", "Keziah Thorne"),
        ("It was Priya Raman who told us", "Priya Raman"),
    ],
)
def test_personal_data_are_found_with_exact_spans(text, found):
    assert flagged(text, Kind.PERSONAL_DATA) == [found]


@pytest.mark.parametrize(
    "text",
    ["It costs £10,000,000 a year", "The 14 Hob Hill bus at 07:45", "Victoria Road is busy", "In 2023 fares rose 12 %",
     "I live in ZZ1 2", "Route 101 and 202 303", "Mark my words, Rose Garden is a mess", "Not 0.5 nor 100,000,000,000"],
)  # fmt: skip
def test_sums_routes_and_streets_are_not_personal_data(text):
    assert flagged(text, Kind.PERSONAL_DATA) == []


@pytest.mark.parametrize(
    "text",
    ["I can't go on like this.", "Sometimes I think everyone would be better off without me.",
     "dont want to be here anymore",
     "He hits me when the money runs out.", "My husband won't let me leave the house", "I was raped at that stop",
     "The children upstairs are left alone at night.", "I haven't eaten since Sunday", "I'm frightened of him"],
)  # fmt: skip
def test_people_who_may_be_in_danger_are_noticed(text):
    assert flagged(text, Kind.DISTRESS)


def test_waiting_for_a_bus_is_no_threat_and_a_useless_bus_no_insult():
    assert flagged("I'll be waiting for the bus. Useless service, stupid timetable.", Kind.THREAT) == []
    assert flagged("I'll be waiting for the bus. Useless service, stupid timetable.", Kind.ABUSE) == []


def test_threats_and_insults_in_other_words_are_noticed():
    assert flagged("We know where you live, so watch your back.", Kind.THREAT)
    assert flagged("You lot are morons", Kind.ABUSE) == ["morons"]


def test_an_accusation_needs_somebody_who_is_named():
    assert flagged("The whole council is corrupt.", Kind.ACCUSATION) == []
    assert flagged("Mr Quayle is corrupt.", Kind.ACCUSATION) == ["corrupt"]


def test_protected_characteristics_and_access_needs_are_noticed():
    text = "My mother uses a wheelchair, and Friday prayers end after the last bus."
    assert flagged(text, Kind.EQUALITY) == ["wheelchair", "Friday prayers"]


def test_evidence_is_measures_sources_and_what_people_lived_through():
    text = "According to our survey 62 % of members waited 40 minutes."
    assert flagged(text, Kind.EVIDENCE) == ["According to our survey 62 %", "40 minutes"]
    assert flagged("Buses are bad and I hate them.", Kind.EVIDENCE) == []


def test_conditions_and_suggestions_are_mitigation():
    assert flagged("I would agree if you ran it until nine, unless it costs more.", Kind.MITIGATION) == ["unless"]
    assert flagged("Please add a ramp", Kind.MITIGATION) == ["Please add"]


def test_places_are_streets_what_lies_near_and_names_of_the_list():
    text = "From Canal Side to Lock Street, near the market, every street is dark."
    assert flagged(text, Kind.PLACE) == ["Canal Side", "Lock Street", "near the market"]


def test_a_place_that_is_a_common_word_counts_only_with_its_capital():
    assert flagged("the weavers went to the station", Kind.PLACE) == []
    assert flagged("buses to Weavers", Kind.PLACE) == ["Weavers"]


def test_sarcasm_and_pointing_elsewhere_are_hints():
    assert flagged("Oh great, another survey. What could possibly go wrong?", Kind.SARCASM)
    assert flagged("See my answer to question 3.", Kind.ELSEWHERE) == ["See my answer to question 3"]


def test_words_on_another_question_are_noticed_only_where_other_questions_are_known():
    text = "The wheelchair ramp is steep and disability access at stops is poor."
    known = Around(
        question="What should fares cost?", other_questions=("How is wheelchair and disability access at stops?",)
    )
    assert flagged(text, Kind.OTHER_QUESTION, known) == [text]
    assert flagged(text, Kind.OTHER_QUESTION) == []


def test_other_languages_are_read_for_personal_data_only():
    text = "Der Bus unless hopeless, schreiben Sie an k.weber@example.org"
    assert [flag.kind for flag in find_flags(text, "de")] == [Kind.PERSONAL_DATA]


def test_a_translation_flags_the_whole_of_the_original():
    original = "Mój mąż mnie bije, 01632 960 341"
    flags = flags_of_translation("My husband beats me", original)
    assert [(flag.start, flag.end) for flag in flags if flag.kind == Kind.DISTRESS] == [(0, len(original))]
    assert [original[flag.start : flag.end] for flag in flags if flag.kind == Kind.PERSONAL_DATA] == ["01632 960 341"]


def test_flags_of_one_kind_come_in_order_and_never_overlap():
    text = "Mrs Jane Doe, 12 Mill Lane, 01632 960 341, jane@example.org, my mum Jane Doe."
    spans = [(flag.start, flag.end) for flag in find_flags(text, "en") if flag.kind == Kind.PERSONAL_DATA]
    assert len(spans) >= 4
    assert all(end < start for (_, end), (start, _) in pairwise(spans))


def test_phrases_know_beginnings_choices_numbers_and_gaps_and_stop_at_the_end_of_a_sentence():
    phrases = Phrases({"x": "if ~ then, fare*, over|under #"})
    tokens = read_tokens("If it rains, then fares rise. If not. Then under 60")
    assert [" ".join(tokens.words[first : last + 1]) for _, first, last in phrases.find(tokens)] == [
        "if it rains then",
        "fares",
        "under 60",
    ]


def test_a_phrase_may_not_begin_with_a_gap():
    with pytest.raises(ValueError, match="gap"):
        Phrases({"x": "~ then"})
