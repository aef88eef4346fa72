"""Two proposals made one, that taken back, and one split in two: nobody is lost, counted twice, or left untold."""

from datetime import timedelta

import pytest
from sqlalchemy import func, select

from tests.conftest import NOON
from tests.support.letterbox import mails
from tests.support.people import make_person, sign_in
from tests.support.proposals import back_by_many, make_proposal, make_sheet, moves_of, stage_of
from tests.support.visitor import Visitor
from webapp import clock
from webapp.access import Role
from webapp.accounts.models import Person
from webapp.audit.models import AuditEntry
from webapp.moderation.kinds import KINDS
from webapp.notices import following
from webapp.notices.models import Happening, Notice
from webapp.proposals import queries, sponsors
from webapp.proposals.models import Backing, CoSponsor, Proposal, Sheet, Wording
from webapp.proposals.rules import Stage, why_not_merge, why_not_unmerge
from webapp.proposals.services import backing, joining, moving
from webapp.proposals.wording import mark_of
from webapp.refusals import Refused

HOSTILE = "<script>alert(1)</script> {{ 7*7 }} ‮ 🚌 ' OR 1=1 --"


def as_(app, person):
    return sign_in(Visitor(app), person)


def merge(session, one, into, *, since=Stage.GATHERING, officer=None):
    officer = officer or make_person(session, Role.OFFICER)
    joining.merge(session, proposal=one, into=into, since=since, actor_id=officer.id, reason="They ask for the same.")
    session.commit()


def unmerge(session, one):
    joining.unmerge(session, proposal=one, actor_id=make_person(session).id, reason="They differ after all.")
    session.commit()


def people(session, *proposals):
    session.rollback()
    return [queries.count_backing(session, session.get_one(Proposal, one.id)) for one in proposals]


def told_of(session, proposal):
    """Who is told of what happened to it, by what happened."""
    session.rollback()
    rows = select(Happening.what, Notice.person_id).join(Notice, Notice.happening_id == Happening.id)
    found = {}
    for what, person in session.execute(rows.where(Happening.thing_id == proposal.id)):
        found.setdefault(what, set()).add(person)
    return found


def test_an_officer_sees_how_many_there_will_be_and_then_merges(app, session, as_officer, visitor):
    one, into = make_proposal(session, title="A bench"), make_proposal(session, title="A bench or two")
    back_by_many(session, one, 3)
    back_by_many(session, into, 4)
    person = make_person(session)
    for proposal in (one, into):
        backing.back(session, proposal=proposal, person_id=person.id)
    session.commit()
    page = as_officer.open(f"/proposals/{one.number}").link("Merge it into another")
    assert "P-2: A bench or two" in page.main
    page = page.fill(into="P-2", reason="They ask for the same.").send("Show what would happen")
    assert "This one: 4 people. The other: 5. Both: 1. After that 8 people back the other." in page.main
    assert stage_of(session, one) is Stage.GATHERING
    page = page.send("Merge them")
    assert page.notice == "Merged. Everybody who backs or follows either is told."
    assert "8 people back this" in page.main
    assert "This became part of it: A bench" in page.main
    page = visitor.open(f"/proposals/{one.number}")
    assert "It is now part of another proposal: A bench or two" in page.main
    assert "They ask for the same." in page.main
    assert page.link("A bench or two").h1 == "A bench or two"
    session.rollback()
    assert session.scalars(select(AuditEntry.act)).all()[-1] == "merge proposals"


def test_everybody_counts_once_online_and_on_paper(session):
    one, into = make_proposal(session), make_proposal(session)
    both = make_person(session)
    for proposal in (one, into):
        back_by_many(session, proposal, 2)
        backing.back(session, proposal=proposal, person_id=both.id)
        sheet = make_sheet(session, proposal, lines=10)
        backing.check_sheet(session, proposal=proposal, sheet=sheet, good=10, person_id=make_person(session).id)
    session.commit()
    merge(session, one, into)
    assert people(session, one, into) == [13, 25]


def test_paper_that_waits_is_checked_for_the_one_that_took_it_in(app, session):
    one, into = make_proposal(session), make_proposal(session)
    make_sheet(session, one, lines=10)
    merge(session, one, into)
    page = as_(app, make_person(session, Role.OFFICER)).open("/office/sheets").link(f"Sheet 1 of P-{into.number}")
    assert page.fill(good="10").send("Count it").notice == "10 of 10 lines count."
    assert people(session, into) == [10]


