"""The card that other sites show in a frame."""

import pytest

from tests.support.consultations import make_consultation
from tests.support.polls import make_poll
from tests.support.proposals import make_proposal
from webapp.access import Stage
from webapp.proposals.rules import Stage as Way


def policy(page):
    return dict(part.split(" ", 1) for part in page.headers["Content-Security-Policy"].split("; "))


def test_a_card_says_what_is_asked_how_long_it_takes_and_until_when(session, visitor):
    made = make_consultation(session, title="Buses <b>and</b> streets", minutes=6)
    card = visitor.open(f"/embed/consultation/{made.id}")
    assert card.h1 == "Buses <b>and</b> streets"
    assert "About 6 minutes. Until Monday 22 June 2026 at midday." in card.main
    (button,) = card.all("//a")
    assert (button.get("target"), button.get("rel")) == ("_blank", "noopener")
    assert button.get("href").endswith("/consultations/buses")
    assert "Set-Cookie" not in card.headers


def test_only_the_card_may_be_framed_by_any_site(session, visitor):
    made = make_consultation(session)
    assert policy(visitor.open(f"/embed/consultation/{made.id}"))["frame-ancestors"] == "*"
    for path in ("/", f"/embed/consultation/{made.id}/how", "/consultations/buses", "/api", "/search?q=bus"):
        page = visitor.open(path)
        assert policy(page)["frame-ancestors"] == "'none'", path
        assert "X-Framed" not in page.headers


def test_a_poll_and_a_proposal_have_cards_too(session, visitor):
    poll, proposal = make_poll(session), make_proposal(session, stage=Way.ACCEPTED)
    assert "About 1 minute." in visitor.open(f"/embed/poll/{poll.id}").main
    card = visitor.open(f"/embed/proposal/{proposal.id}").main
    assert "Accepted" in card
    assert "See what came of it" in card


@pytest.mark.parametrize("stage", [Stage.DRAFT, Stage.WITHDRAWN])
def test_what_is_not_public_has_no_card(session, visitor, stage):
    made, poll = (
        make_consultation(session, title="Secret", stage=stage),
        make_poll(session, title="Secret", stage=stage),
    )
    for path in (f"/embed/consultation/{made.id}", f"/embed/poll/{poll.id}"):
        card = visitor.open(path, status=404)
        assert "Secret" not in card.text
        assert card.h1 == "It is not here any more"


@pytest.mark.parametrize("path", ["/embed/person/1", "/embed/consultation/0", f"/embed/poll/{2**40}"])
def test_what_is_not_there_has_a_card_that_says_so(visitor, path):
    assert visitor.open(path, status=404).h1 == "It is not here any more"
    assert visitor.open(f"{path}/how", status=None).status == 404


def test_the_page_of_a_thing_leads_to_the_line_that_is_copied(session, visitor):
    made = make_consultation(session, title='"Buses" & streets')
    page = visitor.open("/consultations/buses").link("Show this on your website")
    line = page.all("//textarea")[0].text
    assert line.strip().startswith('<iframe src="http')
    assert f"/embed/consultation/{made.id}" in line
    assert 'title="&#34;Buses&#34; &amp; streets"' in line
