"""The picture of a proposal, from the phone it was taken with to the page on which everybody sees it."""

import io
from datetime import timedelta

import pytest
from PIL import Image
from sqlalchemy import func, select

from tests.conftest import NOON
from tests.support.people import make_person, sign_in
from tests.support.pictures import make_picture
from tests.support.proposals import make_proposal
from tests.support.visitor import Visitor
from webapp import clock
from webapp.access import Role
from webapp.files.models import FileChunk, StoredFile
from webapp.moderation.models import Case, Why
from webapp.proposals.models import Proposal
from webapp.proposals.rules import Stage, why_not_picture

ALT = "Two people stand at a bus stop in the rain."


@pytest.fixture
def author(app, session):
    """Somebody whose three proposals have stood for a while."""
    person = make_person(session, confirmed_at=NOON - timedelta(days=9))
    with clock.set_to(NOON - timedelta(days=3)):
        for number in range(3):
            make_proposal(session, author=person, title=f"An earlier wish {number}")
    return person


def as_(app, person):
    return sign_in(Visitor(app), person)


def send_picture(app, person, proposal, data=None, *, alt=ALT, name="IMG_0001.jpg"):
    page = as_(app, person).open(f"/proposals/drafts/{proposal.id}/picture")
    data = make_picture() if data is None else data
    return page.fill(alt=alt).send("Save and continue", picture=(io.BytesIO(data), name))


def of(session, proposal):
    session.rollback()
    session.expire_all()
    return session.get_one(Proposal, proposal.id)


def test_a_picture_with_words_stands_on_the_page(app, session, author, visitor):
    proposal = make_proposal(session, author=author)
    page = send_picture(app, author, proposal)
    assert page.h1 == proposal.title
    [picture] = visitor.open(f"/proposals/{proposal.number}").all("//main//img")
    assert picture.get("alt") == ALT
    reply = visitor.client.get(picture.get("src"))
    assert Image.open(io.BytesIO(reply.data)).size == (400, 300)


def test_it_is_served_so_that_it_can_be_nothing_but_a_picture(app, session, author, visitor):
    proposal = make_proposal(session, author=author)
    send_picture(app, author, proposal, name="evil.html")
    [address] = visitor.open(f"/proposals/{proposal.number}").all("//main//img/@src")
    headers = visitor.client.get(address).headers
    assert headers["Content-Type"] == "image/jpeg"
    assert headers["X-Content-Type-Options"] == "nosniff"
    assert headers["Content-Security-Policy"] == "default-src 'none'; sandbox"
    assert headers["Content-Disposition"] == "inline; filename=picture.jpg"
    assert headers["Cache-Control"] == "public, max-age=3600"
    assert visitor.client.get(address, headers={"If-None-Match": headers["ETag"]}).status_code == 304


def test_nothing_is_kept_of_where_it_was_taken(app, session, author):
    picture = Image.open(io.BytesIO(make_picture()))
    exif = picture.getexif()
    exif[0x010F] = "Secret camera"
    proposal = make_proposal(session, author=author)
    send_picture(app, author, proposal, make_picture(exif=exif) + b"PK hidden")
    kept = b"".join(session.scalars(select(FileChunk.data)).all())
    assert kept.startswith(b"\xff\xd8")
    assert b"Secret" not in kept
    assert b"hidden" not in kept


def test_while_it_is_written_the_picture_is_the_last_page_and_may_be_left_out(app, session, author):
    draft = make_proposal(session, stage=Stage.DRAFT, author=author)
    page = as_(app, author).open(f"/proposals/drafts/{draft.id}/owner").fill(owner="me").send("Save and continue")
    assert page.h1 == "A picture of it"
    assert "Part 6 of 6" in page.main
    assert page.send("Save and continue").h1 == draft.title
    page = send_picture(app, author, draft)
    assert ALT in page.main
    assert page.send("Send it in").notice.startswith("Sent in.")


def test_whoever_is_new_is_told_when_they_can_add_one(app, session):
    person = make_person(session)
    draft = make_proposal(session, stage=Stage.DRAFT, author=person)
    page = as_(app, person).open(f"/proposals/drafts/{draft.id}/owner").fill(owner="me").send("Save and continue")
    assert page.h1 == draft.title
    page = as_(app, person).open(f"/proposals/drafts/{draft.id}/picture")
    assert "once some of what you wrote has stood for a day" in page.main
    assert page.all("//input[@type='file']") == []


def test_whoever_is_new_gets_none_in_by_a_form_of_their_own_either(app, session):
    person = make_person(session)
    draft = make_proposal(session, stage=Stage.DRAFT, author=person)
    visitor = as_(app, person)
    token = visitor.open(f"/proposals/drafts/{draft.id}/check").all("//input[@name='csrf_token']/@value")[0]
    sent = {"csrf_token": token, "alt": ALT, "picture": (io.BytesIO(make_picture()), "a.jpg")}
    page = visitor.send(f"/proposals/drafts/{draft.id}/picture", sent, content_type="multipart/form-data")
    assert "once some of what you wrote has stood for a day" in page.errors[0]
    assert session.scalar(select(func.count(StoredFile.id))) == 0


@pytest.mark.parametrize(
    ("data", "alt", "at"),
    [
        (make_picture(), "", "alt"),
        (make_picture(), "x" * 301, "alt"),
        (b"", ALT, "picture"),
        (b"no picture", ALT, "picture"),
        (b"<svg xmlns='http://www.w3.org/2000/svg' onload='alert(1)'/>", ALT, "picture"),
        (make_picture(kind="GIF"), ALT, "picture"),
        (make_picture()[:300], ALT, "picture"),
        (make_picture() + bytes(15 * 1024 * 1024), ALT, "picture"),
    ],
)  # fmt: skip
def test_what_cannot_stand_there_is_refused_at_its_field(app, session, author, data, alt, at):
    proposal = make_proposal(session, author=author)
    page = send_picture(app, author, proposal, data, alt=alt)
    assert list(page.field_errors) == [at]
    assert session.scalar(select(func.count(StoredFile.id))) == 0


