"""What programs may read: public things as JSON, described as they are, a page at a time, and never a fault of ours."""

import itertools
from datetime import date

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import select

from tests.support.answering import make_places
from tests.support.consultations import make_consultation
from tests.support.people import make_person
from tests.support.polls import make_poll
from tests.support.promises import (
    make_commitment,
    make_decision,
    make_issue,
    make_publication,
    make_reply,
    make_theme,
)
from tests.support.proposals import make_proposal
from webapp.access import Stage
from webapp.consultations.models import Consultation
from webapp.places.abouts import set_about
from webapp.proposals.rules import Stage as Way
from webapp.web.resources import RESOURCES

START = "/api/v1"


@pytest.fixture
def things(session):
    areas = make_places(session)
    author = make_person(session, name="Zebra Zebrowski", email="zebra@example.org")
    for stage in Stage:
        one = make_consultation(session, slug=stage.value, stage=stage, contact_name="Zebra Zebrowski")
        make_poll(session, slug=stage.value, stage=stage)
    set_about(session, kind="consultation", thing_id=one.id, areas=[areas["Weavers"]], subjects=["homes"])
    for way in (Way.GATHERING, Way.ACCEPTED, Way.DRAFT):
        make_proposal(session, stage=way, author=author, area_id=areas["Foundry"])
    session.commit()
    return areas


def get(visitor, path, **headers):
    return visitor.client.get(path if path.startswith("http") else START + path, headers=headers)


def walked(visitor, path):
    """All items of all pages."""
    items = []
    while path:
        page = get(visitor, path).json
        items += page["items"]
        path = page["next"] and page["next"].split(START)[1]
    return items


@pytest.mark.parametrize("name", ["consultations", "polls", "proposals"])
def test_what_anybody_may_see_is_there_and_nothing_else(visitor, things, name):
    stages = {item["stage"] for item in walked(visitor, f"/{name}")}
    assert stages == ({"gathering backing", "accepted"} if name == "proposals" else {"scheduled", "open", "closed"})


def test_nothing_is_said_about_a_person(visitor, things):
    for name in RESOURCES:
        said = get(visitor, f"/{name}").text
        assert "ebra" not in said
        assert "@" not in said


@pytest.fixture
def chain(session, things):
    """What people said, the issue made of it, what was decided and what was promised."""
    said = session.scalars(select(Consultation).where(Consultation.slug == Stage.CLOSED.value)).one()
    theme = make_theme(session, make_publication(session, said.id))
    issue = make_issue(session, theme=theme)
    make_reply(session, issue)
    make_issue(session, theme=make_theme(session, make_publication(session, said.id, number=2)), published_at=None)
    decision = make_decision(session, issue=issue)
    make_commitment(session, decision=decision, due_on=date(2026, 5, 1), owner="Zebra Zebrowski")
    return theme


def test_what_was_said_raised_decided_and_promised_is_read_as_its_pages_tell_it(visitor, chain):
    (said,) = walked(visitor, "/summaries")
    assert (said["number"], [one["people"] for one in said["themes"]]) == (2, [chain.people])
    (raised,) = walked(visitor, "/issues")
    assert (raised["people"], raised["outcome"]) == (chain.people, "part accepted")
    (decided,) = walked(visitor, "/decisions")
    assert (decided["maker"], decided["replaced"]) == ("The Board", False)
    (promised,) = walked(visitor, "/commitments")
    assert (promised["light"], promised["due_on"]) == ("red", "2026-05-01")
    assert "Zebra" not in str(promised)


def test_each_thing_is_read_by_its_id_and_what_is_not_public_is_not_found(visitor, session, things):
    for item in walked(visitor, "/consultations"):
        assert get(visitor, f"/consultations/{item['id']}").json == item
    draft = make_consultation(session, slug="secret", stage=Stage.DRAFT)
    assert get(visitor, f"/consultations/{draft.id}").status_code == 404


def test_pages_follow_each_other_without_gaps(visitor, things):
    all_at_once = walked(visitor, "/consultations?limit=100")
    assert walked(visitor, "/consultations?limit=1") == all_at_once
    assert [one["id"] for one in all_at_once] == sorted((one["id"] for one in all_at_once), reverse=True)


def test_things_are_narrowed_by_place_and_subject(visitor, session, things):
    here = make_consultation(session, slug="here", title="Here")
    there = make_consultation(session, slug="there", title="There")
    set_about(session, kind="consultation", thing_id=here.id, areas=[things["Foundry"]], subjects=["homes"])
    set_about(session, kind="consultation", thing_id=there.id, areas=[things["Weavers"]], subjects=["safety"])
    session.commit()
    near = {one["title"] for one in walked(visitor, "/consultations?place=x-2")}
    assert near == {"Here", "Buses and streets"}
    (only,) = walked(visitor, "/consultations?subject=homes&limit=1")
    assert (only["title"], only["places"], only["subjects"]) == ("Here", ["x-2"], ["homes"])


def test_places_and_subjects_are_listed(visitor, things):
    assert [one["code"] for one in get(visitor, "/places").json["items"]] == ["x-1", "x-2", "x-3"]
    assert "homes" in {one["slug"] for one in get(visitor, "/subjects").json["items"]}


def test_whoever_has_it_already_is_told_so(visitor, things):
    first = get(visitor, "/polls")
    again = get(visitor, "/polls", **{"If-None-Match": first.headers["ETag"]})
    assert (again.status_code, again.data) == (304, b"")
    assert first.headers["Cache-Control"] == "public, max-age=60"


