"""The summary page, and the lists behind its counts."""

import re
from typing import Any

import pytest
from sqlalchemy import event, select, update
from sqlalchemy.orm import Session

from tests.summaries.crowd import LABELS, Crowd
from tests.support.consultations import find_question, make_consultation, make_question
from tests.support.people import make_person, sign_in
from tests.support.visitor import Page, Visitor
from webapp.access import Role
from webapp.consultations.models import Answer, Consultation, Kind, Response
from webapp.database import db
from webapp.themes.models import Theme


def summary_of(visitor: Visitor, consultation: Consultation) -> Page:
    return visitor.open(f"/office/consultations/{consultation.id}/summary")


def counts_of(page: Page) -> list[tuple[str, int]]:
    """(address, count) of every count on the page that opens its answers."""
    links = page.all("//a[contains(@href, '/answers')]")
    numbered = [(link.get("href"), re.search(r"\d[\d,]*", link.text_content())) for link in links]
    return [(href, int(found[0].replace(",", ""))) for href, found in numbered if found]


def test_every_count_on_the_page_equals_the_total_of_the_answers_it_opens(as_officer, buses):
    counts = counts_of(summary_of(as_officer, buses))
    assert len(counts) > 100
    wrong = [(href, count, total) for href, count in counts if (total := _total(as_officer, href)) != count]
    assert wrong == []


def _total(visitor: Visitor, href: str) -> int:
    return int(visitor.open(href).all("//*[@id='total']/@data-total")[0])


def test_received_is_what_counts_and_what_was_set_aside(as_officer, buses):
    rows = dict(_rows(summary_of(as_officer, buses), "received"))
    assert rows["Received"] == rows["Counted in this summary"] + rows["Set aside, with a reason"] == 216
    assert rows["Set aside, with a reason"] == rows["Taken back by whoever sent it"] == 12


def _rows(page: Page, key: str) -> list[tuple[str, int]]:
    rows = page.all(f"//div[@id='figure-{key}']//tbody/tr")
    return [(" ".join(row.find("th").text_content().split()), int(row.find("td").text_content())) for row in rows]


def test_every_exclusion_is_told_with_its_reason(as_officer, buses):
    assert "Set aside: 12 because “Sent twice”." in summary_of(as_officer, buses).main


def test_each_question_says_its_own_base(as_officer, buses):
    page = summary_of(as_officer, buses)
    bases = [line.text_content() for line in page.all("//p[contains(@class,'fm-figure__base')]")]
    assert sum("of 204 people answered this question." in base for base in bases) >= 12


def test_the_page_begins_with_sentences_made_of_figures(as_officer, buses):
    plain = summary_of(as_officer, buses).all("//section[@aria-labelledby='plain']")[0].text_content()
    assert "We received 216 answers. 204 of them count." in plain
    assert "Raised most:" in plain


def test_views_that_few_raised_stand_by_themselves(as_officer, buses):
    assert "1 person: A view that one person has" in summary_of(as_officer, buses).main


def test_a_wider_theme_counts_everybody_under_it_once_and_opens_them(as_officer, session, buses):
    labels = {theme.suggested_label: theme for theme in session.scalars(select(Theme))}
    alone = rows_of(summary_of(as_officer, buses))
    labels[LABELS[1]].parent_id = labels[LABELS[2]].parent_id = labels[LABELS[0]].id
    session.commit()
    page = summary_of(as_officer, buses)
    nested = rows_of(page)
    assert nested[LABELS[0]] == sum(alone[label] for label in LABELS[:3])
    assert [nested[label] for label in LABELS[1:]] == [alone[label] for label in LABELS[1:]]
    assert next(label for label in nested if label in LABELS[:3]) == LABELS[0]
    session.rollback()
    wrong = [(href, count, total) for href, count in counts_of(page) if (total := _total(as_officer, href)) != count]
    assert wrong == []


def rows_of(page: Page) -> dict[str, int]:
    """People by theme, as the first figure of themes has them."""
    table = page.all("//table[contains(@class,'fm-counts')][.//th[normalize-space()='Theme']]")[0]
    return {
        " ".join(row.xpath("th")[0].text_content().split()): int(row.xpath("td")[0].text_content().strip())
        for row in table.xpath("tbody/tr")
    }


def test_the_special_codes_are_always_shown(as_officer, buses):
    rows = dict(_rows_of_themes(summary_of(as_officer, buses)))
    assert {"None of these themes", "No reason given"} <= set(rows)


