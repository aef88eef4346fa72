"""Hostile and broken input at every text, file, number and filter of proposals: always a page with a sentence.

Each address of the room is tried; one that this file does not know fails the last test.
"""

import io
import secrets
from dataclasses import dataclass, field

import pytest
from lxml import html

from tests.support.answering import make_places
from tests.support.people import make_person, sign_in
from tests.support.pictures import make_picture
from tests.support.proposals import make_proposal, make_sheet
from tests.support.repeating import hostile
from tests.support.visitor import Visitor, look_over
from webapp.access import Role
from webapp.accounts import keys, security
from webapp.accounts.models import Person
from webapp.database import db
from webapp.proposals.models import Proposal
from webapp.proposals.rules import Stage
from webapp.proposals.services import amending, sponsoring
from webapp.proposals.wording import mark_of

TEXTS = {
    "script": "<script>alert(1)</script><img src=x onerror=alert(1)>",
    "attribute": "\" autofocus onfocus=alert(1) x='",
    "markdown": "[x](javascript:alert(1)) ![x](http://evil.example/a.png) <iframe src=//evil.example>",
    "template": "{{ 7*7 }}{% for a in [] %}${7*7}<%= 7 %> %(title)s %s {0}",
    "sql": "'; DROP TABLE proposal; -- \" OR 1=1 \\",
    "formula": '=HYPERLINK("http://evil.example","x")',
    "turned round": "\u202eEVIL\u202c \u2066\u2069 \u200f",
    "null byte": "a\x00b",
    "controls": "a\x01\x07\x08\x0b\x0c\x1b[31m\x7f\x85b",
    "mail header": "A title\r\nBcc: all@evil.example\r\n\r\nwords",
    "only emoji": "🚌🚌🏳️‍🌈👩‍👩‍👧",
    "marks": "Z͑ͫ̓ͪ̂ͫ̽͏̴̙̤̞͉͚̯̞̠͍A" * 20,
    "other script": "سڑک پر شام کی بس نہیں ہے ਸਾਨੂੰ ਬੱਸ 中文",
    "blank": " \t\n\u200b\u3000 ",
    "empty": "",
    "one letter": "x",
    "long": "x" * 6_000,
    "a megabyte": "y" * 1_000_000,
    "more than a form": "z" * 3_000_000,
    "half a character": b"a\xed\xa0\x80b\xff\xfe",
}
NUMBERS = ["", "-1", "0", "1e309", "1.5", "NaN", "٣", "0x10", "9" * 4_000, "9" * 5_000, str(2**31), str(2**63), "None"]
DAYS = [
    "31/02/2026",
    "2026-02-31",
    "99999-01-01",
    "0000-00-00",
    "0001-01-01",
    "tomorrow",
    "9" * 500,
    "2026-06-01T25:00",
]
CHOICES = ["", "nonsense", "-1", "0", str(2**31), str(2**70), "gathering backing", "<b>", "draft", "a\x00b"]
MARK = "the wording that was shown"  # put in when it is sent
FINE = {200, 302, 303, 400, 403, 404, 405, 413}


@dataclass(frozen=True)
class Way:
    """A form: where it is sent, by whom, at which stage, what it holds when it is right."""

    endpoint: str
    path: str
    fields: dict = field(default_factory=dict)
    stage: Stage = Stage.GATHERING
    by: str = "author"
    numbers: tuple = ()
    days: tuple = ()
    choices: tuple = ()

    @property
    def texts(self):
        return [name for name in self.fields if name not in {*self.numbers, *self.days, *self.choices}]


