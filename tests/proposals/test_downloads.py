"""All public proposals as a file: what their pages say, and not more."""

import csv
import io
import json
from datetime import timedelta

import pytest

from tests.conftest import NOON
from tests.documents.hostile import WORDS
from tests.support.answering import make_places
from tests.support.people import make_person
from tests.support.proposals import back_by_many, make_proposal, make_sheet
from webapp import clock
from webapp.access import Role
from webapp.proposals.models import Proposal
from webapp.proposals.open_data import COLUMNS
from webapp.proposals.rules import HIDDEN, Stage
from webapp.proposals.services import backing, moving


def as_csv(visitor):
    text = visitor.client.get("/proposals/all/csv").data.decode("utf-8-sig")
    return list(csv.DictReader(io.StringIO(text)))


def as_json(visitor):
    return json.loads(visitor.client.get("/proposals/all/json").data)


def test_the_list_leads_to_both_files(session, visitor):
    page = visitor.open("/proposals")
    links = page.all("//a[contains(@href, '/proposals/all/')]/@href")
    assert links == ["/proposals/all/csv", "/proposals/all/json"]
    for link, kind in zip(links, ("text/csv; charset=utf-8", "application/json"), strict=True):
        reply = visitor.client.get(link)
        assert reply.headers["Content-Type"] == kind
        assert reply.headers["Cache-Control"] == "public, max-age=300"
        assert reply.headers["Content-Disposition"].startswith("attachment; filename=proposals.")
        assert int(reply.headers["Content-Length"]) == len(reply.data)


def test_no_proposals_are_a_header_or_an_empty_list(session, visitor):
    assert visitor.client.get("/proposals/all/csv").data.decode("utf-8-sig").strip() == ",".join(COLUMNS)
    assert as_json(visitor) == []


def test_a_row_says_what_the_page_says(session, visitor):
    places = make_places(session)
    group = make_person(session, Role.GROUP_ORGANISER).memberships[0].group
    officer = make_person(session, Role.OFFICER, name="R. Okafor")
    one = make_proposal(session, where="Library", area_id=places["Canal Side"], group_id=group.id)
    back_by_many(session, one, 3)
    with clock.set_to(NOON + timedelta(days=3)):
        moving.move(session, proposal=one, since=Stage.GATHERING, to=Stage.WITH_OFFICER, actor_id=None,
                    officer_id=officer.id, due_on=NOON.date() + timedelta(days=28))  # fmt: skip
        session.commit()
    [row] = as_csv(visitor)
    assert row == {
        "number": "1", "address": "http://127.0.0.1:8000/proposals/1", "form": "proposal",
        "title": "A bench at the library steps", "what": "People wait there and cannot sit.", "where": "Library",
        "area": "Canal Side", "who_benefits": "Older people.", "cost": "not known", "cost_words": "",
        "proposed_by": group.name, "opened_on": "2026-06-01", "stage": "with an officer", "stage_since": "2026-06-04",
        "officer": "R. Okafor", "news_by": "2026-06-29", "people": "3", "threshold": "50", "people_by_area": "",
    }  # fmt: skip
    [same] = as_json(visitor)
    assert same["people"] == 3
    assert same["people_by_area"] == {}
    assert list(same) == list(COLUMNS)


def test_small_numbers_by_area_are_not_in_the_files_either(session, visitor):
    places = make_places(session)
    one = make_proposal(session)
    back_by_many(session, one, 9, area_id=places["Canal Side"])
    back_by_many(session, one, 7, area_id=places["Foundry"])
    back_by_many(session, one, 2, area_id=places["Weavers"])
    assert as_csv(visitor)[0]["people_by_area"] == "Canal Side: 9; Foundry: *; Weavers: *"
    assert as_json(visitor)[0]["people_by_area"] == {"Canal Side": 9, "Foundry": None, "Weavers": None}


