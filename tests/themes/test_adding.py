"""A new answer is coded when it is sent, and drift is noticed."""

from datetime import timedelta

import pytest
from sqlalchemy import func, select, update
from sqlalchemy.orm import sessionmaker

from tests.themes.world import (
    ANN,
    LATE,
    SAID,
    answer,
    bus_answers,
    look_for_themes,
    make_themed,
    make_world,
    people,
    run_by_hand,
    theme,
    work,
)
from webapp import clock
from webapp.consultations.models import Draft, Response
from webapp.consultations.services import answering
from webapp.consultations.signals import words_arrived
from webapp.database import db
from webapp.jobs import services as jobs
from webapp.jobs.models import Job
from webapp.summaries import services as summaries
from webapp.text import pipeline
from webapp.themes import acts, growing, queries, states
from webapp.themes import jobs as themes_jobs
from webapp.themes.models import Campaign, Excerpt, ItemFlag, Origin, Run, Suggestion, Theme, ThemedItem

NEW = "The last bus in the evening leaves before my late shift ends at the docks."
LETTER = (
    "I am writing to ask the council to bring every bus in the valley under public control without delay, because "
    "private companies have cut the routes that pensioners, carers and pupils rely upon each day of the week."
)
TRAMS = "Trams never come here and I miss trams near {}."


@pytest.fixture(autouse=True)
def _at_once(monkeypatch):
    monkeypatch.setattr(growing, "WAIT", timedelta(0))


@pytest.fixture
def themed(session):
    world = make_world(session, bus_answers())
    look_for_themes(session, world)
    return world, queries.find_frame(session, "question", world.question.id)


def send(session, world, text, response=None):
    """What a resident's request does, up to its commit."""
    response = response or Response(consultation_id=world.consultation.id, created_at=clock.now())
    session.add(response)
    session.flush()
    marks = {str(world.question.id): [{"text": text}]}
    session.add(Draft(response_id=response.id, answers=marks, saved_at=clock.now()))
    session.flush()
    answering.send(session, response=response, now=clock.now())
    return response


def open_jobs(session):
    return list(session.scalars(select(Job.subject).where(Job.kind == growing.CODE_NEW, Job.finished_at.is_(None))))


def codes_of(session, frame, text):
    item = next(one.item_id for one in session.scalars(select(ThemedItem).order_by(ThemedItem.item_id.desc())))
    assert queries.find_answer(session, frame, item).text == text
    return queries.codes_of_answers(session, frame, [item])[item]


def test_a_new_answer_gets_the_themes_there_are_without_anybody_asking(session, themed):
    world, frame = themed
    themes, runs = (session.scalar(select(func.count(table.id))) for table in (Theme, Run))
    like = queries.codes_of_answers(session, frame, [world.answers[bus_answers()[0]]])
    send(session, world, NEW)
    session.commit()
    assert growing.count_uncoded(session, frame) == 1
    session.commit()
    work()
    session.expire_all()
    assert growing.count_uncoded(session, frame) == 0
    assert codes_of(session, frame, NEW)[0].theme_id == like[world.answers[bus_answers()[0]]][0].theme_id
    assert [session.scalar(select(func.count(table.id))) for table in (Theme, Run)] == [themes, runs]


def test_what_is_there_is_left_as_it_was(session, themed):
    world, _frame = themed
    wanted = select(Suggestion.id, Suggestion.theme_id, Suggestion.confidence).order_by(Suggestion.id)
    before = session.execute(wanted).all()
    send(session, world, NEW)
    session.commit()
    work()
    assert session.execute(wanted).all()[: len(before)] == before


def test_many_new_answers_are_one_piece_of_work(session, themed):
    world, _frame = themed
    for place in range(5):
        send(session, world, TRAMS.format(place))
    assert open_jobs(session) == [world.subject]


def test_an_answer_that_comes_while_others_are_coded_is_coded_after_them(session, themed):
    world, frame = themed
    send(session, world, NEW)
    session.commit()
    with sessionmaker(db.engine).begin() as other:
        assert jobs.take(other).kind == growing.CODE_NEW
    send(session, world, TRAMS.format("the mill"))
    send(session, world, TRAMS.format("the market"))
    assert open_jobs(session) == [world.subject, f"{world.subject} (2)"]
    session.commit()
    work()
    assert growing.count_uncoded(session, frame) == 0


def test_a_rolled_back_answer_asks_for_nothing(session, themed):
    send(session, themed[0], NEW)
    session.rollback()
    assert open_jobs(session) == []


def test_where_nobody_looked_for_themes_nothing_is_coded(session):
    world = make_world(session, bus_answers(3))
    send(session, world, NEW)
    assert open_jobs(session) == []


