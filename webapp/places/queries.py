"""Reading the place: its areas, and which area a postcode lies in. Small and nearly constant, so kept in memory."""

import re
from collections.abc import Mapping
from dataclasses import dataclass

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from webapp.places.models import Area, PostcodeSector

_SECTOR = re.compile(r"^([A-Z]{1,2}[0-9][0-9A-Z]?)\s*([0-9])(?:[A-Z]{2})?$")


@dataclass(frozen=True, slots=True)
class Gazetteer:
    """The whole place: area names by id in reading order, and area ids by postcode sector."""

    names: Mapping[int, str]
    districts: Mapping[int, str]
    sectors: Mapping[str, int]

    @property
    def by_district(self) -> list[tuple[str, list[tuple[int, str]]]]:
        """Areas as a list shows them: (district, [(id, name), …])."""
        return [
            (district, [(area, name) for area, name in self.names.items() if self.districts[area] == district])
            for district in dict.fromkeys(self.districts.values())
        ]

    def find_area(self, words: str) -> int | None:
        """The area that someone's postcode, postcode sector or area name means; None when we do not know it."""
        sector = sector_of(words)
        if sector is not None:
            return self.sectors.get(sector)
        wanted = words.strip().casefold()
        return next((area for area, name in self.names.items() if name.casefold() == wanted), None)


def sector_of(words: str) -> str | None:
    """ "zz12ab" → "ZZ1 2"; None when it is not a postcode or a postcode sector."""
    found = _SECTOR.match(" ".join(words.upper().split()))
    return f"{found[1]} {found[2]}" if found else None


def read_gazetteer(session: Session, *, sectors: bool = True) -> Gazetteer:
    """The place as it stands. Without `sectors` no postcode is known: enough where areas are only shown."""
    areas = session.execute(select(Area.id, Area.name, Area.district).order_by(Area.district, Area.name)).all()
    known = session.execute(select(PostcodeSector.sector, PostcodeSector.area_id)).all() if sectors else ()
    return Gazetteer(
        names={area: name for area, name, _ in areas},
        districts={area: district for area, _, district in areas},
        sectors=dict(known),
    )


@dataclass(frozen=True, slots=True)
class Place:
    """An area as addresses name it: `code` in small letters ("x-cal-02")."""

    id: int
    code: str
    name: str
    district: str


def list_codes(session: Session) -> list[Place]:
    """All areas in reading order. One statement."""
    rows = session.execute(select(Area.id, Area.code, Area.name, Area.district).order_by(Area.district, Area.name))
    return [Place(ident, code.lower(), name, district) for ident, code, name, district in rows]


def places_mark(session: Session) -> tuple[int, int]:
    """Changes whenever an area or sector is added or taken away: the key under which a gazetteer may be kept."""
    return session.scalar(select(func.count(Area.id))) or 0, session.scalar(select(func.count(PostcodeSector.id))) or 0
