"""Forms for what people do to a proposal together: standing behind it, wording it, joining and parting it."""

from wtforms import BooleanField, EmailField, RadioField
from wtforms.validators import DataRequired, Length

from webapp.i18n import _, _l
from webapp.web.forms import Form


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
