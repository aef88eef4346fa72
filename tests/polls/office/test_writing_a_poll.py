"""An officer writes a poll, publishes it, changes when it closes; and what is refused on the way."""

import pytest
from sqlalchemy import select

from tests.support.people import again, make_person, sign_in
from tests.support.polls import cast_many, make_poll
from tests.support.statements import answer_by_camps, make_statements_poll
from tests.support.visitor import Visitor
from webapp import clock
from webapp.access import Role, Stage
from webapp.audit.models import AuditEntry
from webapp.places.models import Area
from webapp.polls import office_queries
from webapp.polls.methods import METHODS
from webapp.polls.models import Poll, PollChange, PollOption
from webapp.polls.purposes import PURPOSES
from webapp.polls.seeds import commitment_of
from webapp.polls.services import options
from webapp.polls.services.options import OptionGone

LONG = "ä" * 10_000
SCRIPT = "<script>alert(1)</script>"


def started(officer, title="What should the park get?", method="plurality"):
    return officer.open("/office/polls").link("Start a poll").fill(title=title, method=method).send("Start")


def with_option(officer, poll, text, **more):
    return officer.open(f"/office/polls/{poll}/options/add").fill(text=text, **more).send("Save")


def make_area(session):
    session.add(Area(code="a", name="Ashby", district="Merestone"))
    session.commit()


def texts(session, poll_id):
    session.rollback()
    wanted = select(PollOption.text).where(PollOption.poll_id == poll_id).order_by(PollOption.number)
    return list(session.scalars(wanted))


def acts(session):
    session.rollback()
    return list(session.scalars(select(AuditEntry.act).order_by(AuditEntry.id)))


def test_every_method_answers_exactly_one_question_of_an_officer():
    named = [name for purpose in PURPOSES for name in purpose.methods]
    assert len(named) == len(set(named))
    assert set(METHODS) <= set(named)


def test_an_office_without_polls_says_what_to_do(as_officer):
    assert "There are no polls yet. Start one" in as_officer.open("/office/polls").main


def test_the_list_says_how_many_voted_or_answered_statements(session, as_officer):
    cast_many(session, make_poll(session), [(3, ((1, 1),))])
    answer_by_camps(session, make_statements_poll(session), (2, (1, -1)))
    voted = {row.poll.slug: row.voted for row in office_queries.list_for_office(session, now=clock.now()).rows}
    assert voted == {"park": 3, "square": 2}
    page = as_officer.open("/office/polls")
    assert "3 people have voted" in page.main
    assert "2 people have answered" in page.main


def test_an_officer_writes_a_poll_publishes_it_and_people_read_what_happened(session, as_officer, visitor):
    hub = started(as_officer)
    assert "Add at least 2 options." in hub.main
    hub = hub.link("Words").fill(question="Swings or a pond?", contact_email="park@example.org").send("Save")
    for text in ("Swings", "A pond"):
        page = with_option(as_officer, 1, text)
    assert page.h1 == "Options"
    preview = as_officer.open("/office/polls/1/preview/ballot")
    assert "Preview" in preview.text
    assert "Swings" in preview.main
    hub = as_officer.open("/office/polls/1").link("Publish").send("Publish")
    assert hub.notice == "Published. It opens Tuesday 2 June 2026 at 9am."
    later = hub.link("Give people more time").fill(closes="2026-06-30", reason="Letters came late.").send("Extend")
    assert "It now closes Tuesday 30 June 2026" in later.notice
    poll = session.get(Poll, 1, populate_existing=True)
    assert len(poll.seed) == 64
    with clock.set_to(poll.opens_at):
        shut = as_officer.open("/office/polls/1").link("Close it now").fill(reason="The park was sold.").send("Close")
        assert shut.notice == "It is closed."
    with clock.set_to(poll.opens_at.replace(hour=20)):
        public = visitor.open(f"/polls/{poll.slug}").main
    assert "Closed" in public
    for told in ("Published", "Given more time. Letters came late.", "Closed early. The park was sold."):
        assert told in public
    assert commitment_of(poll.seed) in public
    assert acts(session)[-1] == "poll closed early"


def test_a_withdrawn_poll_says_why_at_its_address_and_takes_no_votes(session, as_officer, visitor):
    make_poll(session)
    done = as_officer.open("/office/polls/1/withdraw").fill(reason="The question was unclear.").send("Withdraw")
    assert "It is withdrawn" in done.notice
    assert "The question was unclear." in visitor.open("/polls/park", status=410).main
    assert as_officer.open("/office/polls/1/withdraw", status=403).h1 == "This cannot be done now"


