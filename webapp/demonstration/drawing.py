"""A picture for a proposal of the demonstration, drawn here, so that it belongs to nobody."""

import io

from PIL import Image, ImageDraw

_WIDE, _HIGH = 960, 640
_SKY, _HILL, _WALL, _ROOF, _GLASS, _RED, _ROAD = (
    "#cfe3ec", "#8fae7a", "#e9dcc3", "#8a4f3d", "#5d7f8c", "#b3261e", "#8d8d88",
)  # fmt: skip


def draw_post_office() -> bytes:
    """A small shop in a village street with a red letter box before it, as a PNG."""
    picture = Image.new("RGB", (_WIDE, _HIGH), _SKY)
    pen = ImageDraw.Draw(picture)
    pen.ellipse((-200, 260, 620, 900), fill=_HILL)
    pen.ellipse((380, 320, 1300, 960), fill="#7d9f6b")
    for left, top in ((60, 250), (640, 270)):
        _draw_house(pen, left, top)
    _draw_house(pen, 330, 200)
    pen.rectangle((360, 330, 570, 366), fill=_RED)
    pen.text((392, 332), "POST OFFICE", fill="white", font_size=26)
    pen.rectangle((0, 520, _WIDE, _HIGH), fill=_ROAD)
    pen.rounded_rectangle((612, 410, 656, 524), radius=16, fill=_RED)
    pen.rectangle((622, 434, 646, 440), fill="#3a0d0a")
    made = io.BytesIO()
    picture.save(made, "PNG")
    return made.getvalue()


def _draw_house(pen: ImageDraw.ImageDraw, left: int, top: int) -> None:
    pen.polygon([(left - 20, top + 90), (left + 135, top), (left + 290, top + 90)], fill=_ROOF)
    pen.rectangle((left, top + 90, left + 270, 524), fill=_WALL)
    pen.rectangle((left + 30, top + 190, left + 120, top + 270), fill=_GLASS)
    pen.rectangle((left + 165, top + 190, left + 235, 524), fill=_ROOF)
