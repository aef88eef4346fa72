"""Forms of what is said back."""

from typing import Any

from wtforms import TextAreaField
from wtforms.validators import Optional

from webapp.agenda.models import Feedback
from webapp.agenda.services.feedback import Parts
from webapp.i18n import _l
from webapp.web.fields import DateField, at_most, words_in
from webapp.web.forms import Form

_LONGEST = 8000


class FeedbackForm(Form):
    """The three parts, and by when there is more."""

    asked = TextAreaField(_l("We asked"), [at_most(_LONGEST)])
    said = TextAreaField(_l("You said"), [at_most(_LONGEST)],
                         description=_l("Also what few people said, and what could not be done."))  # fmt: skip
    did = TextAreaField(_l("We did"), [at_most(_LONGEST)],
                        description=_l("What was decided and why, also where it was decided against."))  # fmt: skip
    next_news_on = DateField(_l("When is there more news? (Leave it empty when this is all)"), [Optional()])

    def parts(self, in_languages: dict[str, Any]) -> Parts:
        return Parts(asked=words_in(self.asked), said=words_in(self.said), did=words_in(self.did),
                     next_news_on=self.next_news_on.data, in_languages=in_languages)  # fmt: skip


class LanguageForm(Form):
    """The three parts in another language."""

    asked = TextAreaField(_l("We asked"), [at_most(_LONGEST)])
    said = TextAreaField(_l("You said"), [at_most(_LONGEST)])
    did = TextAreaField(_l("We did"), [at_most(_LONGEST)])

    def said_in(self) -> dict[str, str]:
        return {"asked": words_in(self.asked), "said": words_in(self.said), "did": words_in(self.did)}

    @classmethod
    def of(cls, draft: Feedback, code: str) -> "LanguageForm":
        return cls(**draft.in_languages.get(code, {}))
