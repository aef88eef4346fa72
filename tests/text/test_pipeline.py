import random
import time
from collections import Counter, defaultdict

import pytest

from tests.text.bus_crowd import LETTER, QUESTION, VIEWS, crowd, said
from webapp.text.pipeline import Answer, Cancelled, KnownTheme, theme
from webapp.text.shapes import NO_REASON, NONE

KNOWN = (
    KnownTheme("own-1", "Late buses", "Buses do not come on time", tuple(said("late")[::13])),
    KnownTheme("own-2", "Fares and tickets", "", tuple(said("fares")[::13])),
)
LANGUAGES = (
    "The bus is late every day", "Der Bus kommt jeden Tag zu spät", "Le bus est en retard tous les jours",
    "El autobús llega tarde todos los días", "バスは毎日遅れます", "公交车每天都晚点", "الحافلة تتأخر كل يوم",
    "Автобус опаздывает каждый день", "Autobus spóźnia się każdego dnia", "بس ہر روز دیر سے آتی ہے",
    "Autobuzul întârzie în fiecare zi",
    "버스가 매일 늦습니다", "รถบัสมาสายทุกวัน", "האוטובוס מאחר כל יום", "बस हर दिन देर से आती है",
)  # fmt: skip


@pytest.fixture(scope="module")
def themed():
    return theme(crowd(), question=QUESTION, themes=4)


def answers_of(texts):
    return [Answer(str(number), text) for number, text in enumerate(texts)]


def main_theme(themed):
    return {answer.id: answer.codes[0].theme for answer in themed.answers}


def check_spans(themed, texts):
    for answer, text in zip(themed.answers, texts, strict=True):
        assert answer.codes
        assert all(0 <= code.start < code.end <= len(text) for code in answer.codes if text.strip())
        assert all(0 <= code.confidence <= 1 for code in answer.codes)


def test_four_views_become_four_themes_and_hold_together(themed):
    places = main_theme(themed)
    counts = {view: Counter(places[name] for name in places if name.startswith(view)) for view in VIEWS}
    right = sum(count.most_common(1)[0][1] for count in counts.values())
    assert right >= 0.9 * len(places)


def test_the_two_special_themes_are_always_there_and_come_last(themed):
    assert [(one.id, one.label, one.origin) for one in themed.frame[-2:]] == [
        (NONE, "None of these themes", "special"),
        (NO_REASON, "No reason given", "special"),
    ]


def test_sizes_count_the_people_who_have_the_code(themed):
    for one in themed.frame:
        assert one.size == sum(any(code.theme == one.id for code in answer.codes) for answer in themed.answers)


def test_typical_excerpts_lie_in_the_answers_they_name(themed):
    texts = {answer.id: answer.text for answer in crowd()}
    quotes = [texts[name][start:end] for one in themed.frame for name, start, end in one.typical]
    assert len(quotes) >= 12
    assert all(quote.strip() == quote != "" for quote in quotes)


def test_a_description_is_something_a_person_said(themed):
    texts = [answer.text for answer in crowd()]
    assert all(any(one.description in text for text in texts) for one in themed.frame if one.origin == "found")


def test_codes_come_surest_first_and_every_span_lies_in_its_text(themed):
    check_spans(themed, [answer.text for answer in crowd()])
    assert all(list(one.codes) == sorted(one.codes, key=lambda code: -code.confidence) for one in themed.answers)


def test_an_answer_with_two_points_gets_two_themes_each_on_its_own_words():
    both = "The 42 is late nearly every morning. There is no direct link to the hospital from here."
    themed = theme([*crowd(), Answer("both", both)], question=QUESTION, themes=4)
    codes = themed.answers[-1].codes
    assert {both[code.start : code.end] for code in codes} == {*both.replace("morning. ", "morning.|").split("|")}
    assert len({code.theme for code in codes}) == 2


def test_the_same_answers_give_the_same_result(themed):
    assert theme(crowd(), question=QUESTION, themes=4) == themed


def test_the_order_of_the_answers_changes_nothing(themed):
    mixed = crowd()
    random.Random(3).shuffle(mixed)
    again = theme(mixed, question=QUESTION, themes=4)
    assert again.frame == themed.frame
    assert {one.id: one for one in again.answers} == {one.id: one for one in themed.answers}


def test_copies_are_themed_once_and_counted_in_full():
    letters = [Answer(f"letter-{number}", LETTER) for number in range(30)]
    adapted = Answer("own words", f"{LETTER} Fares cost more than my lunch and a ticket is dear.")
    themed = theme([*crowd(), *letters, adapted], question=QUESTION)
    members = [one for one in themed.answers if one.campaign == 1]
    assert len(members) == 31
    assert len({one.codes for one in members[:30]}) == 1
    assert {code.theme for code in members[0].codes} <= {code.theme for code in members[30].codes}


def test_known_themes_keep_their_ids_and_labels_and_come_first():
    themed = theme(crowd(), question=QUESTION, known=KNOWN)
    assert [(one.id, one.label, one.origin) for one in themed.frame[:2]] == [
        ("own-1", "Late buses", "given"),
        ("own-2", "Fares and tickets", "given"),
    ]


