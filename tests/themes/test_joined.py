"""What themes do when something happens upstream."""

from sqlalchemy import func, select

from tests.themes.world import ANN, LATE, SAID, make_themed, people, theme
from webapp import clock
from webapp.consultations.importing import signals as importing
from webapp.consultations.models import Draft
from webapp.consultations.services import answering
from webapp.themes import acts, queries
from webapp.themes.models import CodeFrame, Excerpt, FrameCoder, Note, Suggestion, Theme, ThemedItem


def asked_to_undo(session, world):
    sent = importing.undo_asked.send(session, consultation_id=world.consultation.id)
    return [reason for _receiver, reason in sent if reason]


def test_an_import_whose_themes_people_decided_on_stays(session):
    world, frame = make_themed(session)
    assert not asked_to_undo(session, world)
    acts.drop(session, frame=frame, theme_id=theme(session, frame, LATE).id, person_id=ANN)
    assert asked_to_undo(session, world) == ["People have decided on the themes of these responses."]


def test_an_import_that_is_taken_back_takes_its_themes_with_it_and_no_others(session):
    world, _frame = make_themed(session)
    other, _ = make_themed(session, slug="homes")
    before = people(session, other)
    importing.undone.send(session, consultation_id=world.consultation.id)
    assert people(session, world) == {}
    assert people(session, other) == before
    counts = [
        session.scalar(select(func.count()).select_from(one))
        for one in (CodeFrame, Theme, ThemedItem, Excerpt, Suggestion)
    ]
    assert counts == [1, 5, 7, 7, 7]


def test_an_import_that_is_taken_back_takes_notes_and_the_state_of_its_coder_with_it(session):
    world, frame = make_themed(session)
    late = theme(session, frame, LATE)
    run = queries.last_run(session, frame)
    session.add_all([
        Note(frame_id=frame.id, theme_id=late.id, person_id=ANN, at=clock.now(), words="Look at this."),
        FrameCoder(frame_id=frame.id, run_id=run.id, state=b"{}"),
    ])  # fmt: skip
    session.flush()
    importing.undone.send(session, consultation_id=world.consultation.id)
    assert [session.scalar(select(func.count(table.id))) for table in (CodeFrame, Note, FrameCoder)] == [0, 0, 0]


def test_words_that_somebody_changes_lose_their_themes_until_the_next_run(session):
    world, _frame = make_themed(session)
    response = session.scalars(select(answering.Response).order_by(answering.Response.id)).first()
    marks = {str(world.question.id): [{"text": "Something quite different."}]}
    session.add(Draft(response_id=response.id, answers=marks, saved_at=clock.now()))
    session.flush()
    answering.send(session, response=response, now=clock.now())
    assert people(session, world)[LATE] == len(SAID[LATE]) - 1


def test_an_answer_that_is_withdrawn_no_longer_counts(session):
    world, _frame = make_themed(session)
    response = session.scalars(select(answering.Response).order_by(answering.Response.id)).first()
    answering.withdraw(session, response=response, now=clock.now())
    assert people(session, world)[LATE] == len(SAID[LATE]) - 1
    assert session.scalar(select(func.count()).select_from(Excerpt)) == 6
