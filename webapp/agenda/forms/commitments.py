"""Forms of commitments."""

from typing import Any, cast

from wtforms import BooleanField, EmailField, StringField, TextAreaField, ValidationError
from wtforms.validators import Optional

from webapp.agenda.models import Commitment
from webapp.agenda.services.commitments import Promised
from webapp.i18n import _, _l
from webapp.notices.rules import is_one_address
from webapp.web.fields import DateField, IntegerField, at_most, between, given, needed, words_in
from webapp.web.forms import Form

_MOST_POUNDS = 999_999_999


class _OneAddress:
    def __call__(self, form: Any, field: Any) -> None:
        if field.data and not is_one_address(field.data):
            raise ValidationError(_("Enter an e-mail address in the right form, like name@example.com."))


class PromiseForm(Form):
    """What is promised, by whom, until when."""

    title = StringField(_l("What will be done, in one line?"), [needed(_l("Say what will be done.")), at_most(200)],
                        description=_l("For example: Run the 14 and the 27 until 23:40"))  # fmt: skip
    what = TextAreaField(_l("What belongs to it? (You can leave this empty)"), [at_most(4000)])
    owner = StringField(_l("Who answers for it?"), [
        needed(_l("Give a name. Somebody must answer for it.")), at_most(120)],
                        description=_l("A name, as people will read it."))  # fmt: skip
    owner_email = EmailField(_l("Their e-mail address"), [
        needed(_l("Give an address. Reminders go there before everybody sees that something is late.")), at_most(254),
        _OneAddress()], description=_l("For reminders. It is not shown in public."))  # fmt: skip
    starts_on = DateField(_l("When does it start? (You can leave this empty)"), [Optional()])
    due_on = DateField(_l("By which day will it be done?"), [
        given(_l("Choose the day by which it will be done. Without a day it is no promise."))])  # fmt: skip
    pounds = IntegerField(_l("What may it cost, in whole pounds? (You can leave this empty)"), [
        Optional(), between(0, _MOST_POUNDS)])  # fmt: skip

    def promised(self) -> Promised:
        pounds = self.pounds.data
        return Promised(
            title=words_in(self.title), what=words_in(self.what), owner=words_in(self.owner),
            owner_email=words_in(self.owner_email), due_on=cast("Any", self.due_on.data),
            starts_on=self.starts_on.data, budget_pence=None if pounds is None else pounds * 100,
        )  # fmt: skip

    @classmethod
    def of(cls, commitment: Commitment) -> "PromiseForm":
        pence = commitment.budget_pence
        return cls(obj=commitment, pounds=None if pence is None else pence // 100)


class UpdateForm(Form):
    """News of it, and another day."""

    words = TextAreaField(_l("How does it go?"), [needed(_l("Say how it goes. People will read it.")), at_most(2000)],
                          description=_l("One or two sentences. If you move the day, say why."))  # fmt: skip
    due_on = DateField(_l("A new day by which it will be done (leave it empty to keep the day)"), [Optional()])


class StepForm(Form):
    """A step on the way."""

    title = StringField(_l("What is the step?"), [needed(_l("Say what the step is.")), at_most(200)])
    due_on = DateField(_l("By which day?"), [given(_l("Choose the day by which the step will be done."))])


class StepDoneForm(Form):
    """A step is done, or will not be."""

    done_on = DateField(_l("Done on"), [Optional()])
    away = BooleanField(_l("There will be no such step"))
    reason = TextAreaField(_l("Why not? (Only if there will be no such step)"), [at_most(1000)])


class DeliverForm(Form):
    """It is done."""

    done_on = DateField(_l("Since when is it done?"), [given(_l("Choose the day on which it was done."))])
    words = TextAreaField(_l("What came of it?"), [
        needed(_l("Say what came of it. People will read it.")), at_most(4000)],
                          description=_l("What is different now, and what you do not know yet."))  # fmt: skip


class ReasonForm(Form):
    """Why."""

    reason = TextAreaField(_l("Why?"), [needed(_l("Say why. People will read it.")), at_most(2000)])
