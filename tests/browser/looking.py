"""Looking a page over as people meet it: nothing for axe to find, no scrolling sideways."""

from pathlib import Path

from playwright.sync_api import Page

AXE = Path(__file__).resolve().parents[2] / "node_modules" / "axe-core" / "axe.min.js"
_RULES = "['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice']"
_ONLY_WHAT_IS_WRONG = "resultTypes: ['violations'], selectors: false"
_RUN = f"""async () => (await axe.run(document, {{runOnly: {_RULES}, {_ONLY_WHAT_IS_WRONG}}})).violations.map(
    found => found.id + ': ' + found.help + ' at ' + found.nodes.slice(0, 3).map(node => node.html.slice(0, 160)))"""


def look_over(page: Page) -> None:
    """Fail with what axe finds, or when the page is wider than its window."""
    page.evaluate(AXE.read_text("utf-8"))
    found = page.evaluate(_RUN)
    assert found == [], f"{page.url}: {found}"
    fits(page)


def fits(page: Page) -> None:
    page.wait_for_load_state()  # a click is over as soon as the next page begins to arrive
    wide, window = page.evaluate("[document.documentElement.scrollWidth, document.documentElement.clientWidth]")
    assert wide <= window, f"{page.url} scrolls sideways: {wide} in {window}"


def look_over_with_script(page: Page) -> None:
    """The same where no script runs: axe needs script, so a second browser opens the same address."""
    fits(page)
    browser = page.context.browser
    assert browser is not None
    twin = browser.new_context(viewport=page.viewport_size, storage_state=page.context.storage_state())
    second = twin.new_page()
    second.goto(page.url)
    look_over(second)
    twin.close()
