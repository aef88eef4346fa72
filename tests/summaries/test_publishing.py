"""Publishing what people said: frozen for ever, counted as the summary counts, nobody's words in a file."""

import hashlib
import json

import pytest
from sqlalchemy import event, func, select

from tests.summaries import downloads
from tests.summaries.crowd import WORDS, Crowd, find_themes
from tests.support.answering import make_places
from tests.support.consultations import bus_consultation, dates_at, find_question
from tests.support.publishing import TERMS, publish_summary
from webapp import clock
from webapp.access import Stage
from webapp.consultations.models import Answer, Choice, Part, Response
from webapp.consultations.services import answering
from webapp.database import db, writing
from webapp.documents.report import Cell, Figure, FigureKind, Row
from webapp.files import services as files
from webapp.jobs.models import Job
from webapp.refusals import Refused
from webapp.summaries import for_everybody, published, publishing
from webapp.summaries.figures.shapes import Part as SummaryPart
from webapp.summaries.figures.shapes import Summary, Traced
from webapp.summaries.models import FileKind, Publication, PublishedCoding, PublishedQuote, Snapshot
from webapp.summaries.queries.published import list_themes, read_quotes
from webapp.themes import acts, queries
from webapp.themes.models import CodeFrame


@pytest.fixture
def closed(session):
    """Twelve questions, 240 responses, themes for A7; closed."""
    make_places(session)
    consultation = bus_consultation(session, **dates_at(Stage.CLOSED, clock.now()))
    Crowd(session, consultation).answer(240)
    find_themes(session, find_question(consultation, "A7").id)
    return consultation


@pytest.fixture
def first(session, closed):
    return publish_summary(session, closed)


def ask(session, consultation, note="", left_out=()):
    published.ask_to_publish(session, consultation=consultation, person_id=1, terms=TERMS, note=note, left_out=left_out)
    session.commit()


def work(app):
    """Do what waits; afterwards this test only reads, as before."""
    downloads.work(app)
    writing.set(False)


def newest(session):
    return session.scalars(select(Publication).order_by(Publication.id.desc())).first()


def quotes_of(session, publication):
    themes = [one.id for one in list_themes(session, publication.id)]
    return [quote for some in read_quotes(session, themes).values() for quote in some]


def test_a_published_count_is_the_number_of_different_responses_behind_it(session, first):
    behind = dict(session.execute(
        select(PublishedCoding.published_theme_id, func.count(PublishedCoding.response_id.distinct()))
        .group_by(PublishedCoding.published_theme_id)
    ).all())  # fmt: skip
    themes = list_themes(session, first.id)
    assert sum(one.people for one in themes) > 150
    assert {one.id: one.people for one in themes if one.people} == behind


def test_published_themes_say_what_the_frozen_figures_say(session, first):
    figures = session.get_one(Snapshot, first.snapshot_id).figures
    figure = next(one for section in figures["sections"] for one in section["figures"] if one["key"] == "A7")
    shown = {row["label"].removesuffix(" (take care)"): row["cells"][0]["value"] for row in figure["rows"]}
    themes = list_themes(session, first.id)
    assert {one.name: one.people for one in themes} == shown
    assert {one.base for one in themes} == {figure["base"]}


def test_those_for_and_against_are_those_who_ticked_it(session, closed, first):
    asked = find_question(closed, "A6")
    against = [choice.id for choice in asked.choices if "ppose" in choice.text]
    theme = list_themes(session, first.id)[0]
    counted = select(PublishedCoding.response_id).where(PublishedCoding.published_theme_id == theme.id)
    ticked = select(func.count(Answer.id)).where(Answer.choice_id.in_(against), Answer.response_id.in_(counted))
    assert theme.opposing == session.scalar(ticked) > 0


def test_only_words_that_may_be_published_are_quoted(session, first):
    allowed = select(Answer.response_id).join(Choice, Choice.id == Answer.choice_id).where(
        Choice.part.in_((Part.PUBLISH_NAMED, Part.PUBLISH_UNNAMED))
    )  # fmt: skip
    quoted = select(Answer.response_id).join(PublishedQuote, PublishedQuote.answer_id == Answer.id)
    assert session.scalar(select(func.count()).select_from(quoted.subquery())) > 2
    assert set(session.scalars(quoted)) <= set(session.scalars(allowed))


