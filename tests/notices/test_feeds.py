"""Feeds and the calendar, read as programs read them."""

import re
from datetime import UTC, datetime

import pytest
from defusedxml import ElementTree

from tests.conftest import NOON
from tests.support.agenda import make_body, make_meeting
from tests.support.answering import make_places
from tests.support.consultations import make_consultation
from tests.support.polls import make_poll
from webapp.access import Stage
from webapp.documents.atom_file import News, atom_bytes
from webapp.notices import following
from webapp.places import abouts
from webapp.places.models import Area

ATOM = "{http://www.w3.org/2005/Atom}"


@pytest.fixture
def buses(session):
    return make_consultation(session, title="Buses; trams, and <streets>\\ here")


def happen(session, thing, **more):
    facts = {
        "title": thing.title,
        "what": "Decided",
        "address": f"/consultations/{thing.slug}",
        "zone": "Europe/London",
    }
    following.happened(session, kind="consultation", thing_id=thing.id, **(facts | more))
    session.commit()


def entries(visitor, path):
    reply = visitor.client.get(path)
    assert reply.mimetype == "application/atom+xml"
    feed = ElementTree.fromstring(reply.data)
    for name in ("id", "title", "updated", "author"):
        assert feed.find(ATOM + name) is not None
    return [one.findtext(ATOM + "title") for one in feed.iter(ATOM + "entry")]


def test_what_happened_is_in_the_feeds_of_everything_the_thing_and_its_place(session, visitor, buses):
    make_places(session)
    hill, other = session.query(Area.id).order_by(Area.id).limit(2)
    happen(session, buses, areas=[hill.id])
    told = [f"{buses.title}: Decided"]
    assert entries(visitor, "/feeds/everything") == told
    assert entries(visitor, f"/feeds/consultation/{buses.id}") == told
    assert entries(visitor, f"/feeds/area/{hill.id}") == told
    assert entries(visitor, "/feeds/area/0") == told
    assert entries(visitor, f"/feeds/area/{other.id}") == []


def test_a_subject_has_a_feed(session, visitor, buses):
    happen(session, buses, subjects=["buses-and-roads"])
    assert entries(visitor, "/feeds/subject/buses-and-roads") == [f"{buses.title}: Decided"]
    visitor.open("/feeds/subject/none", status=404)


def test_small_talk_and_what_nobody_may_see_are_in_no_feed(session, visitor, buses):
    draft = make_consultation(session, slug="draft", stage=Stage.DRAFT)
    happen(session, draft)
    happen(session, buses, news=False)
    assert entries(visitor, "/feeds/everything") == []
    visitor.open(f"/feeds/consultation/{draft.id}", status=404)


def test_words_no_xml_may_hold_do_not_break_a_feed():
    one = News(ident="a", title="a\x00\x0b\ufffe<b>&", words="]]>\x1f", at=NOON, address='/?"<')
    made = atom_bytes([one], title="t", author="a", own_address="s", site="/", made_at=NOON)
    assert ElementTree.fromstring(made).find(f"{ATOM}entry").findtext(ATOM + "title") == "a<b>&"


@pytest.mark.parametrize("path", ["/feeds/everything", "/calendar"])
def test_what_a_program_has_is_not_sent_again(session, visitor, buses, path):
    happen(session, buses)
    first = visitor.client.get(path)
    assert "public" in first.headers["Cache-Control"]
    again = visitor.client.get(path, headers={"If-None-Match": first.headers["ETag"]})
    assert (again.status_code, again.data) == (304, b"")
    since = visitor.client.get(path, headers={"If-Modified-Since": first.headers["Last-Modified"]})
    assert since.status_code == 304
    buses.title = "Something else"
    happen(session, buses)
    assert visitor.client.get(path, headers={"If-None-Match": first.headers["ETag"]}).status_code == 200


def events(raw):
    """The events of a calendar as mappings, by the rules of RFC 5545: CRLF, folds, escapes."""
    assert b"\n" not in raw.replace(b"\r\n", b"")
    assert max(len(line) for line in raw.split(b"\r\n")) <= 75
    lines = re.sub(r"\r\n[ \t]", "", raw.decode()).split("\r\n")
    assert (lines[0], lines[1], lines[-2:]) == ("BEGIN:VCALENDAR", "VERSION:2.0", ["END:VCALENDAR", ""])
    found = []
    for line in lines:
        name, _, value = line.partition(":")
        if line == "BEGIN:VEVENT":
            found.append({})
        elif found:
            found[-1].setdefault(name, re.sub(r"\\(.)", r"\1", value))
    return found


def test_the_calendar_has_when_things_open_and_close(session, visitor, buses):
    reply = visitor.client.get("/calendar")
    assert reply.mimetype == "text/calendar"
    opens, closes = events(reply.data)
    assert opens["SUMMARY"] == f"Opens: {buses.title}"
    assert closes["SUMMARY"] == f"Last day to answer: {buses.title}"
    read = datetime.strptime(closes["DTSTART"], "%Y%m%dT%H%M%SZ").replace(tzinfo=UTC)
    assert read == buses.closes_at
    assert opens["UID"] != closes["UID"]
    assert opens["UID"].startswith(f"consultation-{buses.id}-opens@")
    assert all("DTSTAMP" in one for one in (opens, closes))


def test_an_area_has_a_calendar_of_what_is_about_it_or_about_the_whole_place(session, visitor, buses):
    places = make_places(session)
    here, there = places["Canal Side"], places["Foundry"]
    poll = make_poll(session, title="A pond")
    abouts.set_about(session, kind="poll", thing_id=poll.id, areas=[here])
    forum = make_body(session, name="Canal Side forum", area_id=here)
    make_meeting(session, forum)
    session.commit()
    everywhere = {f"Opens: {buses.title}", f"Last day to answer: {buses.title}"}
    found = {
        area: {one["SUMMARY"] for one in events(visitor.client.get(f"/calendar/area/{area}").data)}
        for area in (here, there)
    }
    assert found == {
        here: everywhere | {"Voting opens: A pond", "Voting closes: A pond", "Canal Side forum"},
        there: everywhere,
    }
    visitor.open("/calendar/area/999", status=404)


def test_a_thing_has_a_calendar_of_its_own_and_drafts_have_none(session, visitor, buses):
    make_consultation(session, slug="parks", title="Parks")
    draft = make_consultation(session, slug="draft", stage=Stage.DRAFT)
    assert len(events(visitor.client.get(f"/calendar/consultation/{buses.id}").data)) == 2
    assert len(events(visitor.client.get("/calendar").data)) == 4
    visitor.open(f"/calendar/consultation/{draft.id}", status=404)


def test_pages_name_their_feed(visitor, buses):
    page = visitor.open(f"/consultations/{buses.slug}")
    assert page.all("//link[@rel='alternate']/@href") == [f"/feeds/consultation/{buses.id}", "/feeds/everything"]
