"""Issues and replies in the database."""

import pytest
from sqlalchemy import func, select

from tests.agenda.making import TODAY, accepted, make_issue, poll_piece, theme_piece
from tests.support.people import make_person
from tests.support.publishing import publish_summary
from webapp.agenda.models import Evidence, EvidenceKind, Issue, IssueLink, Outcome, Reply
from webapp.agenda.pieces import NoEvidence, list_choices, read_piece, read_pieces
from webapp.agenda.queries import issues as queries
from webapp.agenda.queries import replies
from webapp.agenda.queries.issues import WAITING, Wanted
from webapp.agenda.rules.issues import is_strong
from webapp.agenda.services import issues as services
from webapp.agenda.services import replies as replying
from webapp.agenda.suggesting import suggest
from webapp.audit.models import AuditEntry
from webapp.notices import following
from webapp.notices.models import Happening, Notice
from webapp.refusals import Refused
from webapp.summaries.models import PublishedCoding, PublishedQuote, PublishedTheme

SOON = TODAY.replace(month=9)


def test_people_behind_two_themes_of_one_summary_are_counted_once(session, publication):
    pieces = [theme_piece(session, 0), theme_piece(session, 1)]
    issue = make_issue(session, "Buses are late and dear", *pieces)
    wanted = select(PublishedTheme.id).where(PublishedTheme.theme_id.in_([one.thing_id for one in pieces]))
    behind = select(func.count(PublishedCoding.response_id.distinct())).where(
        PublishedCoding.published_theme_id.in_(wanted)
    )
    assert issue.people == session.scalar(behind) > max(one.people for one in pieces)


def test_people_of_a_summary_and_of_a_poll_are_not_added_up(session, publication):
    theme = theme_piece(session)
    assert make_issue(session, "Buses are late", theme, poll_piece(people=5)).people == theme.people
    assert make_issue(session, "Buses are too late", theme, poll_piece(people=900)).people == 900


def test_the_same_theme_of_two_versions_counts_each_person_once(session, buses, publication):
    theme = theme_piece(session)
    issue = make_issue(session, "Buses are late", theme, public=False)
    publish_summary(session, buses, note="Nothing but the date")
    with pytest.raises(services.ThereAlready):
        services.add_evidence(session, issue=issue, piece=theme_piece(session), person_id=1)
    assert issue.people == theme.people


def test_suggested_words_hold_the_figures_and_nobodys_words(session, publication):
    piece = theme_piece(session)
    said = suggest(session, [piece])
    assert f"{piece.people} of {piece.base} people" in said.who
    assert f"{piece.supporting} are for what was asked and {piece.opposing} against" in said.how_strongly
    assert "1 person: A view that one person has" in said.small_voices
    words = session.scalars(select(PublishedQuote.text)).all()
    assert [one for one in words if one in "".join((said.who, said.how_strongly, said.small_voices))] == []


@pytest.mark.parametrize("mark", ["theme-999", "theme-x", "theme", "poll-1", "figure-1-2", "nothing-1", "", "thread-7",
                                  "theme-99999999999999999999", "proposal-3", "theme-²"])  # fmt: skip
def test_what_is_not_there_or_not_public_is_no_evidence(session, mark):
    with pytest.raises(NoEvidence):
        read_piece(session, mark)


def test_answers_that_raise_nothing_are_no_evidence(session, publication):
    special = session.scalars(select(PublishedTheme).where(PublishedTheme.special.is_not(None))).first()
    with pytest.raises(NoEvidence):
        read_piece(session, f"theme-{special.id}")


def test_a_line_of_a_published_figure_is_evidence_with_its_number(session, publication):
    mark, words = next(one for one in list_choices(session, "It stops too early") if one[0].startswith("figure"))
    (piece,) = read_pieces(session, [mark, mark])
    assert piece.kind is EvidenceKind.FIGURE
    assert f"({piece.figure})" in words
    assert 0 < piece.people < piece.base


def test_a_draft_may_lose_evidence_but_never_all_of_it(session):
    issue = make_issue(session, "Buses are late", poll_piece(1), poll_piece(2, people=90), public=False)
    services.remove_evidence(session, issue=issue, evidence_id=issue.evidence[1].id, person_id=1)
    assert issue.people == 40
    with pytest.raises(Refused, match="all that the issue rests on"):
        services.remove_evidence(session, issue=issue, evidence_id=issue.evidence[0].id, person_id=1)


def test_an_issue_that_was_withdrawn_is_gone_from_public_with_its_reason_kept(session):
    issue = make_issue(session)
    with pytest.raises(Refused) as refused:
        services.withdraw(session, issue=issue, reason=" ", person_id=1)
    assert refused.value.field == "reason"
    services.withdraw(session, issue=issue, reason="Raised twice", person_id=1)
    assert queries.find_public(session, issue.id) is None
    assert issue.withdrawn_reason == "Raised twice"


def test_everything_done_to_an_issue_is_in_the_audit_trail(session):
    issue = make_issue(session)
    replying.reply(session, issue=issue, **accepted())
    services.withdraw(session, issue=issue, reason="Raised twice", person_id=1)
    acts = session.scalars(select(AuditEntry.act).where(AuditEntry.subject == f"issue:{issue.id}")).all()
    assert set(acts) == {"raised an issue", "published an issue", "replied to an issue", "withdrew an issue"}


