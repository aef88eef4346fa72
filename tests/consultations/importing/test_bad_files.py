"""Every bad file gets one sentence at its field, and nothing of it is kept."""

import io
import zipfile

import pytest
from sqlalchemy import func, select

from tests.consultations.importing.survey import as_csv, as_xlsx, survey, upload, work
from webapp.consultations.importing.models import Import
from webapp.consultations.models import Answer, Question
from webapp.files.models import StoredFile

OLD_OFFICE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"


def _bomb():
    """A workbook of a few kilobytes whose one sheet unpacks to fifty megabytes."""
    out = io.BytesIO(as_xlsx([["Why"], ["Because"]]))
    with zipfile.ZipFile(out, "a", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("xl/worksheets/sheet2.xml", b"<a/>" + b" " * 50_000_000)
    return out.getvalue()


BAD = {
    "an empty file": (b"", "is empty"),
    "only blank lines": (b"\n\n \n", "is empty"),
    "only a header": (b"Ref,Why\n", "has column names but no rows"),
    "damaged UTF-8": ("Why\nCafé, née, naïve\n".encode() + b"caf\xe9 \xff\n", "Line 3 holds"),
    "a picture called .csv": (b"\x89PNG\r\n\x1a\n" + b"\x00" * 80, "This is a picture"),
    "an old workbook": (OLD_OFFICE + b"\0" * 600, "old .xls workbook"),
    "a workbook with a password": (OLD_OFFICE + "EncryptedPackage".encode("utf-16-le"), "locked with a password"),
    "a zip bomb": (_bomb(), "mark of a zip bomb"),
    "half a workbook": (as_xlsx(survey())[:3000], "damaged"),
    "a line that is too long": (b"Ref,Why\n1,a\n2,b,c,d\n", "Line 3 has 4 cells"),
    "too many columns": (as_csv([[f"C{n}" for n in range(501)], ["x"] * 501]), "501 columns; at most 500"),
    "a null character": (b"Ref,Why\n1,a\x00b\n", "Line 2 holds a null character"),
    "half a character": (b'{"Why": "a"}\n{"Why": "\\ud83d"}\n', "Line 2, column “Why”, holds half a character"),
    "an open quotation mark": (b'Ref,Why\n1,"a\n2,b\n', "never closed"),
}


@pytest.mark.parametrize(("data", "words"), BAD.values(), ids=BAD)
def test_a_bad_file_gets_one_sentence_and_is_not_kept(session, as_officer, data, words):
    page = upload(as_officer, data)
    assert page.h1 == "Bring in responses from another tool"
    assert words in page.field_errors["file"]
    assert [session.scalar(select(func.count()).select_from(one)) for one in (Import, StoredFile)] == [0, 0]


def test_no_file_at_all_is_said_at_the_field(as_officer):
    page = as_officer.open("/office/import").send("Read the file")
    assert page.field_errors["file"] == "Choose a file."


def test_a_file_above_the_limit_is_refused_at_its_field(app, as_officer, monkeypatch):
    monkeypatch.setitem(app.config, "UPLOAD_BYTES", 1000)
    assert "at most" in upload(as_officer, as_csv(survey(20))).field_errors["file"]


def test_two_hundred_megabytes_are_refused_before_they_are_read(as_officer):
    page = as_officer.send("/office/import", {}, status=413, content_type="multipart/form-data; boundary=x",
                           environ_overrides={"CONTENT_LENGTH": "200000000"})  # fmt: skip
    assert page.h1 == "That is too big"


def test_short_lines_are_filled_up(as_officer):
    page = upload(as_officer, b"Ref,Why,More\n1,Because\n2,So,Yes\n")
    assert page.h1 == "What is in each column?"


def test_windows_encoding_is_read_as_it_was_written(as_officer):
    page = upload(as_officer, as_csv([["Prénom", "Why"], ["Zoë", "Café – “fine”"]], "cp1252"))
    assert "Prénom" in page.main
    assert "Café – “fine”" in page.main


def test_columns_of_the_same_name_are_told_apart(as_officer):
    page = upload(as_officer, as_csv([["Why", "Why", "", "How"], ["a", "b", "c", "d"]]))
    assert "it is now called “Why (2)”" in page.main
    assert "it is now called “Column 3”" in page.main


SCRIPT = "<script>alert(1)</script>"


def test_scripts_in_names_and_cells_stay_words(app, session, as_officer):
    rows = [[SCRIPT, f"Q1 [{SCRIPT}]", "Q1 [x]"], *([SCRIPT, "Good", "<b>Bad</b>"], ["b", "<b>Bad</b>", "Good"]) * 4]
    page = upload(as_officer, as_csv(rows), name=f"{SCRIPT}.csv", title=SCRIPT)
    assert SCRIPT in page.main
    assert not page.all("//main//script | //main//b")
    waiting = page.send("Check the whole file").send("Bring them in")
    assert not waiting.all("//main//script")
    work(app)
    assert not as_officer.open(waiting.url).all("//main//script | //main//b")
    assert SCRIPT in session.scalars(select(Question.text)).all()


def test_formulas_come_in_as_the_words_they_are(app, session, as_officer):
    rows = [["Ref", "Why"], ["1", '=HYPERLINK("http://x")'], ["2", "+44"], ["3", "@here"], ["4", "-1"]]
    upload(as_officer, as_csv(rows)).send("Check the whole file").send("Bring them in")
    work(app)
    assert session.scalars(select(Answer.text).order_by(Answer.id)).all() == [row[1] for row in rows[1:]]


def test_emoji_and_words_from_right_to_left_are_kept(app, session, as_officer):
    rows = [["🚌 رأيك", "مرجع"], ["الحافلة متأخرة دائما 😀", "١"], ["👩‍👩‍👧 yes", "٢"]]
    page = upload(as_officer, as_csv(rows), name="استبيان 🚌.csv")
    assert page.all("//h2[@dir='auto']")[0].text_content() == "🚌 رأيك"
    page.send("Check the whole file").send("Bring them in")
    work(app)
    assert "الحافلة متأخرة دائما 😀" in session.scalars(select(Answer.text)).all()


def test_five_hundred_columns_can_be_looked_at_and_brought_in(app, session, as_officer):
    rows = [[f"Question number {n}" for n in range(500)], *([f"{n} {r}" for n in range(500)] for r in "abc")]
    upload(as_officer, as_csv(rows)).send("Check the whole file").send("Bring them in")
    work(app)
    assert session.scalar(select(func.count(Question.id))) == 500


def test_nonsense_from_the_cards_changes_nothing(as_officer):
    page = upload(as_officer, as_csv(survey()))
    nonsense = {"use-0": "; DROP TABLE", "use-999": "single", "separator-3": "x", "meaning-0-1": "publish everything",
                "options-9": "a\x00\nb"}  # fmt: skip
    again = page.fill(**nonsense).send("Check the whole file")
    assert again.h1 == "What is in each column?"
    assert list(again.field_errors) == ["separator-3"]


@pytest.mark.parametrize("ident", ["99", "999999999999999999999"])
def test_an_import_that_is_not_there_is_not_found(as_officer, ident):
    as_officer.open(f"/office/import/{ident}/columns", status=404)
