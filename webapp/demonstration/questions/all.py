"""The three consultations."""

from webapp.demonstration.questions.buses import BUSES
from webapp.demonstration.questions.high_street import HIGH_STREET
from webapp.demonstration.questions.homes import HOMES
from webapp.demonstration.shapes import DemoConsultation

CONSULTATIONS = (BUSES, HOMES, HIGH_STREET)


def get_consultation(slug: str) -> DemoConsultation:
    """Raises `KeyError` for a slug we do not have."""
    return {consultation.slug: consultation for consultation in CONSULTATIONS}[slug]
