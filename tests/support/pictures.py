"""Pictures for tests, made on the spot."""

import io
from typing import Any

from PIL import Image


def make_picture(colour: str = "green", *, kind: str = "JPEG", size: tuple[int, int] = (400, 300), **how: Any) -> bytes:
    """A plain one in these bytes."""
    made = io.BytesIO()
    Image.new("RGB", size, colour).save(made, kind, **how)
    return made.getvalue()