def test_enough_people_after_a_merge_move_it_on(session):
    one, into = make_proposal(session), make_proposal(session, threshold=5)
    back_by_many(session, one, 3)
    back_by_many(session, into, 2)
    merge(session, one, into)
    assert stage_of(session, into) is Stage.THRESHOLD


def test_followers_and_backers_of_both_are_told_and_follow_what_stays(session):
    one, into = make_proposal(session), make_proposal(session)
    first, second, quiet, muted = (make_person(session) for _ in range(4))
    for person in (first, quiet, muted):
        backing.back(session, proposal=one, person_id=person.id)
    backing.back(session, proposal=into, person_id=second.id)
    following.unfollow(session, person_id=quiet.id, kind="proposal", thing_id=one.id)
    following.mute(session, person_id=muted.id, kind="proposal", thing_id=one.id)
    session.commit()
    merge(session, one, into)
    ((what, told),) = told_of(session, one).items()
    assert (what.startswith("It is now part of"), told) == (True, {first.id, quiet.id})
    assert list(told_of(session, into).values()) == [{second.id}]
    newest = select(Happening.words).where(Happening.thing_id == into.id).order_by(Happening.id.desc())
    counted = session.scalars(newest).first()
    assert counted.endswith("4 people back it now.")
    follows = following.find(session, person_id=first.id, kind="proposal", thing_id=into.id)
    assert follows is not None
    assert following.find(session, person_id=muted.id, kind="proposal", thing_id=into.id) is None


def test_authors_and_sponsors_stand_behind_what_stays_and_are_told(app, session, visitor):
    author, sponsor = make_person(session, name="Ada"), make_person(session, name="Ben")
    one, into = make_proposal(session, author=author), make_proposal(session)
    session.add(CoSponsor(proposal_id=one.id, email=sponsor.email, digest="1" * 64, invited_at=NOON, accepted_at=NOON,
                          person_id=sponsor.id, name_shown=False))  # fmt: skip
    session.commit()
    merge(session, one, into)
    assert "Together with: Ada, and 1 more person." in visitor.open(f"/proposals/{into.number}").main
    assert "You can reply once." in mails(session, author.email)[-1].text
    owner = session.get_one(Person, into.author_id)
    assert "is now part of it" in mails(session, owner.email)[-1].text
    assert sponsors.count_asked(session, into) == 0
    page = as_(app, author).open(f"/proposals/{into.number}").send("No longer stand behind it")
    assert "Together with: 1 person." in page.main


def test_a_group_whose_proposal_goes_is_named_at_the_one_that_stays(session, visitor):
    organiser = make_person(session, Role.GROUP_ORGANISER)
    one, into = make_proposal(session, author=organiser), make_proposal(session)
    one.group_id = organiser.memberships[0].group_id
    session.commit()
    merge(session, one, into)
    assert f"Together with: {organiser.memberships[0].group.name}." in visitor.open(f"/proposals/{into.number}").main


def test_whoever_declined_to_stand_behind_it_is_not_put_there_by_a_merge(session):
    author = make_person(session)
    one, into = make_proposal(session, author=author), make_proposal(session)
    session.add(CoSponsor(proposal_id=into.id, email=author.email, digest="1" * 64, invited_at=NOON, declined_at=NOON))
    session.commit()
    merge(session, one, into)
    assert queries.sponsors_of(session, into) == []


def test_the_author_of_the_one_that_goes_objects_once_and_everybody_reads_it(app, session, visitor):
    author = make_person(session)
    one, into = make_proposal(session, author=author), make_proposal(session)
    merge(session, one, into)
    page = as_(app, author).open(f"/proposals/{one.number}").link("Reply")
    page.fill(words="They are not the same at all.", sure="y").send("Send the reply")
    assert "They are not the same at all." in visitor.open(f"/proposals/{one.number}").main


def test_a_merge_taken_back_leaves_both_as_they_were(app, session, as_officer):
    one, into = make_proposal(session), make_proposal(session)
    back_by_many(session, one, 3)
    back_by_many(session, into, 2)
    sheet = make_sheet(session, one, lines=10)
    backing.check_sheet(session, proposal=one, sheet=sheet, good=10, person_id=make_person(session).id)
    session.commit()
    merge(session, one, into)
    back_by_many(session, into, 1)
    assert people(session, one, into) == [13, 16]
    page = as_officer.open(f"/proposals/{one.number}").link("Take the merge back")
    page = page.fill(reason="They differ after all.").send("Take it back")
    assert page.notice == "It stands by itself again. Everybody who backs or follows it is told."
    assert people(session, one, into) == [13, 3]
    assert stage_of(session, one) is Stage.GATHERING
    assert queries.sponsors_of(session, into) == []
    assert "part of it" not in as_officer.open(f"/proposals/{into.number}").main


