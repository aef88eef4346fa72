"""Forms of discussions."""

from typing import Any

from werkzeug.datastructures import FileStorage
from wtforms import BooleanField, FileField, HiddenField, RadioField, SelectField, StringField, TextAreaField
from wtforms.validators import DataRequired, Length, Optional

from webapp.forums.models import Moderation, Position, Sort
from webapp.forums.rules import LONGEST_POST, LONGEST_TITLE, MOST_FILES
from webapp.forums.services.attaching import Upload
from webapp.forums.words import MODERATION, POSITIONS, SLOW_WORDS, SORTS
from webapp.i18n import _, _l
from webapp.web.forms import Form


class ButtonForm(Form):
    """One button."""


class _Words(Form):
    """`token`: whose form it is and where, and that it is sent once."""

    token = HiddenField(validators=[DataRequired(_l("Load the page again and press once more."))])
    text = TextAreaField(_l("What do you want to say?"), validators=[DataRequired(_l("Write something first."))])


class _Files(Form):
    """Up to three files."""

    file1 = FileField(_l("Picture or document 1"), validators=[Optional()])
    alt1 = StringField(_l("What does picture 1 show?"), validators=[Length(max=300)])
    file2 = FileField(_l("Picture or document 2"), validators=[Optional()])
    alt2 = StringField(_l("What does picture 2 show?"), validators=[Length(max=300)])
    file3 = FileField(_l("Picture or document 3"), validators=[Optional()])
    alt3 = StringField(_l("What does picture 3 show?"), validators=[Length(max=300)])

    def uploads(self) -> list[Upload]:
        """The files that were chosen."""
        found = []
        for number in range(1, MOST_FILES + 1):
            file, alt = self[f"file{number}"].data, self[f"alt{number}"].data or ""
            if isinstance(file, FileStorage) and file.filename:
                found.append(Upload(file.filename, file.stream, alt))
        return found


class _Post(_Words):
    position = RadioField(_l("Are you for or against it?"), validators=[Optional()],
                          choices=[(one.value, words) for one, words in POSITIONS.items()])  # fmt: skip
    sort = RadioField(_l("What is it?"), choices=[(one.value, words) for one, words in SORTS.items()],
                      default=Sort.COMMENT.value, validators=[DataRequired(_l("Choose what it is."))])  # fmt: skip
    group = SelectField(_l("Who says it?"), coerce=str, validators=[Optional()], default="")

    def offer(self, groups: list[tuple[int, str]], *, position: bool) -> None:
        """The groups in whose name this person may speak, and whether there is something to be for or against. What is
        not asked here is not taken either.
        """
        if groups:
            self.group.choices = [("", _("I do, for myself")), *((str(ident), name) for ident, name in groups)]
        else:
            del self["group"]
        if not position:
            del self["position"]

    @property
    def group_id(self) -> int | None:
        return int(self.group.data) if "group" in self and self.group.data else None

    @property
    def chosen_position(self) -> Position | None:
        return Position(self.position.data) if "position" in self and self.position.data else None

    @property
    def chosen_sort(self) -> Sort:
        return Sort(self.sort.data)


class WordsForm(_Words, _Files):
    """Words with files beside them."""


class QuickForm(_Post):
    """On the page of a discussion: quick to draw. What it holds can be sent to a `PostForm`, which asks for more."""


class PostForm(WordsForm, _Post):
    """Everything that can be said of a post."""


class BeginForm(PostForm):
    title = StringField(_l("What is it about, in a few words?"), validators=[
        DataRequired(_l("Give it a title.")),
        Length(max=LONGEST_TITLE, message=_l("Use at most %(max)d letters."))])  # fmt: skip


class EditForm(Form):
    token = HiddenField(validators=[DataRequired(_l("Load the page again and press once more."))])
    text = TextAreaField(_l("Your words"), validators=[DataRequired(_l("Write something first."))])


class DraftForm(Form):
    """What autosave sends; nothing in it is refused that could be kept."""

    token = HiddenField(validators=[DataRequired()])
    text = TextAreaField(validators=[Length(max=2 * LONGEST_POST)])
    title = StringField(validators=[Length(max=LONGEST_TITLE)])


class OrderForm(Form):
    locked = BooleanField(_l("Stop it: nobody can add anything"))
    reason = TextAreaField(_l("Why is it stopped? Everybody can read this."), validators=[
        Length(max=500, message=_l("Use at most 500 letters."))])  # fmt: skip
    slow = RadioField(_l("How often may one person post here?"), coerce=int,
                      choices=[(seconds, words) for seconds, words in SLOW_WORDS.items()])  # fmt: skip


class BoardForm(Form):
    title = StringField(_l("Name of the board"), validators=[
        DataRequired(_l("Give it a name.")), Length(max=120, message=_l("Use at most 120 letters."))])  # fmt: skip
    about = TextAreaField(_l("What belongs here?"), validators=[
        Length(max=1_000, message=_l("Use at most 1,000 letters."))])  # fmt: skip
    subject = StringField(_l("Subject (You can leave this empty)"), validators=[Length(max=80)],
                          description=_l("For example: Buses"))  # fmt: skip
    area = SelectField(_l("Area it is about"), coerce=str, validators=[Optional()])
    group = SelectField(_l("Group it belongs to"), coerce=str, validators=[Optional()])
    moderation = RadioField(_l("When do moderators read?"), default=Moderation.POST.value, choices=[
        (one.value, words) for one, words in MODERATION.items()],
        validators=[DataRequired(_l("Choose one."))])  # fmt: skip
    closed = BooleanField(_l("Closed: it can be read, and takes nothing new"))

    def offer(self, areas: list[tuple[str, list[tuple[int, str]]]], groups: list[tuple[int, str]]) -> None:
        named = [(str(ident), f"{name}, {district}") for district, some in areas for ident, name in some]
        self.area.choices = [("", _("Everywhere")), *named]
        self.group.choices = [("", _("None")), *((str(ident), name) for ident, name in groups)]

    def parts(self) -> dict[str, Any]:
        """The columns of a board."""
        return {
            "title": self.title.data or "", "about": self.about.data or "", "subject": self.subject.data or "",
            "moderation": Moderation(self.moderation.data), "area_id": int(self.area.data) if self.area.data else None,
            "group_id": int(self.group.data) if self.group.data else None,
        }  # fmt: skip
