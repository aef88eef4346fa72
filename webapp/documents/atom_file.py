"""A feed in Atom (RFC 4287), for programs that read news. Same entries, same bytes."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, datetime
from xml.etree import ElementTree as Tree

MEDIA_TYPE = "application/atom+xml"
_NAMESPACE = "http://www.w3.org/2005/Atom"


@dataclass(frozen=True, kw_only=True)
class News:
    """`ident`: an address of ours, the same for ever; `address`: where it is read."""

    ident: str
    title: str
    words: str
    at: datetime
    address: str


def atom_bytes(
    news: Iterable[News], *, title: str, author: str, own_address: str, site: str, made_at: datetime
) -> bytes:
    """A feed. `made_at`: when it is empty, the moment of the feed itself."""
    entries = list(news)
    feed = Tree.Element("feed", xmlns=_NAMESPACE)
    _say(feed, "id", own_address)
    _say(feed, "title", title)
    _say(feed, "updated", _moment(max((one.at for one in entries), default=made_at)))
    _say(Tree.SubElement(feed, "author"), "name", author)
    Tree.SubElement(feed, "link", rel="self", type=MEDIA_TYPE, href=own_address)
    Tree.SubElement(feed, "link", rel="alternate", type="text/html", href=site)
    for one in entries:
        _add(feed, one)
    return b'<?xml version="1.0" encoding="utf-8"?>\n' + bytes(Tree.tostring(feed, encoding="utf-8")) + b"\n"


def _add(feed: Tree.Element, one: News) -> None:
    entry = Tree.SubElement(feed, "entry")
    _say(entry, "id", one.ident)
    _say(entry, "title", one.title)
    _say(entry, "updated", _moment(one.at))
    Tree.SubElement(entry, "link", rel="alternate", type="text/html", href=one.address)
    _say(entry, "content", one.words)


def _say(parent: Tree.Element, name: str, words: str) -> None:
    Tree.SubElement(parent, name).text = "".join(letter for letter in words if _is_in_xml(letter))


def _is_in_xml(letter: str) -> bool:
    """XML 1.0, section 2.2: most control characters may stand in no document, escaped or not."""
    return letter in "\t\n" or (letter >= " " and not "\ud800" <= letter <= "\udfff" and letter not in "\ufffe\uffff")


def _moment(at: datetime) -> str:
    return at.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")