def test_who_follows_either_is_told_that_it_was_taken_back(session):
    one, into = make_proposal(session), make_proposal(session)
    person = make_person(session)
    backing.back(session, proposal=one, person_id=person.id)
    session.commit()
    merge(session, one, into)
    unmerge(session, one)
    assert person.id in told_of(session, one)["It is now: Gathering backing"]
    assert person.id in told_of(session, into)[f"“{one.title}” is no longer part of it"]


def test_backing_that_was_taken_back_after_a_merge_does_not_come_back(session):
    one, into, person = make_proposal(session), make_proposal(session), make_person(session)
    backing.back(session, proposal=one, person_id=person.id)
    session.commit()
    merge(session, one, into)
    backing.take_back(session, proposal=into, person_id=person.id)
    session.commit()
    unmerge(session, one)
    assert people(session, one, into) == [0, 0]


def test_a_merge_of_merges_is_counted_and_taken_back_storey_by_storey(session):
    first, second, third = (make_proposal(session) for _ in range(3))
    for proposal in (first, second, third):
        back_by_many(session, proposal, 2)
        sheet = make_sheet(session, proposal, lines=3)
        backing.check_sheet(session, proposal=proposal, sheet=sheet, good=3, person_id=make_person(session).id)
    session.commit()
    merge(session, first, second)
    merge(session, second, third)
    assert people(session, first, second, third)[2] == 15
    unmerge(session, second)
    assert people(session, second, third) == [10, 5]
    unmerge(session, first)
    assert people(session, first, second, third) == [5, 5, 5]


def test_it_goes_back_to_the_officer_and_day_it_had(session):
    one, into = make_proposal(session), make_proposal(session)
    officer = make_person(session, Role.OFFICER)
    due = (NOON + timedelta(days=20)).date()
    moving.move(session, proposal=one, since=Stage.GATHERING, to=Stage.WITH_OFFICER, actor_id=officer.id, reason="So.",
                officer_id=officer.id, due_on=due)  # fmt: skip
    session.commit()
    merge(session, one, into, since=Stage.WITH_OFFICER)
    unmerge(session, one)
    now = moves_of(session, one)[-1]
    assert (now.stage, now.officer_id, now.due_on) == (Stage.WITH_OFFICER, officer.id, due)


def test_after_so_many_days_or_once_the_other_moved_on_it_stays_merged(session):
    one, into = make_proposal(session), make_proposal(session)
    merge(session, one, into)
    with clock.set_to(NOON + timedelta(days=15)), pytest.raises(Refused, match="14 days ago"):
        unmerge(session, one)
    assert why_not_unmerge(merged_at=NOON, now=NOON + timedelta(days=14), into=Stage.GATHERING) is None
    assert why_not_unmerge(merged_at=NOON, now=NOON, into=Stage.ASSESSMENT)


@pytest.mark.parametrize(
    ("stage", "into", "allowed"),
    [
        (Stage.GATHERING, Stage.GATHERING, True),
        (Stage.GATHERING, Stage.THRESHOLD, True),
        (Stage.WITH_OFFICER, Stage.GATHERING, True),
        (Stage.WITH_OFFICER, Stage.WITH_OFFICER, True),
        (Stage.GATHERING, Stage.WITH_OFFICER, False),
        (Stage.GATHERING, Stage.ACCEPTED, False),
        (Stage.GATHERING, Stage.MERGED, False),
        (Stage.GATHERING, Stage.IN_MODERATION, False),
    ],
)
def test_backing_is_carried_only_to_where_it_could_be_taken_back(stage, into, allowed):
    assert (why_not_merge(same=False, stage=stage, into=into, into_hidden=False) is None) == allowed
    assert why_not_merge(same=True, stage=stage, into=into, into_hidden=False)
    assert why_not_merge(same=False, stage=stage, into=into, into_hidden=True)


@pytest.mark.parametrize(
    "into", ["", "P-", "P-1", "99999999999999", "2; DROP TABLE", "-2", "P-2\x00", "two", "٢", "<b>2</b>", "777"]
)
def test_a_number_that_cannot_be_is_shown_back(session, as_officer, into):
    proposal = make_proposal(session)
    page = as_officer.open(f"/office/proposals/{proposal.number}/merge").fill(into=into, reason="So.").send()
    assert page.field_errors["into"]
    assert stage_of(session, proposal) is Stage.GATHERING


