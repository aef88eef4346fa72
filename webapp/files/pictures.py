"""Pictures that people send: read, turned upright, made smaller and written anew.

Nothing of the file that came is kept but what can be seen: no place where it was taken, no other notes, and nothing
hidden behind its end. Whoever shows a picture keeps what it shows in words beside it.
"""

import io
import struct
import threading
import warnings
from dataclasses import dataclass

from PIL import Image, JpegImagePlugin, PngImagePlugin, WebPImagePlugin

from webapp.i18n import _l
from webapp.refusals import Refused

MOST_BYTES = 15 * 1024 * 1024
MOST_DOTS = 50_000_000
"""A phone's camera makes 12 to 50 million. What claims more is refused before a dot of it is read."""
LONGEST_SIDE = 1_600
"""Dots of what is kept: sharp on a wide screen, and still quick on a phone."""
_LARGEST_PNG = 600 * 1024
_QUALITY = 82
_FORMATS = tuple(
    reader.format
    for reader in (JpegImagePlugin.JpegImageFile, PngImagePlugin.PngImageFile, WebPImagePlugin.WebPImageFile)
)
_BROKEN = (OSError, SyntaxError, ValueError, LookupError, TypeError, EOFError, ArithmeticError, AttributeError,
           MemoryError, struct.error)  # fmt: skip
"""What the readers raise for files that are broken, on purpose or not."""
_ORIENTATION = 0x0112  # the note of a camera about how it was held
_TURNS = {
    2: Image.Transpose.FLIP_LEFT_RIGHT,
    3: Image.Transpose.ROTATE_180,
    4: Image.Transpose.FLIP_TOP_BOTTOM,
    5: Image.Transpose.TRANSPOSE,
    6: Image.Transpose.ROTATE_270,
    7: Image.Transpose.TRANSVERSE,
    8: Image.Transpose.ROTATE_90,
}
"""What makes a picture upright again, by that note (as the Exif standard numbers them)."""
_one_at_a_time = threading.Lock()  # a large one needs 200 MB for a moment


@dataclass(frozen=True, slots=True)
class Picture:
    """A picture as we made it. `width` and `height` in dots."""

    data: bytes
    media_type: str
    width: int
    height: int

    @property
    def name(self) -> str:
        """What it is called when somebody saves it: nothing that its sender wrote."""
        return "picture.png" if self.media_type == "image/png" else "picture.jpg"


class NotAPicture(Refused):
    message = _l("This is not a picture that we can read. Choose a JPG, PNG or WebP file, like a photo from a phone.")


class PictureTooLarge(Refused):
    message = _l("This picture is too large. Choose one of up to 15 MB and 50 million dots, or make it smaller.")


def clean_picture(data: bytes) -> Picture:
    """The picture in these bytes, made anew. Raises `NotAPicture` or `PictureTooLarge`, both at the field `picture`.

    Drawings stay PNG, so that their lines stay sharp; photos become JPEG. Of a moving picture the first is kept.
    """
    if len(data) > MOST_BYTES:
        raise PictureTooLarge(field="picture")
    with _one_at_a_time, warnings.catch_warnings():
        warnings.simplefilter("ignore")  # what is odd about a file is no news for our log
        try:
            return _written(_read(data), lossless=data.startswith(b"\x89PNG"))
        except Image.DecompressionBombError:
            raise PictureTooLarge(field="picture") from None
        except _BROKEN:
            raise NotAPicture(field="picture") from None


def _read(data: bytes) -> Image.Image:
    """Upright, no longer than `LONGEST_SIDE`, in 8 bits a colour."""
    opened = Image.open(io.BytesIO(data), formats=_FORMATS)
    if opened.width * opened.height > MOST_DOTS:
        raise Image.DecompressionBombError
    opened.draft("RGB", (LONGEST_SIDE, LONGEST_SIDE))  # a JPEG is read smaller at once
    opened.seek(0)
    plain = _in_plain_colours(_turned(opened))
    plain.thumbnail((LONGEST_SIDE, LONGEST_SIDE), Image.Resampling.LANCZOS)
    return plain


def _turned(opened: Image.Image) -> Image.Image:
    """Upright by what the camera noted. A note that cannot be read is no reason to refuse the picture."""
    try:
        turn = _TURNS.get(opened.getexif().get(_ORIENTATION, 1))
    except _BROKEN:
        turn = None
    return opened if turn is None else opened.transpose(turn)


def _in_plain_colours(picture: Image.Image) -> Image.Image:
    if picture.mode.startswith("I"):  # a grey PNG of 16 bits a dot: the upper eight
        return picture.point(lambda dot: dot / 256).convert("L")
    if picture.has_transparency_data:
        return picture.convert("RGBA")
    return picture.convert("L" if picture.mode in {"1", "L"} else "RGB")


def _written(picture: Image.Image, *, lossless: bool) -> Picture:
    if lossless:
        made = _bytes_of(picture, "PNG", optimize=True)
        if len(made) <= _LARGEST_PNG:
            return Picture(made, "image/png", picture.width, picture.height)
    made = _bytes_of(_on_white(picture), "JPEG", quality=_QUALITY, optimize=True, progressive=True)
    return Picture(made, "image/jpeg", picture.width, picture.height)


def _on_white(picture: Image.Image) -> Image.Image:
    if picture.mode != "RGBA":
        return picture
    white = Image.new("RGB", picture.size, "white")
    white.paste(picture, mask=picture.getchannel("A"))
    return white


def _bytes_of(picture: Image.Image, kind: str, **how: object) -> bytes:
    """The picture and nothing else: no notes that the reader found go with it."""
    bare = picture.copy()
    bare.info = {}
    made = io.BytesIO()
    bare.save(made, kind, **how)
    return made.getvalue()
