"""What the consultations and polls of Merestone are about: areas (none: the whole place) and subjects."""

from sqlalchemy import select
from sqlalchemy.orm import Session

from webapp.consultations.models import Consultation
from webapp.places import abouts
from webapp.places.models import Area
from webapp.polls.models import Poll

CALDERWICK_CENTRE = ("Priory", "Foundry", "Canal Side")
TARNFORD = ("Tarn Green", "Weavers", "Station")
CONSULTATIONS: dict[str, tuple[tuple[str, ...], tuple[str, ...]]] = {
    "buses-and-streets": ((), ("buses-and-roads", "climate")),
    "warm-homes-good-jobs": ((), ("homes", "jobs-and-skills", "climate")),
    "our-high-street": (("Priory", "Foundry"), ("high-streets", "safety")),
}
POLLS: dict[str, tuple[tuple[str, ...], tuple[str, ...]]] = {
    "our-high-street-projects": (CALDERWICK_CENTRE, ("high-streets",)),
    "canal-bench": (("Canal Side",), ("parks-and-nature",)),
    "saturday-market": (("Priory",), ("high-streets", "culture")),
    "bridge-name": (("Canal Side", "Northgate"), ("culture",)),
    "quiet-hour": ((), ("culture", "health-and-care")),
    "tarnford-small-grants": (TARNFORD, ("culture", "parks-and-nature")),
}


def load(session: Session) -> None:
    """After the place, the consultations and the polls."""
    areas = dict(session.execute(select(Area.name, Area.id)).all())
    for kind, model, words in (("consultation", Consultation, CONSULTATIONS), ("poll", Poll, POLLS)):
        ids = dict(session.execute(select(model.slug, model.id)).all())
        for slug, (names, subjects) in words.items():
            abouts.set_about(session, kind=kind, thing_id=ids[slug], areas=[areas[name] for name in names],
                             subjects=subjects)  # fmt: skip
