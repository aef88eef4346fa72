"""What a consultation says: each part on its page, told in public while it is open."""

from datetime import date

import pytest

from tests.support.consultations import make_consultation
from webapp.access import Stage
from webapp.audit.models import AuditEntry, AuditWords
from webapp.consultations.models import ChangeKind, Consultation


def at(consultation, path=""):
    return f"/office/consultations/{consultation.id}{path}"


@pytest.fixture
def draft(session):
    return make_consultation(session, stage=Stage.DRAFT)


@pytest.fixture
def running(session):
    return make_consultation(session)


def fresh(session, consultation):
    session.expire_all()
    return session.get(Consultation, consultation.id)


def test_about_keeps_what_was_written(session, as_officer, draft):
    page = as_officer.open(at(draft, "/about"))
    page.fill(title="Trams", slug="trams", summary="Shall we?", background="# Why\n\n- one", minutes="7").send("Save")
    found = fresh(session, draft)
    assert (found.title, found.slug, found.summary, found.minutes) == ("Trams", "trams", "Shall we?", 7)
    assert found.background == "# Why\n\n- one"


def test_how_the_background_reads_is_shown_and_nothing_is_saved(session, as_officer, draft):
    page = as_officer.open(at(draft, "/about")).fill(title="Not yet", background="It is **bold**.")
    looked = page.send("See how the background reads")
    assert looked.all("//section//strong")[0].text == "bold"
    assert looked.all("//input[@id='title']/@value") == ["Not yet"]
    assert fresh(session, draft).title == "Buses and streets"


def test_scripts_in_the_background_stay_words(as_officer, draft):
    page = as_officer.open(at(draft, "/about")).fill(background="<script>alert(1)</script> [x](javascript:alert(1))")
    looked = page.send("See how the background reads")
    assert not looked.all("//section//script | //section//a")


def test_scope_is_one_thing_a_line(session, as_officer, draft):
    page = as_officer.open(at(draft, "/scope"))
    page.fill(open_points="Fares\n\n  Times ", decided=None, fixed="Rail").send("Save")
    found = fresh(session, draft)
    assert (found.open_points, found.decided, found.fixed) == (["Fares", "Times"], ["The law lets us decide"], ["Rail"])


def test_who_decides_and_when(session, as_officer, draft):
    as_officer.open(at(draft, "/decision")).fill(decision_maker="The Cabinet", decision_on="2026-09-30").send("Save")
    found = fresh(session, draft)
    assert (found.decision_maker, found.decision_on) == ("The Cabinet", date(2026, 9, 30))


def test_the_day_of_the_decision_may_be_open(session, as_officer, draft):
    as_officer.open(at(draft, "/decision")).fill(decision_on="").send("Save")
    assert fresh(session, draft).decision_on is None


def test_a_contact_is_kept(session, as_officer, draft):
    page = as_officer.open(at(draft, "/contact"))
    page.fill(contact_name="Bus team", contact_email="bus@example.org", contact_phone="").send("Save")
    found = fresh(session, draft)
    assert (found.contact_name, found.contact_email, found.contact_phone) == ("Bus team", "bus@example.org", "")


@pytest.mark.parametrize(
    ("part", "values", "field", "sentence"),
    [
        ("about", {"title": " "}, "title", "Write a title."),
        ("about", {"title": "x" * 201}, "title", "Keep this under 200 letters."),
        ("about", {"slug": "Not An Address"}, "slug", "Use small letters, figures and single hyphens only."),
        ("about", {"slug": "../x"}, "slug", "Use small letters"),
        ("about", {"minutes": "0"}, "minutes", "Write a number from 1 to 120."),
        ("about", {"minutes": "soon"}, "minutes", "Write a number in figures"),
        ("scope", {"open_points": "a\na"}, "open_points", "is there more than once"),
        ("scope", {"fixed": "\n".join(map(str, range(30)))}, "fixed", "Write at most 20."),
        ("decision", {"decision_on": "2026-02-31"}, "decision_on", "Write a day that exists"),
        ("decision", {"decision_on": "0001-01-01"}, "decision_on", "Write a day that exists"),
        ("contact", {"contact_email": "nobody"}, "contact_email", "Write an e-mail address"),
    ],
)
def test_wrong_words_are_refused_at_their_field(session, as_officer, draft, part, values, field, sentence):
    page = as_officer.open(at(draft, f"/{part}")).fill(**values).send("Save")
    assert sentence in page.field_errors[field]
    assert fresh(session, draft).title == "Buses and streets"


def test_an_address_that_is_taken_is_refused_kindly(session, as_officer, draft):
    make_consultation(session, slug="trams")
    page = as_officer.open(at(draft, "/about")).fill(slug="trams").send("Save")
    assert page.field_errors["slug"].endswith("has this address already. Choose a different one.")


def test_a_published_address_does_not_change(session, as_officer, running):
    page = as_officer.open(at(running, "/about"))
    assert "slug" not in page.main
    page.fill(slug="elsewhere", reason="A slip").send("Save")
    assert fresh(session, running).slug == "buses"


def test_while_it_is_open_a_change_needs_its_reason(session, as_officer, running):
    page = as_officer.open(at(running, "/contact")).fill(contact_name="Somebody else").send("Save")
    assert page.field_errors["reason"].endswith("Say what you changed and why. People will read it.")
    assert fresh(session, running).contact_name == "Robin Okafor"


def test_while_it_is_open_people_are_told_what_changed(session, as_officer, running):
    as_officer.open(at(running, "/contact")).fill(contact_name="Sam", reason="Robin has moved on.").send("Save")
    change = fresh(session, running).changes[0]
    assert (change.kind, change.reason, change.person_id) == (
        ChangeKind.WORDS,
        "Robin has moved on.",
        as_officer.person.id,
    )
    assert "Robin has moved on." in as_officer.open("/consultations/buses").main


def test_before_it_opens_nobody_needs_to_be_told(session, as_officer, draft):
    page = as_officer.open(at(draft, "/contact"))
    assert "reason" not in [control.get("name") for control in page.all("//textarea")]
    page.fill(contact_name="Sam").send("Save")
    assert fresh(session, draft).changes == []


def test_saving_what_was_there_already_is_no_change(session, as_officer, running):
    assert as_officer.open(at(running, "/contact")).send("Save").notice == "Saved."
    assert (fresh(session, running).changes, session.query(AuditEntry).count()) == ([], 0)


def test_a_change_stands_in_the_audit_trail_with_its_reason(session, as_officer, running):
    as_officer.open(at(running, "/contact")).fill(contact_name="Sam", reason="Robin left.").send("Save")
    entry = session.query(AuditEntry).one()
    assert (entry.act, entry.actor_id, entry.facts["columns"]) == (
        "change its words",
        as_officer.person.id,
        "contact_name",
    )
    assert session.query(AuditWords).one().words == "Robin left."
