"""Runs of the machine: what they find, what they keep, and what they leave when they are stopped."""

import pytest
from sqlalchemy import func, select
from sqlalchemy.orm import sessionmaker

from tests.themes.world import (
    ANN,
    answer,
    bus_answers,
    code,
    look_for_themes,
    make_world,
    people,
    theme,
)
from webapp import features
from webapp.consultations.models import Response
from webapp.database import db
from webapp.jobs import services as jobs
from webapp.jobs.models import Progress
from webapp.jobs.services import Cancelled
from webapp.jobs.worker import run_all
from webapp.text import pipeline
from webapp.themes import acts, queries
from webapp.themes import jobs as themes_jobs
from webapp.themes.models import Act, ActKind, Campaign, CodeFrame, Decision, Excerpt, Run, Suggestion, Theme, Verdict
from webapp.themes.registry import SOURCES

LETTER = ("I support public control of our buses because services should be run for passengers and not for private "
          "profit. Please bring back the evening buses and keep fares low for everyone in Merestone. {}")  # fmt: skip
TABLES = (CodeFrame, Run, Theme, Excerpt, Suggestion, Decision, Campaign, Act)


@pytest.fixture
def world(session):
    return make_world(session, bus_answers())


def themes_of(session, world):
    frame = queries.find_frame(session, "question", world.question.id)
    return frame, [one for one in queries.list_themes(session, frame, fresh=True) if one.live and not one.special]


def biggest(session, world):
    return queries.theme_counts(session, "question", world.question.id)[0]


def item_ids(session, world):
    return [one.id for one in SOURCES["question"].read(session, world.question.id)]


def everything(session):
    return [session.scalar(select(func.count()).select_from(table)) for table in TABLES]


def test_a_run_finds_themes_and_gives_every_answer_at_least_one_code(session, world):
    look_for_themes(session, world)
    frame, themes = themes_of(session, world)
    codes = queries.codes_of_answers(session, frame, item_ids(session, world))
    assert len(themes) >= 2
    assert len(codes) == len(bus_answers())
    assert all(codes.values())


def test_excerpts_lie_inside_their_answers(session, world):
    look_for_themes(session, world)
    for one in queries.excerpts_of_theme(session, biggest(session, world).theme_id):
        assert one.words.strip()


def test_a_run_says_what_it_read_and_how(session, world):
    look_for_themes(session, world)
    run = session.scalars(select(Run)).one()
    assert (run.answers, run.asked_by, len(run.digest)) == (len(bus_answers()), ANN, 64)
    assert run.method["counts"]


def test_the_same_answers_give_the_same_themes(session, world):
    other = make_world(session, bus_answers(), slug="again")
    look_for_themes(session, world)
    look_for_themes(session, other)
    assert people(session, world) == people(session, other)


def test_a_second_run_changes_nothing_when_nothing_is_new(session, world):
    look_for_themes(session, world)
    before, (_frame, themes) = people(session, world), themes_of(session, world)
    look_for_themes(session, world)
    assert people(session, world) == before
    assert [one.id for one in themes_of(session, world)[1]] == [one.id for one in themes]


def test_a_rename_survives_a_second_run(session, world):
    look_for_themes(session, world)
    frame, largest = themes_of(session, world)[0], biggest(session, world)
    acts.rename(session, frame=frame, theme_id=largest.theme_id, name="What Ann calls it", person_id=ANN)
    look_for_themes(session, world)
    again = session.get(Theme, largest.theme_id)
    assert (again.name, again.suggested_label) == ("What Ann calls it", largest.label)
    assert people(session, world)["What Ann calls it"] == largest.people


def test_a_merge_survives_a_second_run(session, world):
    look_for_themes(session, world)
    frame, (first, second, *_rest) = themes_of(session, world)
    acts.merge(session, frame=frame, source_id=first.id, target_id=second.id, person_id=ANN)
    before = people(session, world)
    look_for_themes(session, world)
    assert session.get(Theme, first.id).merged_into_id == second.id
    assert people(session, world) == before


def test_a_dropped_theme_is_not_found_again(session, world):
    look_for_themes(session, world)
    frame, largest = themes_of(session, world)[0], biggest(session, world)
    acts.drop(session, frame=frame, theme_id=largest.theme_id, person_id=ANN)
    before = people(session, world)
    look_for_themes(session, world)
    assert people(session, world) == before


