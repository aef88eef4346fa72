"""Pictures that people send, made anew: what is kept was drawn by us, so nothing hidden in a file comes along."""

import io
import warnings
from dataclasses import dataclass

from PIL import Image, ImageOps, UnidentifiedImageError

from webapp.i18n import _l
from webapp.refusals import Refused

MOST_PIXELS = 50_000_000
"""A picture of more is refused before it is drawn; phones take 12 to 48 million."""
LONGEST_SIDE = 1_600
"""Pixels; a larger picture is made smaller, so that a phone loads it in a moment."""
QUALITY = 85
_FORMATS = ("PNG", "JPEG", "WEBP")


class NotAPicture(Refused):
    message = _l("This is not a picture that we can show. Use a PNG, JPEG or WebP file.")


class TooLarge(Refused):
    message = _l("The picture has too many points. Make it smaller first, or take it anew with your phone.")


@dataclass(frozen=True, slots=True)
class Picture:
    """`data`: the whole file; `width` and `height` in pixels."""

    data: bytes
    media_type: str
    width: int
    height: int


def clean_picture(data: bytes) -> Picture:
    """The picture as it looks, the right way up, without place, time, camera or anything else that was in its file.

    What has see-through parts stays a PNG; everything else becomes a JPEG. Raises `NotAPicture`, `TooLarge`; the caller
    names the field.
    """
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("error", Image.DecompressionBombWarning)
            with Image.open(io.BytesIO(data), formats=_FORMATS) as given:
                if given.width * given.height > MOST_PIXELS:
                    raise TooLarge
                upright = ImageOps.exif_transpose(given)
                upright.thumbnail((LONGEST_SIDE, LONGEST_SIDE))
                return _draw(upright)
    except (Image.DecompressionBombError, Image.DecompressionBombWarning) as error:
        raise TooLarge from error
    except (UnidentifiedImageError, OSError, ValueError, SyntaxError, EOFError) as error:
        raise NotAPicture from error


def _draw(picture: Image.Image) -> Picture:
    """Only the points are taken over, into a picture that knows nothing else."""
    clear = picture.has_transparency_data
    points = picture.convert("RGBA" if clear else "RGB")
    bare = Image.new(points.mode, points.size)
    bare.paste(points)
    out = io.BytesIO()
    if clear:
        bare.save(out, "PNG", optimize=True)
    else:
        bare.save(out, "JPEG", quality=QUALITY, optimize=True, progressive=True)
    return Picture(out.getvalue(), "image/png" if clear else "image/jpeg", *bare.size)
