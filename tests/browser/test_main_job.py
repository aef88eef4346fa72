"""The main job, whole: from a question on a phone to a themed summary in an officer's hands."""

import csv
import io
import json
import re
from collections import Counter
from collections.abc import Callable
from pathlib import Path

import pytest
from docx import Document
from openpyxl import load_workbook
from playwright.sync_api import Page, expect
from pypdf import PdfReader

from tests.browser.looking import look_over, look_over_with_script
from webapp.demonstration.loading import PASSWORD, SIGN_INS

OFFICER = SIGN_INS[0][1]
WORDS = "The 62 stops at seven, and my shift at Calder Royal ends at ten past ten."


def press(page: Page, words: str) -> None:
    page.get_by_role("button", name=words, exact=True).click()


def go_on(page: Page) -> None:
    look_over_with_script(page)
    press(page, "Save and continue")


def begin(page: Page) -> str:
    """The first three of eight pages. Returns the code."""
    page.goto("/")
    look_over_with_script(page)
    page.get_by_role("link", name="Buses and streets that work for us").click()
    look_over_with_script(page)
    page.get_by_role("button", name="Start now").click()
    page.get_by_label("Myself").check()
    page.get_by_label("Or type the first part of your postcode").fill("zz1 2")
    go_on(page)
    page.get_by_label("Less often").check()
    page.get_by_label("Stops too early in the evening").check()
    page.get_by_label("Something else").check()
    page.get_by_label("Tell us in your own words").fill("No bench at the stop")
    go_on(page)
    page.get_by_label("First choice").select_option("More evening and Sunday buses")
    page.get_by_label("Second choice").select_option("Better links to hospital and work sites")
    go_on(page)
    return page.locator(".fm-code").first.inner_text()


def carry_on(page: Page, code: str) -> None:
    """The rest, in another browser."""
    page.goto("/receipt")
    look_over_with_script(page)
    page.get_by_label("Your code").fill(code.lower())
    press(page, "Open my answer")
    look_over_with_script(page)
    page.get_by_role("button", name="Carry on").click()
    expect(page.get_by_label("Myself")).to_be_checked()
    for _ in range(3):
        press(page, "Save and continue")
    page.get_by_label("Strongly support").check()
    page.get_by_label("What is the main reason for your answer?").fill(WORDS)
    go_on(page)
    for row in ("Work, training or school", "Health appointments"):
        page.get_by_role("group", name=row).get_by_label("Much better").check()
    go_on(page)
    while not page.get_by_role("heading", name="Check your answers").is_visible():
        if page.get_by_label("Yes, without my name").count():
            page.get_by_label("Yes, without my name").check()
        go_on(page)


def answer(open_phone: Callable[..., Page]) -> str:
    code = begin(open_phone(script=False))
    page = open_phone(script=False)
    carry_on(page, code)
    look_over_with_script(page)
    expect(page.get_by_text(WORDS)).to_be_visible()
    press(page, "Send my answers")
    look_over_with_script(page)
    expect(page.get_by_role("heading", level=1)).to_have_text("Your answers are sent")
    assert page.locator(".fm-code").first.inner_text() == code
    return code


def sign_in(page: Page) -> None:
    page.goto("/sign-in")
    look_over(page)
    page.get_by_label("E-mail address").fill(OFFICER)
    page.get_by_label("Password", exact=True).fill(PASSWORD)
    press(page, "Sign in")
    look_over(page)


def close(page: Page) -> None:
    page.goto("/office/consultations")
    look_over(page)
    page.get_by_role("link", name="Buses and streets that work for us").click()
    look_over(page)
    page.get_by_role("link", name="Close it now").click()
    look_over(page)
    page.get_by_role("textbox").fill("Everybody who was asked has answered.")
    page.locator("main button[type=submit]").click()
    look_over(page)
    expect(page.locator(".fm-tag--closed").first).to_be_visible()


def find_themes(page: Page) -> None:
    page.get_by_role("link", name=re.compile("themes", re.IGNORECASE)).first.click()
    look_over(page)
    page.route("**/progress", lambda route: route.abort())  # hold the page still while it is looked over
    press(page, "Find themes")
    expect(page.get_by_role("progressbar")).to_be_visible()
    look_over(page)
    page.unroute("**/progress")
    expect(page.get_by_role("heading", name="What people said")).to_be_visible(timeout=120_000)
    look_over(page)


