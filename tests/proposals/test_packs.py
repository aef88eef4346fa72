"""The market-stall pack: asked for on a page, made by the worker, fetched by those who may."""

import io
from datetime import timedelta

import pytest
import zxingcpp
from PIL import Image
from pypdf import PdfReader
from sqlalchemy import func, select

from tests.conftest import NOON
from tests.documents.hostile import WORDS
from tests.support.people import make_person, sign_in
from tests.support.proposals import make_proposal
from tests.support.visitor import Visitor
from webapp import clock, features
from webapp.database import db, writing
from webapp.documents.qr import qr_modules
from webapp.files.models import StoredFile
from webapp.jobs import worker
from webapp.proposals.models import Form
from webapp.proposals.packs import two_sentences
from webapp.proposals.rules import Stage

# As they get past a form: without null bytes and halves of characters, and not longer than its field.
KEPT_WORDS = [text.replace("\x00", "").encode(errors="ignore").decode()[:5_000] for text in WORDS]


@pytest.fixture
def author(session):
    return make_person(session, name="Ottoline Vane")


def work():
    worker.run_all(db.sessionmaker, features.JOBS)
    writing.set(False)


def ask(app, person, number, sheets="2"):
    page = sign_in(Visitor(app), person).open(f"/proposals/{number}/pack").fill(sheets=sheets)
    return page.send()


def fetch(app, person, number):
    reply = sign_in(Visitor(app), person).client.get(f"/proposals/{number}/pack/file")
    assert reply.mimetype == "application/pdf"
    return PdfReader(io.BytesIO(reply.data)), reply


def words_of(reader):
    return " ".join(" ".join(page.extract_text().split()) for page in reader.pages)


def test_an_author_asks_for_the_pack_and_fetches_it(app, session, author):
    proposal = make_proposal(session, author=author, what="People wait there. They cannot sit. It rains.")
    page = sign_in(Visitor(app), author).open(f"/proposals/{proposal.number}").link("Take it to a stall")
    page = page.fill(sheets="3").send("Make the pack")
    assert page.notice == "The pack is being made. It takes a few seconds."
    assert page.all("//*[@data-job]/@data-job") == [f"/proposals/{proposal.number}/pack/progress"]
    work()
    page = sign_in(Visitor(app), author).open(f"/proposals/{proposal.number}/pack")
    assert "Your pack (PDF)" in page.main
    reader, reply = fetch(app, author, proposal.number)
    words = words_of(reader)
    assert "A bench at the library steps" in words
    assert "People wait there. They cannot sit." in words
    assert "It rains." not in words
    assert "At 50 people: An officer answers in writing." in words
    assert "Proposed by Ottoline Vane" in words
    assert len(reader.pages) == 2 + 3 * 2 + 1
    assert reply.headers["Cache-Control"] == "no-store"
    assert reply.headers["Content-Disposition"] == "attachment; filename=P-1-stall.pdf"


def test_the_code_leads_to_the_page_of_the_proposal(app, session, author, visitor):
    proposal = make_proposal(session, author=author)
    app.config["BASE_URL"] = "https://moot.example"
    try:
        ask(app, author, proposal.number)
        work()
        words = words_of(fetch(app, author, proposal.number)[0])
    finally:
        app.config["BASE_URL"] = ""
    assert "moot.example/p/1" in words
    rows = qr_modules("https://moot.example/p/1")
    dots = Image.new("L", (len(rows) + 8, len(rows) + 8), "white")
    dots.putdata([0 if 0 <= x < len(rows) and 0 <= y < len(rows) and rows[y][x] else 255
                  for y in range(-4, len(rows) + 4) for x in range(-4, len(rows) + 4)])  # fmt: skip
    [code] = zxingcpp.read_barcodes(dots.resize((400, 400), Image.Resampling.NEAREST))
    assert visitor.open(code.text.removeprefix("https://moot.example")).h1 == proposal.title


@pytest.mark.parametrize("number", [7, 0, 2**31, 2**63, 10**30])
def test_a_short_address_of_nothing_says_so(visitor, number):
    assert visitor.open(f"/p/{number}", status=404).h1


