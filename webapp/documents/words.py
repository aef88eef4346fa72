"""Words as any file can hold them. Every renderer passes what people wrote through `clean` and nothing else."""

import re

# What XML 1.0 (section 2.2) forbids, the delete character and C1 controls, which it discourages, and halves of
# characters (lone surrogates), which UTF-8 forbids.
_ILLEGAL = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x84\x86-\x9f\ud800-\udfff\ufdd0-\ufdef\ufffe\uffff]")
# Direction embeddings, overrides and isolates: left open, they turn round the words that follow them in a document.
# Arabic and Urdu need none of them, letters carry their own direction; the harmless marks U+200E and U+200F stay.
_TURNS = re.compile("[\u202a-\u202e\u2066-\u2069]")
_BREAKS = re.compile("\r\n?|[\u2028\u2029\x85]")


def clean(text: str) -> str:
    """The same words without what breaks files: illegal characters become U+FFFD, direction overrides go, lines end in
    a line feed. Text that is fine comes back as it is."""
    if text.isascii() and text.isprintable():
        return text
    return _ILLEGAL.sub("\ufffd", _TURNS.sub("", _BREAKS.sub("\n", text)))


def heading(text: str) -> str:
    """Clean words on one line, never nothing: PDF/UA refuses an empty heading, and screen readers lose it."""
    return one_line(text) or "–"


def one_line(text: str) -> str:
    """Clean words on one line, for headings, labels and names of sheets."""
    return " ".join(clean(text).split())