def test_words_that_tell_how_to_reach_somebody_are_not_quoted(session, closed):
    of_question = select(Answer).where(Answer.question_id == find_question(closed, "A7").id)
    for answer in session.scalars(of_question):
        answer.text = f"Ring me on 01632 960 114, {answer.id}."
    session.commit()
    assert quotes_of(session, publish_summary(session, closed)) == []


def test_no_file_and_no_frozen_figure_holds_anybodys_words(app, session, closed):
    ask(session, closed)
    work(app)
    snapshot = session.get_one(Snapshot, newest(session).snapshot_id)
    record = json.dumps(snapshot.figures)
    assert [words for words in WORDS if words in record] == []
    assert {one.kind for one in snapshot.files} == {FileKind.PDF, FileKind.DOCX, FileKind.JSON}
    assert {files_expire(session, one) for one in snapshot.files} == {None}


def files_expire(session, one):
    session.refresh(one, ["stored"])
    return one.stored.expires_at


def test_whoever_published_sees_the_summary_and_its_files_in_the_office_as_before(app, session, as_officer, closed):
    summary = as_officer.open(f"/office/consultations/{closed.id}/summary")
    summary.link("Publish what people said").send("Publish what people said")
    work(app)
    page = as_officer.open(summary.url)
    assert page.all("//*[@id='downloads']//a[contains(., 'PDF')]")
    assert (
        page.link("Publish what people said")
        .link("Take words out")
        .fill(reason="A name", words="")
        .send("Take them out")
        .notice
    )


def test_work_that_is_done_twice_publishes_once(app, session, closed):
    ask(session, closed)
    work(app)
    job = session.scalars(select(Job).where(Job.kind == "publish-summary")).one()
    facts = job.facts
    session.rollback()
    publishing.run(db.sessionmaker, facts, lambda *_: None)
    assert session.scalar(select(func.count(Publication.id))) == 1


def test_a_consultation_that_is_open_is_not_published(session):
    make_places(session)
    running = bus_consultation(session)
    with pytest.raises(published.StillOpen):
        publishing.read_edition(session, running.id, 1, TERMS)


def test_a_summary_of_no_answers_is_not_published(session, as_officer):
    silent = bus_consultation(session, **dates_at(Stage.CLOSED, clock.now()))
    page = as_officer.open(f"/office/consultations/{silent.id}/publish-summary").send("Publish what people said")
    assert "Nobody has answered, so there is nothing to publish." in page.errors


def test_a_second_version_says_what_is_different(session, closed, first):
    with pytest.raises(Refused, match="what is different") as refused:
        ask(session, closed)
    assert refused.value.field == "note"


def test_a_quote_that_an_officer_leaves_out_is_not_published(app, session, closed, first):
    shown = quotes_of(session, first)
    ask(session, closed, note="One quote less", left_out=[published.mark_of(shown[0])])
    work(app)
    marks = {published.mark_of(one) for one in quotes_of(session, newest(session))}
    assert marks == {published.mark_of(one) for one in shown[1:]}


def test_words_that_are_taken_back_are_gone_at_once_and_the_number_stays(session, visitor, closed, first):
    quote = quotes_of(session, first)[0]
    response = session.scalars(select(Response).join(Answer, Answer.response_id == Response.id)
                               .where(Answer.id == quote.answer_id)).one()  # fmt: skip
    address = f"/consultations/{closed.slug}/what-people-said"
    before = {one.name: one.people for one in list_themes(session, first.id)}
    assert quote.text in visitor.open(address).text
    mark, text, ident = (quote.answer_id, quote.start), quote.text, quote.id
    answering.withdraw(session, response=response, now=clock.now())
    session.commit()
    assert session.scalar(select(PublishedQuote.id).where(PublishedQuote.id == ident)) is None  # not hidden: gone
    left = quotes_of(session, first)
    assert mark not in {(one.answer_id, one.start) for one in left}
    assert text not in {one.text for one in left if one.answer_id == mark[0]}
    assert {one.name: one.people for one in list_themes(session, first.id)} == before


