"""Codes: what a slip of the pen does to them, and what nobody can learn from them. And the brake on guessing."""

import itertools
import re
from pathlib import Path

import pytest

from tests.support.answering import answer_all, code_on, fill_page, make_places
from tests.support.consultations import bus_consultation
from tests.support.visitor import Visitor
from webapp import clock
from webapp.app import create_app
from webapp.consultations import queries
from webapp.database import db
from webapp.receipts import ALPHABET, LENGTH, Receipts, check_letter, spaced, tidy_code
from webapp.web.limits import limiter

RECEIPTS = Receipts(secret_key="s" * 40, receipt_key="r" * 40)
CODES = [RECEIPTS.code_for(f"token {number}") for number in range(60)]


@pytest.mark.parametrize("code", CODES[:20])
def test_every_single_wrong_letter_is_caught(code):
    wrong = [
        code[:place] + letter + code[place + 1 :]
        for place in range(LENGTH)
        for letter in ALPHABET
        if letter != code[place]
    ]
    assert [one for one in wrong if tidy_code(one)] == []


@pytest.mark.parametrize("code", CODES)
def test_every_swap_of_neighbours_is_caught(code):
    swapped = [code[:p] + code[p + 1] + code[p] + code[p + 2 :] for p in range(LENGTH - 1) if code[p] != code[p + 1]]
    assert [one for one in swapped if tidy_code(one)] == []


def test_every_pair_of_letters_swapped_at_the_end_is_caught():
    for first, second in itertools.permutations(ALPHABET, 2):
        letters = "1" * 9 + first + second
        code = letters + check_letter(letters)
        assert tidy_code("1" * 9 + second + first + code[-1]) is None


def test_codes_use_the_whole_alphabet_and_nothing_else():
    assert set("".join(CODES)) == set(ALPHABET)
    assert not set("0OILU") & set(ALPHABET)


def read_as(letter):
    return lambda code: code.replace("1", letter)


@pytest.mark.parametrize("typed", [str.lower, spaced, " ".join, "  {} ".format, read_as("I"), read_as("l")])
def test_a_code_may_be_typed_in_many_ways(typed):
    assert [tidy_code(typed(code)) for code in CODES] == CODES


@pytest.mark.parametrize("typed", ["", "7", "x" * 13, "0" * 12, "ÄÖÜ" * 4, "７K3MQ2XWPA9D", "\x00" * 12, "1" * 10_000])
def test_what_is_no_code_is_none(typed):
    assert tidy_code(typed) is None


def test_the_same_sending_gives_the_same_code_and_another_another():
    assert RECEIPTS.code_for("a token") == RECEIPTS.code_for("a token")
    assert len(set(CODES)) == len(CODES)


def test_another_key_gives_another_code_and_another_hash():
    other = Receipts(secret_key="s" * 40, receipt_key="q" * 40)
    assert other.code_for("a token") != RECEIPTS.code_for("a token")
    assert other.digest(CODES[0]) != RECEIPTS.digest(CODES[0])


def test_the_hash_does_not_hold_the_code():
    assert all(re.fullmatch("[0-9a-f]{64}", RECEIPTS.digest(code)) for code in CODES)
    assert not any(code.lower() in RECEIPTS.digest(code) for code in CODES)


def test_a_token_says_when_it_was_handed_out_and_cannot_be_made_elsewhere(app):
    token = RECEIPTS.new_token()
    assert RECEIPTS.begun_at(token) == clock.now()
    # Not its last letter, some bits of which mean nothing.
    assert RECEIPTS.begun_at(token[:-6] + ("A" if token[-6] != "A" else "B") + token[-5:]) is None
    assert Receipts(secret_key="t" * 40, receipt_key="r" * 40).begun_at(token) is None


def test_a_pass_is_ours_or_nothing():
    code = CODES[0]
    assert RECEIPTS.code_in_pass(RECEIPTS.pass_for(code)) == code
    assert RECEIPTS.code_in_pass(code) is None
    assert RECEIPTS.code_in_pass(RECEIPTS.new_token()) is None
    assert Receipts(secret_key="t" * 40, receipt_key="r" * 40).code_in_pass(RECEIPTS.pass_for(code)) is None


def test_a_pass_is_no_token_for_a_new_answer():
    assert RECEIPTS.begun_at(RECEIPTS.pass_for(CODES[0])) is None


@pytest.fixture
def braked(app):
    """The same site with its brake on, as it is when it is real: 5 guesses an hour here, 12 a day in all."""
    settings = {name: app.config[name] for name in ("ENVIRONMENT", "DATABASE_URL", "AUTHORITY")}
    guesses = {"RECEIPT_GUESSES": "5 per hour", "RECEIPT_GUESSES_ANYWHERE": "12 per day", "LIMITS_IN_TESTS": True}
    made = create_app({**settings, **guesses}, instance=Path(app.instance_path))
    made.test_client_class = app.test_client_class
    yield made
    limiter.enabled = False
    with made.app_context():
        db.engine.dispose()


@pytest.fixture
def buses(session):
    make_places(session)
    return bus_consultation(session)


def type_code(visitor, code):
    return visitor.client.post("/receipt", data={"code": code}).status_code


def guess(app, times):
    return [type_code(Visitor(app), code) for code in CODES[:times]]


def test_guessing_is_braked(braked, buses):
    assert guess(braked, 7) == [422] * 5 + [429] * 2


def test_typing_mistakes_are_no_guesses(braked, buses):
    assert {type_code(Visitor(braked), "7K3M-Q2XW-PA9E") for _ in range(30)} == {422}


def test_a_guesser_does_not_shut_out_other_addresses(braked, buses):
    guess(braked, 6)
    elsewhere = Visitor(braked)
    elsewhere.client.environ_base["REMOTE_ADDR"] = "10.1.2.3"
    assert type_code(elsewhere, CODES[9]) == 422


def test_a_right_code_opens_although_somebody_guesses_beside_it(braked, session, buses):
    code = code_on(answer_all(Visitor(braked), session, buses).send("Send"))
    guess(braked, 6)
    assert type_code(Visitor(braked), code) == 303


def test_whoever_is_answering_goes_on_although_somebody_guesses_beside_them(braked, session, buses):
    sheet = queries.read_sheet(session, buses)
    visitor = Visitor(braked)
    page = fill_page(visitor.open("/consultations/buses/answer"), sheet, 1).send("Save and continue")
    guess(braked, 20)
    assert fill_page(page, sheet, 2).send("Save and continue").status == 200
    assert visitor.open("/consultations/buses/answer/2").status == 200


def test_guessing_from_many_addresses_ends_at_the_sites_own_limit(braked, session, buses):
    code = code_on(answer_all(Visitor(braked), session, buses).send("Send"))
    guess(braked, 20)
    assert type_code(Visitor(braked), code) == 429


def test_a_code_in_a_made_up_cookie_opens_nothing(app, session, buses, visitor):
    code = code_on(answer_all(visitor, session, buses).send("Send"))
    other = Visitor(app)
    other.client.set_cookie("answer", code.replace("-", ""), path="/consultations/buses/answer")
    assert other.open("/consultations/buses/answer/mine").url == "/receipt"
