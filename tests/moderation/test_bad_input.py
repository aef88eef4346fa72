"""Bad input for every text, choice, number and filter of moderation: a page with a sentence, never a fault."""

from itertools import product
from urllib.parse import urlencode

import pytest
from sqlalchemy import func, select

from tests.moderation.test_rulings import HIDE, flag
from tests.moderation.test_sanctions import impose
from tests.support.letterbox import mails
from tests.support.people import make_person, sign_in
from tests.support.proposals import make_proposal
from tests.support.repeating import hostile
from tests.support.visitor import Visitor
from webapp.access import Role
from webapp.accounts.models import Person
from webapp.database import db
from webapp.moderation import cases, rulings, sanctions
from webapp.moderation.models import Appeal, Case, Flag, Ruling, Sanction, SanctionAppeal

SIGNS = {
    "script": "<script>alert(1)</script><img src=x onerror=alert(1)>",
    "quotes": "\"'><svg onload=alert(1)>",
    "sql": "'; DROP TABLE flag; --",
    "template": "{{ 7*7 }} {% raw %} ${7*7} #{7*7}",
    "mail header": "Hello\r\nBcc: all@example.org\r\n\r\nmore",
    "formula": "=HYPERLINK(\"http://evil.example\",\"x\")",
    "link": "[x](javascript:alert(1))",
    "path": "../../etc/passwd",
    "null": "nothing\x00here",
    "surrogate": "half \ud800 a letter",
    "bidi": "left \u202e\u2066 thgir",
    "zalgo": "Z" + "\u0336\u0489\u0300" * 200,
    "emoji": "👩‍👩‍👧‍👦🏴󠁧󠁢󠁥󠁮󠁧󠁿" * 20,
    "slow": "a" * 900 + "!",
    "line ends": "a\u2028b\u2029c\x85d",
}  # fmt: skip
TOO_LONG = "x" * 1_001
HUGE = "x" * 10_000_000
NUMBERS = [
    "",
    "0",
    "-1",
    "1e309",
    "nan",
    "1.5",
    "0x10",
    "٣",
    "99999999999999999999",
    "2147483648",
    "1;2",
    "\x00",
    "1'--",
]


@pytest.fixture
def world(_site, app, session):
    """A case, a hidden thing, a block, and an appeal against each; with browsers of everybody it takes."""
    facts = _site.start_from("moderation at work", make_world)
    found = {name: session.get(Person, ident) for name, ident in facts.pop("people").items()}
    return {"people": {name: sign_in(Visitor(app), person) for name, person in found.items()}, **facts}


def make_world():
    """Everything by its id."""
    session = db.session
    author, ann, bob, teller = (make_person(session), make_person(session, Role.MODERATOR, name="Ann"),
                                make_person(session, Role.MODERATOR, name="Bob"), make_person(session))  # fmt: skip
    made = [make_proposal(session, author=author) for _ in range(4)]
    for proposal in made[:3]:
        flag(session, proposal, teller)
    ids = [cases.find_open(session, kind="proposal", thing_id=one.id).id for one in made[:3]]
    told, asked = rulings.decide(session, cases=ids[:2], by=ann.id, **HIDE)
    appeal = rulings.appeal(session, ruling=asked, person_id=author.id, words="Look again.")
    warned, blocked = impose(session, author, ann), impose(session, author, ann, seen=1)
    about = sanctions.appeal(session, sanction=blocked, person_id=author.id, words="Look again.")
    open_one = impose(session, make_person(session), ann)
    other = make_person(session)
    return {
        "people": {"bob": bob.id, "author": author.id, "other": other.id, "kept": open_one.person_id},
        "case": ids[2], "thing": made[3].id, "ruling": told.id, "appeal": appeal.id, "about": about.id,
        "warned": warned.id, "open": open_one.id, "person": other.id,
    }  # fmt: skip