WAYS = [
    Way("new", "/proposals/new", {"token": "a" * 32, "seen": "yes", "title": "A bench", "form": "proposal"},
        choices=("form",)),
    Way("part", "/proposals/drafts/{id}/what", {"what": "Words."}, Stage.DRAFT),
    Way("part", "/proposals/drafts/{id}/what", {"what": "Words."}),
    Way("part", "/proposals/drafts/{id}/where", {"where": "Here", "area": ""}, Stage.DRAFT, choices=("area",)),
    Way("part", "/proposals/drafts/{id}/benefit", {"who_benefits": "All", "cost": "nothing", "cost_words": "x"},
        Stage.DRAFT, choices=("cost",)),
    Way("part", "/proposals/drafts/{id}/owner", {"owner": "me"}, Stage.DRAFT, choices=("owner",)),
    Way("picture", "/proposals/drafts/{id}/picture", {"alt": "A bus stop."}, Stage.DRAFT),
    Way("remove_picture", "/proposals/drafts/{id}/picture/remove", {}, Stage.DRAFT),
    Way("check", "/proposals/drafts/{id}/check", {}, Stage.DRAFT),
    Way("back", "/proposals/{number}/back", {}, by="resident"),
    Way("take_back", "/proposals/{number}/take-back", {}, by="resident"),
    Way("area", "/proposals/{number}/area", {"area": ""}, by="resident", choices=("area",)),
    Way("follow", "/proposals/{number}/follow", {}, by="resident"),
    Way("withdraw", "/proposals/{number}/withdraw", {"reason": "No."}),
    Way("reply", "/proposals/{number}/reply", {"words": "Thanks.", "sure": "y"}, Stage.NOT_TAKEN),
    Way("sheets", "/proposals/{number}/sheets", {"reference": "1", "lines": "9", "by_area": "Foundry 3"},
        numbers=("lines",)),
    Way("remove_sheet", "/proposals/{number}/sheets/{sheet}/remove", {}),
    Way("pack", "/proposals/{number}/pack", {"sheets": "2"}, numbers=("sheets",)),
    Way("check_sheet", "/office/sheets/{sheet}", {"good": "3"}, by="officer", numbers=("good",)),
    Way("move", "/office/proposals/{number}/move",
        {"since": "threshold reached", "to": "with an officer", "reason": "Yes.", "officer": "", "due": "2026-07-01"},
        Stage.THRESHOLD, by="officer", days=("due",), choices=("since", "to", "officer")),
    Way("invite", "/proposals/drafts/{id}/sponsors", {"email": "friend@example.org"}),
    Way("stand_behind", "/proposals/invitations/{token}", {"behind": "me"}, by="friend", choices=("behind",)),
    Way("decline", "/proposals/invitations/{token}/decline", {}, by="friend"),
    Way("leave", "/proposals/drafts/{id}/leave", {}, by="friend"),
    Way("suggest", "/proposals/{number}/amendments/new", {"since": MARK, "title": "A", "what": "B", "why": "C"},
        by="resident"),
    Way("answer", "/proposals/{number}/amendments/{amendment}/answer", {"since": MARK, "take": "yes", "reason": "C"},
        choices=("take",)),
    Way("merge", "/office/proposals/{number}/merge",
        {"since": "gathering backing", "seen": "1", "into": "P-1", "reason": "The same."}, by="officer"),
    Way("unmerge", "/office/proposals/{number}/unmerge", {"reason": "No."}, Stage.MERGED, by="officer"),
    Way("split", "/proposals/{number}/split",
        {"since": MARK, "token": "a" * 32, "title": "A", "what": "B", "who_benefits": "C", "stays": "D"}),
    Way("promise", "/office/proposals/steps/proposal",
        {"since": "", "people1": "5", "happens1": "A call.", "save": "y"}, by="officer", numbers=("people1",)),
    Way("assess", "/office/proposals/{number}/assess", {"aspect": "cost", "finding": "None."}, Stage.ASSESSMENT,
        by="officer", choices=("aspect",)),
]  # fmt: skip
ALL_SHOWN_AT = ("/proposals", "/proposals/all/csv", "/proposals/all/json", "/")


def called(way):
    return f"{way.path} {way.stage}"


