"""A summary says how far its themes can be trusted, the same on the page and in the files."""

import json
from collections import Counter

import pytest
from sqlalchemy import select

from tests.summaries.crowd import LABELS
from tests.summaries.downloads import fetch, prepare
from webapp import clock
from webapp.consultations.models import Answer
from webapp.themes.models import CodeFrame, Excerpt, SecondCode, SecondReading, Suggestion, Theme, ThemedItem

LATE, COST = LABELS[:2]


@pytest.fixture
def coded_twice(session, buses):
    """Thirty answers on the cost, and thirty on late buses, coded by two people: they agree on the first only."""
    frame = session.scalars(select(CodeFrame)).one()
    themes = {theme.suggested_label: theme.id for theme in session.scalars(select(Theme))}
    for label, second in ((COST, COST), (LATE, LABELS[2])):
        items = session.scalars(
            select(Excerpt.item_id)
            .join(Suggestion, Suggestion.excerpt_id == Excerpt.id)
            .join(Answer, Answer.id == Excerpt.item_id)
            .where(Suggestion.theme_id == themes[label])
            .order_by(Excerpt.item_id)
            .limit(30)
        ).all()
        for number, item in enumerate(items):
            given = second if number % 3 else label
            reading = SecondReading(
                frame_id=frame.id, item_id=item, drawn_at=clock.now(), person_id=2, done_at=clock.now(),
                first=[themes[label]],
            )  # fmt: skip
            session.add(reading)
            session.flush()
            session.add(SecondCode(reading_id=reading.id, theme_id=themes[given], start=0, end=5))
            read = session.scalars(select(ThemedItem).where(ThemedItem.item_id == item)).one()
            read.read_at, read.read_by = clock.now(), 1
    session.commit()
    return buses


def rows_of(report, key):
    figures = [figure for section in report["sections"] for figure in section["figures"]]
    found = next((figure for figure in figures if figure["key"] == key), None)
    return found and {row["label"]: [cell["text"] for cell in row["cells"]] for row in found["rows"]}


def test_a_theme_on_which_two_people_differ_is_marked_wherever_it_appears(app, as_officer, coded_twice):
    page = prepare(app, as_officer, coded_twice)
    weak = f"{LATE} (take care)"
    tables = [row.text_content().strip() for row in page.all("//table[contains(@class,'fm-counts')]/tbody/tr/th")]
    assert LATE not in tables
    assert tables.count(weak) >= 3
    assert COST in tables
    files = fetch(page)
    report = json.loads(files.bodies["json"])
    assert {LATE, weak} & set(rows_of(report, "A7")) == {weak}
    assert any("two people often disagreed" in row["What it means"] for row in files.rows("codebook"))


def test_agreement_is_told_in_words_and_figures_the_same_in_every_file(app, as_officer, coded_twice):
    page = prepare(app, as_officer, coded_twice)
    assert "How far these themes can be trusted" in page.main
    assert "Two people who had not spoken to each other gave" in page.main
    rows = rows_of(json.loads(fetch(page).bodies["json"]), "A7-trust")
    assert rows[COST][0] == "53 of 53 (100%)"  # of the sixty, seven are not counted
    on_page = [[" ".join(cell.text_content().split()) for cell in row.xpath("th|td")]
               for row in page.all("//table[contains(@class,'fm-counts')]/tbody/tr")]  # fmt: skip
    for label, cells in rows.items():
        assert [label, *cells] in on_page


def test_a_wider_theme_can_be_counted_again_from_the_rows(app, as_officer, buses, session):
    themes = {theme.suggested_label: theme for theme in session.scalars(select(Theme))}
    themes[COST].parent_id = themes[LABELS[2]].parent_id = themes[LATE].id
    session.commit()
    files = fetch(prepare(app, as_officer, buses))
    said = Counter(theme for row in files.rows() for theme in row["A7 – themes"].split(";"))
    people = rows_of(json.loads(files.bodies["json"]), "A7")
    assert said[LATE.replace(";", ",")] == int(people[LATE][0])
    assert said[COST] == int(people[COST][0]) < int(people[LATE][0])


def test_where_nobody_measured_it_the_summary_says_so(as_officer, buses):
    page = as_officer.open(f"/office/consultations/{buses.id}/summary")
    assert "Nobody has coded answers a second time yet" in page.main
    assert "A7: how far the themes can be trusted" not in page.main
