"""The overview: what is done, what is missing, what is worth another look."""

from tests.support.consultations import bus_consultation, make_consultation, make_question
from webapp.access import Stage
from webapp.consultations.models import Kind


def at(consultation):
    return f"/office/consultations/{consultation.id}"


def test_an_empty_draft_says_what_is_missing(session, as_officer):
    nothing = {"summary": "", "open_points": [], "decision_maker": "", "contact_email": "", "contact_phone": ""}
    page = as_officer.open(at(make_consultation(session, stage=Stage.DRAFT, **nothing)))
    assert page.main.count("To do") == 5
    assert "Before you can publish: Say in a sentence or two" in page.main


def test_a_finished_draft_can_be_published(session, as_officer):
    page = as_officer.open(at(bus_consultation(session, stage=Stage.DRAFT)))
    assert "Nothing is missing. Choose when it opens and closes." in page.main
    assert page.link("Publish").h1 == "Publish"


def test_a_draft_without_the_question_for_permission_is_not_finished(session, as_officer):
    draft = make_consultation(session, stage=Stage.DRAFT)
    make_question(session, draft, Kind.SINGLE)
    assert "Add the question that asks for permission to publish." in as_officer.open(at(draft)).main


def test_warnings_never_stand_in_the_way(session, as_officer):
    draft = bus_consultation(session, stage=Stage.DRAFT, minutes=60)
    page = as_officer.open(at(draft))
    assert "Worth another look Answering takes about" in page.main
    assert "Nothing is missing." in page.main


def test_an_analyst_reads_the_overview_and_changes_nothing(session, as_analyst):
    page = as_analyst.open(at(bus_consultation(session, stage=Stage.DRAFT)))
    edits = [link.get("href") for link in page.all("//main//a")]
    assert [path for path in edits if path.endswith(("/about", "/scope", "/contact", "/publish", "/documents"))] == []


def test_a_title_with_a_script_stays_words(session, as_officer):
    hostile = "<script>alert(1)</script>{{ 7*7 }}"
    draft = bus_consultation(session, stage=Stage.DRAFT, title=hostile)
    for path in ("", "/about", "/questions", "/preview", "/preview/0", "/publish"):
        page = as_officer.open(at(draft) + path)
        assert hostile in page.text + "".join(page.all("//input/@value"))
        assert not page.all("//script[not(@src)]")


def test_the_overview_asks_the_database_the_same_for_many_questions(session, as_officer, statements):
    few = make_consultation(session, stage=Stage.DRAFT, slug="few")
    make_question(session, few, Kind.SINGLE)
    many = bus_consultation(session, stage=Stage.DRAFT)
    for one in (few, many):
        as_officer.open(at(one))
    assert statements(lambda: as_officer.open(at(many))) == statements(lambda: as_officer.open(at(few)))
