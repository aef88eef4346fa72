"""What is measured: the same visits to either side, over the network or in the same process."""

import gzip
import http.client
import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, Protocol
from urllib.parse import urlencode

from werkzeug.test import Client

from benchmarks.front import AREA
from benchmarks.journeys import ASKED
from benchmarks.worlds import World

_KEY = re.compile(r'name="key" value="([^"]+)"')


class WentWrong(RuntimeError):
    """A reply that is not what the visit needs: nothing measured after it would mean anything."""


@dataclass(frozen=True)
class Reply:
    status: int
    headers: Mapping[str, str]  # names in lower case
    cookies: tuple[str, ...]
    body: bytes  # as sent

    @property
    def text(self) -> str:
        packed = self.headers.get("content-encoding") == "gzip"
        return (gzip.decompress(self.body) if packed else self.body).decode()

    def wants(self, status: int) -> "Reply":
        if self.status != status:
            raise WentWrong(f"{self.status} instead of {status}:\n{self.text[:1500]}")
        return self


class Line(Protocol):
    """Something that carries a request to an application."""

    def ask(self, method: str, path: str, headers: dict[str, str], body: bytes | None) -> Reply: ...


class Network:
    """One connection that is kept open, as a browser keeps it."""

    def __init__(self, port: int) -> None:
        self._line = http.client.HTTPConnection("127.0.0.1", port, timeout=30)

    def ask(self, method: str, path: str, headers: dict[str, str], body: bytes | None) -> Reply:
        self._line.request(method, path, body=body, headers=headers)
        reply = self._line.getresponse()
        pairs = [(name.lower(), value) for name, value in reply.getheaders()]
        cookies = tuple(value for name, value in pairs if name == "set-cookie")
        return Reply(reply.status, dict(pairs), cookies, reply.read())

    def close(self) -> None:
        self._line.close()


class SameProcess:
    """No network: for counting what an application does."""

    def __init__(self, app: Any) -> None:
        self._client = Client(app, use_cookies=False)

    def ask(self, method: str, path: str, headers: dict[str, str], body: bytes | None) -> Reply:
        reply = self._client.open(path, method=method, headers=headers, data=body, base_url="http://127.0.0.1")
        named = {name.lower(): value for name, value in reply.headers.items()}
        return Reply(reply.status_code, named, tuple(reply.headers.getlist("Set-Cookie")), reply.get_data())


@dataclass
class Browser:
    line: Line
    cookies: dict[str, str] = field(default_factory=dict)

    def get(self, path: str) -> Reply:
        return self._ask("GET", path, {}, None)

    def post(self, path: str, form: Mapping[str, Any]) -> Reply:
        sort = {"Content-Type": "application/x-www-form-urlencoded"}
        return self._ask("POST", path, sort, urlencode(form, doseq=True).encode())

    def _ask(self, method: str, path: str, headers: dict[str, str], body: bytes | None) -> Reply:
        headers = {**headers, "Accept-Encoding": "gzip"}
        if self.cookies:
            headers["Cookie"] = "; ".join(f"{name}={value}" for name, value in self.cookies.items())
        reply = self.line.ask(method, path, headers, body)
        for cookie in reply.cookies:
            name, _, value = cookie.split(";")[0].partition("=")
            self.cookies[name] = value
        return reply


def key_on(reply: Reply) -> str:
    found = _KEY.search(reply.text)
    if found is None:
        raise WentWrong("no key in the form")
    return found[1]


def see_page(line: Line, world: World) -> list[Reply]:
    """The page with all twelve questions."""
    return [Browser(line).get(f"/consultations/{world.slug}/answer").wants(200)]


