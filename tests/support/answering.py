"""Filling in the bus questions as a resident would."""

from typing import Any

from sqlalchemy.orm import Session

from tests.support.visitor import Page, Visitor
from webapp.consultations import queries
from webapp.consultations.models import Consultation, Kind
from webapp.consultations.sheet import Sheet, SheetQuestion
from webapp.places.models import Area, PostcodeSector


def make_places(session: Session) -> dict[str, int]:
    """Three areas and two postcode sectors. Area ids by name. Committed."""
    areas = [
        Area(code="X-1", name="Canal Side", district="Calderwick"),
        Area(code="X-2", name="Foundry", district="Calderwick"),
        Area(code="X-3", name="Weavers", district="Tarnford"),
    ]
    session.add_all(areas)
    session.flush()
    session.add_all(
        [PostcodeSector(sector="ZZ1 2", area_id=areas[0].id), PostcodeSector(sector="ZZ2 1", area_id=areas[2].id)]
    )
    session.commit()
    return {area.name: area.id for area in areas}


def filled(question: SheetQuestion, *, words: str = "The last bus goes before my shift ends.") -> dict[str, Any]:
    """Sensible values for the controls of one question."""
    name, choices = question.name, question.choices
    match question.kind:
        case Kind.MULTI:
            return {name: [str(choices[0].id), str(choices[1].id)]}
        case Kind.RANKING:
            return {
                f"{name}-r{rank}": str(choices[rank - 1].id)
                for rank in range(1, (question.rank_top or len(choices)) + 1)
            }
        case Kind.MATRIX:
            return {f"{name}-i{item.id}": str(choices[0].id) for item in question.items}
        case Kind.SHORT_TEXT | Kind.LONG_TEXT:
            return {name: words}
        case Kind.AREA:
            return {f"{name}-postcode": "zz1 2"}
        case Kind.PERMISSION:
            return {name: str(choices[1].id)}
        case _:
            return {name: str(choices[0].id)}


def fill_page(page: Page, sheet: Sheet, number: int, **changes: Any) -> Page:
    """Fill every question of page `number`; `changes` are values by control name."""
    for question in sheet.sections[number - 1].questions:
        page.fill(**filled(question))
    return page.fill(**changes)


def answer_all(visitor: Visitor, session: Session, consultation: Consultation) -> Page:
    """Go through every page and stop at “check your answers”."""
    sheet = queries.read_sheet(session, consultation)
    page = visitor.open(f"/consultations/{consultation.slug}").link("Start now")
    for number in range(1, len(sheet.sections) + 1):
        page = fill_page(page, sheet, number).send("Save and continue")
    return page


def code_on(page: Page) -> str:
    return str(page.all("//*[contains(@class,'fm-code')]")[0].text_content().strip())
