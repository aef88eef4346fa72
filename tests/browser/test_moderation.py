"""Two moderators clear a hostile discussion, at the same time in two browsers, without a mouse."""

import re

import pytest
from playwright.sync_api import Locator, Page, expect
from sqlalchemy import select

from tests.browser.looking import look_over
from tests.support.forums import make_post, make_thread
from tests.support.people import make_person
from webapp.access import Role
from webapp.database import db, writing
from webapp.moderation import cases
from webapp.moderation.models import Case, Reason, Ruling
from webapp.notices.models import Message

ANN, BOB, AUTHOR = "ann@merestone.example", "bob@merestone.example", "cross@merestone.example"
MANY = 10
TITLE = "What the leaders did"
WIDE = {"width": 1280, "height": 900}


@pytest.fixture
def hostile(app, site):
    """Ten posts of one person that others told us about; the ids of their cases. And two moderators."""
    with app.app_context():
        writing.set(True)
        make_person(db.session, Role.MODERATOR, email=ANN, name="Ann Reader")
        make_person(db.session, Role.MODERATOR, email=BOB, name="Bob Reader")
        author = make_person(db.session, email=AUTHOR, name="C. Ross")
        thread = make_thread(db.session, title=TITLE)
        for number in range(MANY):
            one = make_post(db.session, thread, author=author, text=f"Sack them, part {number}. They are liars.")
            cases.flag(db.session, kind="post", thing_id=one.id, author_id=author.id, reason=Reason.ABUSE,
                       person_id=make_person(db.session).id, words="He insults people.")  # fmt: skip
        db.session.commit()
        found = list(db.session.scalars(select(Case.id).where(Case.kind == "post").order_by(Case.id)))
        writing.set(False)
    assert len(found) == MANY
    return found


def tab_to(page: Page, target: Locator) -> None:
    """Press Tab until this has the focus, as somebody without a mouse does."""
    for _press in range(120):
        if target.evaluate("one => one === document.activeElement"):
            return
        page.keyboard.press("Tab")
    raise AssertionError(f"Tab never reaches {target} on {page.url}")


def press(page: Page, name: str) -> None:
    tab_to(page, page.get_by_role("button", name=name, exact=True))
    page.keyboard.press("Enter")


def tick(page: Page, ids: list[int]) -> None:
    for ident in ids:
        tab_to(page, page.locator(f"#case-{ident}"))
        page.keyboard.press("Space")
        expect(page.locator(f"#case-{ident}")).to_be_checked()


def choose(page: Page, name: str, label: str) -> None:
    """The radio with this label: Tab reaches the first of a group, the arrows the others."""
    radios = page.locator(f"input[type=radio][name={name}]")
    tab_to(page, radios.first)
    wanted = page.get_by_label(label, exact=True)
    page.keyboard.press("Space")
    for _press in range(radios.count()):
        if wanted.is_checked():
            return
        page.keyboard.press("ArrowDown")
    raise AssertionError(f"no arrow reaches {label}")


def write(page: Page, label: str, words: str) -> None:
    tab_to(page, page.get_by_label(label))
    page.keyboard.type(words)


def hide(page: Page, ids: list[int], words: str) -> None:
    tick(page, ids)
    choose(page, "verdict", "Hide it")
    choose(page, "reason", "It insults or bullies somebody")
    write(page, "A sentence to the author", words)
    press(page, "Decide what is ticked")


def both_sizes(page: Page) -> None:
    before = page.viewport_size
    for width in (320, 1280):
        page.set_viewport_size({"width": width, "height": 900})
        look_over(page)
    assert before
    page.set_viewport_size(before)


def queue_of(page: Page) -> Page:
    page.goto("/office/moderation?kind=post")  # the demonstration has cases of its own
    return page


def taken_by(app, email: str) -> set[int]:
    with app.app_context():
        found = select(Case).where(Case.closed_at.is_(None), Case.claimed_by.is_not(None))
        names = {one.id: one.claimed_by for one in db.session.scalars(found)}
        return {ident for ident, person in names.items() if person == person_id(email)}


def author_id(app) -> int:
    with app.app_context():
        return person_id(AUTHOR)


def person_id(email: str) -> int:
    table = Message.metadata.tables["person"]
    found = db.session.scalar(select(table.c.id).where(table.c.email == email))
    assert found is not None
    return int(found)


def last_mail(app, address: str) -> Message:
    with app.app_context():
        found = db.session.scalars(select(Message).where(Message.to == address).order_by(Message.id.desc())).first()
        assert found is not None
        return found


def link_in(mail: Message) -> str:
    found = re.search(r"https?://[^/\s]+(/moderation\S+)", mail.text)
    assert found
    return found[1]


def take_at_once(app, ann: Page, bob: Page, hostile: list[int]) -> tuple[list[int], list[int]]:
    """Both tick some of the same and press at once; who has which now."""
    tick(queue_of(ann), hostile[:6])
    tick(queue_of(bob), hostile[4:])
    for page in (ann, bob):
        tab_to(page, page.get_by_role("button", name="Take what is ticked"))
    ann.keyboard.press("Enter")  # neither waits for the other's page
    bob.keyboard.press("Enter")
    for page in (ann, bob):
        expect(page.get_by_text("yours for ten minutes")).to_be_visible()
    anns, bobs = taken_by(app, ANN), taken_by(app, BOB)
    assert anns | bobs == set(hostile)
    assert not anns & bobs
    assert sorted([len(anns), len(bobs)]) == [4, 6]
    return sorted(anns), sorted(bobs)