def test_every_decision_survives_a_second_run_untouched(session, world):
    look_for_themes(session, world)
    frame, (first, second, *_rest) = themes_of(session, world)
    codes = [(one.excerpt_id, first.id) for one in queries.excerpts_of_theme(session, first.id, limit=4)]
    acts.move(session, frame=frame, codes=codes[:2], target_id=second.id, person_id=ANN)
    acts.decide(session, frame=frame, codes=codes[2:], verdict=Verdict.ACCEPTED, person_id=ANN)
    session.commit()
    wanted = select(Decision.excerpt_id, Decision.theme_id, Decision.verdict).order_by(Decision.id)
    before, moved = session.execute(wanted).all(), people(session, world)
    look_for_themes(session, world)
    assert session.execute(wanted).all() == before
    assert people(session, world) == moved


def test_what_the_machine_suggested_on_decided_excerpts_stays_as_it_was(session, world):
    look_for_themes(session, world)
    frame, largest = themes_of(session, world)[0], biggest(session, world)
    one = queries.excerpts_of_theme(session, largest.theme_id, limit=1)[0]
    acts.decide(
        session, frame=frame, codes=[(one.excerpt_id, largest.theme_id)], verdict=Verdict.ACCEPTED, person_id=ANN
    )
    on_it = select(Suggestion.run_id, Suggestion.theme_id, Suggestion.confidence)
    on_it = on_it.where(Suggestion.excerpt_id == one.excerpt_id)
    session.commit()
    before = session.execute(on_it).all()
    look_for_themes(session, world)
    assert session.execute(on_it).all() == before != []
    assert set(session.scalars(select(Suggestion.run_id))) == {1, 2}


def test_words_that_a_person_chose_stay_chosen(session, world):
    look_for_themes(session, world)
    frame, (first, *_others) = themes_of(session, world)
    said = queries.find_answer(session, frame, world.answers[bus_answers()[0]])
    acts.add_code(session, frame=frame, answer=said, theme_id=first.id, span=(4, 12), person_id=ANN)
    look_for_themes(session, world)
    codes = queries.codes_of_answers(session, frame, [said.id])[said.id]
    assert (first.id, 4, 12) in {(one.theme_id, one.start, one.end) for one in codes}


def test_a_split_survives_a_second_run(session, world):
    look_for_themes(session, world)
    frame, largest = themes_of(session, world)[0], biggest(session, world)
    codes = [
        (one.excerpt_id, largest.theme_id) for one in queries.excerpts_of_theme(session, largest.theme_id, limit=3)
    ]
    acts.split(session, frame=frame, codes=codes, name="Ann's own", person_id=ANN)
    look_for_themes(session, world)
    mine = theme(session, frame, "Ann's own")
    held = {one.excerpt_id for one in queries.excerpts_of_theme(session, mine.id, limit=500)}
    assert held >= {excerpt for excerpt, _theme in codes}


def test_new_answers_get_the_themes_there_are(session, world):
    look_for_themes(session, world)
    before = biggest(session, world)
    for text in ("The last bus in the evening leaves before my late shift ends at the docks.",
                 "Bus fares from the docks are too expensive for my family."):  # fmt: skip
        answer(session, world, text)
    look_for_themes(session, world)
    facts = queries.frame_facts(session, "question", world.question.id)
    assert (facts.answers, facts.read) == (len(bus_answers()) + 2,) * 2
    assert session.get(Theme, before.theme_id).name == before.label


def test_starting_again_leaves_behind_what_nobody_touched_and_keeps_what_people_did(session, world):
    look_for_themes(session, world)
    frame, (first, *others) = themes_of(session, world)
    acts.rename(session, frame=frame, theme_id=first.id, name="Kept", person_id=ANN)
    look_for_themes(session, world, fresh=True)
    left = {one.id for one in queries.list_themes(session, frame, fresh=True) if one.retired_at}
    assert left == {one.id for one in others}
    assert theme(session, frame, "Kept").id == first.id
    assert session.scalars(select(Act.kind)).all()[-1] is ActKind.START_AGAIN
    assert sum(people(session, world).values()) >= len(bus_answers())