def test_a_response_that_is_set_aside_is_not_quoted_any_more(session, first):
    quote = quotes_of(session, first)[0]
    response = session.get_one(Response, session.get_one(Answer, quote.answer_id).response_id)
    response.excluded_at, response.excluded_reason = clock.now(), "Sent twice"
    session.commit()
    assert quote.id not in {one.id for one in quotes_of(session, first)}


def test_a_name_is_blacked_out_and_the_count_stays(session, first):
    quote = quotes_of(session, first)[0]
    word = quote.text.split()[0]
    published.black_out(session, quote=quote, words=word, reason="A name", person_id=1)
    assert quote.text.startswith(published.BLACKED_OUT)
    with pytest.raises(Refused, match="not in the quote"):
        published.black_out(session, quote=quote, words="nothing like it", reason="A name", person_id=1)


def test_a_changed_frame_is_a_new_version_and_the_old_one_reads_as_before(app, session, visitor, closed):
    ask(session, closed)
    work(app)
    address = f"/consultations/{closed.slug}/what-people-said"
    before, first = visitor.open(address).main, newest(session)
    frame = session.scalars(select(CodeFrame)).one()
    two = [one.id for one in queries.list_themes(session, frame) if one.live and not one.special][:2]
    acts.merge(session, frame=frame, source_id=two[1], target_id=two[0], person_id=1)
    session.commit()
    ask(session, closed, note="Two themes are one now")
    work(app)
    assert "Two themes are one now" in visitor.open(address).text
    then = visitor.open(f"{address}/1").main
    assert then.replace("There is a newer version.", "").split()[:200] == before.split()[:200]
    stored = session.get_one(Snapshot, first.snapshot_id).files
    kept = {one.kind: hashlib.sha256(b"".join(files.read(session, one.stored))).hexdigest() for one in stored
            if session.refresh(one, ["stored"]) is None}  # fmt: skip
    assert kept == {one.kind: one.sha256 for one in stored}


def test_the_public_page_asks_the_same_number_of_statements_however_many_answered(session, visitor, closed, first):
    address = f"/consultations/{closed.slug}/what-people-said"
    visitor.open(address)
    few = statements(lambda: visitor.open(address))
    Crowd(session, closed, seed=8).answer(300)
    publish_summary(session, closed, note="More came by post")
    assert statements(lambda: visitor.open(address)) == few <= 10


def statements(act):
    heard = []
    listener = lambda *args: heard.append(args[2])  # noqa: E731
    event.listen(db.engine, "before_cursor_execute", listener)
    try:
        act()
    finally:
        event.remove(db.engine, "before_cursor_execute", listener)
    return len(heard)


def by_place(*people):
    rows = tuple(Row(f"Place {number}", (Cell(one, str(one)),)) for number, one in enumerate(people))
    figure = Figure("A6-places", "By place", FigureKind.MATRIX, sum(people), "", ("People",), rows)
    return Summary(0, 0, (), (), (), (SummaryPart("A6", "How far?", figures=(Traced(figure, ((None,),) * 3),)),), ())


def record(summary):
    figures = [traced.figure for part in summary.questions for traced in part.figures]
    return {"sections": [{"figures": [
        {"key": one.key, "rows": [{"label": row.label, "cells": [{"value": cell.value} for cell in row.cells]}
                                  for row in one.rows]} for one in figures
    ]}]}  # fmt: skip


@pytest.mark.once
@pytest.mark.parametrize(("now", "shown"), [((20, 30, 40), 1), ((20, 31, 40), 0), ((24, 26, 40), 0), ((40, 50, 60), 1)])
def test_a_table_of_places_that_changed_by_a_few_people_is_left_out_of_the_later_version(now, shown):
    before = record(by_place(20, 30, 40))
    later = for_everybody.without_words(by_place(*now), before=before, threshold=5)
    assert sum(len(part.figures) for part in later.questions) == shown
