"""What things are about: places and subjects, one rule for all rooms."""

import pytest
from sqlalchemy import Engine, event, select

from tests.support.answering import make_places
from tests.support.consultations import make_consultation
from tests.support.polls import make_poll
from tests.support.proposals import make_proposal
from webapp.access import Stage
from webapp.audit.models import AuditEntry
from webapp.consultations.models import Consultation
from webapp.places import abouts
from webapp.places.abouts import About, concerns, list_things, read_about, read_subjects, set_about
from webapp.places.models import Area


@pytest.fixture
def areas(session):
    return make_places(session)


def about(session, kind, thing):
    return read_about(session, kind=kind, ids=[thing.id])[thing.id]


def near(session, area):
    wanted = concerns("consultation", Consultation.id, area)
    return set(session.scalars(select(Consultation.slug).where(wanted)))


def test_a_thing_is_about_what_was_said_last(session, areas):
    buses = make_consultation(session)
    set_about(session, kind="consultation", thing_id=buses.id, areas=[areas["Foundry"]], subjects=["homes"])
    set_about(session, kind="consultation", thing_id=buses.id, areas=[areas["Weavers"]], subjects=["safety", "safety"])
    assert about(session, "consultation", buses) == About((areas["Weavers"],), ("safety",))


def test_a_thing_of_which_nobody_said_anything_is_about_the_whole_place(session, areas):
    assert about(session, "consultation", make_consultation(session)) == abouts.WHOLE_PLACE


def test_near_me_is_what_is_about_my_area_or_the_whole_place(session, areas):
    here = make_consultation(session, slug="here")
    there = make_consultation(session, slug="there")
    make_consultation(session, slug="everywhere")
    set_about(session, kind="consultation", thing_id=here.id, areas=[areas["Foundry"]])
    set_about(session, kind="consultation", thing_id=there.id, areas=[areas["Weavers"]])
    assert near(session, areas["Foundry"]) == {"here", "everywhere"}


def test_what_one_kind_is_about_says_nothing_of_another(session, areas):
    poll, buses = make_poll(session), make_consultation(session)
    set_about(session, kind="poll", thing_id=poll.id, areas=[areas["Foundry"]], subjects=["homes"])
    assert poll.id == buses.id
    assert about(session, "consultation", buses) == abouts.WHOLE_PLACE


def test_where_a_proposal_is_its_own_room_says(session, areas):
    proposal = make_proposal(session, area_id=areas["Foundry"])
    set_about(session, kind="proposal", thing_id=proposal.id, subjects=["homes"])
    assert about(session, "proposal", proposal) == About((areas["Foundry"],), ("homes",))
    with pytest.raises(ValueError, match="own room"):
        set_about(session, kind="proposal", thing_id=proposal.id, areas=[areas["Weavers"]])


def test_things_are_listed_by_place_and_subject(session, areas):
    both = make_consultation(session, slug="both")
    one = make_consultation(session, slug="one")
    set_about(session, kind="consultation", thing_id=both.id, areas=[areas["Foundry"]], subjects=["homes"])
    set_about(session, kind="consultation", thing_id=one.id, areas=[areas["Foundry"]])
    wanted = {"kind": "consultation", "area_id": areas["Foundry"]}
    assert list_things(session, **wanted) == [one.id, both.id]
    assert list_things(session, **wanted, subject="homes") == [both.id]
    assert list_things(session, kind="consultation", subject="homes") == [both.id]


def test_what_many_things_are_about_is_one_statement(session, areas):
    made = [make_consultation(session, slug=f"c{number}").id for number in range(5)]
    said = []
    event.listen(Engine, "before_cursor_execute", note := lambda *args: said.append(args[2]))
    assert len(read_about(session, kind="consultation", ids=made)) == 5
    event.remove(Engine, "before_cursor_execute", note)
    assert len([one for one in said if one.startswith("SELECT")]) == 1


def test_an_area_that_goes_takes_with_it_what_was_said_about_it(session, areas):
    buses = make_consultation(session)
    set_about(session, kind="consultation", thing_id=buses.id, areas=[areas["Foundry"]])
    session.commit()
    session.delete(session.get(Area, areas["Foundry"]))
    session.flush()
    assert about(session, "consultation", buses) == abouts.WHOLE_PLACE


def test_an_officer_says_what_a_draft_is_about(session, areas, as_officer):
    buses = make_consultation(session, stage=Stage.DRAFT)
    page = as_officer.open(f"/office/consultations/{buses.id}").link("Places and subjects")
    page.fill(areas=[str(areas["Weavers"])], subjects=["homes"]).send()
    assert "Weavers · Homes" in as_officer.open(f"/office/consultations/{buses.id}").main
    acts = session.scalars(select(AuditEntry.act).where(AuditEntry.subject == f"consultation:{buses.id}"))
    assert "say what it is about" in list(acts)


def test_more_than_three_subjects_are_refused_at_their_field(session, areas, as_officer):
    poll = make_poll(session)
    page = as_officer.open(f"/office/polls/{poll.id}").link("Places and subjects")
    answer = page.fill(subjects=["homes", "safety", "culture", "climate"]).send()
    assert "Choose the three that fit best." in answer.main
    assert about(session, "poll", poll) == abouts.WHOLE_PLACE


@pytest.mark.parametrize("path", ["/office/about/consultation/999", "/office/about/nothing/1",
                                  f"/office/about/poll/{2**40}"])  # fmt: skip
def test_what_is_not_there_is_about_nothing(as_officer, path):
    assert as_officer.open(path, status=None).status == 404


def test_the_list_of_subjects_is_the_authority_s_own(session, as_officer):
    page = as_officer.open("/office/subjects").fill(name="Schools").send()
    assert page.notice == "Added."
    assert list(read_subjects(session))[-1] == "schools"
    assert "homes" in read_subjects(session)  # the usual ones were written down


def test_a_renamed_subject_keeps_what_is_about_it(session, areas, as_officer):
    buses = make_consultation(session)
    set_about(session, kind="consultation", thing_id=buses.id, subjects=["homes"])
    session.commit()
    as_officer.open("/office/subjects/homes").fill(name="Housing").send()
    assert read_subjects(session)["homes"] == "Housing"
    assert "Housing" in as_officer.open(f"/office/consultations/{buses.id}").main


def test_a_name_that_is_taken_is_refused_at_its_field(as_officer):
    page = as_officer.open("/office/subjects/homes").fill(name="Safety").send()
    assert "There is a subject of this name already." in page.main


def test_a_subject_in_use_stays_on_the_list(session, as_officer):
    buses = make_consultation(session)
    set_about(session, kind="consultation", thing_id=buses.id, subjects=["homes"])
    session.commit()
    page = as_officer.open("/office/subjects/safety").send("Take “Safety” off the list")
    assert page.notice == "Taken off the list."
    assert "Take “Homes”" not in as_officer.open("/office/subjects/homes").main
    assert {"homes", "safety"} & set(read_subjects(session)) == {"homes"}


def test_others_do_not_sort_things(as_analyst, as_resident):
    assert as_analyst.open("/office/subjects", status=None).status == 403
    assert as_resident.open("/office/subjects", status=None).status == 403