def _rows_of_themes(page: Page) -> list[tuple[str, Any]]:
    return [(row.find("th").text_content(), row) for row in page.all("//div[@id='figure-A7']//tbody/tr")]


def test_a_question_whose_themes_were_not_looked_for_says_so_and_leads_there(as_officer, buses):
    question = find_question(buses, "A10")
    page = summary_of(as_officer, buses)
    assert "These answers have not been sorted into themes yet." in page.main
    assert page.all(f"//a[@href='/office/themes/question/{question.id}']")


def test_only_words_that_may_be_published_are_quoted(as_officer, session, buses):
    _permit_nothing(session, buses)
    assert not summary_of(as_officer, buses).all("//blockquote")


def _permit_nothing(session: Session, consultation: Consultation) -> None:
    question = find_question(consultation, "A12")
    refused = (
        update(Answer).where(Answer.question_id == question.id).values(choice_id=question.choices[2].id, text=None)
    )
    session.execute(refused)
    session.commit()


def test_script_in_words_is_only_words(as_officer, buses):
    page = summary_of(as_officer, buses)
    assert not page.all("//main//script")


def test_a_consultation_without_responses_says_what_to_do_next(as_officer, empty):
    page = summary_of(as_officer, empty)
    assert "Nobody has answered yet" in page.main
    assert "Share its address" in page.main


def test_a_reader_of_figures_who_may_not_read_responses_gets_no_links(app, session, buses):
    expert = sign_in(Visitor(app), make_person(session, Role.EXPERT))
    assert counts_of(summary_of(expert, buses)) == []


@pytest.fixture
def statements(app):
    """Every SQL statement from now on."""
    with app.app_context():
        engine = db.engine
    seen: list[str] = []

    def note(_connection: Any, _cursor: Any, statement: str, *_rest: Any) -> None:
        seen.append(statement)

    event.listen(engine, "before_cursor_execute", note)
    yield seen
    event.remove(engine, "before_cursor_execute", note)


def test_the_number_of_statements_does_not_grow_with_responses(as_officer, session, buses, statements):
    few = _statements(as_officer, buses, statements)
    Crowd(session, buses, seed=8).answer(1_760)
    many = _statements(as_officer, buses, statements)
    assert many == few
    assert few <= 30


def _statements(visitor: Visitor, consultation: Consultation, statements: list[str]) -> int:
    summary_of(visitor, consultation)
    statements.clear()
    summary_of(visitor, consultation)
    return len([one for one in statements if one.lstrip().upper().startswith(("SELECT", "WITH"))])


@pytest.mark.parametrize(
    "query",
    ["nonsense=1", "question=abc", "question=999999", "choice=1", "question={other}", "question={A3}&choice={A9}",
     "question={A7}&theme=999", "question={A7}&campaign=999", "area=999", "district=Nowhere", "channel=pigeon",
     "day=2026-02-31", "state=lost", "after=x", "after=99999999999", "question={A3}&item=1", "words=2",
     "question={A7}&stance=1", "question=-1", "question=²"],
)  # fmt: skip
def test_a_filter_that_no_page_of_ours_makes_finds_nothing(as_officer, session, buses, query):
    other = make_question(session, make_consultation(session, slug="other"), Kind.SINGLE)
    known = {"other": other.id, "A3": find_question(buses, "A3").id, "A7": find_question(buses, "A7").id,
             "A9": find_question(buses, "A9").choices[0].id}  # fmt: skip
    page = as_officer.open(f"/office/consultations/{buses.id}/answers?{query.format(**known)}", status=404)
    assert page.h1 == "Page not found"


def test_a_long_list_is_read_page_by_page_and_nobody_comes_twice(as_officer, buses):
    page = as_officer.open(f"/office/consultations/{buses.id}/answers")
    seen = _shown(page)
    while page.all("//a[@rel='next']"):
        page = page.link("Next page")
        seen += _shown(page)
    assert len(seen) == len(set(seen)) == 204


def _shown(page: Page) -> list[str]:
    return page.all("//main//section/@aria-labelledby")


def test_what_was_taken_back_or_never_sent_is_counted_and_not_shown(as_officer, session, buses):
    page = as_officer.open(f"/office/consultations/{buses.id}/answers?state=taken+back")
    assert not page.all("//main//a[contains(@href, '/office/responses/')]")
    taken_back = session.query(Response).filter(Response.withdrawn_at.is_not(None)).first()
    assert "not shown" in as_officer.open(f"/office/responses/{taken_back.id}").main
