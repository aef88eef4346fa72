"""The market-stall pack as those who print it get it."""

import io
import json
from dataclasses import asdict

import pytest
import typst
import zxingcpp
from PIL import Image
from pypdf import PdfReader

from tests.documents.hostile import WORDS
from tests.documents.stall_samples import ADDRESS, make_pack
from webapp.documents.printing import shown_data
from webapp.documents.qr import qr_modules
from webapp.documents.stall import page_data, stall_pdf
from webapp.documents.stall_pack import BACK, FRONT, LINES
from webapp.documents.stall_template import TEMPLATE

MANY = "Make the crossing at Priory Street, Foundry Road and the old canal bridge safe for everybody who walks there."


def read(pack):
    return PdfReader(io.BytesIO(stall_pdf(pack)))


def squeezed(page):
    return "".join(page.extract_text().split())


def drawn(pack, page):
    """A page as a picture, as a printer would put it on paper."""
    fonts = typst.Fonts(include_system_fonts=False, font_paths=[])
    given = {"pack": json.dumps(shown_data(page_data(asdict(pack)), set(), ""))}
    pages = typst.compile(TEMPLATE, format="png", ppi=60, sys_inputs=given, font_paths=fonts)
    return Image.open(io.BytesIO(pages[page]))


@pytest.mark.parametrize(
    "address", [ADDRESS, "http://127.0.0.1:8000/p/1", "https://" + "long." * 30 + "example/p/99999"]
)
def test_a_phone_reads_the_right_address_off_the_poster(address):
    [code] = zxingcpp.read_barcodes(drawn(make_pack(address=address), 0))
    assert code.text == address
    assert code.format == zxingcpp.BarcodeFormat.QRCode


def test_a_code_that_is_partly_dirty_is_still_read():
    poster = drawn(make_pack(), 0)
    place = zxingcpp.read_barcodes(poster)[0].position
    wide = (place.top_right.x - place.top_left.x) // 5
    poster.paste(
        "white", (place.top_right.x - 2 * wide, place.bottom_left.y - wide, place.top_right.x, place.bottom_left.y)
    )
    assert zxingcpp.read_barcodes(poster)[0].text == ADDRESS


def test_the_code_has_white_around_it_as_wide_as_readers_need():
    size = len(qr_modules(ADDRESS))
    assert f'viewBox="0 0 {size + 8} {size + 8}"' in page_data(asdict(make_pack()))["svg"]


def test_poster_sheets_and_script_stand_on_pages_of_their_own():
    pages = [squeezed(page) for page in read(make_pack()).pages]
    assert len(pages) == 7
    for words in ("Abenchatthelibrarysteps", "ProposedbyCanalSide", "folkmoot.merestone.example/p/12", "At50people:"):
        assert words in pages[0]
    assert pages[1].startswith("Thissideisempty")
    assert pages[6].startswith("Foryouatthestall")


def test_each_sheet_has_its_number_its_privacy_sentence_and_lines_numbered_through():
    pages = [squeezed(page) for page in read(make_pack()).pages]
    for front, number in ((2, "P12-1"), (4, "P12-2")):
        assert f"Sheet{number}" in pages[front]
        assert "Itisshreddedafterthat." in pages[front]
        assert f"Sheet{number}" in pages[front + 1]
        assert str(FRONT) in pages[front]
        assert f"{FRONT + 1}{FRONT + 2}" in pages[front + 1]
        assert str(LINES) in pages[front + 1]
    assert LINES == FRONT + BACK == 38
    assert "mail" not in pages[2].lower()


def test_the_file_says_that_it_is_accessible():
    root = read(make_pack()).trailer["/Root"]
    assert root["/Lang"].lower() == "en-gb"
    assert b"pdfuaid:part" in root["/Metadata"].get_object().get_data()


@pytest.mark.parametrize(
    "changes",
    [
        {"title": MANY, "pitch": f"{MANY} {MANY} {MANY}"[:280], "sheets": ["P2147483647-9"], "number": "P-2147483647"},
        {"title": "W" * 120, "pitch": "W" * 280, "by": "W" * 120, "authority": "W" * 120},
        {"title": "Bench", "pitch": "", "by": ""},
        {"promises": []},
        {"promises": [f"At {people} people: {MANY}" for people in (50, 100, 500)], "title": MANY, "pitch": MANY * 2},
        {"short_address": "x" * 200},
    ],
)  # fmt: skip
def test_whatever_the_words_are_each_part_keeps_to_its_pages(changes):
    pages = [squeezed(page) for page in read(make_pack(**changes)).pages]
    assert len(pages) == 2 + 2 * len(changes.get("sheets", ["1", "2"])) + 1
    assert pages[1].startswith("Thissideisempty")


@pytest.mark.parametrize("title", [MANY, "W" * 120, "Bench", "Donaudampfschifffahrtsgesellschaft am Kanal " + "x" * 70])
def test_no_word_of_a_title_leaves_the_page(title):
    poster = drawn(make_pack(title=title), 0).convert("L")
    margin = poster.crop((poster.width - 40, 0, poster.width, poster.height))
    assert margin.getextrema()[0] > 200


@pytest.mark.parametrize("words", WORDS)
def test_hostile_words_are_set_as_words_or_named(words):
    pack = make_pack(title=words[:120], pitch=words[:280], by=words[:120], promises=[words[:280]], authority=words[:80])
    assert len(read(pack).pages) == 7


def test_what_our_letters_cannot_show_is_said():
    pages = [squeezed(page) for page in read(make_pack(title="ਸਾਨੂੰ ਬੱਸ")).pages]
    assert "[Gurmukhiscript]" in pages[0]
    assert "Someletterscouldnotbeshown." in pages[0]


def test_the_same_words_give_the_same_bytes():
    assert stall_pdf(make_pack()) == stall_pdf(asdict(make_pack()))
