"""Two people code the same answers apart, by keys alone; what they differ on is settled, and agreement is right."""

import re

import pytest
from playwright.sync_api import expect

from tests.browser.looking import look_over
from tests.browser.test_workbench import demonstration, go, officer, press_and_wait, themes
from webapp.database import db, writing
from webapp.themes import queries
from webapp.themes.models import CodeFrame, SecondReading

__all__ = ["demonstration", "officer", "themes"]  # fixtures

CODER = "lindqvist@merestone.example"
CODED = 3


@pytest.fixture
def given(_site):
    """`given(reading_id)`: the answer's id, the themes it is suggested for, and every other theme's id."""

    def look(reading_id):
        with _site.app.app_context():
            writing.set(False)
            reading = db.session.get_one(SecondReading, reading_id)
            frame, item = db.session.get_one(CodeFrame, reading.frame_id), reading.item_id
            codes = {one.theme_id for one in queries.codes_of_answers(db.session, frame, [item])[item]}
            known = [one for one in queries.list_themes(db.session, frame) if one.live and not one.special]
            return item, codes, [one.id for one in known if one.id not in codes]

    return look


def code(page, wanted):
    """Tick these themes by keys, and save."""
    for theme in sorted(wanted):
        page.locator(f'[name=themes][value="{theme}"]').focus()
        page.keyboard.press("Space")
    page.get_by_role("button", name="Save and next").focus()
    press_and_wait(page, "Enter")


def kappa_of(pairs, theme):
    """Cohen's kappa by hand: agreement seen, less what chance would bring, of what was left to chance."""
    total = len(pairs)
    seen = sum((theme in one) == (theme in other) for one, other in pairs) / total
    first, second = (sum(theme in pair[side] for pair in pairs) / total for side in (0, 1))
    chance = first * second + (1 - first) * (1 - second)
    return None if chance == 1 else round((seen - chance) / (1 - chance), 9) + 0.0  # and never minus nothing


@pytest.mark.journey
def test_what_two_people_coded_apart_is_compared_settled_and_told(officer, themes, given):
    one, other = officer(), officer(CODER)
    one.goto(themes)
    go(one, "link", "Coding twice")
    go(one, "button", re.compile("^Draw"))
    look_over(one)
    other.goto(f"{themes}/pairs")
    go(other, "button", "Code the next answer")
    look_over(other)
    pairs, items = [], []
    for turn in range(CODED):
        item, codes, others = given(int(other.url.rpartition("/")[2]))
        expect(other.get_by_text("Suggested", exact=False)).to_have_count(0)
        mine = codes if turn < CODED - 1 else {others[0]}
        code(other, mine)
        pairs.append((codes, mine))
        items.append(item)
    for item in items:
        one.goto(f"{themes}/read/{item}")
        one.get_by_role("button", name=re.compile("^Save and")).first.focus()
        press_and_wait(one, "Enter")
    one.goto(f"{themes}/pairs/agreement")
    look_over(one)
    assert f"the same themes to {CODED - 1} of {CODED} answers" in one.inner_text("main")
    for theme in pairs[-1][1] | pairs[-1][0]:
        kappa = kappa_of(pairs, theme)
        if kappa is not None:
            assert f"{kappa:.2f}".replace("-", "−") in one.inner_text("main")
    one.goto(f"{themes}/pairs/settle")
    go(one, "link", re.compile("^Settle answer"))
    look_over(one)
    one.get_by_label("The second coder’s", exact=False).first.focus()
    one.keyboard.press("Space")
    one.get_by_role("button", name="Settle and next").focus()
    press_and_wait(one, "Enter")
    assert given_now(one, themes, items[-1]) == pairs[-1][1]
    one.goto(f"{themes}/pairs/agreement")
    assert f"the same themes to {CODED - 1} of {CODED} answers" in one.inner_text("main"), (
        "settling changes no agreement"
    )


def given_now(page, themes, item):
    """The themes the answer is under, as its page says."""
    page.goto(f"{themes}/answer/{item}")
    links = page.locator(".fm-card h3 a").evaluate_all("all => all.map(one => one.getAttribute('href'))")
    return {int(link.rpartition("/")[2]) for link in links}
