"""Forms of bodies, meetings and what is on an agenda."""

from datetime import date, datetime, time
from typing import cast

from wtforms import BooleanField, HiddenField, RadioField, SelectField, StringField, TextAreaField
from wtforms.validators import Optional

from webapp.agenda.models import BodyKind
from webapp.agenda.rules.clear_days import Days
from webapp.agenda.services.agendas import ItemWords
from webapp.agenda.services.meetings import BodyWords
from webapp.i18n import _, _l
from webapp.web.date_forms import ReasonForm
from webapp.web.fields import DateField, TimeField, at_most, between, choices_of, given, needed, words_in
from webapp.web.forms import Form, IntegerField

KIND_WORDS = {
    BodyKind.BOARD: _l("Board"),
    BodyKind.CABINET: _l("Cabinet"),
    BodyKind.COMMITTEE: _l("Committee"),
    BodyKind.FORUM: _l("Neighbourhood forum"),
}
COUNTING = choices_of([
    (Days.CALENDAR.value, _l("Every day")),
    (Days.WORKING.value, _l("Working days: no weekends, no bank holidays")),
])  # fmt: skip
URGENCY = choices_of(enumerate((_l("It can wait"), _l("Soon"), _l("Urgent"), _l("It cannot wait"))))
_LONGEST = 4000


class BodyForm(Form):
    name = StringField(_l("Name"), [needed(_l("Give it a name.")), at_most(160)],
                       description=_l("As people know it: Calderwick Cabinet"))  # fmt: skip
    kind = RadioField(_l("What is it?"), choices=choices_of(KIND_WORDS.items()),
                      validators=[given(_l("Choose what it is."))])  # fmt: skip
    about = TextAreaField(_l("What does it decide about?"), [at_most(1000)])
    area = SelectField(_l("For which area?"), coerce=str, validators=[Optional()],
                       description=_l("For a neighbourhood forum. Leave it empty for the whole place."))  # fmt: skip
    plan_days = IntegerField(_l("Clear days a key decision stands in the forward plan"),
                             [given(_l("Write how many days.")), between(0, 120)], default=28)  # fmt: skip
    plan_counting = RadioField(_l("Which days count for the plan?"), choices=COUNTING, default=Days.CALENDAR.value,
                               validators=[given(_l("Choose which days count."))])  # fmt: skip
    agenda_days = IntegerField(_l("Clear days an agenda is public before the meeting"),
                               [given(_l("Write how many days.")), between(0, 60)], default=5)  # fmt: skip
    agenda_counting = RadioField(_l("Which days count for the agenda?"), choices=COUNTING, default=Days.WORKING.value,
                                 validators=[given(_l("Choose which days count."))])  # fmt: skip
    call_in_days = IntegerField(_l("Working days in which a decision can be called in"),
                                [given(_l("Write how many days.")), between(0, 60)], default=5,
                                description=_l("0 where decisions cannot be called in."))  # fmt: skip
    legal_basis = TextAreaField(_l("Where do these days come from?"), [at_most(500)],
                                description=_l("The law or the rule of the body. Everybody can read it."))  # fmt: skip

    def offer(self, areas: list[tuple[str, list[tuple[int, str]]]]) -> None:
        rows = [(ident, f"{name}, {district}") for district, some in areas for ident, name in some]
        self.area.choices = [*choices_of([("", _("The whole place"))]), *choices_of(rows)]

    def said(self) -> BodyWords:
        """Only for a form that was found right."""
        return BodyWords(
            name=words_in(self.name), kind=BodyKind(self.kind.data), about=words_in(self.about),
            area_id=int(self.area.data) if self.area.data else None, plan_days=self.plan_days.data or 0,
            plan_counting=Days(self.plan_counting.data), agenda_days=self.agenda_days.data or 0,
            agenda_counting=Days(self.agenda_counting.data), call_in_days=self.call_in_days.data or 0,
            legal_basis=words_in(self.legal_basis),
        )  # fmt: skip