def test_another_choice_after_the_numbers_were_shown_shows_its_numbers_first(session, as_officer):
    one, two, three = (make_proposal(session) for _ in range(3))
    page = as_officer.open(f"/office/proposals/{one.number}/merge").fill(into=str(two.number), reason="So.").send()
    page = page.fill(into=str(three.number)).send("Merge them")
    assert f"It becomes part of P-{three.number}:" in page.main
    assert stage_of(session, one) is Stage.GATHERING


def test_nobody_is_lost_or_counted_twice_when_people_press_while_it_is_merged(session, race):
    one, into = make_proposal(session), make_proposal(session)
    back_by_many(session, one, 3)
    officer, ids = make_person(session, Role.OFFICER).id, [one.id, into.id]
    backers = [make_person(session).id for _ in range(4)]
    acts = iter([("merge", 0), *(("one", person) for person in backers), *(("into", person) for person in backers)])

    def act(own):
        what, person = next(acts)
        first, second = own.get_one(Proposal, ids[0]), own.get_one(Proposal, ids[1])
        if what == "merge":
            joining.merge(own, proposal=first, into=second, since=Stage.GATHERING, actor_id=officer, reason="So.")
        else:
            backing.back(own, proposal=first if what == "one" else second, person_id=person)

    outcomes = race(9, act)
    assert all(one is None or isinstance(one, backing.NoLongerGathering) for one in outcomes), outcomes
    assert people(session, into) == [7]
    assert len(set(session.scalars(select(Backing.person_id).where(Backing.proposal_id == ids[1])))) == 7


def test_of_two_merged_into_each_other_at_once_one_stays(session, race):
    one, other = make_proposal(session), make_proposal(session)
    officer = make_person(session, Role.OFFICER).id
    pairs = iter([(one.id, other.id), (other.id, one.id)])

    def act(own):
        first, second = (own.get_one(Proposal, ident) for ident in next(pairs))
        joining.merge(own, proposal=first, into=second, since=Stage.GATHERING, actor_id=officer, reason="So.")

    outcomes = race(2, act)
    assert sum(one is None for one in outcomes) == 1, outcomes
    assert sum(isinstance(one, Refused) for one in outcomes) == 1, outcomes


def test_of_two_officers_who_take_it_back_at_once_one_does(session, race):
    one, into = make_proposal(session), make_proposal(session)
    merge(session, one, into)
    ident, officer = one.id, make_person(session, Role.OFFICER).id
    outcomes = race(3, lambda own: joining.unmerge(own, proposal=own.get_one(Proposal, ident), actor_id=officer,
                                                   reason="So.") and None)  # fmt: skip
    assert sum(isinstance(one, Refused) for one in outcomes) == 2, outcomes
    assert stage_of(session, one) is Stage.GATHERING


def split(app, session, proposal, person, **words):
    page = as_(app, person).open(f"/proposals/{proposal.number}").link("Split off a part")
    words = {"title": "A roof above it", "what": "Against the rain.", "who_benefits": "All."} | words
    return page.fill(**words).send("Split it off")


def let_in(session):
    newest = session.scalars(select(Proposal).order_by(Proposal.id.desc()).limit(1)).one()
    KINDS["proposal"].show(session, newest.id)
    session.commit()
    return newest


def test_an_author_splits_a_part_off_and_backers_keep_the_old_one_and_are_told(app, session, visitor):
    author, backer = make_person(session), make_person(session)
    proposal = make_proposal(session, author=author, what="A bench. And a roof.")
    backing.back(session, proposal=proposal, person_id=backer.id)
    session.commit()
    page = split(app, session, proposal, author, stays="A bench.")
    assert page.notice == "Split off. It is proposal P-2, and a moderator reads it first."
    session.rollback()
    part = let_in(session)
    assert people(session, proposal, part) == [1, 0]
    told = told_of(session, proposal)
    assert told["A part of it stands by itself now: “A roof above it”"] == {backer.id}
    assert "It is worded differently now" in told
    address = session.scalars(select(Happening.address).order_by(Happening.id.desc()).limit(1)).one()
    page = as_(app, backer).open(address)
    assert "It was split off from: A bench at the library steps" in page.main
    assert "1 person backs this" in page.send("Back this proposal").main
    page = visitor.open(f"/proposals/{proposal.number}")
    assert "This was split off from it: A roof above it" in page.main
    assert session.scalars(select(Wording)).one().what == "A bench. And a roof."


def test_a_part_that_no_moderator_has_read_is_seen_by_nobody(app, session, visitor):
    author = make_person(session)
    proposal = make_proposal(session, author=author)
    split(app, session, proposal, author, title="A secret roof")
    assert "secret" not in visitor.open(f"/proposals/{proposal.number}").text


