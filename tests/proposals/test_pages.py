"""Proposals as people meet them on pages."""

from datetime import timedelta

import pytest
from sqlalchemy import func, select

from tests.conftest import NOON
from tests.support.answering import make_places
from tests.support.letterbox import mails
from tests.support.people import make_person, sign_in
from tests.support.proposals import back_by_many, make_proposal, make_sheet, stage_of
from tests.support.visitor import Visitor
from webapp import clock
from webapp.access import Role
from webapp.audit.models import AuditEntry
from webapp.moderation.kinds import KINDS
from webapp.proposals.models import AuthorReply, Backing, Proposal, Sheet
from webapp.proposals.rules import Stage

HOSTILE = "<script>alert(1)</script> [x](javascript:alert(1)) {{ 7*7 }} ‮ Z͑ͫ̓ͪ̂ͫ̽͏̴̙̤̞͉͚̯̞̠͍A 🚌 ' OR 1=1 --"


def as_(app, person):
    return sign_in(Visitor(app), person)


def test_a_resident_writes_a_proposal_and_sends_it_in(session, as_resident):
    make_places(session)
    page = as_resident.open("/proposals/start").link("Start now")
    page = page.fill(title="A bench at the library steps").send("Save and continue")
    page = page.fill(what="People wait there and cannot sit.").send("Save and continue")
    page = page.fill(where="Library").send("Save and continue")
    page = page.fill(who_benefits="Older people", cost="under £1,000").send("Save and continue")
    page = page.fill(owner="me").send("Save and continue")
    assert "A bench at the library steps" in page.main
    page = page.send("Send it in")
    assert page.notice == "Sent in. It is proposal P-1."
    proposal = session.scalars(select(Proposal)).one()
    assert stage_of(session, proposal) is Stage.IN_MODERATION


def test_nothing_is_lost_when_one_stops_and_comes_back(session, as_resident):
    page = as_resident.open("/proposals/new").fill(title="A bench").send("Save and continue")
    page.fill(what="Because.").send("Save and continue")
    page = as_resident.open("/proposals/mine").link("A bench")
    assert "Because." in page.main


def test_what_reads_alike_is_shown_first_and_one_may_go_on(session, as_resident):
    make_proposal(session, title="A bench at the library steps")
    page = as_resident.open("/proposals/new").fill(title="Bench at the library").send("Save and continue")
    assert page.h1 == "Is it one of these?"
    assert page.link("A bench at the library steps").h1 == "A bench at the library steps"
    page = as_resident.open("/proposals/new").fill(title="Bench at the library").send("Save and continue")
    assert page.send("No, mine is different").h1 == "What you propose"


def test_what_reads_alike_is_a_piece_of_a_page_while_one_types(session, visitor):
    make_proposal(session, title="A bench at the library steps")
    make_proposal(session, title="A secret bench", stage=Stage.IN_MODERATION)
    reply = visitor.client.get("/proposals/related", query_string={"title": "library bench"}).text
    assert "A bench at the library steps" in reply
    assert "secret" not in reply


def test_a_group_s_organiser_proposes_for_the_group(app, session):
    person = make_person(session, Role.GROUP_ORGANISER)
    draft = make_proposal(session, stage=Stage.DRAFT, author=person)
    group = person.memberships[0].group
    page = as_(app, person).open(f"/proposals/drafts/{draft.id}/owner").fill(owner=str(group.id)).send()
    assert group.name in page.main


def test_nobody_proposes_for_a_group_they_do_not_organise(app, session):
    other = make_person(session, Role.GROUP_ORGANISER).memberships[0].group_id
    member = make_person(session, Role.GROUP_MEMBER)
    draft = make_proposal(session, stage=Stage.DRAFT, author=member)
    for group in (other, member.memberships[0].group_id):
        page = as_(app, member).open(f"/proposals/drafts/{draft.id}/owner").fill(owner=str(group)).send()
        assert page.field_errors


