"""What a first visit weighs: a page and everything it asks for, in bytes as they are sent to a browser that unpacks."""

import re
from dataclasses import dataclass
from urllib.parse import urljoin

from benchmarks.visits import Browser, Line

_PARTS = re.compile(r'<(?:link|script|img)\b[^>]*?\b(?:href|src)="([^"]+)"')
_IN_STYLE = re.compile(r"url\(([^)]+)\)")
_IN_SCRIPT = re.compile(r'\bimport\b[^;]*?"(\.[^"]+)"')


@dataclass(frozen=True)
class Weight:
    html: int
    parts: dict[str, int]  # by address

    @property
    def total(self) -> int:
        return self.html + sum(self.parts.values())


def weigh(line: Line, path: str) -> Weight:
    """The page at `path` with its style, script and pictures, and what those ask for in turn."""
    browser = Browser(line)
    page = browser.get(path).wants(200)
    waiting, parts = [urljoin(path, one) for one in _PARTS.findall(page.text)], {}
    while waiting:
        address = waiting.pop()
        if address in parts or address.startswith("data:"):
            continue
        reply = browser.get(address).wants(200)
        parts[address] = len(reply.body)
        waiting += [urljoin(address, one) for one in _asked_for(address, reply.text)]
    return Weight(len(page.body), parts)


def _asked_for(address: str, text: str) -> list[str]:
    if address.endswith(".css"):
        return [one.strip("\"'") for one in _IN_STYLE.findall(text)]
    return _IN_SCRIPT.findall(text) if address.endswith(".js") else []