# By name: who sends it, where to, and a whole right form.
FORMS = {
    "flag": ("other", "/flag/proposal/{thing}", {"reason": "spam", "words": "Words."}),
    "decide": ("bob", "/office/moderation", {"cases": "{case}", "verdict": "hide", "reason": "abuse",
                                              "words": "Words."}),
    "appeal": ("author", "/moderation/rulings/{ruling}", {"words": "Words."}),
    "answer": ("bob", "/office/moderation/appeals/{appeal}", {"granted": "no", "words": "Words."}),
    "sanction": ("bob", "/office/moderation/people/{person}", {
        "seen": "0", "act": "suspend", "until": "2026-06-20", "reason": "abuse", "words": "Words."}),
    "sanction appeal": ("kept", "/moderation/sanctions/{open}", {"words": "Words."}),
    "sanction answer": ("bob", "/office/moderation/sanction-appeals/{about}", {"granted": "no", "words": "Words."}),
}  # fmt: skip
MODELS = (Flag, Ruling, Appeal, Sanction, SanctionAppeal)
CHOICES = [(name, field) for name, (_who, _path, form) in FORMS.items() for field in form
           if field not in {"words", "cases", "seen", "until"}]  # fmt: skip


def send(world, name, **changes):
    """Send the form, with changes (None leaves a field out); what came back."""
    who, path, form = FORMS[name]
    path = path.format(**ids_of(world))
    token = world["people"][who].open(path).all("//main//input[@name='csrf_token']/@value")[0]
    form = {field: value.format(**ids_of(world)) for field, value in form.items()} | {"csrf_token": token} | changes
    body = urlencode({field: value for field, value in form.items() if value is not None}, doseq=True,
                     errors="surrogatepass")  # fmt: skip
    return world["people"][who].send(path, body, content_type="application/x-www-form-urlencoded")


def ids_of(world):
    return {name: value for name, value in world.items() if name != "people"}


def state(session):
    """Everything that a form of moderation could change."""
    session.rollback()
    counts = [session.scalar(select(func.count(model.id))) for model in MODELS]
    answered = [session.scalar(select(func.count(model.answered_at))) for model in (Appeal, SanctionAppeal)]
    return counts, answered, session.scalar(select(func.count(Case.closed_at)))


@pytest.mark.parametrize("name", FORMS)
def test_the_right_form_is_taken(session, world, name):
    before = state(session)
    assert send(world, name).status == 200
    assert state(session) != before


@pytest.mark.parametrize("sign", hostile(SIGNS))
@pytest.mark.parametrize("name", FORMS)
def test_any_words_are_words(session, world, name, sign):
    page = send(world, name, words=SIGNS[sign])
    assert page.status == 200
    assert "<script>alert" not in page.reply.text
    assert "<svg" not in page.reply.text
    assert "49" not in page.errors
    for path in ("/office/moderation", "/office/moderation/decided", "/office/moderation/appeals",
                 f"/office/moderation/people/{world['person']}"):  # fmt: skip
        shown = world["people"]["bob"].open(path)
        assert not shown.all(
            "//script[not(@src)] | //main//svg | //*[@onerror or @onload] | //a[starts-with(@href,'java')]"
        )
    for mail in mails(session):
        assert "\n" not in mail.subject
        assert "all@example.org" not in mail.to


@pytest.mark.parametrize(
    ("name", "words"),
    product(
        FORMS,
        [TOO_LONG, HUGE],
    ),
    ids=lambda one: str(one)[:8],
)
def test_words_that_are_too_long_are_refused_and_kept_on_the_page(session, world, name, words):
    before = state(session)
    page = send(world, name, words=words)
    assert page.status in {200, 413}
    assert page.status == 413 or "Use at most 1,000 letters." in page.errors
    assert state(session) == before


@pytest.mark.parametrize("name", [name for name in FORMS if name not in {"flag", "decide"}])
@pytest.mark.parametrize("words", ["", "  \n\t ", None, "\x00"])
def test_words_that_must_be_there_are_asked_for(session, world, name, words):
    before = state(session)
    assert send(world, name, words=words).errors
    assert state(session) == before


@pytest.mark.parametrize(("name", "field"), CHOICES)
@pytest.mark.parametrize("value", ["", "nothing-like-it", "HIDE", "<script>", "\x00", "danger " * 500, None])
def test_a_choice_that_is_none_is_asked_for_again(session, world, name, field, value):
    before = state(session)
    page = send(world, name, **{field: value})
    assert page.status == 200
    assert page.errors
    assert state(session) == before


@pytest.mark.parametrize("value", [*NUMBERS, None])
def test_a_case_that_is_none_is_refused(session, world, value):
    before = state(session)
    assert send(world, "decide", cases=value).status == 200
    assert state(session) == before


