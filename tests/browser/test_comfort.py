"""What script adds, where it runs: nothing is needed, everything is a little easier."""

import re

import pytest
from playwright.sync_api import expect

from tests.browser.looking import look_over

CODE = re.compile(r"[0-9A-Z]{4}-[0-9A-Z]{4}-[0-9A-Z]{4}")


def test_what_is_filled_in_is_saved_while_the_person_goes_on(phone):
    page = phone()
    page.goto("/consultations/buses-and-streets/answer")
    page.get_by_label("A business").check()
    status = page.locator("[data-autosave-status]")
    expect(status).to_contain_text("Saved at", timeout=15_000)
    look_over(page)
    other = phone()
    other.goto("/receipt")
    other.get_by_label("Your code").fill(CODE.search(status.inner_text())[0])
    other.get_by_role("button", name="Open my answer").click()
    other.get_by_role("button", name="Carry on").click()
    expect(other.get_by_label("A business")).to_be_checked()


def test_a_line_that_is_down_leaves_what_was_typed_in_the_page(phone):
    page = phone()
    page.goto("/consultations/buses-and-streets/answer")
    page.context.set_offline(True)
    page.get_by_label("Myself").check()
    expect(page.locator("[data-autosave-status]")).to_contain_text("We cannot save just now", timeout=15_000)
    expect(page.get_by_label("Myself")).to_be_checked()


@pytest.mark.parametrize("script", [True, False])
def test_the_box_for_own_words_opens_with_its_option(phone, script):
    page = phone(script=script)
    page.goto("/consultations/buses-and-streets/answer")
    page.get_by_label("Myself").check()
    page.get_by_role("button", name="Save and continue").click()
    expect(page.get_by_label("Tell us in your own words")).to_be_hidden()
    page.get_by_label("Something else").check()
    expect(page.get_by_label("Tell us in your own words")).to_be_visible()
    page.get_by_label("Nothing stops me").check()
    expect(page.get_by_label("Something else")).to_be_checked(checked=not script)


def test_letters_left_are_counted_while_writing(phone):
    page = phone()
    page.goto("/consultations/buses-and-streets/answer")
    page.get_by_label("Myself").check()
    for _ in range(3):
        page.get_by_role("button", name="Save and continue").click()
    page.get_by_label("What is the main reason for your answer?").fill("x" * 1490)
    expect(page.get_by_text("You have 10 characters remaining").first).to_be_visible()
