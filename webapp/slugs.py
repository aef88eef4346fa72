"""What stands in an address for a name. Pure."""

import re
import unicodedata
from collections.abc import Collection


def slug_of(title: str, *, otherwise: str) -> str:
    """ "Buses & streets" → "buses-and-streets", at most 60 letters; `otherwise` where none of its can stand there."""
    plain = unicodedata.normalize("NFKD", title.replace("&", " and ")).encode("ascii", "ignore").decode().lower()
    return re.sub(r"[^a-z0-9]+", "-", plain.replace("'", "")).strip("-")[:60].strip("-") or otherwise


def free_slug(slug: str, taken: Collection[str]) -> str:
    """The slug, with the first number behind it that makes it different from those taken."""
    if slug not in taken:
        return slug
    return next(f"{slug}-{number}" for number in range(2, len(taken) + 3) if f"{slug}-{number}" not in taken)
