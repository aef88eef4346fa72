"""Forms of when something opens and closes, and why. Days and times are those of the place's clocks."""

from datetime import date, datetime, time
from typing import cast

from wtforms import TextAreaField

from webapp.i18n import _l
from webapp.web.fields import DateField, TimeField, at_most, given, needed
from webapp.web.forms import Form

_TIME = _l("For example 17:00.")


class OpeningForm(Form):
    """An opening day and time."""

    opens = DateField(_l("Opening day"), [given(_l("Choose the day on which it opens."))])
    opens_time = TimeField(
        _l("Opening time"),
        [given(_l("Choose the time at which it opens."))],
        description=_l("A time that has passed means: at once."),
    )

    def opening(self) -> datetime:
        """As the wall clock of the place shows it, without a zone."""
        return _wall(self.opens, self.opens_time)


class ClosingForm(Form):
    """A closing day and time."""

    closes = DateField(_l("Closing day"), [given(_l("Choose the day on which it closes."))])
    closes_time = TimeField(_l("Closing time"), [given(_l("Choose the time at which it closes."))], description=_TIME)

    def closing(self) -> datetime:
        """As the wall clock of the place shows it, without a zone."""
        return _wall(self.closes, self.closes_time)


class PublishForm(ClosingForm, OpeningForm):
    """When it opens and when it closes."""


class ReasonForm(Form):
    """Why, in words for the public."""

    reason = TextAreaField(
        _l("Why?"),
        [needed(_l("Say why. People will read it.")), at_most(1000)],
        description=_l("One or two sentences for the public."),
    )


class ExtendForm(ClosingForm, ReasonForm):
    """A later closing time, and why."""


def _wall(day: DateField, at: TimeField) -> datetime:
    """Only for a form that was found right: both are there then."""
    return datetime.combine(cast("date", day.data), cast("time", at.data))