@pytest.mark.parametrize("value", [*NUMBERS, None])
def test_taking_a_case_that_is_none_takes_nothing(world, value):
    page = send(world, "decide", cases=value, take="1")
    assert page.status == 200
    assert page.notice in {"0 are yours for ten minutes.", ""}


def test_a_hundred_thousand_ticks_are_refused(session, world):
    before = state(session)
    assert send(world, "decide", cases=[*range(1, 100_001)]).errors == ["Tick fewer."]
    assert state(session) == before


def test_a_hundred_thousand_fields_that_nobody_asked_for_change_nothing_else(world):
    page = send(world, "decide", **{f"x{number}": "1" for number in range(100_000)})
    assert page.notice == "1 is decided."


@pytest.mark.parametrize("value", [*(one for one in NUMBERS if one != "0"), None])
def test_the_page_of_a_person_needs_to_know_what_was_seen(session, world, value):
    before = state(session)
    page = send(world, "sanction", seen=value)
    assert page.errors
    assert state(session) == before


@pytest.mark.parametrize("day", ["", "2026-02-31", "2026-13-01", "0000-00-00", "9999-12-31", "1e309", "tomorrow",
                                 "2026-06-01", "2020-01-01", "\x00", None])  # fmt: skip
def test_a_day_that_is_none_is_asked_for_again(session, world, day):
    before = state(session)
    assert send(world, "sanction", until=day).errors
    assert state(session) == before


_IDS = ("x", "-1", "0", "99999999999999999999", "%00", "1e309")
_MONTHS = ("x", "2026-13", "0000-00", "9999-12", "0001-01", "%00", "2026-6-1")
FILTERS = [
    *(f"/office/moderation?after={value}" for value in ("1.x", "0.", ".5", "0.99999999999", "1.-1", "%00", "9.1")),
    *(f"/office/moderation?kind={value}" for value in ("x", "%27--", "%00", "proposal&kind=x", "%ED%A0%80")),
    *(f"/office/moderation?why={value}" for value in ("x", "%27--", "%00", "held&why=flagged", "held%0a")),
    "/office/moderation?mine=1&mine=2",
    *(f"/office/moderation/people?before={value}" for value in _IDS),
    *(f"/moderation/log?before={value}" for value in _IDS),
    *(f"/moderation/log?month={value}" for value in _MONTHS),
]  # fmt: skip


@pytest.mark.parametrize("path", FILTERS)
def test_any_filter_gives_a_page(world, path):
    assert world["people"]["bob"].open(path).status == 200


@pytest.mark.parametrize("path", ["/flag/proposal/{}", "/moderation/rulings/{}", "/moderation/sanctions/{}",
                                  "/office/moderation/people/{}", "/office/moderation/appeals/{}",
                                  "/office/moderation/sanction-appeals/{}"])  # fmt: skip
@pytest.mark.parametrize("ident", ["0", "-1", "2147483648", "99999999999999999999", "x", "1.5", "%00", "1'--"])
def test_what_there_is_not_is_not_found(world, path, ident):
    for who in ("bob", "other"):
        assert world["people"][who].open(path.format(ident), status=None).status in {403, 404}


@pytest.mark.parametrize("name", FORMS)
def test_fields_that_a_form_does_not_have_change_nothing(session, world, name):
    """Mass assignment: ids, authors and times are never taken from a form."""
    extra = {"id": "1", "person_id": "1", "author_id": "1", "by": "1", "at": "2000-01-01", "undone_at": "2000-01-01",
             "lifted_at": "2000-01-01", "answered_by": "1", "urgent": "y", "closed_at": "2000-01-01"}  # fmt: skip
    assert send(world, name, **extra).status == 200
    session.rollback()
    assert {one.at.year for one in session.scalars(select(Ruling))} == {2026}
    assert all(one.undone_at is None for one in session.scalars(select(Ruling)))
    assert all(one.lifted_at is None or one.id == world["warned"] for one in session.scalars(select(Sanction)))
    assert not any(one.urgent for one in session.scalars(select(Case)))


@pytest.mark.parametrize("name", FORMS)
def test_a_form_from_elsewhere_is_refused(session, world, name):
    before = state(session)
    assert send(world, name, csrf_token=None).status == 400
    assert state(session) == before