def test_more_than_any_upload_is_refused_with_a_page(app, session, author):
    proposal = make_proposal(session, author=author)
    page = send_picture(app, author, proposal, bytes(51 * 1024 * 1024))
    assert page.status == 413
    assert page.h1


def test_another_takes_its_place_and_the_first_is_gone(app, session, author, visitor):
    proposal = make_proposal(session, author=author)
    send_picture(app, author, proposal)
    [first] = visitor.open(f"/proposals/{proposal.number}").all("//main//img/@src")
    send_picture(app, author, proposal, make_picture("blue"), alt="Another.")
    assert visitor.client.get(first).status_code == 404
    assert session.scalar(select(func.count(StoredFile.id))) == 1
    assert of(session, proposal).picture_alt == "Another."


def test_its_words_can_be_changed_without_sending_it_again_but_not_emptied(app, session, author):
    proposal = make_proposal(session, author=author)
    send_picture(app, author, proposal)
    send_picture(app, author, proposal, b"", alt="Better words.")
    assert of(session, proposal).picture_alt == "Better words."
    assert send_picture(app, author, proposal, b"", alt="").field_errors.keys() == {"alt"}


def test_it_is_taken_out_and_nothing_of_it_is_left(app, session, author, visitor):
    proposal = make_proposal(session, author=author)
    send_picture(app, author, proposal)
    page = as_(app, author).open(f"/proposals/drafts/{proposal.id}/picture").send("Take the picture out")
    assert page.notice == "The picture is taken out."
    assert visitor.open(f"/proposals/{proposal.number}").all("//main//img") == []
    assert session.scalar(select(func.count(FileChunk.id))) == 0


def test_a_picture_put_in_late_is_looked_at_by_a_moderator(app, session, author):
    proposal = make_proposal(session, author=author)
    send_picture(app, author, proposal)
    [case] = session.scalars(select(Case).where(Case.why == Why.SUSPECTED)).all()
    assert case.thing_id == proposal.id
    page = as_(app, make_person(session, Role.MODERATOR)).open("/office/moderation")
    assert "A picture was put in after a moderator had read it." in page.main
    assert page.all("//main//img/@alt") == [ALT]


def test_the_picture_of_a_draft_is_seen_by_its_author_alone(app, session, author, visitor, as_resident):
    draft = make_proposal(session, stage=Stage.DRAFT, author=author)
    send_picture(app, author, draft)
    [address] = as_(app, author).open(f"/proposals/drafts/{draft.id}/picture").all("//main//img/@src")
    assert as_(app, author).client.get(address).headers["Cache-Control"] == "no-store"
    assert {one.client.get(address).status_code for one in (visitor, as_resident)} == {404}


def test_the_picture_of_a_hidden_proposal_is_hidden_too(app, session, author, visitor):
    proposal = make_proposal(session, author=author)
    send_picture(app, author, proposal)
    [address] = visitor.open(f"/proposals/{proposal.number}").all("//main//img/@src")
    session.get_one(Proposal, proposal.id).hidden_at = NOON
    session.commit()
    assert visitor.client.get(address).status_code == 404


def test_no_other_file_is_shown_by_its_number(app, session, author, visitor):
    one, other = make_proposal(session, author=author), make_proposal(session, author=author)
    send_picture(app, author, one)
    file = of(session, one).picture_id
    for path in (f"{other.id}/{file}", f"{one.id}/{file + 1}", f"{one.id}/{2**63}", f"{2**63}/{file}", "0/0"):
        assert visitor.client.get(f"/proposals/pictures/{path}").status_code == 404


def test_nobody_else_puts_a_picture_in_or_takes_it_out(app, session, author, visitor, as_resident, as_officer):
    proposal = make_proposal(session, author=author)
    send_picture(app, author, proposal)
    for somebody in (as_resident, as_officer):
        assert somebody.open(f"/proposals/drafts/{proposal.id}/picture", status=None).status == 403
        token = somebody.open("/proposals/new").all("//input[@name='csrf_token']/@value")[0]
        path = f"/proposals/drafts/{proposal.id}/picture/remove"
        assert somebody.send(path, {"csrf_token": token}).status == 403
    assert of(session, proposal).picture_alt == ALT


def test_words_in_a_picture_s_place_are_words(app, session, author, visitor):
    proposal = make_proposal(session, author=author)
    send_picture(app, author, proposal, alt='"><script>alert(1)</script>')
    page = visitor.open(f"/proposals/{proposal.number}")
    assert page.all("//main//img/@alt") == ['"><script>alert(1)</script>']


@pytest.mark.parametrize(
    ("facts", "field"),
    [
        ({"sent": False, "has_one": False, "alt": ""}, None),
        ({"sent": True, "has_one": False, "alt": "x"}, None),
        ({"sent": False, "has_one": True, "alt": "x"}, None),
        ({"sent": True, "has_one": False, "alt": ""}, "alt"),
        ({"sent": False, "has_one": True, "alt": ""}, "alt"),
        ({"sent": False, "has_one": False, "alt": "x"}, "picture"),
        ({"sent": True, "has_one": False, "alt": "x" * 301}, "alt"),
    ],
)
def test_a_picture_never_stands_without_words(facts, field):
    wrong = why_not_picture(**facts)
    assert (wrong and wrong[0]) == field
