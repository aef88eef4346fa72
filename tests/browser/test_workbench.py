"""Two officers read what was said about buses, by keys alone, at the same time, and lose nothing."""

import re

import pytest
from playwright.sync_api import expect

from tests.browser.looking import fits, look_over
from tests.support import merestone
from webapp.database import db
from webapp.demonstration.loading import PASSWORD

DESK = {"width": 1280, "height": 900}
FIRST, SECOND = "okafor@merestone.example", "amankwah@merestone.example"


BUSES = "buses-and-streets"


@pytest.fixture
def demonstration(_site):
    """With the themes of the bus question found."""
    merestone.put(_site, themed=BUSES)


@pytest.fixture
def themes(_site, site):
    """The address of the workbench of the bus question."""
    with _site.app.app_context():
        return f"/office/themes/question/{merestone.themed_question(db.session, BUSES)}"


@pytest.fixture
def officer(phone):
    """`officer(email)`: somebody of the office at a desk, signed in."""

    def sign_in(email=FIRST):
        page = phone()
        page.set_viewport_size(DESK)
        enter(page, email)
        return page

    return sign_in


def enter(page, email):
    page.goto("/sign-in")
    page.get_by_label("E-mail address").fill(email)
    page.get_by_label("Password", exact=True).fill(PASSWORD)
    page.keyboard.press("Enter")
    expect(page.get_by_role("link", name="Sign out")).to_be_visible()


def go(page, role, name):
    """Follow a link or press a button with the keyboard."""
    page.get_by_role(role, name=name).first.focus()
    press_and_wait(page, "Enter")


def start(page, address):
    page.goto(address)
    go(page, "link", "Read answers")
    go(page, "button", re.compile("reading$"))
    expect(page.get_by_role("heading", level=1)).to_contain_text("Read answer")


def letters_on(page):
    """Keys of themes that are not ticked, and the first theme that is."""
    rows = page.locator("[data-theme]:not([data-special])")
    return rows.filter(has=page.locator("[name=themes]:not(:checked)"))


def tick(page, row):
    page.keyboard.press(row.get_attribute("data-key"))
    expect(row.locator("[name=themes]")).to_be_checked()


def press_and_wait(page, key):
    with page.expect_navigation():
        page.keyboard.press(key)


@pytest.mark.journey
def test_two_officers_code_the_bus_question_by_keys_alone(officer, themes):
    one, other = officer(FIRST), officer(SECOND)
    start(one, themes)
    look_over(one)
    start(other, themes)
    assert one.url != other.url
    first = one.url
    row = one.locator(f'[data-theme="{letters_on(one).first.get_attribute("data-theme")}"]')
    tick(one, row)
    expect(one.locator("[data-announce]")).to_contain_text("✓")
    press_and_wait(one, "Enter")
    expect(one.get_by_text("Saved.").first).to_be_visible()
    assert one.url not in (first, other.url)
    press_and_wait(one, "ArrowLeft")
    assert one.url == first
    press_and_wait(one, "u")
    expect(one.get_by_text("Took back: Read").first).to_be_visible()
    expect(one.locator(f'[data-theme="{row.get_attribute("data-theme")}"] [name=themes]')).not_to_be_checked()
    press_and_wait(other, "Enter")
    press_and_wait(other, "j")
    look_over(other)
    merge(other, themes)
    one.goto(f"{themes}/history")
    expect(one.get_by_text("Merged").first).to_be_visible()
    go(one, "button", re.compile("^Undo Merged"))
    expect(one.get_by_text("Took back: Merged").first).to_be_visible()
    look_over(one)


def merge(page, themes):
    """The first theme becomes part of the second."""
    page.goto(themes)
    go(page, "link", re.compile("^Merge "))
    look_over(page)
    page.get_by_label("Make it part of").focus()
    page.keyboard.press("ArrowDown")
    page.keyboard.press("Tab")
    press_and_wait(page, "Enter")
    expect(page.get_by_text("now.").first).to_be_visible()


