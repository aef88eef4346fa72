"""Flask-Security's forms in our words."""

from collections.abc import Mapping
from types import MappingProxyType
from typing import Any, cast

from flask_security import forms, recovery_codes
from wtforms import StringField
from wtforms.validators import DataRequired, Length

from webapp.i18n import _l
from webapp.web.forms import Form, trimmed

LABELS = {
    "email": _l("E-mail address"),
    "password": _l("Password"),
    "password_confirm": _l("The new password again"),
    "new_password": _l("New password"),
    "new_password_confirm": _l("The new password again"),
    "code": _l("Code"),
}
_NAMED = (DataRequired(_l("Enter your name.")), Length(max=120, message=_l("Use at most 120 letters.")))
LONG_ENOUGH = _l("At least 12 characters. Three or four words that you will remember are good.")


class _PlainWords:
    """Puts our labels and hints on the fields of the form it is mixed into. `hints`: by the name of a field."""

    hints: Mapping[str, Any] = MappingProxyType({})
    labels: Mapping[str, Any] = MappingProxyType({})

    class Meta(Form.Meta):
        """Text is trimmed like in every other form."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for field in cast("Form", self):
            words = {**LABELS, **self.labels}.get(field.name)
            if words is not None:
                field.label.text = words
                field.description = self.hints.get(field.name, "")


class SignInForm(_PlainWords, forms.LoginForm):
    pass


class JoinForm(_PlainWords, forms.RegisterFormV2):
    name = StringField(_l("Your name"), filters=[trimmed], validators=_NAMED)
    hints = MappingProxyType({"password": LONG_ENOUGH})


class ForgotForm(_PlainWords, forms.ForgotPasswordForm):
    pass


class ResetForm(_PlainWords, forms.ResetPasswordForm):
    labels = MappingProxyType({"password": _l("New password")})
    hints = MappingProxyType({"password": LONG_ENOUGH})


class ChangeForm(_PlainWords, forms.ChangePasswordForm):
    labels = MappingProxyType({"password": _l("Password you have now")})
    hints = MappingProxyType({"new_password": LONG_ENOUGH})


class ConfirmAgainForm(_PlainWords, forms.SendConfirmationForm):
    pass


class VerifyForm(_PlainWords, forms.VerifyForm):
    pass


class CodeForm(_PlainWords, forms.TwoFactorVerifyCodeForm):
    hints = MappingProxyType({"code": _l("The six digits that your app shows now.")})


class RecoveryForm(_PlainWords, recovery_codes.MfRecoveryForm):
    labels = MappingProxyType({"code": _l("Recovery code")})
    hints = MappingProxyType({"code": _l("One of the codes that you wrote down, like 1a2b-3c4d-5e6f.")})


FORMS: dict[str, Any] = {
    "login_form": SignInForm,
    "register_form": JoinForm,
    "forgot_password_form": ForgotForm,
    "reset_password_form": ResetForm,
    "change_password_form": ChangeForm,
    "send_confirmation_form": ConfirmAgainForm,
    "verify_form": VerifyForm,
    "two_factor_verify_code_form": CodeForm,
    "mf_recovery_form": RecoveryForm,
}
