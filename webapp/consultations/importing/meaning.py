"""What the values of two columns stand for: who is answering, and what may be published. Pure."""

from webapp.consultations.importing.cells import permission_of, respondent_of
from webapp.consultations.importing.mapping import MOST_MEANINGS, Column, Use
from webapp.consultations.models import Part


def meanings_of(column: Column, use: Use) -> dict[str, Part]:
    """What each value seems to mean, for the officer to correct; nothing for columns whose values need no meaning."""
    read = {Use.PERMISSION: permission_of, Use.WHO: respondent_of}.get(use)
    return {value: read(value) for value in column.value_names[:MOST_MEANINGS]} if read else {}
