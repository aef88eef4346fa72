"""How the Word file looks: our colours and faces, set in its styles so that an officer can restyle it whole."""

from collections.abc import Sequence
from typing import Any

from docx.document import Document
from docx.enum.text import WD_TAB_ALIGNMENT
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Mm, Pt, RGBColor

from webapp.documents.palette import GREEN, INK, OCHRE, PAPER, QUIET

BODY_FONT = "Calibri"
HEADING_FONT = "Georgia"
TEXT_WIDTH = Mm(166)
_HEADINGS = {"Heading 1": (18, 20, 6), "Heading 2": (13, 16, 4), "Heading 3": (11.5, 12, 3), "Heading 4": (11, 10, 3)}


def apply_styles(document: Document, language: str) -> None:
    """Set page, faces, colours and language of a new document."""
    section = document.sections[0]
    section.page_width, section.page_height = Mm(210), Mm(297)
    section.left_margin = section.right_margin = Mm(22)
    section.top_margin = section.bottom_margin = Mm(24)
    styles = document.styles
    _set_language(styles.element, language)
    _dress(styles["Normal"], font=BODY_FONT, size=11, colour=INK, before=0, after=7)
    styles["Normal"].paragraph_format.line_spacing = 1.15
    for name, (size, before, after) in _HEADINGS.items():
        _dress(styles[name], font=HEADING_FONT, size=size, colour=GREEN, before=before, after=after)
    styles["Heading 5"].base_style = styles["Heading 4"]
    _dress(styles["Title"], font=HEADING_FONT, size=26, colour=PAPER, before=4, after=4)
    _dress(styles["Subtitle"], font=BODY_FONT, size=13, colour=PAPER, before=0, after=0)
    for name in ("Title", "Subtitle"):
        styles[name].font.italic = False
        # A border of the same colour on every side is the padding of the block; equal neighbours share one.
        _draw_lines(styles[name].element.get_or_add_pPr(), ("top", "left", "bottom", "right"), GREEN, space=10)
        shade(styles[name].element.get_or_add_pPr(), GREEN)
        styles[name].paragraph_format.left_indent = styles[name].paragraph_format.right_indent = Mm(4)
    _dress(styles["Quote"], font=BODY_FONT, size=11, colour=INK, before=4, after=2)
    styles["Quote"].paragraph_format.left_indent = Mm(5)
    _draw_lines(styles["Quote"].element.get_or_add_pPr(), ("left",), OCHRE, space=8)
    _dress(styles["Caption"], font=BODY_FONT, size=9.5, colour=QUIET, before=0, after=5)
    styles["Caption"].font.bold = False
    for name in ("Header", "Footer"):
        _dress(styles[name], font=BODY_FONT, size=8.5, colour=QUIET, before=0, after=0)
        _one_tab(styles[name])


def shade(properties: Any, colour: str) -> None:
    """Fill a paragraph or a cell (its properties element) with a colour."""
    element = OxmlElement("w:shd")
    for key, value in {"val": "clear", "color": "auto", "fill": colour.lstrip("#")}.items():
        element.set(qn(f"w:{key}"), value)
    _insert(properties, element)


def colour_of(text: str) -> RGBColor:
    """A "#rrggbb" colour as Word's library wants it."""
    return RGBColor.from_string(text.lstrip("#").upper())


def _dress(style: Any, *, font: str, size: float, colour: str, before: float, after: float) -> None:
    style.font.name, style.font.size, style.font.color.rgb = font, Pt(size), colour_of(colour)
    fonts = style.element.get_or_add_rPr().get_or_add_rFonts()
    # The template's theme faces would win over the names.
    for theme in ("asciiTheme", "hAnsiTheme", "eastAsiaTheme", "cstheme"):
        fonts.attrib.pop(qn(f"w:{theme}"), None)
    for script in ("ascii", "hAnsi", "cs", "eastAsia"):
        fonts.set(qn(f"w:{script}"), font)
    form = style.paragraph_format
    form.space_before, form.space_after = Pt(before), Pt(after)
    for line in style.element.pPr.findall(qn("w:pBdr")):
        style.element.pPr.remove(line)


def _set_language(styles: Any, language: str) -> None:
    for element in styles.iter(qn("w:lang")):
        element.set(qn("w:val"), language)
        element.set(qn("w:eastAsia"), language)


def _draw_lines(properties: Any, sides: Sequence[str], colour: str, *, space: int) -> None:
    borders = OxmlElement("w:pBdr")
    for side in sides:
        line = OxmlElement(f"w:{side}")
        for key, value in {"val": "single", "sz": "20", "space": str(space), "color": colour.lstrip("#")}.items():
            line.set(qn(f"w:{key}"), value)
        borders.append(line)
    _insert(properties, borders, "w:shd")


# The schema fixes the order of children, and Word calls a file damaged that breaks it. These may follow a fill, in the
# properties of a paragraph and of a cell.
_AFTER_FILL = (
    *(
        "w:tabs",
        "w:suppressAutoHyphens",
        "w:kinsoku",
        "w:wordWrap",
        "w:overflowPunct",
        "w:topLinePunct",
        "w:autoSpaceDE",
    ),
    *("w:autoSpaceDN", "w:bidi", "w:adjustRightInd", "w:snapToGrid", "w:spacing", "w:ind", "w:contextualSpacing"),
    *("w:mirrorIndents", "w:suppressOverlap", "w:jc", "w:textDirection", "w:textAlignment", "w:outlineLvl", "w:rPr"),
    *("w:noWrap", "w:tcMar", "w:tcFitText", "w:vAlign", "w:hideMark"),
)


def _insert(properties: Any, element: Any, *followers: str) -> None:
    for old in properties.findall(element.tag):
        properties.remove(old)
    properties.insert_element_before(element, *followers, *_AFTER_FILL)


def _one_tab(style: Any) -> None:
    style.paragraph_format.tab_stops.clear_all()
    style.paragraph_format.tab_stops.add_tab_stop(TEXT_WIDTH, WD_TAB_ALIGNMENT.RIGHT)