@pytest.mark.parametrize("stage", [Stage.DRAFT, Stage.IN_MODERATION])
def test_what_was_not_let_in_is_seen_by_nobody_else(app, session, visitor, as_resident, stage):
    proposal = make_proposal(session, stage=stage, title="A secret plan")
    for somebody in (visitor, as_resident):
        for path in ("/proposals", "/proposals?words=secret", "/proposals/related?title=a+secret+plan"):
            assert "secret plan" not in somebody.client.get(path).text.replace('value="secret"', "")
        if proposal.number:
            assert somebody.open(f"/proposals/{proposal.number}", status=None).status == 404
    assert as_resident.open(f"/proposals/drafts/{proposal.id}/check", status=None).status == 404


def test_a_moderator_lets_it_in_and_the_author_is_told(app, session, visitor):
    proposal = make_proposal(session, stage=Stage.IN_MODERATION)
    KINDS["proposal"].show(session, proposal.id)
    session.commit()
    assert visitor.open(f"/proposals/{proposal.number}").h1 == proposal.title
    assert "Gathering backing" in mails(session)[-1].subject


def test_a_moderator_who_sends_it_back_gives_it_to_its_author_again(app, session):
    author = make_person(session)
    proposal = make_proposal(session, stage=Stage.IN_MODERATION, author=author)
    KINDS["proposal"].hide(session, proposal.id)
    session.commit()
    assert stage_of(session, proposal) is Stage.DRAFT
    page = as_(app, author).open(f"/proposals/drafts/{proposal.id}/check").send("Send it in")
    assert page.notice == "Sent in. It is proposal P-1."


def test_a_stranger_backs_it_after_signing_in(session, visitor, as_resident):
    proposal = make_proposal(session)
    page = visitor.open(f"/proposals/{proposal.number}")
    assert page.all("//main//form[@method='post']") == []
    assert visitor.open(f"/proposals/{proposal.number}/back", status=302, follow=False).headers["Location"] == (
        f"/sign-in?next=/proposals/{proposal.number}/back"
    )
    page = as_resident.open(f"/proposals/{proposal.number}/back").send("Back this proposal")
    assert "1 person backs this" in page.main
    assert "0 people back this" in page.send("No longer back it").main


def test_no_name_of_who_backs_it_is_shown(app, session, visitor):
    person = make_person(session, name="Ottoline Vane")
    proposal = make_proposal(session)
    as_(app, person).open(f"/proposals/{proposal.number}").send("Back this proposal")
    for path in (f"/proposals/{proposal.number}", "/proposals"):
        assert "Ottoline" not in visitor.open(path).text


def test_small_numbers_by_area_are_not_shown(session, visitor):
    places = make_places(session)
    proposal = make_proposal(session)
    back_by_many(session, proposal, 9, area_id=places["Canal Side"])
    back_by_many(session, proposal, 7, area_id=places["Foundry"])
    back_by_many(session, proposal, 2, area_id=places["Weavers"])
    page = visitor.open(f"/proposals/{proposal.number}")
    rows = {row.find("th").text_content(): row.find("td").text_content() for row in page.all("//tbody/tr")}
    assert rows == {"Canal Side": "9", "Foundry": "*", "Weavers": "*"}


def test_a_paper_sheet_is_entered_checked_and_crosses_the_threshold(app, session):
    places = make_places(session)
    author, officer = make_person(session), make_person(session, Role.OFFICER)
    proposal = make_proposal(session, author=author)
    back_by_many(session, proposal, 13)
    page = as_(app, author).open(f"/proposals/{proposal.number}").link("Paper sheets")
    page = page.fill(reference="1", lines="37", by_area="Canal Side 20\nFoundry: 10").send("Enter the sheet")
    assert "37 on paper are entered." in page.notice
    assert "37 on paper, being checked." in as_(app, author).open(f"/proposals/{proposal.number}").main
    sheet = session.scalars(select(Sheet)).one()
    assert sheet.by_area == {str(places["Canal Side"]): 20, str(places["Foundry"]): 10}
    page = as_(app, officer).open("/office/sheets").link("Sheet 1").fill(good="10").send("Count it")
    assert page.notice == "37 of 37 lines count."
    assert stage_of(session, proposal) is Stage.THRESHOLD
    assert "50 people back this" in Visitor(app).open(f"/proposals/{proposal.number}").main


