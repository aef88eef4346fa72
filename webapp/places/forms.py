"""Forms about places and subjects."""

from collections.abc import Mapping

from wtforms import StringField, ValidationError

from webapp.i18n import _, _l
from webapp.places.queries import Gazetteer
from webapp.web.fields import at_most, choices_of, needed
from webapp.web.forms import CheckboxesField, Form


class AboutForm(Form):
    """Which areas and subjects a thing is about."""

    areas = CheckboxesField(
        _l("Which areas is it about?"), description=_l("Leave all empty when it is about the whole place.")
    )
    subjects = CheckboxesField(_l("What is it about?"), description=_l("Choose up to three."))

    def offer(self, place: Gazetteer, subjects: Mapping[str, str], *, areas_told: bool) -> None:
        """`areas_told`: the thing itself says where it is, so this form does not."""
        if areas_told:
            del self.areas
        else:
            self.areas.choices = choices_of(
                (area, f"{name}, {place.districts[area]}") for area, name in place.names.items()
            )
        self.subjects.choices = choices_of(subjects.items())

    def validate_subjects(self, field: CheckboxesField) -> None:
        if len(field.data or []) > MOST_SUBJECTS:
            raise ValidationError(_("Choose the three that fit best."))


MOST_SUBJECTS = 3


class SubjectForm(Form):
    name = StringField(
        _l("Name of the subject"),
        description=_l("A word or two that people know, for example “Buses and roads”."),
        validators=[needed(_l("Write what the subject is called.")), at_most(60)],
    )
