"""What officers fill in to keep, copy and bring in code frames."""

from collections.abc import Iterable

from flask_wtf.file import FileField, FileRequired
from wtforms import SelectField, StringField
from wtforms.validators import DataRequired

from webapp.i18n import _, _l
from webapp.themes.exchanging import Offered
from webapp.themes.forms import NOTHING, as_id
from webapp.web.forms import Form


class KeepForm(Form):
    name = StringField(_l("Name of the version"), description=_l("For example: Before the board meeting."))


class FileForm(Form):
    file = FileField(
        _l("File"),
        [FileRequired(_l("Choose a file."))],
        description=_l("CSV, XLSX or JSON. One theme a row, in a column called “theme”."),
    )


class CopyForm(Form):
    frame = SelectField(
        _l("Copy the themes of"), [DataRequired(_l("Choose a question."))], coerce=as_id, validate_choice=False
    )

    def offer(self, frames: Iterable[Offered]) -> None:
        self.frame.choices = [
            (NOTHING, _("Choose a question")),
            *((one.frame_id, _("%(title)s (%(part_of)s)", title=one.title, part_of=one.part_of)) for one in frames),
        ]