def test_no_two_sheets_have_the_same_number(app, session, author):
    proposal = make_proposal(session, author=author)
    numbers = []
    for _time in range(2):
        ask(app, author, proposal.number, "2")
        work()
        words = words_of(fetch(app, author, proposal.number)[0])
        numbers += [one for one in ("P1-1", "P1-2", "P1-3", "P1-4") if f"Sheet {one} " in words]
    assert numbers == ["P1-1", "P1-2", "P1-3", "P1-4"]


def test_a_sheet_is_entered_under_the_number_printed_on_it(app, session, author):
    proposal = make_proposal(session, author=author)
    page = sign_in(Visitor(app), author).open(f"/proposals/{proposal.number}/sheets")
    page = page.fill(reference="P1-1", lines="37").send("Enter the sheet")
    assert "37 on paper are entered." in page.notice


@pytest.mark.parametrize("sheets", ["0", "-1", "21", "many", "", "1e9", "9" * 5000])
def test_a_number_of_sheets_that_cannot_be_is_refused_at_its_field(app, session, author, sheets):
    proposal = make_proposal(session, author=author)
    assert ask(app, author, proposal.number, sheets).field_errors.keys() == {"sheets"}


def test_a_petition_is_signed(app, session, author):
    proposal = make_proposal(session, author=author)
    proposal.form = Form.PETITION
    session.commit()
    ask(app, author, proposal.number)
    work()
    assert "Sign this petition" in words_of(fetch(app, author, proposal.number)[0])


def test_asked_for_twice_at_once_it_is_made_once(app, session, author):
    proposal = make_proposal(session, author=author)
    ask(app, author, proposal.number)
    assert ask(app, author, proposal.number).notice == "This is being done already."


@pytest.mark.parametrize("words", KEPT_WORDS)
def test_hostile_words_come_out_as_words(app, session, author, words):
    proposal = make_proposal(session, author=author)
    proposal.title, proposal.what, proposal.steps = words[:120] or "A title", words, {"50": words[:300]}
    session.commit()
    ask(app, author, proposal.number)
    work()
    assert len(fetch(app, author, proposal.number)[0].pages) == 7


def test_others_neither_ask_for_it_nor_fetch_it(app, session, author, visitor, as_resident, as_officer):
    proposal = make_proposal(session, author=author)
    ask(app, author, proposal.number)
    work()
    for path in ("pack", "pack/file", "pack/progress"):
        address = f"/proposals/{proposal.number}/{path}"
        assert as_resident.open(address, status=None).status == 403
        assert "/sign-in" in visitor.open(address, status=302, follow=False).headers["Location"]
        assert as_officer.client.get(address).status_code == 200


def test_there_is_nothing_to_fetch_before_it_is_made_or_after_it_expired(app, session, author):
    proposal = make_proposal(session, author=author)
    visitor = sign_in(Visitor(app), author)
    assert visitor.open(f"/proposals/{proposal.number}/pack/file", status=404).h1
    ask(app, author, proposal.number)
    work()
    with clock.set_to(NOON + timedelta(days=31)):
        visitor = sign_in(Visitor(app), author)
        assert visitor.open(f"/proposals/{proposal.number}/pack/file", status=404).h1
        assert visitor.open(f"/proposals/{proposal.number}/pack").fill(sheets="1").send("Make the pack").status == 200
        work()
        session.rollback()
        assert session.scalar(select(func.count(StoredFile.id))) == 1


def test_one_that_takes_no_backing_any_more_has_no_pack(app, session, author):
    proposal = make_proposal(session, author=author, stage=Stage.ACCEPTED)
    assert sign_in(Visitor(app), author).open(f"/proposals/{proposal.number}/pack", status=None).status == 403


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("One. Two. Three.", "One. Two."),
        ("One! Two?\n\nThree.", "One! Two?"),
        ("no end at all", "no end at all"),
        ("", ""),
        ("At 3.30 it is dark. So light it.  Now.", "At 3.30 it is dark. So light it."),
        ("word " * 100, ("word " * 56).strip() + "…"),
    ],
)
def test_a_poster_says_two_sentences(text, said):
    assert two_sentences(text) == said