@pytest.fixture
def send(_site, app, session, monkeypatch):
    """`send(way, values)`: the reply to a form with these values, sent by whoever may; each from the same start."""
    monkeypatch.setattr(security.csrf, "protect", lambda: None)  # what is sent must be borne without the token's help
    monkeypatch.setitem(app.config, "WTF_CSRF_ENABLED", False)

    def sent(way, values, **how):
        session.rollback()
        start = _site.start_from(f"before {way.endpoint} {called(way)}", lambda: _make_start(app, way))
        proposal = session.get_one(Proposal, start["proposal"], populate_existing=True)
        if isinstance(values, dict):
            fresh = {"a" * 32: secrets.token_urlsafe(24), MARK: mark_of(proposal.title, proposal.what)}
            values = {name: fresh.get(one, one) if isinstance(one, str) else one for name, one in values.items()}
        visitor = sign_in(Visitor(app), session.get_one(Person, start["person"], populate_existing=True))
        session.rollback()
        return proposal, visitor, visitor.client.post(start["path"], data=values, **how)

    return sent


def _make_start(app, way):
    """Somebody's proposal at the stage of this way: its id, that of who sends the form, and where it is sent."""
    session = db.session
    make_places(session)
    author = make_person(session)
    proposal = make_proposal(session, stage=way.stage, author=author)
    person = {"author": lambda: author, "resident": lambda: make_person(session),
              "friend": lambda: make_person(session),
              "officer": lambda: make_person(session, Role.OFFICER)}[way.by]()  # fmt: skip
    path = way.path.format(id=proposal.id, number=proposal.number, **_beside(app, session, way, proposal, person))
    return {"proposal": proposal.id, "person": person.id, "path": path}


def _beside(app, session, way, proposal, person):
    """What an address names besides the proposal: a sheet, a suggestion, an invitation."""
    found = {"sheet": make_sheet(session, proposal, lines=3).id, "token": "", "amendment": 0}
    author = session.get_one(Person, proposal.author_id)
    if way.by == "friend":
        key = keys.derive(app.config["SECRET_KEY"], "co-sponsor")
        found["token"] = sponsoring.invite(session, proposal=proposal, email=person.email, by=author, key=key)
    if way.endpoint == "answer":
        one = amending.suggest(session, proposal=proposal, person_id=make_person(session).id, title=proposal.title,
                               what="Two.", why="Why not.", since=mark_of(proposal.title, proposal.what))  # fmt: skip
        found["amendment"] = one.id
    if way.endpoint == "unmerge":
        proposal.merged_into_id = make_proposal(session).id
    session.commit()
    return found


def looked_over(reply):
    """A page that is whole, has a heading, runs nothing and shows no innards."""
    assert reply.status_code in FINE, (reply.status_code, reply.text[:800])
    assert "Traceback" not in reply.text[:20_000]
    if reply.mimetype == "text/html" and reply.text and reply.status_code not in {302, 303}:
        tree = html.document_fromstring(reply.text)
        assert tree.xpath("//h1")
        look_over(tree, reply.request.path)
        assert not tree.xpath("//@onerror|//@onfocus|//iframe|//a[starts-with(@href,'javascript')]")
        assert not tree.xpath("//img[contains(@src, 'evil')]")
        return tree
    return None


@pytest.mark.parametrize("name", hostile(TEXTS))
@pytest.mark.parametrize("way", [one for one in WAYS if one.texts], ids=called)
def test_any_text_in_any_field_gives_a_page(send, visitor, session, way, name):
    """In all fields at once; and in each alone, where one that refuses it hides what would come of the others."""
    for controls in (way.texts, *([one] for one in way.texts if len(way.texts) > 1)):
        proposal, sender, reply = send(way, {**way.fields, **dict.fromkeys(controls, TEXTS[name])})
        looked_over(reply)
        if reply.status_code in {302, 303}:  # it was taken, and is shown
            looked_over(sender.client.get(reply.headers["Location"]))
            session.expire_all()
            number = session.get_one(Proposal, proposal.id).number or 0
            for path in (f"/proposals/{number}", *ALL_SHOWN_AT):
                looked_over(visitor.client.get(path))
            if controls == way.texts:
                break