def test_copies_of_a_letter_are_one_campaign_and_each_counts(session, world):
    copies = [LETTER.format(ending) for ending in ("Thank you.", "Thank you.", "Best wishes, a neighbour.", "")]
    for text in copies:
        answer(session, world, text)
    look_for_themes(session, world)
    facts = queries.frame_facts(session, "question", world.question.id)
    assert (facts.campaigns, facts.in_campaigns) == (1, 4)


def test_a_run_that_is_stopped_leaves_things_as_they_were(session, world):
    look_for_themes(session, world)
    before = everything(session)
    answer(session, world, "Trams would be nice.")
    session.commit()
    sessions = sessionmaker(db.engine)

    def stop(step, done, total):
        if done > 60:
            raise Cancelled

    facts = {"source_kind": "question", "source_id": world.question.id, "themes": None, "fresh": True, "person_id": ANN}
    with pytest.raises(Cancelled):
        themes_jobs.run(sessions, facts, stop)
    assert everything(session) == before


def test_a_run_that_breaks_while_it_stores_leaves_things_as_they_were(session, world, monkeypatch):
    look_for_themes(session, world)
    before = everything(session)
    monkeypatch.setattr(themes_jobs.storing.storing_rows, "store_codes", lambda *_args: 1 / 0)
    look_for_themes(session, world, fresh=True)
    job = jobs.find_latest(session, kind="theme", subject=world.subject)
    assert job.progress is not Progress.DONE
    assert everything(session) == before


def test_a_waiting_run_can_be_cancelled(session, world):
    job = jobs.enqueue(
        session, kind="theme", subject=world.subject, source_kind="question", source_id=world.question.id
    )
    jobs.ask_to_cancel(session, job)
    session.commit()
    assert run_all(sessionmaker(db.engine), features.JOBS) == 0
    assert everything(session) == [0] * len(TABLES)


def test_with_nothing_to_read_the_run_ends_with_a_sentence(session):
    empty = make_world(session, ["   "])
    look_for_themes(session, empty)
    assert "nothing to read" in jobs.find_latest(session, kind="theme", subject=empty.subject).error


def test_only_answers_that_count_are_read(session, world):
    session.get(Response, 1).excluded_at = session.get(Response, 2).withdrawn_at = session.get(Response, 3).sent_at
    session.get(Response, 3).sent_at = None
    session.commit()
    look_for_themes(session, world)
    assert session.scalars(select(Run.answers)).one() == len(bus_answers()) - 3


def test_the_machine_is_shown_what_people_call_each_theme(session, world, monkeypatch):
    look_for_themes(session, world)
    frame, (first, *_others) = themes_of(session, world)
    acts.rename(session, frame=frame, theme_id=first.id, name="Ann's name", person_id=ANN)
    shown = []
    real = pipeline.theme
    monkeypatch.setattr(pipeline, "theme", lambda *args, **kw: shown.extend(kw["known"]) or real(*args, **kw))
    look_for_themes(session, world)
    mine = next(one for one in shown if one.id == str(first.id))
    assert mine.label == "Ann's name"
    assert 1 <= len(mine.examples) <= 30


def test_decisions_made_while_the_machine_reads_are_kept(session, world, monkeypatch):
    look_for_themes(session, world)
    frame, largest = themes_of(session, world)[0], biggest(session, world)
    one = queries.excerpts_of_theme(session, largest.theme_id, limit=1)[0]
    real = pipeline.theme

    def theme_slowly(*args, **kw):
        found = real(*args, **kw)
        acts.decide(
            session, frame=frame, codes=[(one.excerpt_id, largest.theme_id)], verdict=Verdict.REJECTED, person_id=ANN
        )
        session.commit()
        return found

    monkeypatch.setattr(pipeline, "theme", theme_slowly)
    look_for_themes(session, world)
    assert session.scalars(select(Decision.verdict)).one() is Verdict.REJECTED
    assert code(session, frame, world, one.text, largest.label)[0]
    assert one.excerpt_id not in {
        shown.excerpt_id for shown in queries.excerpts_of_theme(session, largest.theme_id, limit=500)
    }
