"""Pictures that people send: only what can be seen is kept, and whatever else comes is refused in a sentence."""

import io
import random
import struct
import zlib
from contextlib import suppress

import pytest
from PIL import Image
from PIL.PngImagePlugin import PngInfo

from webapp.files.pictures import LONGEST_SIDE, MOST_BYTES, NotAPicture, PictureTooLarge, clean_picture

ORIENTATION, PLACE, MAKER = 0x0112, 0x8825, 0x010F


def encoded(picture, kind, **how):
    made = io.BytesIO()
    picture.save(made, kind, **how)
    return made.getvalue()


def opened(data):
    return Image.open(io.BytesIO(clean_picture(data).data))


def two_colours():
    """Blue on the left, red on the right."""
    picture = Image.new("RGB", (80, 40), "red")
    picture.paste("blue", (0, 0, 40, 40))
    return picture


@pytest.mark.parametrize("kind", ["JPEG", "PNG", "WEBP"])
def test_what_can_be_seen_is_kept(kind):
    picture = opened(encoded(two_colours(), kind))
    red, green, blue = picture.getpixel((5, 20))
    assert picture.size == (80, 40)
    assert blue > 200
    assert max(red, green) < 60


@pytest.mark.parametrize("kind", ["JPEG", "PNG", "WEBP"])
def test_where_it_was_taken_and_with_what_is_gone(kind):
    picture = two_colours()
    exif = picture.getexif()
    exif[MAKER] = "Secret camera"
    exif.get_ifd(PLACE).update({1: "N", 2: (53.0, 28.0, 12.0)})
    data = encoded(picture, kind, exif=exif)
    assert b"Secret camera" in data
    cleaned = clean_picture(data)
    assert b"Secret camera" not in cleaned.data
    assert dict(Image.open(io.BytesIO(cleaned.data)).getexif()) == {}


def test_words_and_profiles_inside_a_png_are_gone():
    notes = PngInfo()
    notes.add_text("Comment", "<script>alert(1)</script>")
    data = encoded(two_colours(), "PNG", pnginfo=notes, icc_profile=b"a profile")
    assert b"alert" in data
    assert set(opened(data).info) <= {"dpi"}
    assert b"alert" not in clean_picture(data).data


@pytest.mark.parametrize("kind", ["JPEG", "PNG", "WEBP"])
def test_what_was_put_behind_the_end_is_gone(kind):
    hidden = b"PK\x03\x04<?php hidden"
    assert hidden not in clean_picture(encoded(two_colours(), kind) + hidden).data


@pytest.mark.parametrize(
    ("noted", "corner"),
    [(1, "top left"), (2, "top right"), (3, "bottom right"), (4, "bottom left"),
     (5, "top left"), (6, "top right"), (7, "bottom right"), (8, "bottom left")],
)  # fmt: skip
def test_a_picture_taken_sideways_is_turned_upright(noted, corner):
    """The mark is in the top left corner of the dots as they were stored."""
    picture = Image.new("RGB", (90, 60), "white")
    picture.paste("black", (0, 0, 30, 20))
    exif = picture.getexif()
    exif[ORIENTATION] = noted
    upright = opened(encoded(picture, "JPEG", exif=exif, quality=95)).convert("L")
    places = {
        "top left": (5, 5),
        "top right": (upright.width - 6, 5),
        "bottom left": (5, upright.height - 6),
        "bottom right": (upright.width - 6, upright.height - 6),
    }
    assert upright.size == ((90, 60) if noted < 5 else (60, 90))
    assert [name for name, place in places.items() if upright.getpixel(place) < 100] == [corner]


def test_a_note_of_nonsense_does_not_refuse_the_picture():
    exif = b"Exif\x00\x00MM\x00*\x00\x00\x00\x08\xff\xff" + b"\xff" * 40
    assert opened(encoded(two_colours(), "JPEG", exif=exif)).size == (80, 40)


