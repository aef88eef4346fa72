"""Markdown that people write, made safe: no HTML of theirs survives, links lead only where links may."""

import re

import bleach
import nh3
from markdown_it import MarkdownIt
from markupsafe import Markup, escape

TAGS = {"p", "br", "strong", "em", "ul", "ol", "li", "a", "blockquote", "h2", "h3", "code"}
_markdown = MarkdownIt("commonmark", {"html": False, "linkify": False}).disable(["image", "html_block", "html_inline"])


def sanitise(html: str) -> Markup:
    """HTML with only our tags and web or mail links in it. Two sieves: nh3 first, bleach after it."""
    once = nh3.clean(
        html,
        tags=TAGS,
        attributes={"a": {"href"}},
        url_schemes={"https", "http", "mailto"},
        url_relative="deny",
        link_rel="nofollow noopener",
    )
    twice = bleach.clean(once, tags=TAGS, attributes={"a": ["href", "rel"]}, protocols={"https", "http", "mailto"})
    return Markup(twice)  # noqa: S704  (what both sieves let through)


CLASSES = {
    "p": "govuk-body",
    "ul": "govuk-list govuk-list--bullet",
    "ol": "govuk-list govuk-list--number",
    "a": "govuk-link",
    "h2": "govuk-heading-m",
    "h3": "govuk-heading-s",
}
_OPENING = re.compile(rf"<({'|'.join(CLASSES)})(?=[ >])")


def rich(text: str | None) -> Markup:
    """Markdown as safe HTML, with GOV.UK's classes on its parts."""
    html = sanitise(_markdown.render(text or ""))
    styled = _OPENING.sub(lambda tag: f'<{tag[1]} class="{CLASSES[tag[1]]}"', html)
    return Markup(styled)  # noqa: S704  (only classes of ours were added)


_ADDRESS = re.compile(r"https?://[^\s<>\"'“”]+[^\s<>\"'“”.,;:!?)\]}]")
_MARK = ">"


def said(text: str) -> Markup:
    """Plain words as people write them in a discussion: paragraphs, lines after a “>” as quotes, addresses as links.

    Much cheaper than `rich`, for pages that hold hundreds of these; nothing in `text` is read as markup.
    """
    pieces: list[str] = []
    for part in re.split(r"\n\s*\n", text.replace("\r\n", "\n").strip()):
        for quote, lines in _grouped(part.split("\n")):
            body = "<br>".join(_linked(line) for line in lines)
            pieces.append(
                f'<blockquote class="govuk-body fm-quote">{body}</blockquote>'
                if quote
                else f'<p class="govuk-body">{body}</p>'
            )
    return Markup("".join(pieces))  # noqa: S704  (every line was escaped)


def _grouped(lines: list[str]) -> list[tuple[bool, list[str]]]:
    """Lines in a row that are quotes, or are not, together; the mark of a quote taken away."""
    groups: list[tuple[bool, list[str]]] = []
    for line in lines:
        quote = line.lstrip().startswith(_MARK)
        words = line.lstrip()[1:].lstrip() if quote else line
        if groups and groups[-1][0] is quote:
            groups[-1][1].append(words)
        elif words.strip() or quote:
            groups.append((quote, [words]))
    return groups


def _linked(line: str) -> str:
    if "://" not in line:
        return str(escape(line))
    out, at = [], 0
    for found in _ADDRESS.finditer(line):
        address = str(escape(found[0]))
        out += [str(escape(line[at : found.start()])),
                f'<a class="govuk-link" href="{address}" rel="nofollow noopener ugc">{address}</a>']  # fmt: skip
        at = found.end()
    return "".join([*out, str(escape(line[at:]))])
