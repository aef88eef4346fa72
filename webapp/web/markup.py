"""Markdown that people write, made safe: no HTML of theirs survives, links lead only where links may."""

import re

import bleach
import nh3
from markdown_it import MarkdownIt
from markupsafe import Markup

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