def test_a_sentence_is_marked_for_a_theme_and_kept(officer, themes):
    page = officer()
    start(page, themes)
    here = page.url
    page.keyboard.press("]")
    chosen = page.evaluate("getSelection().toString().trim()")
    expect(page.locator("[data-chosen]")).to_contain_text(chosen[:60])
    row = page.locator(f'[data-theme="{letters_on(page).first.get_attribute("data-theme")}"]')
    tick(page, row)
    expect(row.locator("[name=marks]")).to_have_count(1)
    press_and_wait(page, "Enter")
    page.goto(here)
    expect(row.locator("[name=marks]")).to_have_count(1)
    text = page.locator("[data-answer]").inner_text()
    assert chosen in text
    expect(row.locator("[data-marks] label")).to_contain_text(chosen[:60])


def test_single_keys_rest_in_fields_and_when_they_are_switched_off(officer, themes):
    page = officer()
    start(page, themes)
    ticked = page.locator("[name=themes]:checked")
    before = ticked.count()
    row = letters_on(page).first
    key = row.get_attribute("data-key")
    page.keyboard.press("n")
    expect(page.get_by_label("Note for colleagues")).to_be_focused()
    page.keyboard.type(f"{key}j?u")
    expect(page.get_by_label("Note for colleagues")).to_have_value(f"{key}j?u")
    expect(ticked).to_have_count(before)
    page.get_by_role("heading", level=1).click()
    page.keyboard.press("?")
    expect(page.get_by_text("look for a theme by its name")).to_be_visible()
    page.get_by_role("button", name="Turn single keys off").focus()
    page.keyboard.press("Enter")
    page.get_by_role("heading", level=1).click()
    page.keyboard.press(key)
    expect(ticked).to_have_count(before)
    expect(page.get_by_role("button", name="Turn single keys on")).to_be_visible()
    look_over(page)


def test_what_was_written_is_there_again_after_being_signed_out(officer, themes):
    page = officer()
    start(page, themes)
    here = page.url
    page.keyboard.press("n")
    page.keyboard.type("Ask the operator.")
    page.context.clear_cookies()
    page.get_by_role("button", name="Save and next").click()
    expect(page.get_by_role("heading", level=1)).not_to_contain_text("Read answer")
    enter(page, FIRST)
    page.goto(here)
    expect(page.locator("#note")).to_have_value("Ask the operator.")
    expect(page.locator("[data-announce]")).to_contain_text("here again")


def test_a_theme_is_found_by_its_name(officer, themes):
    page = officer()
    start(page, themes)
    row = letters_on(page).last
    name, theme = row.locator("label").first.inner_text(), row.get_attribute("data-theme")
    page.keyboard.press("/")
    page.keyboard.type(name)
    expect(page.locator("[data-theme]:visible")).to_have_count(1)
    page.keyboard.press("Enter")
    expect(page.locator(f'[data-theme="{theme}"] [name=themes]')).to_be_checked()


@pytest.mark.parametrize("width", [320, 768, 1280])
def test_pages_of_the_workbench_fit_and_axe_finds_nothing(officer, themes, width):
    page = officer()
    page.set_viewport_size({"width": width, "height": 800})
    start(page, themes)
    look_over(page)
    answer = page.url.rpartition("/")[2]
    page.goto(themes)
    theme = page.locator(".fm-theme__name").first.get_attribute("href")
    for path in (themes, f"{themes}/read", f"{themes}/find?state=look", f"{themes}/answer/{answer}", theme,
                 f"{theme}/split", f"{theme}/nest", f"{theme}/merge", f"{themes}/voices"):  # fmt: skip
        page.goto(path)
        look_over(page)
        fits(page)


def test_reading_works_without_script(phone, themes):
    page = phone(script=False)
    enter(page, FIRST)
    page.goto(f"{themes}/read")
    page.get_by_role("button", name="Start reading").click()
    here = page.url
    fits(page)
    page.get_by_role("button", name="Save and next").click()
    expect(page.get_by_text("Saved.").first).to_be_visible()
    assert page.url != here