def test_scripts_of_any_site_may_read_it_without_cookies(visitor, things):
    for path in ("/polls", "/polls?limit=x", "/nothing", "/polls/999"):
        headers = get(visitor, path, Origin="https://example.org").headers
        assert headers["Access-Control-Allow-Origin"] == "*"
        assert "Access-Control-Allow-Credentials" not in headers
        assert "Set-Cookie" not in headers
    assert "Access-Control-Allow-Origin" not in visitor.open("/").headers
    asked = visitor.client.options(f"{START}/polls")
    assert "POST" not in asked.headers["Access-Control-Allow-Methods"]
    assert visitor.client.post(f"{START}/polls").status_code == 405


@pytest.mark.parametrize(("path", "status"), [
    ("/polls?limit=0", 400), ("/polls?limit=101", 400), ("/polls?cursor=-1", 400),
    ("/polls?cursor=x", 400), ("/polls?place=nowhere", 400), ("/polls?subject=%00", 400), ("/polls?colour=red", 400),
    ("/people", 404), ("/polls/0", 404), (f"/polls/{2**63}", 404), ("/polls/x", 404), ("/polls/1/x", 404),
])  # fmt: skip
def test_what_is_wrong_is_said_in_words_for_programs(visitor, things, path, status):
    reply = get(visitor, path)
    assert (reply.status_code, reply.mimetype) == (status, "application/problem+json")
    assert reply.json.keys() == {"type", "title", "status", "detail"}
    assert reply.json["status"] == status


names = st.sampled_from(["limit", "cursor", "place", "subject"])
values = st.one_of(st.text(max_size=30), st.integers(-(2**70), 2**70).map(str), st.sampled_from(["x-1", "homes", "5"]))


@given(query=st.dictionaries(names, values, max_size=4), name=st.sampled_from(["consultations", "polls", "proposals"]))
@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_no_parameter_is_a_fault_of_ours(visitor, things, query, name):
    assert visitor.client.get(f"{START}/{name}", query_string=query).status_code in {200, 400}


def test_a_list_costs_four_statements_however_long_it_is(visitor, session, things, count_statements):
    few = count_statements(lambda: get(visitor, "/consultations"))
    for number in range(15):
        make_consultation(session, slug=f"more-{number}")
    assert count_statements(lambda: get(visitor, "/consultations")) == few == 4


def fits(value, schema, document):
    """Whether a value is as JSON Schema says, in the few words of it that our description uses."""
    if "$ref" in schema:
        return fits(value, resolve(schema["$ref"], document), document)
    sorts = schema["type"] if isinstance(schema["type"], list) else [schema["type"]]
    if not any(isinstance(value, SORTS[sort]) for sort in sorts):
        return False
    if "enum" in schema and value not in schema["enum"]:
        return False
    if isinstance(value, list):
        return all(fits(one, schema["items"], document) for one in value)
    if isinstance(value, dict) and "properties" in schema:
        return set(value) == set(schema["properties"]) and all(
            fits(one, schema["properties"][name], document) for name, one in value.items()
        )
    return True


SORTS = {"string": str, "integer": int, "boolean": bool, "null": type(None), "object": dict, "array": list}


def resolve(reference, document):
    found = document
    for part in reference.removeprefix("#/").split("/"):
        found = found[part]
    return found


def references(part):
    if isinstance(part, dict):
        yield from ([part["$ref"]] if "$ref" in part else [])
        for one in part.values():
            yield from references(one)
    elif isinstance(part, list):
        yield from itertools.chain.from_iterable(references(one) for one in part)


@pytest.fixture
def document(visitor):
    return get(visitor, "/openapi").json


def test_the_description_is_whole(document):
    assert document["openapi"].startswith("3.1")
    assert all(resolve(reference, document) for reference in references(document))
    operations = [operation["get"] for operation in document["paths"].values()]
    assert all("200" in one["responses"] and one["summary"] for one in operations)
    assert len({one["operationId"] for one in operations}) == len(operations)
    for path, operation in document["paths"].items():
        in_path = {one["name"] for one in operation["get"].get("parameters", []) if one["in"] == "path"}
        assert in_path == ({"id"} if "{id}" in path else set())


def test_the_description_knows_every_address(app, document):
    ours = [rule.rule.removeprefix(START) for rule in app.url_map.iter_rules() if rule.rule.startswith(f"{START}/")]
    plain = {path for path in ours if "<" not in path}
    of_kinds = {one.replace("<kind>", name).replace("<int:thing_id>", "{id}")
                for one in ours if "<kind>" in one for name in RESOURCES}  # fmt: skip
    assert set(document["paths"]) == plain | of_kinds


def test_every_answer_is_as_the_description_says(visitor, chain, document):
    for path, operation in document["paths"].items():
        schema = operation["get"]["responses"]["200"]["content"]["application/json"]["schema"]
        reply = get(visitor, path.replace("{id}", str(walked(visitor, path.removesuffix("/{id}"))[0]["id"]))
                    if "{id}" in path else path)  # fmt: skip
        assert fits(reply.json, schema, document), path


def test_people_find_how_to_ask(visitor, things):
    page = visitor.open("/").link("Open data")
    assert page.h1 == "Open data for programs"
    assert {link.get("href") for link in page.all("//main//li/a")} >= {f"{START}/{name}" for name in RESOURCES}
