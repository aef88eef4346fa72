"""Hashing passwords."""

import threading
import time

from webapp.accounts import passwords
from webapp.accounts.passwords import CHEAP, Passwords


def test_a_password_fits_its_hash_and_no_other():
    hashed = CHEAP.hash("one long password")
    assert CHEAP.verify("one long password", hashed)
    assert not CHEAP.verify("one long passworD", hashed)


def test_a_missing_or_broken_hash_fits_nothing():
    assert not CHEAP.verify("anything at all", None)
    assert not CHEAP.verify("anything at all", "not a hash")


def test_the_real_hash_is_argon2id_as_strong_as_owasp_asks():
    assert passwords.FULL.hash("x").startswith("$argon2id$v=19$m=19456,t=2,p=1$")


def test_a_hash_made_more_cheaply_is_made_anew():
    assert passwords.FULL.needs_update(CHEAP.hash("x"))
    assert not CHEAP.needs_update(CHEAP.hash("x"))


def test_the_same_word_typed_in_two_ways_is_one_password():
    assert passwords.normalise("caf\u00e9") == passwords.normalise("cafe\u0301")


def test_no_more_are_worked_on_at_once_than_allowed():
    guard = Passwords(memory=8, rounds=1, at_once=2)
    at_work, most, lock = [], [], threading.Lock()

    class Slow:
        def hash(self, _secret):
            with lock:
                at_work.append(1)
                most.append(len(at_work))
            time.sleep(0.02)
            with lock:
                at_work.pop()
            return ""

    guard._hasher = Slow()
    threads = [threading.Thread(target=guard.hash, args=("x",)) for _ in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert max(most) == 2
