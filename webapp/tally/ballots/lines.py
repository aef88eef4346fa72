"""The lines of a text file, numbered as an editor numbers them."""

from collections.abc import Iterator


def numbered(text: str) -> Iterator[tuple[int, str]]:
    """Each line with its number from 1, without white space around it; a byte order mark at the start is passed over.

    Lines end at a line feed, a carriage return or both, and at nothing else: names may hold other separators.
    """
    plain = text.removeprefix("\ufeff").replace("\r\n", "\n").replace("\r", "\n")
    for number, line in enumerate(plain.split("\n"), start=1):
        yield number, line.strip()