def test_an_officer_splits_it_for_its_author_who_is_told_and_may_withdraw_the_part(app, session, as_officer):
    author = make_person(session)
    proposal = make_proposal(session, author=author, stage=Stage.WITH_OFFICER)
    page = split(app, session, proposal, as_officer.person)
    assert page.notice.startswith("Split off.")
    session.rollback()
    part = session.scalars(select(Proposal).order_by(Proposal.id.desc()).limit(1)).one()
    assert (part.author_id, part.split_from_id) == (author.id, proposal.id)
    assert any("A roof above it" in mail.text for mail in mails(session, author.email))
    assert session.scalars(select(AuditEntry.act)).all()[-1] == "split a proposal"
    page = as_(app, author).open(f"/proposals/{proposal.number}")
    let_in(session)
    page = as_(app, author).open(f"/proposals/{part.number}/withdraw").fill(reason="I did not want it.").send()
    assert stage_of(session, part) is Stage.WITHDRAWN


def test_once_backing_is_fixed_a_split_leaves_the_old_words(session):
    proposal = make_proposal(session, stage=Stage.WITH_OFFICER)
    with pytest.raises(Refused, match="stay as they are"):
        joining.split(session, proposal=proposal, person_id=proposal.author_id, token="t", title="A roof", what="R.",
                      since=mark_of(proposal.title, proposal.what), who_benefits="All.", stays="Less.")  # fmt: skip


def test_a_double_tap_splits_once(session, race):
    proposal = make_proposal(session)
    ident, author_id, mark = proposal.id, proposal.author_id, mark_of(proposal.title, proposal.what)

    def act(own):
        return joining.split(own, proposal=own.get_one(Proposal, ident), person_id=author_id, token="tap", since=mark,
                             title="A roof", what="R.", who_benefits="All.", stays="").id  # fmt: skip

    outcomes = race(4, act)
    assert len(set(outcomes)) == 1, outcomes
    session.rollback()
    assert session.scalar(select(func.count(Proposal.id))) == 2


def test_a_split_from_words_that_changed_is_shown_again_with_what_was_written(app, session):
    author = make_person(session)
    proposal = make_proposal(session, author=author)
    page = (
        as_(app, author)
        .open(f"/proposals/{proposal.number}/split")
        .fill(title="A roof", what="R.", who_benefits="All.", stays="Mine.")
    )
    as_(app, author).open(f"/proposals/drafts/{proposal.id}/what").fill(what="Two benches.").send()
    page = page.send("Split it off")
    assert "Its words changed a moment ago." in page.errors[0]
    assert page.all("//input[@name='title']/@value") == ["A roof"]
    assert page.send("Split it off").notice.startswith("Split off.")


@pytest.mark.parametrize(
    "words", [{"title": ""}, {"what": "\x00"}, {"who_benefits": ""}, {"title": "x" * 121}, {"what": "x" * 5001}]
)
def test_a_part_that_lacks_something_is_shown_back(app, session, words):
    author = make_person(session)
    page = split(app, session, make_proposal(session, author=author), author, **words)
    assert set(page.field_errors) == set(words)
    session.rollback()
    assert session.scalar(select(func.count(Proposal.id))) == 1


def test_a_split_merged_back_is_one_again(session, app):
    author = make_person(session)
    proposal = make_proposal(session, author=author)
    back_by_many(session, proposal, 2)
    split(app, session, proposal, author)
    session.rollback()
    part = let_in(session)
    merge(session, part, session.get_one(Proposal, proposal.id))
    assert people(session, proposal) == [2]
    assert queries.sponsors_of(session, proposal) == []


def test_hostile_words_are_words_in_every_place_that_names_another_proposal(app, session, as_officer, visitor):
    one, into = make_proposal(session, title=HOSTILE), make_proposal(session, title=HOSTILE)
    page = as_officer.open(f"/office/proposals/{one.number}/merge").fill(into=str(into.number), reason=HOSTILE).send()
    pages = [page, page.send("Merge them"), visitor.open(f"/proposals/{one.number}")]
    pages += [as_officer.open(f"/office/proposals/{one.number}/unmerge"), visitor.open(f"/proposals/{into.number}")]
    for page in pages:
        assert "<script>alert(1)</script> {{ 7*7 }}" in page.main
        assert not page.all("//main//script")
    assert all("<script" not in mail.html and "\n" not in mail.subject for mail in mails(session))
    assert session.scalar(select(func.count(Sheet.id))) == 0
