"""Pictures that people send are drawn anew: nothing comes along but how they look."""

import io
import zlib

import pytest
from PIL import Image
from PIL.PngImagePlugin import PngInfo

from webapp.files.pictures import LONGEST_SIDE, NotAPicture, TooLarge, clean_picture


def a_picture(size=(40, 30), form="JPEG", mode="RGB", **saved):
    out = io.BytesIO()
    Image.new(mode, size, "green").save(out, form, **saved)
    return out.getvalue()


def exif(**tags):
    found = Image.Exif()
    found[0x0112] = tags.get("turned", 1)
    found[0x010F] = "A camera"
    found.get_ifd(0x8825)[1] = "N"  # where it was taken
    return found


def test_where_and_with_what_it_was_taken_does_not_come_along():
    clean = clean_picture(a_picture(exif=exif()))
    assert b"A camera" not in clean.data
    with Image.open(io.BytesIO(clean.data)) as kept:
        assert dict(kept.getexif()) == {}


def test_a_picture_taken_sideways_stands_upright():
    clean = clean_picture(a_picture((40, 30), exif=exif(turned=6)))
    assert (clean.width, clean.height) == (30, 40)


def test_what_was_hung_behind_a_picture_is_left_behind():
    assert b"<script>" not in clean_picture(a_picture() + b"<script>alert(1)</script>").data


def test_words_inside_a_picture_are_left_behind():
    words = PngInfo()
    words.add_text("Comment", "secret address")
    assert b"secret" not in clean_picture(a_picture(form="PNG", pnginfo=words)).data


def test_a_large_picture_is_made_smaller():
    clean = clean_picture(a_picture((4000, 1000)))
    assert (clean.width, clean.height) == (LONGEST_SIDE, 400)


@pytest.mark.parametrize(
    ("form", "mode", "kept"),
    [
        ("JPEG", "RGB", "image/jpeg"),
        ("JPEG", "CMYK", "image/jpeg"),
        ("PNG", "RGB", "image/jpeg"),
        ("PNG", "RGBA", "image/png"),
        ("PNG", "L", "image/jpeg"),
        ("WEBP", "RGB", "image/jpeg"),
    ],
)
def test_see_through_pictures_stay_png_and_all_others_become_jpeg(form, mode, kept):
    assert clean_picture(a_picture(form=form, mode=mode)).media_type == kept


@pytest.mark.parametrize("data", [b"", b"GIF89a", b"\x89PNG\r\n\x1a\n", b"<svg onload='x'/>", a_picture()[:200],
                                  a_picture(form="GIF"), a_picture(form="TIFF")])  # fmt: skip
def test_what_is_no_picture_of_ours_is_refused_kindly(data):
    with pytest.raises(NotAPicture):
        clean_picture(data)


def test_a_picture_that_would_fill_the_memory_is_refused_before_it_is_drawn():
    header = bytearray(a_picture((8, 8), form="PNG"))
    header[16:24] = (60_000).to_bytes(4, "big") * 2
    header[29:33] = zlib.crc32(header[12:29]).to_bytes(4, "big")
    with pytest.raises(TooLarge):
        clean_picture(bytes(header))
