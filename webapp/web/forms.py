"""Forms of the office: WTForms with our own components, and refusals that land at their field."""

from collections.abc import Iterator, MutableMapping
from contextlib import contextmanager
from typing import Any

import wtforms
from flask import flash, has_request_context, request
from flask_wtf import FlaskForm
from flask_wtf.form import SUBMIT_METHODS
from werkzeug.datastructures import CombinedMultiDict, ImmutableMultiDict, MultiDict
from wtforms import Field, FileField, MultipleFileField, SelectMultipleField, ValidationError
from wtforms.fields.core import UnboundField

from webapp.database import db
from webapp.i18n import _
from webapp.refusals import Refused


class Form(FlaskForm):
    """Every form of the office. Text is trimmed, and characters that no text needs are refused."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)  # type: ignore[no-untyped-call]

    def validate_on_submit(self, extra_validators: Any = None) -> bool:
        """Whether the form was sent and every field is right."""
        return bool(super().validate_on_submit(extra_validators))  # type: ignore[no-untyped-call]

    class Meta(FlaskForm.Meta):
        def wrap_formdata(self, form: Any, formdata: Any) -> Any:
            """What came as a form. JSON is none, and a file in the place of words is not looked at."""
            if has_request_context() and request.is_json:
                return ImmutableMultiDict() if request.method in SUBMIT_METHODS else None
            given: Any = super().wrap_formdata(form, formdata)  # type: ignore[no-untyped-call]
            if not isinstance(given, CombinedMultiDict):
                return given
            names = [one.name for one in form._fields.values() if isinstance(one, FileField | MultipleFileField)]
            files = MultiDict([(name, file) for name in names for file in request.files.getlist(name)])
            return CombinedMultiDict((files, request.form))

        def bind_field(self, form: Any, unbound_field: Any, options: MutableMapping[str, Any]) -> Any:
            if unbound_field.field_class.__name__ in {"StringField", "TextAreaField", "EmailField", "TelField"}:
                settings = {name: value for name, value in unbound_field.kwargs.items() if name != "filters"}
                filters = [*unbound_field.kwargs.get("filters", []), trimmed]
                plain = UnboundField(
                    unbound_field.field_class, *unbound_field.args, name=unbound_field.name, **settings
                )
                return plain.bind(form=form, **options, filters=filters)
            return unbound_field.bind(form=form, **options)


_MOST_DIGITS = 9


class IntegerField(wtforms.IntegerField):
    """A whole number that every database holds."""

    def process_formdata(self, valuelist: list[str]) -> None:
        try:
            if valuelist and len(valuelist[0].strip().lstrip("-")) > _MOST_DIGITS:
                raise ValueError(valuelist[0][:40])
            super().process_formdata(valuelist)
        except ValueError as error:
            raise ValueError(_("Write a number in figures, for example 3.")) from error


class CheckboxesField(SelectMultipleField):
    """Several of some choices, as tick boxes."""


def trimmed(text: str | None) -> str | None:
    """Text without the space around it and without null bytes, which no database keeps."""
    return text.replace("\x00", "").replace("\r\n", "\n").strip() if text else text


@contextmanager
def errors_on(form: Form) -> Iterator[None]:
    """Show a refusal at the field it names (or above the form), and take back what was half done."""
    savepoint = db.session.begin_nested()
    try:
        yield
        savepoint.commit()
    except Refused as refusal:
        savepoint.rollback()
        if refusal.field in form:
            field = form[refusal.field]
            field.errors = [*field.errors, str(refusal)]
        else:
            form.form_errors.append(str(refusal))


@contextmanager
def refusals_told() -> Iterator[None]:
    """For buttons without a form of fields: a refusal becomes a notice, and what was half done is taken back."""
    savepoint = db.session.begin_nested()
    try:
        yield
        savepoint.commit()
    except Refused as refusal:
        savepoint.rollback()
        flash(str(refusal), "error")


class Lines:
    """Validator for a text of one thing a line: how many there are, how long each may be, and that none comes twice."""

    def __init__(self, *, least: int = 0, most: int = 60, longest: int = 300) -> None:
        self.least, self.most, self.longest = least, most, longest

    def __call__(self, form: Any, field: Field) -> None:
        lines = lines_of(field.data)
        if len(lines) < self.least:
            raise ValidationError(_("Write at least %(least)s, one on each line.", least=self.least))
        if len(lines) > self.most:
            raise ValidationError(
                _("Write at most %(most)s. There are %(count)s now.", most=self.most, count=len(lines))
            )
        for line in lines:
            if len(line) > self.longest:
                raise ValidationError(
                    _(
                        "“%(start)s…” is too long. Keep each line under %(longest)s letters.",
                        start=line[:30],
                        longest=self.longest,
                    )
                )
            if lines.count(line) > 1:
                raise ValidationError(_("“%(line)s” is there more than once.", line=line[:60]))


def lines_of(text: str | None) -> list[str]:
    """The lines of a text that are not empty, trimmed."""
    return [line.strip() for line in (text or "").splitlines() if line.strip()]