def test_a_copy_is_a_new_draft_with_the_same_ballot_and_rules_and_no_votes(session, as_officer):
    columns = {"secret": False, "quorum": 30, "rules": {"fewest": 2, "most": 3}}
    old = make_poll(session, method="budget-greedy", options=(("Swings", 900), ("Pond", 400)), pot=1000, **columns)
    hub = as_officer.open("/office/polls/1").send("Use it for a new one")
    assert hub.h1 == "Copy of The park"
    new = session.get(Poll, 2)
    assert [(one.text, one.cost) for one in new.options] == [("Swings", 900), ("Pond", 400)]
    assert new.options[0].pot_id == new.pots[0].id != old.pots[0].id
    assert (new.secret, new.quorum, new.rules, new.seed) == (False, 30, {"fewest": 2, "most": 3}, "")
    assert new.published_at is None


def test_options_are_changed_moved_and_removed_and_their_numbers_have_no_gap(session, as_officer):
    make_poll(session, stage=Stage.DRAFT, options=("a", "b", "c", "d"))
    as_officer.open("/office/polls/1/options/2").fill(text="B").send("Save")
    as_officer.open("/office/polls/1/options").send("Move down a")
    as_officer.open("/office/polls/1/options/3/remove").send("Remove")
    assert texts(session, 1) == ["B", "a", "d"]
    assert list(session.scalars(select(PollOption.number).order_by(PollOption.number))) == [1, 2, 3]


@pytest.mark.parametrize(
    ("field", "filled", "words"),
    [
        ("text", {"text": ""}, "Write the option."),
        ("text", {"text": LONG}, "Keep this under 200 letters."),
        ("text", {"text": "SWINGS"}, "Another option has these words already."),
        ("cost", {"cost": ""}, "Write what it costs, in whole pounds."),
        ("cost", {"cost": "-5"}, "Write a number from 1 to 999999999."),
        ("cost", {"cost": "1e309"}, "Write a number in figures, for example 3."),
        ("cost", {"cost": "9" * 5000}, "Write a number in figures, for example 3."),
        ("cost", {"cost": "10.5"}, "Write a number in figures, for example 3."),
        ("cost", {"cost": "1001"}, "There is only £1,000 for it."),
        ("pot_id", {"pot_id": "77"}, "Not a valid choice."),
    ],
)
def test_a_project_that_cannot_be_is_refused_at_its_field(session, as_officer, field, filled, words):
    make_poll(session, method="budget-greedy", stage=Stage.DRAFT, options=(("Swings", 900),), pot=1000)
    page = with_option(as_officer, 1, **{"text": "A pond", "cost": "5", "pot_id": "1"} | filled)
    assert page.field_errors == {field: words}
    assert texts(session, 1) == ["Swings"]


def test_an_option_named_like_a_script_is_only_words(session, as_officer):
    make_poll(session, stage=Stage.DRAFT)
    with_option(as_officer, 1, SCRIPT)
    for path in ("/options", "/preview/ballot"):
        page = as_officer.open(f"/office/polls/1{path}")
        assert SCRIPT in page.text
        assert SCRIPT not in page.reply.text


def test_money_cannot_be_less_than_its_dearest_project(session, as_officer):
    make_poll(session, method="budget-greedy", stage=Stage.DRAFT, options=(("Swings", 900),), pot=1000)
    page = as_officer.open("/office/polls/1/money/1").fill(amount="800").send("Save")
    assert page.field_errors == {"amount": "One project costs £900, which is more than this."}


@pytest.mark.parametrize(
    ("method", "filled", "field", "words"),
    [
        ("plurality", {"secret": "y", "showing": "while open"}, "showing",
         "A secret poll cannot show its result while people vote. Show it after closing."),
        ("plurality", {"eligibility": "area"}, "area_ids", "Choose at least one area whose people may vote."),
        ("plurality", {"seats": "3"}, "seats", "There are only 3 options. Ask for fewer."),
        ("plurality", {"seats": "0"}, "seats", "Write a number from 1 to 50."),
        ("plurality", {"quorum": "-1"}, "quorum", "Write a number from 1 to 100000000."),
        ("approval", {"fewest": "3", "most": "2"}, "most", "This is less than the fewest. Write 0 for no limit."),
        ("approval", {"fewest": "4"}, "fewest", "There are only 3 options. Ask for fewer."),
        ("quadratic", {"credits": "1e309"}, "credits", "Write a number in figures, for example 3."),
        ("agreement", {"threshold": "most"}, "threshold", "Not a valid choice."),
    ],
)  # fmt: skip
def test_rules_that_contradict_each_other_are_refused_at_their_field(session, as_officer, method, filled, field, words):
    make_poll(session, method=method, stage=Stage.DRAFT)
    make_area(session)
    page = as_officer.open("/office/polls/1/running").fill(**filled).send("Save")
    assert page.field_errors == {field: words}


def test_what_is_declared_is_kept_and_another_method_begins_with_what_is_usual(session, as_officer):
    poll = make_poll(session, method="approval", stage=Stage.DRAFT)
    make_area(session)
    as_officer.open("/office/polls/1/running").fill(fewest="2", most="3", eligibility="area", area_ids=["1"],
                                                    quorum="30").send("Save")  # fmt: skip
    again(session, poll)
    assert (poll.rules, poll.area_ids, poll.quorum) == ({"seats": 1, "fewest": 2, "most": 3}, [1], 30)
    as_officer.open("/office/polls/1/method").fill(method="quadratic").send("Save")
    again(session, poll)
    assert poll.rules == {"seats": 1, "credits": 25}


