"""Where the words of one response went: everything a journey is told from, in six statements whatever there is."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from sqlalchemy import Select, and_, bindparam, exists, func, select
from sqlalchemy.orm import Session

from webapp.agenda.models import Feedback
from webapp.agenda.queries.chains import Chain, find_links_of_themes, read_chains
from webapp.agenda.queries.commitments import Clock
from webapp.agenda.queries.feedback import find_current
from webapp.consultations.models import Answer, Consultation, Question, Response
from webapp.summaries.models import Publication, PublishedCoding, PublishedTheme


@dataclass(frozen=True, kw_only=True)
class OwnWords:
    """What somebody wrote to one question; `question_id` is that of the themes too."""

    question_id: int
    question: str
    words: str


@dataclass(frozen=True, kw_only=True)
class Trace:
    """The facts of one journey. `themes`: those of the latest published summary that count this response, without the
    two for answers that raise nothing; `due_on`: by
    when it is to be said back what came of it."""

    consultation: Consultation
    response: Response
    own: Sequence[OwnWords]
    publication: Publication | None
    themes: Sequence[PublishedTheme]
    chains: Sequence[Chain]
    said_back: Feedback | None
    due_on: date | None
    by: Clock


# Written once: putting a statement together takes longer than the database takes to answer these.
_OWN: Select[int, str, str | None] = (
    select(Question.id, Question.text, Answer.text)
    .join(Question, Question.id == Answer.question_id)
    .where(Answer.response_id == bindparam("response_id"), Answer.text.is_not(None))
    .order_by(Answer.id)
)
_LATEST = (
    select(func.max(Publication.id))
    .where(Publication.consultation_id == bindparam("consultation_id"))
    .scalar_subquery()
)
_COUNTED = exists().where(
    PublishedCoding.published_theme_id == PublishedTheme.id, PublishedCoding.response_id == bindparam("response_id")
)
_THEMES: Select[Publication, PublishedTheme] = (
    select(Publication, PublishedTheme)
    .outerjoin(PublishedTheme, and_(PublishedTheme.publication_id == Publication.id, _COUNTED))
    .where(Publication.id == _LATEST)
    .order_by(PublishedTheme.people.desc(), PublishedTheme.id)
)


def trace(session: Session, *, consultation: Consultation, response: Response, due_on: date | None, by: Clock) -> Trace:
    this = {"response_id": response.id, "consultation_id": consultation.id}
    own = [OwnWords(question_id=ident, question=text, words=words or "")
           for ident, text, words in session.execute(_OWN, this)]  # fmt: skip
    published = session.execute(_THEMES, this).all()
    themes = [theme for _publication, theme in published if theme is not None and theme.special is None]
    return Trace(
        consultation=consultation,
        response=response,
        own=own,
        publication=published[0][0] if published else None,
        themes=themes,
        chains=read_chains(session, find_links_of_themes(session, [one.theme_id for one in themes]), by),
        said_back=find_current(session, "consultation", consultation.id),
        due_on=due_on,
        by=by,
    )
