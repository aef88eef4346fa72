"""Forms of people and groups."""

from wtforms import BooleanField, EmailField, HiddenField, RadioField, StringField, TextAreaField
from wtforms.validators import DataRequired, Length

from webapp.access import Role
from webapp.accounts.models import GroupKind
from webapp.accounts.words import GROUP_KINDS, ROLES
from webapp.i18n import _l
from webapp.web.forms import CheckboxesField, Form

_ADDRESS = [DataRequired(_l("Enter an e-mail address.")), Length(max=254, message=_l("This address is too long."))]
_KINDS = [(kind.value, words) for kind, words in GROUP_KINDS.items()]
_ABOUT = [Length(max=2_000, message=_l("Use at most 2,000 letters."))]


class ButtonForm(Form):
    """One button, so that nothing happens from opening a page (programs that read mail open links too)."""


class LinkForm(Form):
    email = EmailField(_l("E-mail address"), validators=_ADDRESS)
    next = HiddenField()


class CloseForm(Form):
    words = RadioField(_l("What shall happen to what you wrote in discussions and proposals?"), choices=[
        ("stay", _l("It stays, without my name")),
        ("go", _l("Take it away too")),
    ], validators=[DataRequired(_l("Choose what shall happen to what you wrote."))])  # fmt: skip
    sure = BooleanField(_l("Yes, close my account for good"),
                        validators=[DataRequired(_l("Tick the box if you are sure."))])  # fmt: skip

    @property
    def with_words(self) -> bool:
        return bool(self.words.data == "go")


class RolesForm(Form):
    roles = CheckboxesField(_l("Roles"), choices=[(role.value, words) for role, words in ROLES.items()],
                            description=_l("They take effect at once."))  # fmt: skip

    @property
    def chosen(self) -> list[Role]:
        return [Role(value) for value in self.roles.data or []]


class InviteForm(Form):
    email = EmailField(_l("Their e-mail address"), validators=_ADDRESS)


class AboutForm(Form):
    about = TextAreaField(_l("What your group does"), validators=_ABOUT,
                          description=_l("Everybody can read this in the list of groups."))  # fmt: skip


class GroupForm(Form):
    name = StringField(_l("Name"), validators=[DataRequired(_l("Enter the name of the group.")),
                                               Length(max=120, message=_l("Use at most 120 letters."))])  # fmt: skip
    kind = RadioField(_l("What kind of group it is"), choices=_KINDS, default=GroupKind.COMMUNITY.value,
                      validators=[DataRequired(_l("Choose a kind."))])  # fmt: skip
    about = TextAreaField(_l("What it does"), validators=_ABOUT)
