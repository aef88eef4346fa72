"""Forms for what people do to a proposal together: standing behind it, wording it, joining and parting it."""

from collections.abc import Mapping
from typing import Any

from wtforms import (
    BooleanField,
    EmailField,
    Field,
    HiddenField,
    RadioField,
    StringField,
    TextAreaField,
)
from wtforms.validators import DataRequired, Length, NumberRange, Optional, Regexp

from webapp.i18n import _, _l
from webapp.proposals.rules import LONGEST, MOST_PEOPLE, MOST_STEPS
from webapp.web.forms import Form, IntegerField


class InviteForm(Form):
    email = EmailField(_l("Their e-mail address"), validators=[
        DataRequired(_l("Enter an e-mail address.")), Length(max=254, message=_l("This address is too long."))],
        description=_l("A person, or whoever speaks for a group. Each address is asked once."))  # fmt: skip


class StandBehindForm(Form):
    """The answer to an invitation. Declining needs no choice."""

    behind = RadioField(_l("Who stands behind it?"), default="me", validators=[DataRequired(_l("Choose one."))])
    name_shown = BooleanField(_l("Show my name on the page"), description=_l(
        "Without it you are counted, not named. A group is always named."))  # fmt: skip

    def offer(self, groups: list[tuple[int, str]]) -> None:
        self.behind.choices = [("me", _("I do, for myself")), *((str(ident), name) for ident, name in groups)]

    @property
    def group_id(self) -> int | None:
        return None if self.behind.data == "me" else int(self.behind.data)


class SuggestForm(Form):
    """`since` marks the wording it was made from."""

    since = HiddenField()
    title = StringField(_l("Title"), validators=[
        DataRequired(_l("Give it a title.")),
        Length(max=LONGEST["title"], message=_l("Use at most %(max)d letters."))])  # fmt: skip
    what = TextAreaField(_l("How should it read?"), validators=[
        DataRequired(_l("Write how it should read.")),
        Length(max=LONGEST["what"], message=_l("Use at most %(max)d letters."))],
        description=_l("Its words as they are now. Change what should be different."))  # fmt: skip
    why = TextAreaField(_l("Why is that better?"), validators=[
        DataRequired(_l("Say why it would be better.")),
        Length(max=1_000, message=_l("Use at most 1,000 letters."))])  # fmt: skip


class AnswerForm(Form):
    """`since` marks the wording that was shown beside it."""

    since = HiddenField()
    take = RadioField(_l("Do you take these words?"), choices=[
        ("yes", _l("Yes, it shall read like this")), ("no", _l("No, it stays as it is"))],
        validators=[DataRequired(_l("Choose one."))])  # fmt: skip
    reason = TextAreaField(_l("Why?"), validators=[
        DataRequired(_l("Say why. Whoever suggested it and everybody else can read it.")),
        Length(max=1_000, message=_l("Use at most 1,000 letters."))])  # fmt: skip

    @property
    def accept(self) -> bool:
        return bool(self.take.data == "yes")


class MergeForm(Form):
    """`since`: the stage that was shown; `seen`: the proposal whose numbers were shown before it is done."""

    since = HiddenField()
    seen = HiddenField()
    into = StringField(_l("Into which proposal?"), validators=[
        DataRequired(_l("Write the number of the other proposal.")),
        Regexp(r"\s*(?:[Pp]-)?[0-9]{1,9}\s*\Z", message=_l("Write its number, like P-12."))],
        description=_l("Its number, like P-12. It stands above its title."))  # fmt: skip
    reason = TextAreaField(_l("Why?"), validators=[
        DataRequired(_l("Say why. The author and everybody else can read it.")),
        Length(max=2_000, message=_l("Use at most 2,000 letters."))])  # fmt: skip

    @property
    def number(self) -> int:
        return int((self.into.data or "0").strip().upper().removeprefix("P-"))


class WhyForm(Form):
    reason = TextAreaField(_l("Why?"), validators=[
        DataRequired(_l("Say why. The author and everybody else can read it.")),
        Length(max=2_000, message=_l("Use at most 2,000 letters."))])  # fmt: skip


class SplitForm(Form):
    """`since` marks the wording it was made from."""

    since = HiddenField()
    token = HiddenField(validators=[DataRequired(), Length(max=43)])
    title = StringField(_l("Title of the new one"), validators=[
        DataRequired(_l("Give it a title.")),
        Length(max=LONGEST["title"], message=_l("Use at most %(max)d letters."))])  # fmt: skip
    what = TextAreaField(_l("What does the new one propose, and why?"), validators=[
        DataRequired(_l("Say what it proposes.")),
        Length(max=LONGEST["what"], message=_l("Use at most %(max)d letters."))])  # fmt: skip
    who_benefits = TextAreaField(_l("Who would it help?"), validators=[
        DataRequired(_l("Say who it would help.")),
        Length(max=LONGEST["who_benefits"], message=_l("Use at most %(max)d letters."))])  # fmt: skip
    stays = TextAreaField(_l("What does the old one say from now on?"), validators=[
        Length(max=LONGEST["what"], message=_l("Use at most %(max)d letters."))],
        description=_l("Its words as they are now. Take out what the new one says."))  # fmt: skip


class StepsForm(Form):
    """Pairs of a number of people and what happens then. `since` marks what was promised when it was shown."""

    since = HiddenField()

    @property
    def pairs(self) -> list[tuple[Field, Field]]:
        return [(self[f"people{place}"], self[f"happens{place}"]) for place in range(1, MOST_STEPS + 1)]

    def show(self, promised: Mapping[int, str]) -> None:
        for (people, happens), (number, words) in zip(self.pairs, promised.items(), strict=False):
            people.data, happens.data = number, words

    def validate(self, extra_validators: Any = None) -> bool:
        good = bool(super().validate(extra_validators))
        seen: set[int] = set()
        for people, happens in self.pairs:
            wrong = _what_is_wrong(people.data, happens.data, seen)
            if wrong and not people.errors:
                people.errors = [*people.errors, wrong]
                good = False
            seen.add(people.data)
        return good

    @property
    def promised(self) -> dict[int, str]:
        """The fewest people first."""
        return dict(sorted((people.data, happens.data) for people, happens in self.pairs if people.data))


def _what_is_wrong(people: int | None, happens: str | None, seen: set[int]) -> str:
    if bool(people) != bool(happens):
        return _("Write both: how many people, and what happens then.")
    return _("This number is there already.") if people and people in seen else ""


for _place in range(1, MOST_STEPS + 1):
    setattr(StepsForm, f"people{_place}", IntegerField(_l("At how many people?"), validators=[
        Optional(), NumberRange(min=1, max=MOST_PEOPLE, message=_l("Enter a number from 1 on."))]))  # fmt: skip
    setattr(StepsForm, f"happens{_place}", TextAreaField(_l("What happens then?"), validators=[
        Length(max=300, message=_l("Use at most 300 letters."))]))  # fmt: skip