def rename_and_merge(page: Page) -> tuple[str, str]:
    """Rename the biggest theme and merge the second into it. Returns (new name, the name that went)."""
    page.get_by_role("link", name=re.compile("^Rename ")).first.click()
    look_over(page)
    page.get_by_label("Name").fill("Buses that come when they say")
    press(page, "Save")
    look_over(page)
    page.locator(".fm-trail a").last.click()
    second = page.get_by_role("link", name=re.compile("^Merge ")).nth(1)
    gone = second.inner_text().removeprefix("Merge").strip()
    second.click()
    look_over(page)
    page.get_by_label("Make it part of").select_option("Buses that come when they say")
    press(page, "Merge them")
    look_over(page)
    return "Buses that come when they say", gone


def download(page: Page, folder: Path) -> dict[str, Path]:
    """Prepare the files, wait, fetch all; by what they are."""
    press(page, "Prepare the downloads")
    expect(page.get_by_role("link", name="PDF, to read and print")).to_be_visible(timeout=120_000)
    look_over(page)
    files = {}
    for link in page.locator(".fm-files a").all():
        with page.expect_download() as waiting:
            link.click()
        name = waiting.value.suggested_filename
        files["codebook" if "codebook" in name else name.rpartition(".")[2]] = folder / name
        waiting.value.save_as(folder / name)
    return files


@pytest.mark.journey
def test_from_a_question_on_a_phone_to_a_themed_summary_in_an_officers_hands(phone, tmp_path):
    answer(phone)
    page = phone()
    sign_in(page)
    close(page)
    find_themes(page)
    name, gone = rename_and_merge(page)
    page.goto("/office/consultations/1/summary")
    look_over(page)
    expect(page.get_by_text("We received 641 answers").first).to_be_visible()
    files = download(page, tmp_path)
    assert set(files) == {"pdf", "docx", "xlsx", "csv", "codebook", "json"}
    assert_same_numbers(files, name, gone)


def assert_same_numbers(files: dict[str, Path], name: str, gone: str) -> None:
    """Every figure of the JSON stands in the workbook, Word and PDF; the CSV recounts to the same."""
    report = json.loads(files["json"].read_text("utf-8"))
    figures = list(find_figures(report))
    assert len(figures) > 12
    rows = list(csv.DictReader(io.StringIO(files["csv"].read_bytes().decode("utf-8-sig"))))
    assert len(rows) == 641
    themes = next(figure for figure in figures if any(row["label"] == name for row in figure["rows"]))
    people = first_number(next(row for row in themes["rows"] if row["label"] == name))
    column = next(column for column in rows[0] if "A7" in column and "theme" in column.lower())
    said = Counter(label.strip() for row in rows for label in row[column].split(";"))
    assert said[name] == people
    assert gone not in said
    words = {"docx": docx_text(files["docx"]), "pdf": pdf_text(files["pdf"]), "xlsx": xlsx_text(files["xlsx"])}
    for figure in figures:
        for row in figure["rows"]:
            for kind, text in words.items():
                assert squeezed(row["label"]) in text, (kind, figure["title"], row["label"])
    for kind in ("docx", "xlsx"):
        assert f"{squeezed(name)}{people}" in words[kind].replace("|", "")


def find_figures(report):
    """Every figure, wherever in the report it stands."""
    if isinstance(report, dict):
        if "rows" in report and "base" in report:
            yield report
        for value in report.values():
            yield from find_figures(value)
    if isinstance(report, list):
        for value in report:
            yield from find_figures(value)


def first_number(row) -> int:
    return next(cell["value"] for cell in row["cells"] if cell["value"] is not None)


def squeezed(text: str) -> str:
    return re.sub(r"\s+", "", text)


def docx_text(path: Path) -> str:
    document = Document(str(path))
    cells = [cell.text for table in document.tables for row in table.rows for cell in row.cells]
    return squeezed("|".join([*(paragraph.text for paragraph in document.paragraphs), *cells]))


def pdf_text(path: Path) -> str:
    return squeezed("".join(page.extract_text() for page in PdfReader(path).pages)).replace("\u00ad", "")


def xlsx_text(path: Path) -> str:
    book = load_workbook(path, read_only=True)
    values = (
        str(cell) for sheet in book for row in sheet.iter_rows(values_only=True) for cell in row if cell is not None
    )
    return squeezed("|".join(values))
