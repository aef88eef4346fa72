"""Two officers at once."""

from tests.support.consultations import bus_consultation, find_question, make_consultation, make_question
from tests.support.people import make_person
from webapp.access import Role, Stage
from webapp.consultations.drafting import QuestionWords, choice_of
from webapp.consultations.models import Consultation, Kind, Question
from webapp.consultations.services import editing, lifecycle, questions
from webapp.refusals import Refused


def positions(session, consultation_id):
    session.expire_all()
    sections = session.get(Consultation, consultation_id).sections
    return [[question.position for question in section.questions] for section in sections]


def test_moving_questions_at_once_leaves_every_place_taken_once(session, race):
    buses = bus_consultation(session, stage=Stage.DRAFT, sections=1)
    ids = [one.id for one in buses.sections[0].questions]
    officer, turns = make_person(session, Role.OFFICER).id, iter(range(100))
    session.rollback()

    def move(its_own):
        turn = next(turns)
        question = its_own.get(Question, ids[turn % 3])
        consultation = its_own.get(Consultation, buses.id)
        questions.move(its_own, consultation=consultation, question=question, up=turn % 2 == 0, by=officer)

    assert [one for one in race(6, move) if one is not None] == []
    assert positions(session, buses.id) == [list(range(1, 13))]


def test_adding_questions_at_once_gives_each_a_key_and_a_place(session, race):
    draft = make_consultation(session, stage=Stage.DRAFT, sections=[("Page", [])])
    officer, section = make_person(session, Role.OFFICER).id, draft.sections[0].id
    words = QuestionWords(kind=Kind.SINGLE, text="?", choices=(choice_of("a"), choice_of("b")))
    session.rollback()
    race(4, lambda its_own: questions.add(its_own, consultation=its_own.get(Consultation, draft.id), section_id=section,
                                          words=words, by=officer))  # fmt: skip
    session.expire_all()
    found = session.get(Consultation, draft.id).sections[0].questions
    assert [(one.key, one.position) for one in found] == [("Q1", 1), ("Q2", 2), ("Q3", 3), ("Q4", 4)]


def test_deleting_a_question_twice_at_once_is_told_kindly_to_the_second(session, race):
    buses = bus_consultation(session, stage=Stage.DRAFT, sections=1)
    officer, ident = make_person(session, Role.OFFICER).id, find_question(buses, "A5").id
    session.rollback()

    def delete(its_own):
        question = its_own.get(Question, ident)
        if question is not None:
            consultation = its_own.get(Consultation, buses.id)
            questions.delete(its_own, consultation=consultation, question=question, by=officer)

    assert [one for one in race(3, delete) if one is not None and not isinstance(one, Refused)] == []
    assert positions(session, buses.id) == [list(range(1, 12))]


def test_starting_two_of_one_title_at_once_never_shares_an_address(session, race):
    officer = make_person(session, Role.OFFICER).id
    session.rollback()
    outcomes = race(3, lambda its_own: editing.start(its_own, title="Parks", by=officer))
    made = [one for one in outcomes if isinstance(one, Consultation)]
    assert all(isinstance(one, Consultation | editing.AddressTaken) for one in outcomes)
    assert len({one.slug for one in made}) == len(made) == session.query(Consultation).count()


def test_closing_early_at_once_happens_once(session, race):
    running = bus_consultation(session)
    officer = make_person(session, Role.OFFICER).id
    session.rollback()

    def close(its_own):
        lifecycle.close_early(its_own, consultation=its_own.get(Consultation, running.id), reason="Over.", by=officer)

    outcomes = race(3, close)
    assert sorted(type(one).__name__ for one in outcomes) == ["NoneType", "Refused", "Refused"]


def test_a_change_of_questions_is_seen_at_once_by_who_reads_the_sheet(session, as_officer):
    draft = make_consultation(session, stage=Stage.DRAFT)
    question = make_question(session, draft, Kind.SINGLE)
    editor = f"/office/consultations/{draft.id}/questions"
    assert "A single question?" in as_officer.open(editor).main
    as_officer.open(f"{editor}/{question.id}").fill(text="Really?").send("Save")
    assert "Really?" in as_officer.open(editor).main