def test_known_themes_get_first_call_and_new_ones_are_made_of_the_rest():
    themed = theme(crowd(), question=QUESTION, known=KNOWN)
    places = main_theme(themed)
    new = {one.id for one in themed.frame if one.origin == "found"}
    assert new
    assert sum(places[name] == "own-1" for name in places if name.startswith("late")) >= 20
    assert sum(places[name] in new for name in places if name.startswith(("hospital", "dark"))) >= 35


def test_themes_that_were_kept_hold_what_they_held_when_more_answers_come(themed):
    excerpts = defaultdict(list)
    for answer, one in zip(crowd(), themed.answers, strict=True):
        for code in one.codes:
            excerpts[code.theme].append(answer.text[code.start : code.end])
    found = [one for one in themed.frame if one.origin == "found"]
    known = [KnownTheme(one.id, one.label, one.description, tuple(excerpts[one.id])) for one in found]
    more = [Answer(f"new {at}", said("dark")[at]) for at in (1, 4, 7)]
    later = theme([*crowd(), *more], known=known, before=themed.coder, question=QUESTION)
    before = {(one.id, code.theme, code.start) for one in themed.answers for code in one.codes}
    after = {(one.id, code.theme, code.start) for one in later.answers for code in one.codes}
    assert before <= after


def test_a_closed_frame_gets_no_new_themes_and_the_rest_fits_none():
    themed = theme(crowd(), known=KNOWN, closed=True)
    assert {one.origin for one in themed.frame} == {"given", "special"}
    assert next(one.size for one in themed.frame if one.id == NONE) > 20


def test_a_found_theme_never_takes_the_id_of_a_known_one():
    first = theme(crowd(), question=QUESTION, themes=4)
    known = [KnownTheme(first.frame[0].id, "Something else", "", ("zebras graze quietly",))]
    again = theme(crowd(), question=QUESTION, themes=4, known=known)
    assert len({one.id for one in again.frame}) == len(again.frame)


def test_an_answer_without_reason_and_one_that_fits_nothing_say_so():
    odd = "Zebras graze quietly beyond distant volcanoes."
    themed = theme([*crowd(), Answer("quiet", "n/a"), Answer("odd", odd)], known=KNOWN, closed=True)
    assert [code.theme for code in themed.answers[-2].codes] == [NO_REASON]
    assert [(code.theme, code.start, code.end) for code in themed.answers[-1].codes] == [(NONE, 0, len(odd))]


def test_the_number_of_themes_is_explained_in_words():
    method = theme(crowd(), question=QUESTION).method
    assert "fewest whose borders" in method["how_many_themes"]
    assert method["counts"]["answers"] == 100


def test_progress_is_told_in_plain_words_and_ends_at_the_end():
    told = []
    theme(crowd(), progress=lambda *step: told.append(step))
    assert told[0] == ("Reading the answers", 0, 100)
    assert told[-1][1:] == (100, 100)
    assert [done for _, done, _ in told] == sorted(done for _, done, _ in told)


def test_a_person_can_stop_the_work():
    def stop(step, done, total):
        raise Cancelled

    with pytest.raises(Cancelled):
        theme(crowd(), progress=stop)


@pytest.mark.parametrize(
    "texts",
    [
        pytest.param([], id="nothing at all"),
        pytest.param([""], id="one empty answer"),
        pytest.param(["The bus is always late."], id="one answer"),
        pytest.param(["More evening buses please"] * 300, id="all identical"),
        pytest.param(["bus " * 10_000], id="one word ten thousand times"),
        pytest.param(["bus"] * 10_000, id="ten thousand times one word"),
        pytest.param(["x" * 1_000_000, "The bus is late"], id="a megabyte without a space"),
        pytest.param([("Late buses and high fares. " * 40_000)[:1_000_000]], id="a megabyte of sentences"),
        pytest.param(["😊", "🚌🚌", "👍🏽"], id="only emoji"),
        pytest.param(["\x00\x01\x02\xff" * 50, "%PDF-1.7\x00\x93\x8c"], id="binary"),
        pytest.param(["bus \ud800 late", "\udfff"], id="lone surrogates"),
        pytest.param(["the and of it is"] * 5, id="only small words"),
        pytest.param(["12345", "2024 2025"], id="only numbers"),
        pytest.param([*LANGUAGES] * 3, id="many languages"),
        pytest.param(["\u202eesrever \u202d" * 9, "Z̸̢̛a̷l̵g̶o̴ " * 9], id="bidi and zalgo"),
    ],
)
def test_bad_input_gives_a_sensible_frame(texts):
    start = time.monotonic()
    themed = theme(answers_of(texts))
    assert [one.id for one in themed.answers] == [str(number) for number in range(len(texts))]
    assert [one.id for one in themed.frame[-2:]] == [NONE, NO_REASON]
    check_spans(themed, [text if text.strip() != "\udfff" else "" for text in texts])
    assert time.monotonic() - start < 30


def test_answers_in_other_languages_make_no_theme_beside_a_large_majority():
    themed = theme([*crowd(), *answers_of(["Der Bus kommt jeden Tag zu spät und keiner weiß warum."] * 3)], themes=4)
    assert [one.language for one in themed.answers[-3:]] == ["de"] * 3
    assert not any("Bus kommt" in one.description for one in themed.frame)
