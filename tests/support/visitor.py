"""Somebody with a browser: opens pages, fills forms, follows links. Every page fetched is looked over on the way."""

from collections import Counter
from typing import Any
from urllib.parse import urljoin, urlsplit

from flask import Flask
from lxml import html
from werkzeug.test import TestResponse

HIDDEN = {"hidden", "submit", "button"}


class Page:
    """A fetched page, as a person and a screen reader would take it."""

    def __init__(self, visitor: "Visitor", reply: TestResponse) -> None:
        self.visitor, self.reply, self.status = visitor, reply, reply.status_code
        self.url = reply.request.full_path.rstrip("?")
        self.headers = reply.headers
        self.tree = html.document_fromstring(reply.text) if reply.mimetype == "text/html" and reply.text else None
        if self.tree is not None:
            look_over(self.tree, self.url)

    @property
    def h1(self) -> str:
        return _words(self.tree.xpath("//h1")[0])

    @property
    def text(self) -> str:
        return _words(self.tree.body)

    @property
    def main(self) -> str:
        return _words(self.tree.xpath("//main")[0])

    @property
    def notice(self) -> str:
        found = self.tree.xpath("//*[contains(@class,'govuk-notification-banner__heading')]")
        return _words(found[0]) if found else ""

    @property
    def errors(self) -> list[str]:
        """The sentences of the error summary."""
        return [_words(line) for line in self.tree.xpath("//*[contains(@class,'govuk-error-summary__list')]/li")]

    @property
    def field_errors(self) -> dict[str, str]:
        """Sentence by the id it stands at."""
        found = self.tree.xpath("//p[contains(@class,'govuk-error-message')]")
        return {line.get("id").removesuffix("-error"): _words(line).removeprefix("Error: ") for line in found}

    def all(self, xpath: str) -> list[Any]:
        return list(self.tree.xpath(xpath))

    def link(self, words: str) -> "Page":
        """Follow the link with these words."""
        return self.visitor.open(
            self._find(f"//a[contains(normalize-space(.), '{words}')]", words).get("href"), at=self.url
        )

    def fill(self, **values: Any) -> "Page":
        """Fill the page's main form. Lists tick several boxes; a value of None empties a field."""
        self.values = {**getattr(self, "values", {}), **values}
        return self

    def send(self, button: str = "", **extra: Any) -> "Page":
        """Press the button with these words (or the first of the main form)."""
        form = self._form(button)
        data = _form_data(form) | getattr(self, "values", {}) | extra
        pressed = self._button(form, button)
        if pressed is not None and pressed.get("name"):
            data[pressed.get("name")] = pressed.get("value") or ""
        action = (pressed.get("formaction") if pressed is not None else None) or form.get("action") or self.url
        data = {name: value for name, value in data.items() if value is not None}
        return self.visitor.send(urljoin(self.url, action), data, method=form.get("method", "get").upper())

    def _find(self, xpath: str, words: str) -> Any:
        found = self.tree.xpath(xpath)
        assert found, f"nothing called “{words}” on {self.url}: {self.main[:600]}"
        return found[0]

    def _form(self, button: str) -> Any:
        if button:
            return self._find(f"//form[.//button[contains(normalize-space(.), '{button}')]]", button)
        return self._find("//main//form", "a form")

    @staticmethod
    def _button(form: Any, words: str) -> Any:
        for button in form.xpath(".//button"):
            if words in _words(button):
                return button
        return None


class Visitor:
    def __init__(self, app: Flask) -> None:
        self.client = app.test_client()

    def open(self, path: str, *, status: int | None = 200, at: str = "/", follow: bool = True, **options: Any) -> Page:
        reply = self.client.get(urljoin(at, path), follow_redirects=follow, **options)
        return self._page(reply, status)

    def send(
        self,
        path: str,
        data: dict[str, Any],
        *,
        method: str = "POST",
        status: int | None = None,
        follow: bool = True,
        **options: Any,
    ) -> Page:
        if method == "GET":
            return self.open(path, status=status, query_string=data)
        return self._page(self.client.post(path, data=data, follow_redirects=follow, **options), status)

    def _page(self, reply: TestResponse, status: int | None) -> Page:
        assert status is None or reply.status_code == status, (
            f"{reply.request.path}: {reply.status_code}\n{reply.text[:1500]}"
        )
        return Page(self, reply)


def look_over(tree: Any, url: str) -> None:
    """What holds on every page: one h1, a title that starts with it, unique ids, labelled controls, nothing inline."""
    headings = tree.xpath("//h1")
    assert len(headings) == 1, f"{url}: {len(headings)} h1"
    title = tree.findtext(".//title") or ""
    assert " ".join(title.split()).startswith(_words(headings[0])), (
        f"{url}: title “{title}” / h1 “{_words(headings[0])}”"
    )
    twice = [ident for ident, count in Counter(tree.xpath("//@id")).items() if count > 1]
    assert not twice, f"{url}: ids twice: {twice}"
    labelled = set(tree.xpath("//label/@for"))
    for control in tree.xpath("//input|//select|//textarea"):
        named = control.get("type") in HIDDEN or control.get("id") in labelled or control.get("aria-label")
        assert named, f"{url}: no label for {html.tostring(control)[:160]!r}"
    assert not tree.xpath("//@style|//style|//script[not(@src)]|//@onclick|//@onload"), f"{url}: something inline"
    for target in tree.xpath("//a[starts-with(@href,'#')]/@href"):
        assert target == "#" or tree.xpath("//*[@id=$ident]", ident=target[1:]), f"{url}: {target} leads nowhere"
    for attribute in ("aria-describedby", "aria-labelledby"):
        for ident in " ".join(tree.xpath(f"//@{attribute}")).split():
            assert tree.xpath("//*[@id=$ident]", ident=ident), f"{url}: {attribute} {ident} leads nowhere"


def _words(element: Any) -> str:
    return " ".join(element.text_content().split())


def _form_data(form: Any) -> dict[str, Any]:
    """What a browser would send for the form as it stands."""
    data: dict[str, Any] = {}
    for control in form.xpath(".//input|.//select|.//textarea"):
        name, kind = control.get("name"), control.get("type", control.tag)
        if not name or kind in {"submit", "file"}:
            continue
        if kind in {"radio", "checkbox"}:
            if control.get("checked") is not None:
                data.setdefault(name, []).append(control.get("value", "on"))
        elif kind == "select":
            chosen = control.xpath("./option[@selected]") or control.xpath("./option[1]")
            data[name] = chosen[0].get("value", "") if chosen else ""
        elif kind == "textarea":
            data[name] = (control.text or "").removeprefix("\n")
        else:
            data[name] = control.get("value", "")
    return data


def path_of(url: str) -> str:
    return urlsplit(url).path
