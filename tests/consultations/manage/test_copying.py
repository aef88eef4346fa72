"""Starting from an earlier consultation."""

from tests.support.consultations import bus_consultation, find_question
from webapp import clock
from webapp.access import Stage
from webapp.consultations.models import Consultation, Document, Response


def begin_from(visitor, source, title="Buses again"):
    page = visitor.open(f"/office/consultations/{source.id}").link("Use it for a new one")
    return page.fill(title=title).send("Start")


def the_new_one(session):
    session.expire_all()
    return session.query(Consultation).order_by(Consultation.id.desc()).first()


def shape_of(consultation):
    """Everything that is asked, without ids."""
    settings = ("key", "kind", "text", "help", "required", "max_choices", "rank_top", "max_chars", "themed", "asks_who")
    return [
        (section.title, section.intro, [
            ([getattr(one, name) for name in settings], [(c.text, c.detail, c.part) for c in one.choices],
             [row.text for row in one.items]) for one in section.questions
        ]) for section in consultation.sections
    ]  # fmt: skip


def test_words_and_questions_come_along(session, as_officer):
    source = bus_consultation(session, minutes=9)
    begin_from(as_officer, source)
    copy = the_new_one(session)
    assert shape_of(copy) == shape_of(session.get(Consultation, source.id))
    assert (copy.title, copy.slug, copy.minutes, copy.decided) == ("Buses again", "buses-again", 9, source.decided)


def test_the_stance_points_into_the_copy(session, as_officer):
    begin_from(as_officer, bus_consultation(session))
    copy = the_new_one(session)
    assert find_question(copy, "A7").stance_question_id == find_question(copy, "A6").id


def test_dates_documents_and_answers_stay_behind(session, as_officer):
    source = bus_consultation(session, stage=Stage.CLOSED)
    session.add(Response(consultation_id=source.id, created_at=clock.now(), sent_at=clock.now()))
    session.commit()
    begin_from(as_officer, source)
    copy = the_new_one(session)
    assert (copy.opens_at, copy.closes_at, copy.published_at, copy.changes) == (None, None, None, [])
    assert session.query(Response).filter_by(consultation_id=copy.id).count() == session.query(Document).count() == 0


def test_changing_the_copy_leaves_the_source_alone(session, as_officer):
    source = bus_consultation(session)
    before = shape_of(source)
    begin_from(as_officer, source)
    question = find_question(the_new_one(session), "A1")
    as_officer.open(f"/office/consultations/{question.consultation_id}/questions/{question.id}").fill(
        text="Who?"
    ).send()
    session.expire_all()
    assert shape_of(session.get(Consultation, source.id)) == before


def test_a_template_that_does_not_exist_is_refused(as_officer):
    page = as_officer.open("/office/consultations/start?template=999").fill(title="New", template="999").send("Start")
    assert "template" in page.field_errors
