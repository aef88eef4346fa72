"""What anyone sees of a consultation, whatever officers wrote into it."""

import pytest

from tests.support.consultations import bus_consultation, make_consultation
from webapp import clock
from webapp.access import Stage
from webapp.consultations.models import Change, ChangeKind, Document
from webapp.files import services as files

SCRIPT = "<script>alert(1)</script>"
HOSTILE = """# Heading
<script>alert(1)</script><img src=x onerror=alert(1)><iframe src="https://evil.example"></iframe>

[run](javascript:alert(1)) [data](data:text/html,<script>alert(1)</script>) [here](/office/consultations)
![picture](https://evil.example/track.png) <a href="javascript:alert(1)" onclick="alert(1)">x</a>
[JAVA](JaVaScRiPt:alert(1)) [tab](java&#x09;script:alert(1)) [vb](vbscript:x) <style>body{display:none}</style>
"""


def add_document(session, consultation, *, name="plan.pdf", content=b"%PDF-1.7 plan"):
    file = files.store(session, [content], name=name, media_type="application/pdf")
    document = Document(consultation_id=consultation.id, title="The plan", file_id=file.id)
    session.add(document)
    session.commit()
    return document


@pytest.mark.parametrize("text", [HOSTILE, SCRIPT, f"**{SCRIPT}**", "<svg/onload=alert(1)>", "&lt;script&gt;"])
def test_hostile_background_becomes_harmless(visitor, session, text):
    make_consultation(session, background=text)
    page = visitor.open("/consultations/buses")
    inside = "//main//*[self::script or self::img or self::iframe or self::style or self::svg or self::object]"
    assert page.all(inside) == []
    assert page.all("//@*[starts-with(name(), 'on')]") == []


def test_links_in_the_background_lead_only_to_the_web_and_to_mail(visitor, session):
    text = HOSTILE + "\n[good](https://good.example/a) [mail](mailto:a@b.example) [old](http://old.example)"
    make_consultation(session, background=text)
    links = visitor.open("/consultations/buses").all("//main//a[@rel]/@href")
    assert {link.split(":")[0] for link in links} == {"http", "https", "mailto"}
    assert "https://good.example/a" in links


def test_links_in_the_background_do_not_vouch_for_where_they_lead(visitor, session):
    make_consultation(session, background="[good](https://good.example)")
    assert visitor.open("/consultations/buses").all("//main//a[@href='https://good.example']/@rel") == [
        "nofollow noopener"
    ]


@pytest.mark.parametrize("words", [SCRIPT, '"><script>alert(1)</script>', "' onmouseover='alert(1)", "{{ 7*7 }}",
                                   "%(name)s", "</title><script>x</script>"])  # fmt: skip
def test_hostile_words_in_every_field_are_shown_as_they_are(visitor, session, words):
    make_consultation(session, title=words, summary=words, decided=[words], open_points=[words], fixed=[words],
                      decision_maker=words, contact_name=words, contact_phone=words)  # fmt: skip
    page = visitor.open("/consultations/buses")
    assert page.h1 == words
    assert page.all("//main//script|//head/script[not(@src)]|//@onmouseover") == []
    assert page.main.count(words) >= 7
    assert words in visitor.open("/").main


def test_hostile_words_in_questions_are_shown_as_they_are(visitor, session):
    questions = [{"kind": "single", "text": SCRIPT, "help": SCRIPT, "choices": [SCRIPT, "No"]}]
    make_consultation(session, sections=[(SCRIPT, questions)])
    for path in ("/consultations/buses/questions", "/consultations/buses/answer"):
        page = visitor.open(path)
        assert page.main.count(SCRIPT) >= 3
        assert page.all("//main//script") == []


def test_a_hostile_address_of_a_contact_is_no_script(visitor, session):
    make_consultation(session, contact_email="javascript:alert(1)")
    assert [one for one in visitor.open("/consultations/buses").all("//a/@href") if one.startswith("javascript")] == []


@pytest.mark.parametrize("end", ["", "/questions", "/answer", "/answer/1"])
def test_a_draft_is_found_at_none_of_its_addresses(visitor, session, end):
    bus_consultation(session, stage=Stage.DRAFT)
    assert visitor.open(f"/consultations/buses{end}", status=None).h1 in {"Page not found", "Use your code"}


@pytest.mark.parametrize("end", ["", "/questions", "/documents/1"])
def test_a_withdrawn_consultation_is_gone_at_all_of_its_addresses(visitor, session, end):
    row = bus_consultation(session, stage=Stage.WITHDRAWN, withdrawn_reason="The law changed.")
    add_document(session, row)
    page = visitor.open(f"/consultations/buses{end}", status=410)
    assert "The law changed." in page.main


def test_a_document_comes_as_a_file_to_keep(visitor, session):
    row = make_consultation(session)
    document = add_document(session, row)
    page = visitor.open("/consultations/buses").link("The plan")
    assert page.reply.data == b"%PDF-1.7 plan"
    assert page.headers["Content-Disposition"] == "attachment; filename=plan.pdf"
    assert page.headers["Cache-Control"] == "public, max-age=3600"
    assert page.url.endswith(f"/{document.id}")


@pytest.mark.parametrize("name", ['a"b.pdf', "a\r\nSet-Cookie: x=1.pdf", "Pläne ☂.pdf", "../../etc/passwd"])
def test_the_name_of_a_document_cannot_write_headers(visitor, session, name):
    row = make_consultation(session)
    document = add_document(session, row, name=name.replace("\r\n", " "))
    headers = visitor.open(f"/consultations/buses/documents/{document.id}").headers
    assert "Set-Cookie" not in headers
    assert headers["Content-Disposition"].startswith("attachment; filename")


def test_a_document_is_not_found_under_another_consultation(visitor, session):
    document = add_document(session, make_consultation(session))
    make_consultation(session, slug="other")
    visitor.open(f"/consultations/other/documents/{document.id}", status=404)


def test_a_document_of_a_draft_is_not_found(visitor, session):
    document = add_document(session, make_consultation(session, stage=Stage.DRAFT))
    visitor.open(f"/consultations/buses/documents/{document.id}", status=404)


def test_what_changed_while_it_was_open_is_told_with_its_reason(visitor, session):
    row = make_consultation(session)
    session.add(Change(consultation_id=row.id, at=clock.now(), kind=ChangeKind.EXTENDED, reason="Forms came late."))
    session.commit()
    assert "given more time" in visitor.open("/consultations/buses").main
    assert "Forms came late." in visitor.open("/consultations/buses").main


@pytest.mark.parametrize("kind", ChangeKind)
def test_every_sort_of_change_has_its_words(visitor, session, kind):
    row = make_consultation(session)
    session.add(Change(consultation_id=row.id, at=clock.now(), kind=kind, reason="Because."))
    session.commit()
    assert visitor.open("/consultations/buses").status == 200


def test_every_question_can_be_read_first(visitor, session):
    bus_consultation(session)
    page = visitor.open("/consultations/buses").link("Read all the questions first")
    assert len(page.all("//main//h3")) == 12
