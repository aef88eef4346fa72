"""Whatever is sent: a sensible frame or plain nothing, spans that fit, and never a failure."""

import pytest

from tests.text.bus_crowd import crowd
from webapp.text.pipeline import Answer, theme
from webapp.text.shapes import NO_REASON, NONE

SCRIPTS = (
    "The bus is late every day", "Der Bus kommt jeden Tag zu spät", "Le bus est en retard tous les jours",
    "El autobús llega tarde todos los días", "L'autobus è in ritardo ogni giorno",
    "O autocarro chega atrasado todos os dias", "De bus is elke dag te laat", "Bussen er forsinket hver dag",
    "Bussen är sen varje dag", "Bussen er sen hver dag", "Bussi on myöhässä joka päivä",
    "Buss hilineb iga päev", "Autobuss kavējas katru dienu", "Autobusas vėluoja kasdien",
    "Autobus spóźnia się każdego dnia", "Autobus má každý den zpoždění", "Autobus mešká každý deň",
    "A busz minden nap késik", "Autobuzul întârzie în fiecare zi", "Автобусът закъснява всеки ден",
    "Автобус опаздывает каждый день", "Автобус запізнюється щодня", "Autobus kasni svaki dan",
    "Autobusi vonohet çdo ditë", "Το λεωφορείο αργεί κάθε μέρα", "Otobüs her gün geç kalıyor",
    "האוטובוס מאחר כל יום", "الحافلة تتأخر كل يوم", "اتوبوس هر روز دیر می‌آید", "بس ہر روز دیر سے آتی ہے",
    "बस हर दिन देर से आती है", "বাস প্রতিদিন দেরি করে", "ਬੱਸ ਹਰ ਰੋਜ਼ ਲੇਟ ਹੁੰਦੀ ਹੈ", "બસ દરરોજ મોડી આવે છે",
    "பேருந்து தினமும் தாமதமாக வருகிறது", "รถบัสมาสายทุกวัน", "Xe buýt trễ mỗi ngày", "公交车每天都晚点", "バスは毎日遅れます",
    "버스가 매일 늦습니다", "Basku maalin walba wuu daahaa", "Mae'r bws yn hwyr bob dydd", "Tá an bus déanach gach lá",
)  # fmt: skip
HOSTILE = {
    "no answers": [],
    "an empty answer": [""],
    "blanks": ["", " ", "\n\t", "\u200b", "\xa0"],
    "one answer": ["The bus is late."],
    "one word 10,000 times": ["bus " * 10_000],
    "one word 10,000 times without a blank": ["bus" * 10_000],
    "one answer of a megabyte": ["The bus is late and the fare is high. " * 27_000],
    "one word of a megabyte": ["a" * 1_000_000],
    "a megabyte of signs": ["?!" * 500_000],
    "forty languages": [*SCRIPTS],
    "control characters": ["bus\x00late\x1b[31m", "\x00" * 500, "".join(map(chr, range(256)))],
    "bytes read as text": [bytes(range(256)).decode("latin-1") * 40, bytes(range(128, 256)).decode("cp437") * 40],
    "halves of characters": ["\ud800", "bus \udfff late", "\ud83d"],
    "only emoji": ["😀", "🚌🚌🚌", "👍🏽", "🤷‍♀️", "❤️"],
    "all the same": ["The bus is late and never comes."] * 500,
    "all the same and short": ["bus"] * 500,
    "right to left": ["الحافلة تتأخر كل يوم ولا أحد يعرف متى تصل", "האוטובוס מאחר כל יום", "\u202ebus late\u202c"] * 5,
    "accents on accents": ["b" + "\u0301" * 5_000 + "us is late"],
    "only numbers": [str(number) for number in range(200)],
    "links and addresses": ["https://example.org/" + "a/" * 2_000, "a@" * 5_000, "x@example.org " * 1_000],
    "formulas and mark-up": ["=1+1", "<script>alert(1)</script>", "' OR 1=1 --", "{{ 7 * 7 }}", "%s%n%x"],
    "a ladder of brackets": ["(" * 20_000 + "bus" + ")" * 20_000],
    "shouting": ["THE BUS IS LATE. FIX IT NOW!!!" * 30],
    "digits that could be telephones": ["0" * 30_000, "0 1 2 3 " * 8_000, "07700 " * 5_000],
    "names in a row": ["John Mary " * 8_000, "Mrs " * 8_000, "my name is " * 5_000],
    "conditions in a row": ["if " * 10_000, "if you " * 8_000],
}


def answers_of(texts):
    return [Answer(str(at), text) for at, text in enumerate(texts)]


def check(themed, texts):
    """Everybody has codes that fit their words, the special themes are there, and no label is empty."""
    assert len(themed.answers) == len(texts)
    assert [one.id for one in themed.frame[-2:]] == [NONE, NO_REASON]
    assert all(one.label.strip() for one in themed.frame)
    for answer, text in zip(themed.answers, texts, strict=True):
        assert answer.codes
        spans = [(one.start, one.end) for one in (*answer.codes, *answer.flags)]
        assert all(0 <= start <= end <= len(text) for start, end in spans)


@pytest.mark.parametrize("name", HOSTILE)
def test_whatever_is_sent_alone_is_answered(name):
    check(theme(answers_of(HOSTILE[name])), HOSTILE[name])


@pytest.mark.parametrize("name", HOSTILE)
def test_whatever_is_sent_among_others_leaves_their_themes_alone(name):
    plain = [one.text for one in crowd()]
    texts = [*plain, *(HOSTILE[name][:60])]
    themed = theme(answers_of(texts), themes=4)
    check(themed, texts)
    assert sum(one.origin == "found" for one in themed.frame) >= 2
    assert sum(answer.codes[0].theme in (NONE, NO_REASON) for answer in themed.answers[: len(plain)]) < len(plain) / 4


@pytest.mark.parametrize("name", ["an empty answer", "blanks", "only emoji"])
def test_who_says_nothing_gives_no_reason(name):
    themed = theme(answers_of(HOSTILE[name]))
    assert {code.theme for answer in themed.answers for code in answer.codes} == {NO_REASON}
    assert len(themed.frame) == 2


def test_of_forty_languages_all_but_english_wait_for_a_translation():
    themed = theme(answers_of([*SCRIPTS, *(one.text for one in crowd())]))
    waiting = [answer for answer in themed.answers if any(flag.kind == "needs translation" for flag in answer.flags)]
    assert len(waiting) == len(SCRIPTS) - 1
    assert all([code.theme for code in answer.codes] == [NONE] for answer in waiting)


def test_five_hundred_equal_answers_are_one_theme():
    themed = theme(answers_of(HOSTILE["all the same"]))
    assert max(one.size for one in themed.frame) == 500
    assert len({answer.codes for answer in themed.answers}) == 1