def test_words_that_were_changed_are_coded_again(session, themed):
    world, frame = themed
    response = send(session, world, NEW)
    session.commit()
    work()
    session.expire_all()
    send(session, world, "Bus fares from the docks are too expensive for my family.", response)
    session.commit()
    work()
    session.expire_all()
    facts = queries.frame_facts(session, "question", world.question.id)
    assert (facts.answers, facts.read) == (len(bus_answers()) + 1,) * 2
    fares = queries.codes_of_answers(session, frame, [world.answers[bus_answers()[3]]])[world.answers[bus_answers()[3]]]
    new = codes_of(session, frame, "Bus fares from the docks are too expensive for my family.")
    assert new[0].theme_id == fares[0].theme_id


def test_a_response_that_counts_again_is_coded(session, themed):
    world, frame = themed
    response = answer(session, world, NEW, excluded_at=clock.now(), excluded_reason="A test")
    session.flush()
    assert growing.count_uncoded(session, frame) == 0
    summaries.include(session, response=response, person_id=ANN)
    session.commit()
    work()
    session.expire_all()
    assert codes_of(session, frame, NEW)


def test_a_copy_of_a_letter_joins_its_campaign_and_need_not_be_read(session):
    world = make_world(session, [SAID[LATE][0], SAID[LATE][0], SAID[LATE][1]])
    run_by_hand(session, world, campaigns={SAID[LATE][0]: 1})
    send(session, world, SAID[LATE][0])
    session.commit()
    work()
    session.expire_all()
    newest = session.scalars(select(ThemedItem).order_by(ThemedItem.item_id.desc())).first()
    assert newest.campaign_id == session.scalars(select(Campaign.id)).one()
    assert newest.read_order is None


def test_new_words_go_to_the_end_of_the_reading_order(session, themed):
    world, _frame = themed
    last = session.scalar(select(func.max(ThemedItem.read_order)))
    send(session, world, NEW)
    session.commit()
    work()
    session.expire_all()
    assert session.scalars(select(ThemedItem).order_by(ThemedItem.item_id.desc())).first().read_order == last + 1


def test_a_new_answer_is_coded_by_what_the_last_run_left_without_reading_the_others(session, themed, monkeypatch):
    world, frame = themed
    monkeypatch.setattr(pipeline, "theme", None)
    send(session, world, NEW)
    session.commit()
    work()
    session.expire_all()
    assert growing.count_uncoded(session, frame) == 0


def test_a_theme_somebody_made_since_is_learned_from_what_people_read(session, themed, monkeypatch):
    world, frame = themed
    session.execute(update(ThemedItem).where(ThemedItem.frame_id == frame.id).values(read_at=clock.now()))
    session.add(Theme(frame_id=frame.id, origin=Origin.PERSON, label="Docks", position=99))
    told = {}
    real = pipeline.theme
    monkeypatch.setattr(pipeline, "theme", lambda *args, **how: told.update(how) or real(*args, **how))
    send(session, world, NEW)
    session.commit()
    work()
    assert len(told["elsewhere"]) == len(bus_answers())
    assert told["closed"] is True


def test_a_new_answer_is_flagged_like_the_others(session, themed):
    world, _frame = themed
    send(session, world, f"{NEW} Write to me at jo.bloggs@example.org.")
    session.commit()
    work()
    newest = session.scalar(select(func.max(ThemedItem.item_id)))
    assert session.scalars(select(ItemFlag.kind).where(ItemFlag.item_id == newest)).all() == ["personal data"]


def test_a_nearly_equal_copy_of_a_letter_joins_its_campaign_when_it_is_sent(session):
    world = make_world(session, [*bus_answers(), *[LETTER] * 6])
    look_for_themes(session, world)
    letter = session.scalars(select(Campaign)).one()
    send(session, world, f"Dear councillors, I am Jo. {LETTER}")
    session.commit()
    work()
    session.expire_all()
    newest = session.scalars(select(ThemedItem).order_by(ThemedItem.item_id.desc())).first()
    assert newest.campaign_id == letter.id


def test_words_that_were_taken_back_are_not_kept_for_coding_others(session):
    world = make_world(session, bus_answers())
    response = answer(session, world, "The marquess of Zanzibar takes the evening bus.")
    session.commit()
    look_for_themes(session, world)
    frame = queries.find_frame(session, "question", world.question.id)
    assert "zanzibar" in states.read_coder(session, frame).vectors.lexicon.uses
    answering.withdraw(session, response=response, now=clock.now())
    session.commit()
    work()
    session.expire_all()
    known = states.read_coder(session, frame).vectors.lexicon
    assert {"zanzibar", "marquess"}.isdisjoint(known.uses)
    assert "evening" in known.uses
    assert [part for part in known.parts if "zanz" in part] == []