@pytest.mark.journey
def test_two_moderators_clear_a_hostile_afternoon_without_stepping_on_each_other(app, hostile, phone, phone_of):
    ann, bob = phone_of(ANN), phone_of(BOB)
    bob.set_viewport_size(WIDE)
    anns, bobs = take_at_once(app, ann, bob, hostile)
    queue_of(ann)
    both_sizes(ann)
    expect(ann.get_by_text("Taken by Bob Reader")).to_have_count(len(bobs))
    expect(ann.locator(f"#case-{bobs[0]}")).to_be_disabled()

    late = ann.context.new_page()  # another window, opened before Bob decides
    queue_of(bob)
    bob_free(bob)
    tick(queue_of(late), bobs[:1])
    hide(bob, bobs[:2], "Argue with what was decided, not with who did.")
    expect(bob.get_by_text("2 are decided.")).to_be_visible()
    choose(late, "verdict", "Let it stand")
    press(late, "Decide what is ticked")
    expect(late.get_by_text("Somebody decided one of these a moment ago.")).to_be_visible()
    both_sizes(late)
    late.close()

    hide(queue_of(ann), anns, "Please be kind.")  # one reason for many
    expect(ann.get_by_text(f"{len(anns)} are decided.")).to_be_visible()
    hide(queue_of(bob), bobs[2:], "Please be kind.")
    expect(bob.get_by_text("Nothing waits here. Well done.")).to_be_visible()
    both_sizes(bob)
    assert len(rulings(app)) == MANY

    appeal(phone_of(AUTHOR), link_in(last_mail(app, AUTHOR)))
    answer(ann)
    expect_shown_again(phone())
    undo_own(bob)
    suspend(ann, author_id(app))
    told(app, phone_of(AUTHOR))


def bob_free(page: Page) -> None:
    press(page, "Let go of everything I took")
    expect(page.get_by_text("Everything you took is free again.")).to_be_visible()


def rulings(app) -> list[Ruling]:
    with app.app_context():
        return list(db.session.scalars(select(Ruling)))


def appeal(author: Page, address: str) -> None:
    author.goto(address)
    expect(author.get_by_text("No insults and no bullying.")).to_be_visible()
    both_sizes(author)
    write(author, "Why should somebody else look at it again?", "They did lie: see the minutes.")
    press(author, "Ask for another look")
    expect(author.get_by_text("Another moderator will look at it.").first).to_be_visible()
    both_sizes(author)


def answer(moderator: Page) -> None:
    """What Bob decided last is answered by Ann."""
    moderator.goto("/office/moderation/appeals")
    both_sizes(moderator)
    tab_to(moderator, moderator.get_by_role("link", name="Answer"))
    moderator.keyboard.press("Enter")
    expect(moderator.get_by_text("They did lie: see the minutes.")).to_be_visible()
    both_sizes(moderator)
    choose(moderator, "granted", "Show it again")
    write(moderator, "Why? The author reads this.", "The minutes say so.")
    press(moderator, "Answer")
    expect(moderator.get_by_text("Answered. The author is told.")).to_be_visible()
    both_sizes(moderator)


def expect_shown_again(stranger: Page) -> None:
    stranger.goto("/forum")
    stranger.get_by_role("link", name=TITLE).click()
    expect(stranger.get_by_text("Sack them")).to_have_count(1)
    both_sizes(stranger)
    for address in ("/moderation", "/moderation/log", "/safety"):
        stranger.goto(address)
        both_sizes(stranger)


def undo_own(moderator: Page) -> None:
    moderator.goto("/office/moderation/decided")
    both_sizes(moderator)
    moderator.get_by_role("button", name="Take it back").first.focus()
    moderator.keyboard.press("Enter")
    expect(moderator.get_by_text("Taken back.").first).to_be_visible()


def suspend(moderator: Page, author: int) -> None:
    with_name = moderator.get_by_role("link", name="C. Ross")
    moderator.goto("/office/moderation/people")
    both_sizes(moderator)
    assert with_name.count() == 0
    moderator.goto(f"/office/moderation/people/{author}")
    both_sizes(moderator)
    choose(moderator, "act", "Suspend them: they cannot write until a day")
    moderator.get_by_label("From which day may they write again?").fill("2026-06-15")
    choose(moderator, "reason", "It insults or bullies somebody")
    write(moderator, "Why? The person reads this.", "Ten insults in one afternoon.")
    press(moderator, "Do it and tell them")
    expect(moderator.get_by_text("Done. They are told by mail")).to_be_visible()
    both_sizes(moderator)
    moderator.goto("/office/moderation/people")
    expect(with_name).to_be_visible()
    both_sizes(moderator)


def told(app, author: Page) -> None:
    mail = last_mail(app, AUTHOR)
    assert "Ten insults in one afternoon." in mail.text
    author.goto("/account")
    expect(author.get_by_text("You cannot write here until Monday 15 June 2026")).to_be_visible()
    both_sizes(author)
    for address in (link_in(mail), "/moderation/mine"):
        author.goto(address)
        both_sizes(author)


def test_a_moderators_first_day_is_empty_and_says_so(app, hostile, phone_of, site):
    with app.app_context():
        writing.set(True)
        for one in db.session.scalars(select(Case)):
            one.closed_at = one.opened_at
        db.session.commit()
    page = phone_of(ANN)
    for address, says in {
        "/office/moderation": "Nothing waits here. Well done.",
        "/office/moderation/appeals": "Nobody waits for another look.",
        "/office/moderation/decided": "You have decided nothing yet.",
        "/office/moderation/people": "Everybody can write.",
    }.items():
        page.goto(address)
        expect(page.get_by_text(says)).to_be_visible()
        both_sizes(page)