@pytest.mark.parametrize("areas", ["Atlantis 5", "Canal Side", "Canal Side minus 4", "Canal Side 99999999"])
def test_a_line_that_names_no_area_is_shown_back(app, session, areas):
    make_places(session)
    author = make_person(session)
    proposal = make_proposal(session, author=author)
    page = as_(app, author).open(f"/proposals/{proposal.number}/sheets").fill(reference="1", lines="5", by_area=areas)
    assert areas in page.send("Enter the sheet").field_errors["by_area"]


def test_a_sheet_entered_by_mistake_is_taken_out(app, session):
    author = make_person(session)
    proposal = make_proposal(session, author=author)
    make_sheet(session, proposal, entered_by=author)
    page = as_(app, author).open(f"/proposals/{proposal.number}/sheets").send("Take it out")
    assert page.notice == "The sheet is taken out."
    assert session.scalar(select(func.count(Sheet.id))) == 0


def test_an_officer_moves_it_on_and_its_author_and_followers_are_told(app, session, as_officer):
    author = make_person(session)
    proposal = make_proposal(session, stage=Stage.THRESHOLD, author=author)
    page = as_officer.open(f"/office/proposals/{proposal.number}/move").fill(
        to="with an officer", reason="We look at it.", officer=str(as_officer.person.id), due="2026-06-29"
    )
    page = page.send("Move it")
    assert page.notice == "Moved. The author and everybody who follows it are told."
    assert "News by 29 June 2026" in page.main
    told = mails(session, author.email)[-1]
    assert "We look at it." in told.text
    assert "There will be news by 29 June 2026." in told.text
    assert session.scalars(select(AuditEntry.act)).all()[-1] == "move a proposal"


def test_a_move_from_a_page_that_is_out_of_date_is_refused(session, as_officer):
    proposal = make_proposal(session, stage=Stage.WITH_OFFICER)
    page = as_officer.open(f"/office/proposals/{proposal.number}/move").fill(to="not taken forward", reason="No.")
    again = as_officer.open(f"/office/proposals/{proposal.number}/move").fill(to="accepted", reason="Yes.")
    page.send("Move it")
    refused = again.send("Move it")
    assert refused.errors
    assert stage_of(session, proposal) is Stage.NOT_TAKEN


def test_only_the_stages_that_may_follow_are_offered(session, as_officer):
    proposal = make_proposal(session, stage=Stage.ACCEPTED)
    page = as_officer.open(f"/office/proposals/{proposal.number}/move")
    assert page.all("//input[@name='to']/@value") == ["in delivery"]


def test_what_is_late_turns_red_by_the_clock(session, visitor, as_officer):
    proposal = make_proposal(session, stage=Stage.THRESHOLD)
    as_officer.open(f"/office/proposals/{proposal.number}/move").fill(
        to="with an officer", reason="We look.", officer=str(as_officer.person.id), due="2026-06-20"
    ).send("Move it")
    assert "Late" not in visitor.open(f"/proposals/{proposal.number}").main
    with clock.set_to(NOON + timedelta(days=20)):
        assert "Late: news was due by 20 June 2026" in visitor.open(f"/proposals/{proposal.number}").main
        assert "1 is past the day that was promised" in as_officer.open("/office/proposals").main
        assert "P-1" in as_officer.open("/office/proposals?late").main


def test_what_officers_found_stands_on_the_page(session, as_officer, visitor):
    proposal = make_proposal(session, stage=Stage.ASSESSMENT)
    as_officer.open(f"/office/proposals/{proposal.number}/assess").fill(aspect="cost", finding="£900.").send()
    assert "£900." in visitor.open(f"/proposals/{proposal.number}").main