def test_a_later_reply_replaces_the_first_which_stays_to_be_read(session):
    issue = make_issue(session)
    replying.reply(
        session, issue=issue, **accepted(outcome=Outcome.NEEDS_EVIDENCE, next_news_on=TODAY.replace(month=9))
    )
    replying.reply(session, issue=issue, **accepted(reason="Now we know."))
    assert [one.reason for one in replies.list_replies(session, issue.id)] == ["Now we know.", "The money is there."]
    assert replies.find_current(session, issue.id).outcome is Outcome.ACCEPTED


def test_whoever_follows_what_was_asked_is_told_of_the_reply_once(session, buses, publication):
    follower = make_person(session)
    for kind, thing_id in (("consultation", buses.id), ("poll", 1)):
        following.follow(session, person_id=follower.id, kind=kind, thing_id=thing_id)
    issue = make_issue(session, "Buses are late", theme_piece(session, 0), theme_piece(session, 1), poll_piece(1))
    replying.reply(session, issue=issue, **accepted(person_id=follower.id + 1))
    told = select(Happening.what).join(Notice, Notice.happening_id == Happening.id)
    assert session.scalars(told.where(Notice.person_id == follower.id)).all() == [
        "There is a reply to what people raised"
    ]


def test_two_officers_who_reply_at_once_leave_one_reply_that_stands(session, race):
    issue = make_issue(session)
    race(2, lambda s: replying.reply(s, issue=s.get_one(Issue, issue.id), **accepted()))
    session.rollback()
    standing = select(func.count(Reply.id)).where(Reply.issue_id == issue.id, Reply.replaced_at.is_(None))
    assert session.scalar(standing) == 1


def test_links_join_issues_into_groups_and_a_circle_is_refused(session):
    first, second, third = (make_issue(session, f"Matter {number}") for number in range(3))
    services.link(session, issue=second, other=first, person_id=1)
    services.link(session, issue=second, other=third, person_id=1)
    assert queries.together(session, third.id) == [first.id, second.id, third.id]
    for one, other, words in ((first, third, "circle"), (first, second, "already"), (first, first, "itself")):
        with pytest.raises(Refused, match=words):
            services.link(session, issue=one, other=other, person_id=1)
    services.unlink(session, issue=third, other=second, person_id=1)
    assert queries.together(session, third.id) == [third.id]


def test_two_who_close_a_circle_at_once_leave_no_circle(session, race):
    one, two, three = (make_issue(session, f"Matter {number}") for number in range(3))
    services.link(session, issue=one, other=two, person_id=1)
    session.commit()
    pairs = iter([(two.id, three.id), (three.id, one.id)])

    def close(s):
        first, other = next(pairs)
        return services.link(s, issue=s.get_one(Issue, first), other=s.get_one(Issue, other), person_id=1)

    outcomes = race(2, close)
    assert sum(isinstance(outcome, Refused) for outcome in outcomes) == 1
    assert session.scalar(select(func.count(IssueLink.id))) == 2


def test_strong_support_is_the_same_in_sql_and_in_python(session):
    figures = [(people, typical, supporting, opposing) for people in (None, 20, 73) for typical in (None, 58)
               for supporting, opposing in ((None, None), (9, 3), (3, 9), (5, 5))]  # fmt: skip
    names = ("people", "typical", "supporting", "opposing")
    for number, figure in enumerate(figures):
        make_issue(session, f"Matter {number}", poll_piece(number, **dict(zip(names, figure, strict=True))))
    in_sql = set(session.scalars(select(Evidence.thing_id).where(queries.strong())))
    assert in_sql == {
        number for number, (people, typical, supporting, opposing) in enumerate(figures)
        if is_strong(people=people, typical=typical, supporting=supporting, opposing=opposing)
    }  # fmt: skip


def test_strong_support_that_did_not_fit_is_listed_by_the_share_that_raised_it(session):
    def raised(sentence, outcome, **figures):
        issue = make_issue(session, sentence, poll_piece(len(sentence), base=100, typical=10, **figures))
        if outcome:
            replying.reply(session, issue=issue, **accepted(outcome=outcome))
        return issue

    raised("Accepted", Outcome.ACCEPTED, people=90)
    raised("No answer yet", None, people=80)
    raised("Weak one", Outcome.NOT_ACCEPTED, people=9)
    few = raised("Not in full", Outcome.PART_ACCEPTED, people=30)
    many = raised("Not ours", Outcome.OUTSIDE_REMIT, people=60)
    assert [row.issue.id for row in queries.list_did_not_fit(session)] == [many.id, few.id]


def test_the_list_is_narrowed_by_reply_year_words_and_consultation(session, buses, publication):
    theme = make_issue(session, "Buses are late", theme_piece(session))
    other = make_issue(session, "Toilets are shut")
    replying.reply(session, issue=other, **accepted())
    session.commit()

    def listed(**wanted):
        return [row.issue.id for row in queries.list_public(session, Wanted(**wanted)).rows]

    assert listed() == [other.id, theme.id]
    assert listed(outcome="accepted") == [other.id]
    assert listed(outcome=WAITING) == [theme.id]
    assert listed(words="LATE") == [theme.id]
    assert listed(consultation_id=buses.id) == [theme.id]
    assert listed(year=2026) == [other.id, theme.id]
    assert listed(year=2025) == []
