"""Keeping, bringing in, throwing away and taking back."""

from datetime import timedelta

import pytest
from sqlalchemy import func, select

from tests.consultations.importing.survey import ZONE, make_import, survey, work
from webapp import clock
from webapp.access import Stage
from webapp.audit.models import AuditEntry
from webapp.consultations import queries as consultations
from webapp.consultations.importing import queries, services, signals
from webapp.consultations.importing.models import KEPT_FOR, UNDO_FOR, Import
from webapp.consultations.models import Answer, Channel, Consultation, Kind, Part, Question, Response
from webapp.files.models import StoredFile
from webapp.places.models import Area
from webapp.refusals import Refused


def _begin(session, made, **facts):
    return services.begin(session, made=made, zone=ZONE, person_id=1, **({"leave_out_duplicates": True} | facts))


def _count(session, model):
    return session.scalar(select(func.count()).select_from(model))


def _bring_in(app, session, rows=None):
    """An import that the worker has finished."""
    made = make_import(session, rows)
    _begin(session, made)
    session.commit()
    work(app)
    session.expire_all()
    return session.get_one(Import, made.id)


def _questions(session, made):
    asked = session.scalars(select(Question).where(Question.consultation_id == made.consultation_id))
    return {question.kind: question for question in asked}


def test_a_file_becomes_a_closed_consultation_with_all_its_responses(app, session):
    made = _bring_in(app, session)
    consultation = session.get_one(Consultation, made.consultation_id)
    assert consultation.imported_from == "export.csv"
    assert consultations.stage(consultation, now=clock.now()) is Stage.CLOSED
    assert consultations.count_responses(session, consultation.id) == 30
    assert set(session.scalars(select(Response.channel))) == {Channel.IMPORTED}
    assert session.scalar(select(Response.reference).order_by(Response.id)) == "R-0000"


def test_every_kind_of_column_finds_its_place(app, session):
    session.add(Area(code="a", name="Priory", district="Calderwick"))
    session.commit()
    asked = _questions(session, _bring_in(app, session))
    counts = dict(session.execute(select(Answer.question_id, func.count()).group_by(Answer.question_id)).all())
    found = {kind: counts[question.id] for kind, question in asked.items()}
    assert found == {Kind.PERMISSION: 30, Kind.MATRIX: 60, Kind.MULTI: 60, Kind.LONG_TEXT: 30, Kind.AREA: 10,
                     Kind.SHORT_TEXT: 30, Kind.SCALE: 30, Kind.SINGLE: 30}  # fmt: skip
    assert asked[Kind.LONG_TEXT].themed
    assert asked[Kind.SINGLE].asks_who


def test_the_reasons_know_the_scale_they_are_given_for(app, session):
    asked = _questions(session, _bring_in(app, session))
    assert asked[Kind.LONG_TEXT].stance_question_id == asked[Kind.SCALE].id


def test_an_answer_of_a_grid_names_its_row_and_its_choice(app, session):
    grid = _questions(session, _bring_in(app, session))[Kind.MATRIX]
    answer = session.scalars(select(Answer).where(Answer.question_id == grid.id).order_by(Answer.id)).first()
    assert (answer.item_id, answer.choice_id) == (grid.items[0].id, grid.choices[0].id)


def test_who_said_no_is_not_to_be_quoted(app, session):
    permission = _questions(session, _bring_in(app, session))[Kind.PERMISSION]
    counts = dict(session.execute(select(Answer.choice_id, func.count()).where(
        Answer.question_id == permission.id).group_by(Answer.choice_id)).all())  # fmt: skip
    assert {choice.part: counts[choice.id] for choice in permission.choices} == {
        Part.PUBLISH_NAMED: 10, Part.PUBLISH_UNNAMED: 10, Part.ANALYSIS_ONLY: 10,
    }  # fmt: skip


def test_two_files_of_one_title_get_addresses_of_their_own(app, session):
    slugs = [session.get_one(Consultation, _bring_in(app, session).consultation_id).slug for _ in range(2)]
    assert slugs == ["a-bus-lane", "a-bus-lane-2"]