def test_new_answers_are_coded_the_same_after_somebody_elses_words_were_forgotten(session):
    world = make_world(session, bus_answers())
    odd = answer(session, world, "Quokkas.")
    session.commit()
    look_for_themes(session, world)
    frame = queries.find_frame(session, "question", world.question.id)
    answering.withdraw(session, response=odd, now=clock.now())
    send(session, world, NEW)
    session.commit()
    work()
    session.expire_all()
    like = queries.codes_of_answers(session, frame, [world.answers[bus_answers()[0]]])
    assert codes_of(session, frame, NEW)[0].theme_id == like[world.answers[bus_answers()[0]]][0].theme_id


def test_words_that_are_taken_back_while_a_run_reads_them_are_not_kept_either(session, monkeypatch):
    world = make_world(session, bus_answers())
    response = answer(session, world, "The marquess of Zanzibar takes the evening bus.")
    session.commit()
    real = pipeline.theme

    def theme_slowly(*args, **how):
        found = real(*args, **how)
        if response.withdrawn_at is None:
            answering.withdraw(session, response=response, now=clock.now())
            session.commit()
        return found

    monkeypatch.setattr(pipeline, "theme", theme_slowly)
    look_for_themes(session, world)
    work()
    session.expire_all()
    frame = queries.find_frame(session, "question", world.question.id)
    assert "zanzibar" not in states.read_coder(session, frame).vectors.lexicon.uses


def test_stopping_in_the_middle_changes_nothing(session, themed):
    world, frame = themed
    session.add(Theme(frame_id=frame.id, origin=Origin.PERSON, label="Docks", position=99))
    send(session, world, NEW)
    session.commit()
    before = session.scalar(select(func.count(Excerpt.id)))

    def stop(step, done, total):
        if done > 60:
            raise jobs.Cancelled

    with pytest.raises(jobs.Cancelled):
        themes_jobs.code_new(sessionmaker(db.engine), {"frame_id": frame.id}, stop)
    assert session.scalar(select(func.count(Excerpt.id))) == before
    assert growing.count_uncoded(session, frame) == 1


def test_coding_begins_again_when_somebody_looked_for_themes_meanwhile(session, themed, monkeypatch):
    world, frame = themed
    turns = []
    real = themes_jobs.code_arrivals

    def code_slowly(*args, **how):
        turns.append(how)
        if len(turns) == 1:
            session.add(Run(frame_id=frame.id, at=clock.now(), software="meanwhile", method={}, seed=0, answers=1,
                            digest="0"))  # fmt: skip
            session.commit()
        return real(*args, **how)

    send(session, world, NEW)
    session.commit()
    monkeypatch.setattr(themes_jobs, "code_arrivals", code_slowly)
    work()
    assert len(turns) == 2
    assert growing.count_uncoded(session, frame) == 0


def test_answers_that_come_while_themes_are_looked_for_first_are_coded_after(session, monkeypatch):
    world = make_world(session, bus_answers())
    real = pipeline.theme
    late = []

    def theme_slowly(*args, **how):
        found = real(*args, **how)
        if not late:
            late.append(send(session, world, NEW))
            session.commit()
        return found

    monkeypatch.setattr(pipeline, "theme", theme_slowly)
    look_for_themes(session, world)
    facts = queries.frame_facts(session, "question", world.question.id)
    assert (facts.answers, facts.read) == (len(bus_answers()) + 1,) * 2


def test_new_answers_that_fit_no_theme_are_told_of(session, themed):
    world, frame = themed
    assert growing.tell_drift(session, frame) == []
    for place in range(30):
        send(session, world, f"Orchards with pears beside number {place}, please plant blossom.")
    session.commit()
    work()
    session.expire_all()
    assert any("fit no theme: look for new themes." in words for words in growing.tell_drift(session, frame))


def test_looking_for_themes_answers_the_drift(session, themed):
    world, frame = themed
    run = queries.last_run(session, frame)
    none = next(one.id for one in queries.list_themes(session, frame) if one.special == "none")
    run.method = {**run.method, "drift": [[none, 12, 50, 3, 900]]}
    session.commit()
    assert growing.tell_drift(session, frame) == ["12 of the last 50 answers fit no theme: look for new themes."]
    look_for_themes(session, world)
    assert growing.tell_drift(session, frame) == []


def test_a_theme_that_comes_up_more_is_told_of_by_its_name(session):
    _world, frame = make_themed(session)
    mine = theme(session, frame, LATE)
    run = queries.last_run(session, frame)
    run.method = {**run.method, "drift": [[mine.id, 20, 50, 90, 900]]}
    acts.rename(session, frame=frame, theme_id=mine.id, name="Evenings", person_id=ANN)
    assert growing.tell_drift(session, frame) == [
        "“Evenings” is in 20 of the last 50 answers; before, it was in 10 of a hundred."
    ]


def test_words_for_other_questions_ask_for_nothing(session, themed):
    words_arrived.send(session, question_ids=[themed[0].scale.id])
    assert open_jobs(session) == []
    assert people(session, themed[0])