def respond(line: Line, world: World) -> list[Reply]:
    """A whole response: the page, its answers, the check page, sending, the receipt."""
    browser, start = Browser(line), f"/consultations/{world.slug}/answer"
    page = browser.get(start).wants(200)
    kept = browser.post(f"{start}/1", {**world.form, "key": key_on(page), "go": "on"}).wants(303)
    check = browser.get(_path(kept)).wants(200)
    sent = browser.post(f"{start}/send", {"key": key_on(check)}).wants(303)
    return [page, kept, check, sent, browser.get(_path(sent)).wants(200)]


def read_summary(line: Line, world: World) -> list[Reply]:
    """The summary of the responses, as an officer."""
    browser = Browser(line, {"session": world.officer})
    return [browser.get(f"/office/consultations/{world.summed}/summary").wants(200)]


def read_discussion(line: Line, world: World) -> list[Reply]:
    """A discussion of 76 posts, as a stranger."""
    return [Browser(line).get(f"/forum/threads/{world.discussions[0]}").wants(200)]


def read_own_discussion(line: Line, world: World) -> list[Reply]:
    """The same, signed in."""
    browser = Browser(line, {"session": world.officer})
    return [browser.get(f"/forum/threads/{world.discussions[0]}").wants(200)]


def read_long_discussion(line: Line, world: World) -> list[Reply]:
    """The newest page of a discussion of 5,000 posts, as a stranger."""
    return [Browser(line).get(f"/forum/threads/{world.discussions[1]}").wants(200)]


def list_proposals(line: Line, world: World) -> list[Reply]:
    """The first page of the 500 proposals of an area, with how many back each."""
    return [Browser(line).get(f"/proposals?area={world.proposals[0]}").wants(200)]


def read_plan(line: Line, world: World) -> list[Reply]:
    """The forward plan: 50 of 600 items, with 10,000 issues on the site."""
    return [Browser(line).get("/forward-plan").wants(200)]


def list_all_proposals(line: Line, world: World) -> list[Reply]:
    """The same of all 5,000."""
    return [Browser(line).get("/proposals").wants(200)]


def read_proposal(line: Line, world: World) -> list[Reply]:
    """The page of one, as a stranger."""
    return [Browser(line).get(f"/proposals/{world.proposals[1]}").wants(200)]


def vote(line: Line, world: World) -> list[Reply]:
    """A whole vote by a new browser: the ballot paper, looking it over, sending it."""
    browser, start = Browser(line), f"/polls/{world.poll}/vote"
    paper = browser.get(start).wants(200)
    check = browser.post(start, {"choice": "2", "key": key_on(paper)}).wants(200)
    sent = browser.post(f"{start}/send", {"key": key_on(check), "marks": "[[2,1]]"}).wants(200)
    return [paper, check, sent]


def read_live_result(line: Line, world: World) -> list[Reply]:
    """How an open poll with 10,000 votes stands."""
    return [Browser(line).get(f"/polls/{world.poll}/result").wants(200)]


def come_in(line: Line, world: World) -> list[Reply]:
    """The front page of the whole place."""
    return [Browser(line).get("/").wants(200)]


def come_in_by_place(line: Line, world: World) -> list[Reply]:
    """The front page of one area."""
    return [Browser(line).get(f"/places/{AREA}").wants(200)]


def follow_words(line: Line, world: World) -> list[Reply]:
    """The code is typed, and the page says where the words went."""
    browser = Browser(line)
    typed = browser.post("/receipt", {"code": world.code}).wants(303)
    return [typed, browser.get(f"/consultations/{ASKED}/answer/journey").wants(200)]


def _path(reply: Reply) -> str:
    return reply.headers["location"].removeprefix("http://127.0.0.1")


VISITS = {"page": see_page, "response": respond, "summary": read_summary,
          "discussion": read_discussion, "own discussion": read_own_discussion,
          "long discussion": read_long_discussion, "proposals": list_proposals,
          "forward plan": read_plan, "all proposals": list_all_proposals, "proposal": read_proposal,
          "vote": vote, "live result": read_live_result, "home": come_in, "place": come_in_by_place,
          "journey": follow_words}  # fmt: skip