@pytest.mark.parametrize("way", [one for one in WAYS if one.numbers], ids=called)
def test_any_number_gives_a_page_that_says_what_is_wrong(send, way):
    for control in way.numbers:
        for value in NUMBERS:
            _proposal, _sender, reply = send(way, {**way.fields, control: value})
            tree = looked_over(reply)
            if value not in {"0", "٣"}:  # which may be right
                assert tree.xpath("//p[contains(@class,'govuk-error-message')]"), (control, value[:20])


@pytest.mark.parametrize("way", [one for one in WAYS if one.days], ids=called)
def test_any_day_gives_a_page_that_says_what_is_wrong(send, way):
    for control in way.days:
        for value in DAYS:
            tree = looked_over(send(way, {**way.fields, control: value})[2])
            assert tree.xpath("//p[contains(@class,'govuk-error-message')]"), value[:20]


@pytest.mark.parametrize("way", [one for one in WAYS if one.choices], ids=called)
def test_a_choice_that_is_not_offered_is_not_taken(send, session, way):
    for control in way.choices:
        for value in CHOICES:
            proposal, _sender, reply = send(way, {**way.fields, control: value})
            looked_over(reply)
            session.expire_all()
            kept = session.get_one(Proposal, proposal.id)
            assert (kept.area_id, kept.group_id) == (None, None)


@pytest.mark.parametrize("way", WAYS, ids=called)
def test_a_form_that_lacks_fields_or_has_them_many_times_gives_a_page(send, way):
    for values in ({}, {name: [value] * 50 for name, value in way.fields.items()}, {"unknown": "x", "id": "1"}):
        looked_over(send(way, values)[2])


@pytest.mark.parametrize("way", [one for one in WAYS if one.fields], ids=called)
def test_a_file_in_the_place_of_words_gives_a_page(send, way):
    for control in way.fields:
        looked_over(send(way, {**way.fields, control: (io.BytesIO(make_picture()), "a.jpg")})[2])


BODIES = {
    "deep JSON": ("application/json", b'{"title": ["x"], "deep": ' + b"[" * 2_000 + b"]" * 2_000 + b"}"),
    "no boundary": ("multipart/form-data", b"no boundary"),
    "another boundary": ("multipart/form-data; boundary=x", b"--y\r\n\r\nno part"),
    "cut off": (
        "multipart/form-data; boundary=x",
        b'--x\r\nContent-Disposition: form-data; name="title"\r\n\r\ncut off',
    ),
    "a long header": ("multipart/form-data; boundary=x", b"--x\r\n" + b"A: " + b"b" * 100_000 + b"\r\n\r\n\r\n--x--"),
    "a long boundary": ("multipart/form-data; boundary=" + "x" * 3_000, b"--x--"),
    "a strange alphabet": ("application/x-www-form-urlencoded; charset=nonsense", b"title=%ff%fe%00&=&&&%%%"),
    "very many fields": ("application/x-www-form-urlencoded", b"&".join(b"a%d=1" % one for one in range(20_000))),
    "an entity": ("text/xml", b'<!DOCTYPE a [<!ENTITY b SYSTEM "file:///etc/passwd">]><a>&b;</a>'),
    "no kind": ("nonsense", b"\x00\xff" * 500),
}


@pytest.mark.once  # no database sees a body that is no form
@pytest.mark.parametrize("way", WAYS, ids=called)
def test_a_body_that_is_no_form_gives_a_page(send, way):
    for kind, body in BODIES.values():
        looked_over(send(way, body, content_type=kind)[2])


FILES = {
    "nothing": (b"", "a.jpg"),
    "a script": (b"<script>alert(1)</script>", "a.html"),
    "a picture in name alone": (b"<?php system($_GET[1]);", "a.php.jpg"),
    "a drawing that runs": (b"<svg xmlns='http://www.w3.org/2000/svg' onload='alert(1)'/>", "a.svg"),
    "half a picture": (make_picture()[:200], "a.jpg"),
    "another kind": (make_picture(kind="BMP"), "a.bmp"),
    "a way up": (make_picture(), "../../../etc/passwd"),
    "a name with a line in it": (make_picture(), "a\r\nX-Evil: 1.jpg"),
    "a name turned round": (make_picture(), "\u202egpj.exe"),
    "a long name": (make_picture(), "x" * 5_000 + ".jpg"),
    "no name": (make_picture(), ""),
}


