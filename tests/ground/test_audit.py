"""The audit trail: one chain, whatever happens at once, and every later change of it is found."""

from datetime import timedelta

import pytest
from sqlalchemy import delete, func, select, update

from webapp import clock
from webapp.audit.models import AuditEntry, AuditWords
from webapp.audit.services import FIRST, digest_of, find_break, record


def write(session, number, words=""):
    return record(session, actor_id=7, act="rename theme", subject=f"theme:{number}", words=words, before=number)


@pytest.fixture
def five(session):
    entries = [write(session, number, f"Because {number}") for number in range(5)]
    session.commit()
    return entries


def broken(session):
    session.expire_all()
    return find_break(session)


def test_the_first_entry_follows_nothing(session):
    assert write(session, 1).previous == FIRST


def test_each_entry_follows_the_one_before(session, five):
    assert [entry.previous for entry in five[1:]] == [entry.digest for entry in five[:-1]]


def test_an_untouched_chain_is_whole(session, five):
    assert broken(session) is None


def test_an_empty_chain_is_whole(session):
    assert broken(session) is None


@pytest.mark.parametrize(
    "change",
    [
        {"act": "drop theme"},
        {"subject": "theme:99"},
        {"actor_id": 8},
        {"actor_id": None},
        {"facts": {"before": 1000}},
        {"at": clock.now() - timedelta(days=900)},
        {"digest": "f" * 64},
        {"previous": "e" * 64},
    ],
)
def test_a_changed_entry_is_found(session, five, change):
    session.execute(update(AuditEntry).where(AuditEntry.id == five[2].id).values(**change))
    assert broken(session).id in {five[2].id, five[3].id}


def test_an_entry_changed_with_its_own_digest_is_found_at_the_next(session, five):
    entry = five[2]
    entry.act = "drop theme"
    entry.digest = digest_of(entry)
    session.flush()
    assert broken(session).id == five[3].id


@pytest.mark.parametrize("gone", [0, 1, 3])
def test_a_removed_entry_is_found(session, five, gone):
    session.execute(delete(AuditWords))
    session.execute(delete(AuditEntry).where(AuditEntry.id == five[gone].id))
    assert broken(session).id == five[gone + 1].id


def test_words_that_were_changed_are_found(session, five):
    session.execute(update(AuditWords).where(AuditWords.entry_id == five[1].id).values(words="For no reason"))
    assert broken(session).id == five[1].id


def test_words_can_be_erased_and_the_chain_holds(session, five):
    session.execute(delete(AuditWords).where(AuditWords.entry_id == five[1].id))
    assert broken(session) is None


def test_an_entry_holds_no_words_and_no_digest_that_can_be_guessed_from_them(session):
    first, second = (write(session, 1, "Because") for _ in range(2))
    assert "Because" not in str(first.facts)
    assert first.facts["words"] != second.facts["words"]


def test_writers_at_once_keep_one_chain(session, race):
    session.rollback()
    outcomes = race(12, lambda own: write(own, 1).id)
    assert sorted(outcomes) == sorted(set(outcomes))
    assert session.scalar(select(func.count(AuditEntry.id))) == 12
    assert broken(session) is None


def test_a_writer_who_gives_up_leaves_no_gap(session):
    write(session, 1)
    session.commit()
    write(session, 2)
    session.rollback()
    write(session, 3)
    session.commit()
    assert broken(session) is None


def test_facts_of_every_sort_come_back_as_they_were_chained(session):
    record(session, actor_id=None, act="x", subject="y:1", ids=[3, 1], share=0.1, words="", none=None, name="Äöß “…”")
    session.commit()
    assert broken(session) is None
