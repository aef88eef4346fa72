"""Copying the words and the questions of one consultation into another; dates, documents and answers stay behind."""

from sqlalchemy.orm import Session

from webapp.consultations.models import Choice, Consultation, Item, Question, Section

WORDS = (
    "summary",
    "background",
    "decided",
    "open_points",
    "fixed",
    "decision_maker",
    "contact_name",
    "contact_email",
    "contact_phone",
    "minutes",
)
SETTINGS = ("kind", "text", "help", "required", "max_choices", "rank_top", "max_chars", "themed", "asks_who")


def copy_words(source: Consultation, target: Consultation) -> None:
    """Everything that is said, but the title, the address and the dates."""
    for name in WORDS:
        value = getattr(source, name)
        setattr(target, name, list(value) if isinstance(value, list) else value)


def copy_sheet(session: Session, source: Consultation, target: Consultation) -> None:
    """Every section and question, keys and stance included, into `target`, which has none yet."""
    copies: dict[int, Question] = {}
    for section in source.sections:
        made = Section(consultation_id=target.id, position=section.position, title=section.title, intro=section.intro)
        target.sections.append(made)
        for question in section.questions:
            copies[question.id] = copy = copy_question(question, consultation_id=target.id, key=question.key)
            made.questions.append(copy)
    session.flush()
    for section in source.sections:
        for question in section.questions:
            if question.stance_question_id in copies:
                copies[question.id].stance_question_id = copies[question.stance_question_id].id
    session.flush()


def copy_question(question: Question, *, consultation_id: int, key: str) -> Question:
    """A question with the same words, options and rows, not yet in any section."""
    settings = {name: getattr(question, name) for name in SETTINGS}
    copy = Question(consultation_id=consultation_id, key=key, position=question.position, **settings)
    copy.choices = [
        Choice(position=one.position, text=one.text, detail=one.detail, part=one.part) for one in question.choices
    ]
    copy.items = [Item(position=one.position, text=one.text) for one in question.items]
    return copy