@pytest.mark.parametrize("name", FILES)
def test_any_file_gives_a_page(send, name):
    way = next(one for one in WAYS if one.endpoint == "picture")
    data, called = FILES[name]
    looked_over(send(way, {"alt": "Words.", "picture": (io.BytesIO(data), called)})[2])


FILTERS = {
    "/proposals": ("words", "stage", "area", "sort", "after", "unknown"),
    "/proposals/related": ("title",),
    "/office/proposals": ("stage", "late", "after"),
}
CURSORS = ["0.0", "-1.-1", "1", ".", "1.2.3", "99999999999.1", "1.99999999999", "٣.٣", "1e5.1", f"{2**63}.{2**63}",
           str(2**31), str(2**63), str(10**40), "-1"]  # fmt: skip


@pytest.mark.parametrize(("path", "name"), [(path, name) for path, names in FILTERS.items() for name in names])
def test_any_filter_gives_a_page(session, as_officer, path, name):
    make_places(session)
    make_proposal(session)
    values = [text for key, text in TEXTS.items() if key not in {"a megabyte", "more than a form"}]
    for value in [*values, *NUMBERS, *CHOICES, *CURSORS]:
        for query in ({name: value}, {name: value, "sort": "backing"}):
            reply = as_officer.client.get(path, query_string=query)
            assert reply.status_code == 200, (name, value[:40])
            if path != "/proposals/related":
                looked_over(reply)


def test_a_list_goes_on_from_any_cursor_without_losing_its_filter(session, visitor):
    for number in range(52):
        make_proposal(session, title=f"<b>{number}</b> & bench", stage=Stage.GATHERING)
    page = visitor.open('/proposals?words=bench&stage=gathering&sort=backing&evil="><script>')
    [target] = page.all("//a[contains(., 'Next page')]/@href")
    assert "words=bench" in target
    assert "evil" not in target
    assert len(visitor.open(target).all("//main//h2/a")) == 2


@pytest.mark.parametrize(
    "number", ["0", "-1", "1.5", "1e3", "x", str(2**31), str(2**63), "9" * 400, "%00", "1%00", "٣"]
)
def test_any_number_in_an_address_is_not_found(app, session, as_officer, monkeypatch, number):
    monkeypatch.setattr(security.csrf, "protect", lambda: None)
    make_proposal(session)
    rules = [rule for rule in app.url_map.iter_rules() if rule.endpoint.startswith("proposals.") and rule.arguments]
    for rule in rules:
        path = rule.rule.replace("<any(csv, json):kind>", "csv").replace("<any(follow, mute, unfollow):act>", "follow")
        path = path.replace("<any(what, where, benefit, owner):act>", "what")
        for argument in rule.arguments:
            path = path.replace(f"<int:{argument}>", number)
        if "<int" in rule.rule:
            for method in rule.methods & {"GET", "POST"}:
                reply = as_officer.client.open(path, method=method)
                assert reply.status_code == (302 if rule.endpoint == "proposals.short" and number.isdecimal()
                                             else 404), (path, reply.status_code)  # fmt: skip


def test_somebody_else_s_token_begins_nothing_and_breaks_nothing(app, send, session):
    way, token = WAYS[0], {"token": "b" * 32}
    assert send(way, way.fields | token)[2].status_code in {302, 303}
    somebody_else = sign_in(Visitor(app), make_person(session))
    tree = looked_over(somebody_else.client.post(way.path, data=way.fields | token))
    assert tree.xpath("//*[contains(@class,'govuk-error-summary')]")


def test_every_form_of_the_room_is_tried(app):
    forms = {
        rule.endpoint.removeprefix("proposals.")
        for rule in app.url_map.iter_rules()
        if rule.endpoint.startswith("proposals.") and "POST" in rule.methods
    }
    assert forms - {one.endpoint for one in WAYS} == set()
