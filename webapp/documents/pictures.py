"""Charts as PNG, for programs that show no SVG, and the size at which they fit a page."""

import json

from webapp.documents.charts import Drawing
from webapp.documents.print_template import PICTURE_TEMPLATE
from webapp.documents.typesetting import typeset
from webapp.documents.unshown import FONTS, find_unshown, name_unshown, rare_letters

DOTS = 168.0


def picture_png(drawing: Drawing, *, dots: float = DOTS) -> bytes:
    """The drawing as a PNG on white, a pixel of the drawing being a 72nd of an inch. Same drawing, same bytes."""
    svg = name_unshown(drawing.svg, find_unshown(rare_letters([drawing.svg])))
    inputs = {"svg": svg, "width": str(drawing.width), "fonts": json.dumps(FONTS)}
    return typeset(PICTURE_TEMPLATE, inputs, form="png", dots=dots)


def fitted(drawing: Drawing, *, width: float, height: float) -> tuple[float, float]:
    """The largest (width, height) of the picture inside a box, in the unit of the box."""
    scale = min(width / drawing.width, height / max(1.0, drawing.height))
    return drawing.width * scale, drawing.height * scale
