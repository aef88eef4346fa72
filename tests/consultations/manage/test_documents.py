"""Documents: what they say they are, or nothing."""

import io
import zipfile

import pytest

from tests.support.consultations import make_consultation
from webapp.access import Stage
from webapp.consultations.models import ChangeKind, Consultation, Document
from webapp.files.filetypes import media_type_of, tidy_name
from webapp.files.models import FileChunk, StoredFile

PDF = b"%PDF-1.7\n%\xe2\xe3\xcf\xd3\n"
PNG = b"\x89PNG\r\n\x1a\n rest"
JPG = b"\xff\xd8\xff\xe0 rest"
SVG = b"<svg xmlns='http://www.w3.org/2000/svg'><script>alert(1)</script></svg>"


def a_zip(**members):
    kept = io.BytesIO()
    with zipfile.ZipFile(kept, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in members.items():
            archive.writestr(name.replace("__", "/").replace("_xml", ".xml"), content)
    return kept.getvalue()


DOCX = a_zip(word__document_xml="<w/>")
XLSX = a_zip(xl__workbook_xml="<w/>")
ODT = a_zip(mimetype="application/vnd.oasis.opendocument.text")
GOOD = {
    "plan.pdf": PDF,
    "map.png": PNG,
    "photo.JPG": JPG,
    "photo.jpeg": JPG,
    "a.docx": DOCX,
    "b.xlsx": XLSX,
    "c.odt": ODT,
}
BAD = {
    "drawing.svg": SVG,
    "page.html": b"<html><script>alert(1)</script>",
    "page.pdf": b"<html>%PDF-",
    "picture.png": JPG,
    "picture.jpg": SVG,
    "letter.docx": PDF,
    "letter.odt": DOCX,
    "table.xlsx": DOCX,
    "half.docx": DOCX[:40],
    "old.doc": b"\xd0\xcf\x11\xe0",
    "macros.docm": DOCX,
    "plan.pdf.exe": PDF,
    "noending": PDF,
    "empty.pdf": b"",
}


def at(consultation):
    return f"/office/consultations/{consultation.id}/documents"


def put(visitor, consultation, name, content, **more):
    return visitor.open(at(consultation)).send("Add", file=(io.BytesIO(content), name), **more)


@pytest.fixture
def draft(session):
    return make_consultation(session, stage=Stage.DRAFT)


@pytest.mark.parametrize("name", GOOD)
def test_a_file_that_is_what_its_name_says_is_known(name):
    assert media_type_of(name, io.BytesIO(GOOD[name]))


@pytest.mark.parametrize("name", BAD)
def test_a_file_that_is_not_what_its_name_says_is_nothing(name):
    assert media_type_of(name, io.BytesIO(BAD[name])) is None


@pytest.mark.parametrize(
    ("name", "tidy"),
    [
        ("C:\\secret\\plan.pdf", "plan.pdf"),
        ("../../etc/passwd", "passwd"),
        ("a\r\nX-Header: 1.pdf", "aX-Header: 1.pdf"),
        ("x" * 300 + ".pdf", "x" * 110 + ".pdf"),
        ("\u202efdp.exe", "fdp.exe"),
        ("", "file"),
    ],
)
def test_a_name_loses_folders_and_what_does_not_print(name, tidy):
    assert tidy_name(name) == tidy


def test_an_empty_list_says_what_documents_are_for(as_officer, draft):
    assert "Add what people may want to read before they answer" in as_officer.open(at(draft)).main


def test_an_officer_adds_a_document_with_a_title(session, as_officer, draft):
    page = put(as_officer, draft, "plan.pdf", PDF, title="The plan")
    stored = session.query(StoredFile).one()
    assert ("The plan" in page.main, page.notice) == (True, "The document is there.")
    assert (stored.name, stored.media_type, stored.size) == ("plan.pdf", "application/pdf", len(PDF))


def test_without_a_title_a_document_is_called_by_its_name(session, as_officer, draft):
    put(as_officer, draft, "Route map.png", PNG)
    assert session.query(Document).one().title == "Route map"


@pytest.mark.parametrize("name", ["drawing.svg", "page.html", "picture.png"])
def test_a_wrong_file_is_refused_and_nothing_is_kept(session, as_officer, draft, name):
    page = put(as_officer, draft, name, BAD[name])
    assert "We take PDF, Word (.docx)" in page.field_errors["file"]
    assert session.query(StoredFile).count() == session.query(FileChunk).count() == 0


def test_sending_no_file_asks_for_one(as_officer, draft):
    assert as_officer.open(at(draft)).send("Add").errors == ["Choose a file."]


def test_a_title_with_a_script_stays_words(as_officer, draft):
    page = put(as_officer, draft, "<img src=x onerror=alert(1)>.pdf", PDF, title="<script>alert(1)</script>")
    assert "<script>alert(1)</script>" in page.main
    assert not page.all("//main//script | //main//img")


def test_a_document_taken_away_leaves_nothing_behind(session, as_officer, draft):
    page = put(as_officer, draft, "plan.pdf", PDF).send("Take away")
    assert page.notice == "The document is gone."
    assert session.query(StoredFile).count() == session.query(FileChunk).count() == session.query(Document).count() == 0


def test_a_document_of_another_consultation_is_not_found(session, as_officer, draft):
    other = make_consultation(session, stage=Stage.DRAFT, slug="other")
    put(as_officer, other, "plan.pdf", PDF)
    token = as_officer.open(at(draft)).all("//input[@name='csrf_token']/@value")[0]
    document = session.query(Document).one()
    as_officer.send(f"{at(draft)}/{document.id}/remove", {"csrf_token": token}, status=404)
    assert session.query(Document).count() == 1


def test_while_it_is_open_people_are_told_of_new_and_lost_documents(session, as_officer):
    running = make_consultation(session)
    put(as_officer, running, "plan.pdf", PDF, title="The plan").send("Take away")
    session.expire_all()
    changes = session.get(Consultation, running.id).changes
    assert [(one.kind, one.reason) for one in changes] == [
        (ChangeKind.WORDS, "Added the document “The plan”."),
        (ChangeKind.WORDS, "Took away the document “The plan”."),
    ]


def test_residents_get_the_file_as_it_was_put_in(session, as_officer, visitor):
    running = make_consultation(session)
    put(as_officer, running, "plan.pdf", PDF)
    reply = visitor.client.get(f"/consultations/buses/documents/{session.query(Document).one().id}")
    assert (reply.data, reply.mimetype) == (PDF, "application/pdf")
    assert reply.headers["Content-Disposition"] == "attachment; filename=plan.pdf"