@pytest.mark.parametrize(
    ("filled", "field", "words"),
    [
        ({"closes": "2026-06-01", "opens": "2026-06-10"}, "closes", "It must close after it opens."),
        ({"opens": "2026-05-01", "closes": "2026-05-30"}, "closes", "It must close after it opens."),
        ({"closes": "2028-01-01"}, "closes", "Close it within a year of opening."),
        ({"closes": "2026-02-30"}, "closes", "Write a day that exists, for example 2027-03-28."),
        ({"closes": "99999-01-01"}, "closes", "Write a day that exists, for example 2027-03-28."),
        ({"opens_time": "25:00"}, "opens_time", "Write a time of day, for example 17:00."),
    ],
)
def test_dates_that_cannot_be_are_refused_at_their_field(session, as_officer, filled, field, words):
    make_poll(session, stage=Stage.DRAFT)
    page = as_officer.open("/office/polls/1/publish").fill(**filled).send("Publish")
    assert page.field_errors == {field: words}


@pytest.mark.parametrize(
    ("method", "columns", "lacks"),
    [
        ("plurality", {"options": ()}, "Add at least 2 options."),
        ("plurality", {"question": ""}, "Write the question."),
        ("plurality", {"rules": {"seats": 3}}, "There are only 3 options. Ask for fewer."),
        ("consent", {}, "Consent is about one thing: leave one option."),
        ("budget-greedy", {}, "Say how much money there is."),
        ("budget-greedy", {"pot": 5, "options": (("a", 1), ("b", None), ("c", 1))},
         "Give every project its cost, and say which money pays for it."),
    ],
)  # fmt: skip
def test_a_poll_that_lacks_something_is_not_published(session, as_officer, method, columns, lacks):
    make_poll(session, method=method, stage=Stage.DRAFT, **columns)
    assert lacks in as_officer.open("/office/polls/1/publish").main
    filled = {"opens": "2026-06-02", "opens_time": "09:00", "closes": "2026-06-09", "closes_time": "17:00"}
    page = as_officer.open("/office/polls/1/words")
    token = page.all("//input[@name='csrf_token']/@value")[0]
    sent = as_officer.send("/office/polls/1/publish", filled | {"csrf_token": token})
    assert lacks in sent.errors
    session.expire_all()
    assert session.get(Poll, 1).published_at is None


def test_nothing_on_the_ballot_changes_once_the_poll_is_open_or_somebody_voted(session, as_officer):
    poll = make_poll(session)
    for path in ("/options/add", "/options/1", "/options/1/remove", "/running", "/method"):
        assert as_officer.open(f"/office/polls/1{path}", status=403).h1 == "This cannot be done now"
    cast_many(session, poll, [(1, ((1, 1),))])
    assert "Somebody has voted already" in as_officer.open("/office/polls/1/options/add", status=403).main
    words = as_officer.open("/office/polls/1/words")
    assert not words.all("//*[@name='title' or @name='question' or @name='background']")
    words.fill(contact_email="us@example.org").send("Save", title="Another title")
    again(session, poll)
    assert (poll.title, poll.contact_email) == ("The park", "us@example.org")


def test_two_officers_who_take_away_and_change_one_option_at_once_are_told(session, as_officer):
    poll = make_poll(session, stage=Stage.DRAFT)
    option = poll.options[0]
    words = options.OptionWords(text="Slides")
    as_officer.open("/office/polls/1/options/1/remove").send("Remove")
    with pytest.raises(OptionGone):
        options.change(session, poll=poll, option=option, words=words, by=1)


def test_two_officers_who_add_at_once_get_two_numbers(session, race):
    poll_id = make_poll(session, stage=Stage.DRAFT, options=()).id
    names = iter("abcdefgh")

    def act(inner):
        words = options.OptionWords(text=next(names))
        return options.add(inner, poll=inner.get(Poll, poll_id), words=words, by=1).number

    assert sorted(race(8, act)) == [1, 2, 3, 4, 5, 6, 7, 8]


def test_a_poll_that_has_closed_gets_no_more_time(session, as_officer):
    make_poll(session, stage=Stage.CLOSED)
    for path in ("extend", "close-early", "publish"):
        as_officer.open(f"/office/polls/1/{path}", status=403)
    assert session.scalars(select(PollChange)).all() == []


def test_other_staff_see_polls_and_cannot_change_them(session, app):
    make_poll(session, stage=Stage.DRAFT)
    analyst = sign_in(Visitor(app), make_person(session, Role.ANALYST))
    assert analyst.open("/office/polls").link("The park").h1 == "The park"
    assert not analyst.open("/office/polls/1/options").all("//main//form")
    for path in ("start", "1/words", "1/running", "1/publish", "1/options/add", "1/withdraw"):
        analyst.open(f"/office/polls/{path}", status=403)