def test_pressing_twice_at_once_asks_for_the_work_once(app, session, race):
    import_id = make_import(session).id
    outcomes = race(4, lambda s: _begin(s, s.get_one(Import, import_id)))
    assert sum(isinstance(outcome, Refused) for outcome in outcomes) == 3
    assert work(app) == 1
    assert _count(session, Consultation) == 1


def test_what_is_in_is_not_brought_in_again(app, session):
    made = _bring_in(app, session)
    with pytest.raises(services.AlreadyIn):
        _begin(session, made)


def test_columns_must_be_settled_first(session):
    made = make_import(session)
    made.settings = None
    session.commit()
    with pytest.raises(services.NotReady):
        _begin(session, made)


def test_nothing_changes_while_a_file_is_being_brought_in(session):
    made = make_import(session)
    _begin(session, made)
    with pytest.raises(services.BeingBroughtIn):
        services.throw_away(session, made=made, person_id=1)


def test_throwing_away_takes_the_file_too(session):
    services.throw_away(session, made=make_import(session), person_id=1)
    assert (_count(session, Import), _count(session, StoredFile)) == (0, 0)


def test_taking_back_leaves_nothing_but_the_file(app, session):
    made = _bring_in(app, session)
    services.undo(session, made=made, person_id=1)
    session.commit()
    assert [_count(session, model) for model in (Consultation, Question, Response, Answer)] == [0, 0, 0, 0]
    assert (made.consultation_id, made.finished_at, made.file is None) == (None, None, False)


def test_what_was_taken_back_can_come_in_again(app, session):
    made = _bring_in(app, session)
    services.undo(session, made=made, person_id=1)
    _begin(session, made)
    session.commit()
    work(app)
    assert _count(session, Response) == 30


def test_taking_back_is_over_after_a_day(app, session):
    made = _bring_in(app, session)
    with clock.set_to(clock.now() + UNDO_FOR), pytest.raises(services.TooLateToUndo):
        services.undo(session, made=made, person_id=1)


def test_another_room_can_keep_an_import_from_being_taken_back(app, session):
    made = _bring_in(app, session)

    def _decided(_session, *, consultation_id):
        return f"Themes of {consultation_id} were decided."

    with (
        signals.undo_asked.connected_to(_decided),
        pytest.raises(Refused, match=f"Themes of {made.consultation_id} were decided."),
    ):
        services.undo(session, made=made, person_id=1)
    assert _count(session, Response) == 30


def test_files_are_not_kept_for_ever(app, session):
    made = _bring_in(app, session)
    unfinished = make_import(session)
    with clock.set_to(clock.now() + KEPT_FOR):
        assert services.clear_old(session) == 2
    session.commit()
    assert _count(session, StoredFile) == 0
    assert session.get(Import, made.id) is not None
    assert session.get(Import, unfinished.id) is None


def test_the_worker_throws_the_file_away_after_a_day(app, session):
    _bring_in(app, session)
    with clock.set_to(clock.now() + UNDO_FOR):
        work(app)
    session.rollback()  # look anew
    assert _count(session, StoredFile) == 0


def test_the_last_day_of_a_consultation_that_closed_today_ends_now(session):
    today = clock.local_day(clock.now(), ZONE)
    assert services.closing_moment(today, ZONE) == clock.now()
    assert services.closing_moment(today - timedelta(days=1), ZONE) < clock.now()


def test_every_step_is_in_the_audit_trail(app, session):
    services.undo(session, made=_bring_in(app, session), person_id=1)
    acts = list(session.scalars(select(AuditEntry.act).order_by(AuditEntry.id)))
    assert acts == ["upload responses", "say what columns are", "bring responses in", "responses came in",
                    "take an import back"]  # fmt: skip


def test_a_file_that_was_thrown_away_is_not_read(session):
    made = make_import(session, survey(3))
    made.file_id = None
    session.commit()
    session.expire_all()
    with pytest.raises(queries.FileGone):
        queries.read_file(session, made)