@pytest.mark.parametrize("kind", ["JPEG", "PNG"])
def test_a_large_one_is_made_smaller_and_keeps_its_shape(kind):
    cleaned = clean_picture(encoded(Image.new("RGB", (4_000, 3_000), "green"), kind))
    assert (cleaned.width, cleaned.height) == (LONGEST_SIDE, LONGEST_SIDE * 3 // 4)


def test_a_drawing_stays_sharp_and_a_photo_sent_as_png_does_not_become_heavy():
    assert clean_picture(encoded(two_colours(), "PNG")).media_type == "image/png"
    noise = Image.frombytes("RGB", (900, 900), random.Random(1).randbytes(900 * 900 * 3))
    heavy = clean_picture(encoded(noise, "PNG"))
    assert heavy.media_type == "image/jpeg"
    assert heavy.name == "picture.jpg"


def test_what_one_can_look_through_stays_so_or_lies_on_white():
    clear = Image.new("RGBA", (20, 20), (255, 0, 0, 0))
    assert opened(encoded(clear, "PNG")).getpixel((5, 5))[3] == 0
    assert opened(encoded(clear, "WEBP", lossless=True)).getpixel((5, 5)) == (255, 255, 255)
    listed = Image.new("P", (20, 20))
    assert opened(encoded(listed, "PNG", transparency=0)).getpixel((5, 5))[3] == 0


@pytest.mark.parametrize("mode", ["1", "L", "LA", "P", "RGBA", "I;16", "CMYK", "YCbCr"])
def test_every_way_to_keep_colours_is_read(mode):
    kind = "JPEG" if mode in {"CMYK", "YCbCr"} else "PNG"
    assert opened(encoded(Image.new(mode, (30, 20)), kind)).mode in {"L", "RGB", "RGBA"}


def test_sixteen_bits_a_dot_keep_their_shades():
    grey = Image.frombytes("I;16", (3, 1), struct.pack("<3H", 0, 32_768, 65_535))
    shades = opened(encoded(grey, "PNG"))
    assert [shades.getpixel((place, 0)) for place in range(3)] == [0, 128, 255]


def test_of_a_moving_picture_the_first_is_kept():
    frames = [Image.new("RGB", (20, 20), colour) for colour in ("blue", "red", "green")]
    moving = encoded(frames[0], "WEBP", save_all=True, append_images=frames[1:], lossless=True)
    assert opened(moving).getpixel((5, 5))[2] > 200


def bomb(width, height):
    """A PNG of a few hundred bytes that says it is very large."""

    def chunk(name, data):
        return struct.pack(">I", len(data)) + name + data + struct.pack(">I", zlib.crc32(name + data))

    head = chunk(b"IHDR", struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0))
    return b"\x89PNG\r\n\x1a\n" + head + chunk(b"IDAT", zlib.compress(b"\0" * 10_000)) + chunk(b"IEND", b"")


@pytest.mark.parametrize("size", [(8_000, 8_000), (10_000, 10_000), (60_000, 60_000), (2**31 - 1, 2**31 - 1)])
def test_a_few_bytes_that_say_they_are_huge_are_refused_before_they_are_read(size):
    with pytest.raises(PictureTooLarge) as refused:
        clean_picture(bomb(*size))
    assert refused.value.field == "picture"
    assert "too large" in str(refused.value)


def test_more_bytes_than_a_picture_has_are_refused_unread():
    with pytest.raises(PictureTooLarge):
        clean_picture(b"\x89PNG" + bytes(MOST_BYTES))


SVG = b"<svg xmlns='http://www.w3.org/2000/svg'><script>alert(1)</script></svg>"
GIF = encoded(Image.new("P", (4, 4)), "GIF")


@pytest.mark.parametrize(
    "data",
    [
        b"", b"\x00", b"\xff\xd8\xff", b"\x89PNG\r\n\x1a\n", b"RIFF\xff\xff\xff\xffWEBPVP8 ", SVG, GIF,
        encoded(two_colours(), "BMP"), encoded(two_colours(), "TIFF"), b"%!PS-Adobe-3.0 EPSF-3.0\n", b"%PDF-1.7",
        encoded(two_colours(), "JPEG")[:400], encoded(two_colours(), "PNG")[:-60], bomb(0, 0), bomb(3_000, 3_000),
    ],
)  # fmt: skip
def test_what_is_no_picture_of_ours_is_refused_in_a_sentence(data):
    with pytest.raises(NotAPicture) as refused:
        clean_picture(data)
    assert "JPG, PNG or WebP" in str(refused.value)


@pytest.mark.parametrize("kind", ["JPEG", "PNG", "WEBP"])
def test_broken_bytes_are_read_or_refused_and_nothing_else_happens(kind):
    """300 ways to break one, each with up to 20 bytes changed."""
    lot, whole = random.Random(kind), encoded(two_colours(), kind)
    for _ in range(300):
        broken = bytearray(whole)
        for _ in range(lot.randint(1, 20)):
            broken[lot.randrange(len(broken))] = lot.randrange(256)
        with suppress(NotAPicture, PictureTooLarge):
            assert clean_picture(bytes(broken)).width > 0