def test_the_author_replies_once_and_the_reply_stands_beside_the_decision(app, session, visitor):
    author = make_person(session)
    proposal = make_proposal(session, stage=Stage.PART_ACCEPTED, author=author)
    page = as_(app, author).open(f"/proposals/{proposal.number}").link("Reply")
    page = page.fill(words="Thank you. Please look at Sundays again.", sure="y").send("Send the reply")
    assert page.notice == "Your reply stands beside the decision."
    assert "Please look at Sundays again." in visitor.open(f"/proposals/{proposal.number}").main
    again = as_(app, author).open(f"/proposals/{proposal.number}/reply").fill(words="More.", sure="y").send()
    assert "You have replied already" in again.errors[0]
    assert session.scalar(select(func.count(AuthorReply.id))) == 1


def test_its_author_withdraws_it_with_a_reason_that_stays(app, session, visitor):
    author = make_person(session)
    proposal = make_proposal(session, author=author)
    page = as_(app, author).open(f"/proposals/{proposal.number}/withdraw").send("Withdraw it")
    assert page.field_errors == {"reason": "Say why. Those who backed it can read it."}
    page.fill(reason="It is built.").send("Withdraw it")
    assert "It is built." in visitor.open(f"/proposals/{proposal.number}").main


def test_a_person_who_may_not_write_may_not_back_either(app, session):
    from webapp.moderation.models import Reason, Sanction, SanctionKind  # noqa: PLC0415

    person, proposal = make_person(session), make_proposal(session)
    session.add(Sanction(person_id=person.id, kind=SanctionKind.BLOCKED, reason=Reason.ABUSE, at=clock.now()))
    session.commit()
    page = as_(app, person).open(f"/proposals/{proposal.number}").send("Back this proposal")
    assert "You cannot write here at the moment." in page.notice
    assert session.scalar(select(func.count(Backing.id))) == 0


def test_hostile_words_are_words_everywhere(app, session, as_officer):
    author = make_person(session, name=HOSTILE)
    proposal = make_proposal(session, author=author, title=HOSTILE[:120], what=HOSTILE, where=HOSTILE[:200],
                             who_benefits=HOSTILE)  # fmt: skip
    for path in ("/proposals", f"/proposals/{proposal.number}", "/office/proposals"):
        page = as_officer.open(path)
        assert "alert(1)" in page.text or "49" not in page.text
        assert page.all("//script[not(@src)]") == []
        assert page.all("//a[starts-with(@href,'javascript')]") == []


@pytest.mark.parametrize(
    "query",
    [
        "?stage=x&area=x&sort=x&after=x.y",
        "?after=99999999999.1",
        "?words=%00%25'",
        "?area=99999999999999",
        "?stage='--",
        "?sort=backing&after=0.0",
    ],
)
def test_any_filter_in_the_address_gives_a_page(session, visitor, query):
    make_proposal(session)
    assert visitor.open(f"/proposals{query}").h1 == "Proposals"


def test_a_list_of_many_comes_in_pages_without_gaps(session, visitor):
    for number in range(53):
        make_proposal(session, title=f"Number {number} of many")
    for sort in ("", "sort=backing"):
        page = visitor.open(f"/proposals?{sort}")
        seen = [one.text_content() for one in page.all("//main//h2/a")]
        assert len(seen) == 50
        seen += [one.text_content() for one in page.link("Next page").all("//main//h2/a")]
        assert len(set(seen)) == len(seen) == 53


def test_two_strangers_get_the_same_bytes_and_no_cookie(session, app):
    proposal = make_proposal(session)
    replies = [Visitor(app).client.get(f"/proposals/{proposal.number}") for _ in range(2)]
    assert replies[0].data == replies[1].data
    assert all("Set-Cookie" not in one.headers for one in replies)
    assert "Cookie" in replies[0].headers["Vary"]
    assert replies[0].headers["Cache-Control"].startswith("public")


def test_somebody_s_own_face_is_kept_by_nobody(session, as_resident):
    proposal = make_proposal(session)
    assert as_resident.client.get(f"/proposals/{proposal.number}").headers["Cache-Control"] == "no-store"
