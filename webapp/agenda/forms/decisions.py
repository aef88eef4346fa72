"""Forms of decisions."""

from collections.abc import Sequence
from typing import Any

from wtforms import BooleanField, RadioField, StringField, TextAreaField

from webapp.agenda.rules.decisions import Words
from webapp.i18n import _, _l
from webapp.web.date_forms import ReasonForm
from webapp.web.fields import DateField, at_most, choices_of, given, needed, words_in
from webapp.web.forms import Form

OPTIONS, INTERESTS = 5, 4
_LONG = 6000


class DecisionForm(Form):
    """Its fields for options, interests and issues are added by `form_for`."""

    decided_on = DateField(_l("On which day was it decided?"), [given(_l("Say on which day it was decided."))])
    maker = StringField(_l("Who decided?"), [needed(_l("Say who decided.")), at_most(200)])
    title = StringField(_l("Title"), [needed(_l("Give the decision a title.")), at_most(200)])
    what = TextAreaField(_l("What was decided?"), [needed(_l("Say what was decided.")), at_most(_LONG)])
    reasons = TextAreaField(_l("Why?"), [
        needed(_l("Give the reasons. A decision without reasons is not published.")), at_most(_LONG)])  # fmt: skip
    none_raised = BooleanField(_l("No issues were raised about this"))
    correction_reason = TextAreaField(_l("Why is the record replaced?"), [at_most(1000)])

    issues: Sequence[tuple[int, str]] = ()

    def said(self) -> Words:
        """Only for a form that was found right."""
        return Words(
            decided_on=self.decided_on.data, maker=words_in(self.maker), title=words_in(self.title),
            what=words_in(self.what), reasons=words_in(self.reasons),
            options=[(self._word("option", at), self._word("why", at)) for at in range(1, OPTIONS + 1)],
            interests=[(self._word("who", at), self._word("interest", at), self._word("action", at))
                       for at in range(1, INTERESTS + 1)],
            how={issue: self._word("how", issue) for issue, _sentence in self.issues},
            none_raised=self.none_raised.data, correction_reason=words_in(self.correction_reason),
        )  # fmt: skip

    def _word(self, part: str, at: int) -> str:
        return self[f"{part}_{at}"].data or ""


def form_for(issues: Sequence[tuple[int, str]], words: Words | None = None) -> DecisionForm:
    """A form with a field for each issue of the item ((id, sentence)); `words` is what it begins with."""
    fields: dict[str, Any] = {"issues": issues}
    for at in range(1, OPTIONS + 1):
        fields[f"option_{at}"] = TextAreaField(_("Option %(number)s", number=at), [at_most(1000)])
        fields[f"why_{at}"] = TextAreaField(_("Why option %(number)s was rejected", number=at), [at_most(1000)])
    for at in range(1, INTERESTS + 1):
        fields[f"who_{at}"] = StringField(_("Person %(number)s", number=at), [at_most(120)])
        fields[f"interest_{at}"] = StringField(_("Interest of person %(number)s", number=at), [at_most(500)])
        fields[f"action_{at}"] = StringField(_("What person %(number)s did", number=at), [at_most(500)],
                                             description=_("Left the room, for example."))  # fmt: skip
    for issue, sentence in issues:
        fields[f"how_{issue}"] = TextAreaField(sentence, [at_most(2000)])
    made: DecisionForm = type("DecisionFormOfItem", (DecisionForm,), fields)(**_values(words) if words else {})
    return made


def _values(words: Words) -> dict[str, Any]:
    values: dict[str, Any] = {
        "decided_on": words.decided_on, "maker": words.maker, "title": words.title, "what": words.what,
        "reasons": words.reasons, "none_raised": words.none_raised, "correction_reason": words.correction_reason,
    }  # fmt: skip
    for at, (option, why) in enumerate(words.options, 1):
        values |= {f"option_{at}": option, f"why_{at}": why}
    for at, (who, interest, action) in enumerate(words.interests, 1):
        values |= {f"who_{at}": who, f"interest_{at}": interest, f"action_{at}": action}
    return values | {f"how_{issue}": how for issue, how in words.how.items()}


class CallInForm(ReasonForm):
    called_in_by = StringField(_l("Who asked for it?"), [needed(_l("Say who asked.")), at_most(200)],
                               description=_l("For example: five members of the scrutiny committee"))  # fmt: skip


class OutcomeForm(Form):
    stands = RadioField(_l("What came of it?"), choices=choices_of([
        ("yes", _l("The decision stands")), ("no", _l("It is sent back to be decided again"))]),
        validators=[given(_l("Choose what came of it."))])  # fmt: skip
    outcome = TextAreaField(_l("In a few words"), [
        needed(_l("Say what came of it. People will read it.")), at_most(2000)])  # fmt: skip