def test_people_on_paper_are_in_the_files_once_they_count(session, visitor):
    places = make_places(session)
    one = make_proposal(session)
    back_by_many(session, one, 12, area_id=places["Foundry"])
    sheet = make_sheet(session, one)
    sheet.by_area = {str(places["Canal Side"]): 20}
    session.commit()
    assert as_json(visitor)[0]["people"] == 12
    backing.check_sheet(session, proposal=one, sheet=sheet, good=10, person_id=make_person(session).id)
    session.commit()
    [row] = as_json(visitor)
    assert row["people"] == 49
    assert row["people_by_area"] == {"Canal Side": 20, "Foundry": 12, "not said": 17}


def test_each_proposal_has_its_own_areas(session, visitor):
    places = make_places(session)
    some = [make_proposal(session, title=f"Number {number}") for number in range(4)]
    back_by_many(session, some[1], 8, area_id=places["Foundry"])
    back_by_many(session, some[1], 9, area_id=places["Weavers"])
    back_by_many(session, some[3], 6, area_id=places["Canal Side"])
    back_by_many(session, some[3], 5, area_id=None)
    by_area = {row["title"]: row["people_by_area"] for row in as_json(visitor)}
    assert by_area == {"Number 0": {}, "Number 1": {"Foundry": 8, "Weavers": 9}, "Number 2": {},
                       "Number 3": {"Canal Side": 6, "not said": 5}}  # fmt: skip


@pytest.mark.parametrize("stage", [*sorted(HIDDEN), "hidden"])
def test_what_is_not_public_is_in_neither_file(session, visitor, stage):
    one = make_proposal(session, title="A secret plan", stage=Stage.GATHERING if stage == "hidden" else stage)
    if stage == "hidden":
        session.get_one(Proposal, one.id).hidden_at = clock.now()
        session.commit()
    assert as_csv(visitor) == as_json(visitor) == []


def test_no_name_and_no_address_of_a_person_is_in_the_files(session, visitor):
    author = make_person(session, name="Ottoline Vane", email="ottoline@example.org")
    one = make_proposal(session, author=author)
    back_by_many(session, one, 2)
    for kind in ("csv", "json"):
        data = visitor.client.get(f"/proposals/all/{kind}").data
        assert b"ttoline" not in data
        assert b"@example" not in data
    assert as_csv(visitor)[0]["proposed_by"] == "a resident"


# As they get past a form: without null bytes and halves of characters, and not longer than its field.
KEPT_WORDS = [text.replace("\x00", "").encode(errors="ignore").decode() for text in WORDS]


@pytest.mark.parametrize("words", KEPT_WORDS)
def test_no_cell_is_a_formula_and_no_words_break_a_file(session, visitor, words):
    one = make_proposal(session)
    one.title, one.what, one.where, one.who_benefits, one.cost_words = (
        words[:120],
        words,
        words[:200],
        words,
        words[:300],
    )
    session.commit()
    [row] = as_csv(visitor)
    for name in ("title", "what", "where", "who_benefits", "cost_words"):
        assert not row[name].startswith(("=", "+", "-", "@", "\t", "\r", "＝"))
    assert len(as_json(visitor)) == 1


def test_the_files_cost_the_same_few_statements_however_many_there_are(session, visitor, count_statements):
    places = make_places(session)

    def cost():
        return count_statements(lambda: as_csv(visitor)), count_statements(lambda: as_json(visitor))

    make_proposal(session)
    visitor.client.get("/proposals/all/csv")
    few = cost()
    for number in range(60):
        one = make_proposal(session, title=f"Number {number}")
        back_by_many(session, one, 1, area_id=places["Foundry"])
    assert cost() == few
    assert max(few) <= 4


def test_no_other_kind_of_file_is_there(visitor):
    for kind in ("xml", "html", "csv.exe", "CSV", "..%2fcsv", ""):
        assert visitor.client.get(f"/proposals/all/{kind}").status_code == 404