class MeetingForm(Form):
    day = DateField(_l("Day"), [given(_l("Choose the day of the meeting."))])
    at = TimeField(_l("Time"), [given(_l("Choose the time at which it begins."))],
                   description=_l("For example 18:30."))  # fmt: skip
    where = StringField(_l("Place"), [needed(_l("Say where it meets.")), at_most(200)])

    def starts(self) -> datetime:
        """As the wall clock of the place shows it, without a zone."""
        return datetime.combine(cast("date", self.day.data), cast("time", self.at.data))


class MoveMeetingForm(MeetingForm, ReasonForm):
    """Another time or place, and why."""


class PublishAgendaForm(Form):
    late_reason = TextAreaField(_l("Why does it come so late?"), [at_most(1000)],
                                description=_l("One or two sentences for the public."))  # fmt: skip


class ItemForm(Form):
    title = StringField(_l("What is to be decided, in a few words?"),
                        [needed(_l("Say what is to be decided, in a few words.")), at_most(200)])  # fmt: skip
    what = TextAreaField(_l("What is to be decided?"), [at_most(_LONGEST)])
    recommended = TextAreaField(_l("What do the officers recommend?"), [at_most(_LONGEST)])
    key_decision = BooleanField(_l("It is a key decision"),
                                description=_l("Much money, or two wards or more feel it."))  # fmt: skip
    none_raised = BooleanField(_l("No issues were raised about this"),
                               description=_l("Only where nobody was asked, or nobody said anything."))  # fmt: skip
    urgency = RadioField(_l("How urgent is it?"), choices=URGENCY, default="0",
                         validators=[given(_l("Choose how urgent it is."))])  # fmt: skip
    urgency_reason = StringField(_l("Why is it urgent?"), [at_most(300)])
    deadline = DateField(_l("By when does the law want it decided?"), [Optional()],
                         description=_l("Leave it empty if there is no such day."))  # fmt: skip
    short_notice_reason = TextAreaField(
        _l("Why can it not have its full notice?"), [at_most(1000)],
        description=_l("Only where it must be decided sooner. Everybody can read it."),
    )  # fmt: skip
    short_notice_agreed_by = StringField(
        _l("Who agreed that it cannot wait?"), [at_most(160)],
        description=_l("Needed with less than the notice of an agenda: the chair of scrutiny, for example."),
    )  # fmt: skip

    def said(self) -> ItemWords:
        """Only for a form that was found right."""
        return ItemWords(
            title=words_in(self.title), what=words_in(self.what), recommended=words_in(self.recommended),
            key_decision=self.key_decision.data, none_raised=self.none_raised.data, urgency=int(self.urgency.data),
            urgency_reason=words_in(self.urgency_reason), deadline_on=self.deadline.data,
            short_notice_reason=words_in(self.short_notice_reason),
            short_notice_agreed_by=words_in(self.short_notice_agreed_by),
        )  # fmt: skip


class NewItemForm(ItemForm):
    body = SelectField(_l("Who decides?"), coerce=str, validators=[given(_l("Choose who decides."))])
    issue = HiddenField()

    def offer(self, bodies: list[tuple[int, str]]) -> None:
        self.body.choices = choices_of(bodies)


class OnMeetingForm(Form):
    meeting = SelectField(_l("Which meeting?"), coerce=str, validators=[Optional()])

    def offer(self, meetings: list[tuple[int, str]]) -> None:
        self.meeting.choices = [*choices_of([("", _("No meeting yet"))]), *choices_of(meetings)]

    @property
    def meeting_id(self) -> int | None:
        return int(self.meeting.data) if self.meeting.data else None


class PlaceForm(ReasonForm):
    position = IntegerField(_l("At which place of the agenda?"), [given(_l("Write the place as a number."))])


class ButtonForm(Form):
    """One button."""
