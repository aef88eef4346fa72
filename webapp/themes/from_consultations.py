"""The answers to a question in people's own words, offered to be themed."""

from collections.abc import Collection, Iterator, Mapping

from sqlalchemy import ScalarSelect, Select, Text, cast, func, or_, select
from sqlalchemy.orm import Session, aliased

from webapp import clock
from webapp.access import Stage
from webapp.consultations import queries as consultations
from webapp.consultations.models import Answer, Choice, Consultation, Kind, Part, Question, Response
from webapp.i18n import _, _l
from webapp.places.models import Area
from webapp.places.queries import read_gazetteer
from webapp.themes.sources import Context, Excerptable, Fact, Words

_PUBLISHABLE = (Part.PUBLISH_NAMED, Part.PUBLISH_UNNAMED)
_MAY_PUBLISH = {
    Part.PUBLISH_NAMED: _l("Yes, with a name"),
    Part.PUBLISH_UNNAMED: _l("Yes, without a name"),
    Part.ANALYSIS_ONLY: _l("No, only for the analysis"),
}

_HEADINGS = {Kind.PERMISSION: _l("May be published"), Kind.AREA: _l("Area")}
_FACTS = {"who": _l("Who answered"), "area": _l("Area"), "channel": _l("How it came")}


class QuestionSource:
    """Kind "question": the included, non-empty answers to one themed question. A response is their group."""

    kind = "question"
    item_kind = "answer"

    def exists(self, session: Session, source_id: int) -> bool:
        question = session.get(Question, source_id) if source_id < 2**31 else None
        return question is not None and question.themed

    def title(self, session: Session, source_id: int) -> str:
        return session.get_one(Question, source_id).text

    def belongs_to(self, session: Session, source_id: int) -> str:
        return _consultation(session, source_id).title

    def titles(self, session: Session, source_ids: Collection[int]) -> Mapping[int, tuple[str, str]]:
        asked = (
            select(Question.id, Question.text, Consultation.title)
            .join(Consultation, Consultation.id == Question.consultation_id)
            .where(Question.id.in_(source_ids))
        )
        return {ident: (text, title) for ident, text, title in session.execute(asked)}

    def surroundings(self, session: Session, source_id: int) -> tuple[list[str], list[str]]:
        gazetteer = read_gazetteer(session, sectors=False)
        names = dict.fromkeys([*gazetteer.names.values(), *gazetteer.districts.values()])
        asked_with = select(Question.consultation_id).where(Question.id == source_id).scalar_subquery()
        others = select(Question.text).where(Question.consultation_id == asked_with, Question.id != source_id)
        return [name for name in names if name], list(session.scalars(others.order_by(Question.id)))

    def home(self, session: Session, source_id: int) -> tuple[str, dict[str, int]]:
        return "consultations.manage_show", {"consultation_id": _consultation(session, source_id).id}

    def stage(self, session: Session, source_id: int) -> Stage:
        return consultations.stage(_consultation(session, source_id), now=clock.now())

    def words(self, source_id: int) -> Words:
        return (
            select(
                Answer.id.label("item_id"),
                Answer.text.label("text"),
                Response.language.label("language"),
                cast(Response.id, Text).label("group"),
            )
            .join(Response, Response.id == Answer.response_id)
            .where(Answer.question_id == source_id, func.trim(Answer.text) != "", consultations.counted())
        )

    def read(self, session: Session, source_id: int) -> Iterator[Excerptable]:
        rows = session.execute(self.words(source_id).order_by(Answer.id).execution_options(yield_per=2000))
        for item_id, text, language, group in rows:
            yield Excerptable(self.item_kind, item_id, text or "", language, group)

    def stance_select(self, source_id: int) -> Select[int, str]:
        words, ticked = aliased(Answer), aliased(Answer)
        return (
            select(words.id.label("item_id"), Choice.text.label("stance"))
            .join(ticked, ticked.response_id == words.response_id)
            .join(Choice, Choice.id == ticked.choice_id)
            .where(words.question_id == source_id, words.text.is_not(None), ticked.question_id == _asked(source_id))
        )

    def stances(self, session: Session, source_id: int) -> dict[int, str]:
        return dict(session.execute(self.stance_select(source_id)).all())

    def stances_in_order(self, session: Session, source_id: int) -> list[str]:
        offered = select(Choice.text).where(Choice.question_id == _asked(source_id)).order_by(Choice.position)
        return list(session.scalars(offered))

    def quotable(self, source_id: int) -> Select[int, str]:
        words, ticked = aliased(Answer), aliased(Answer)
        return (
            select(words.id.label("item_id"), func.coalesce(ticked.text, "").label("name"))
            .join(ticked, ticked.response_id == words.response_id)
            .join(Choice, Choice.id == ticked.choice_id)
            .where(words.question_id == source_id, words.text.is_not(None), Choice.part.in_(_PUBLISHABLE))
        )

    def context(self, session: Session, source_id: int, ids: Collection[int]) -> Mapping[int, Context]:
        rows = session.execute(
            select(Answer.id, Response)
            .join(Response, Response.id == Answer.response_id)
            .where(Answer.question_id == source_id, Answer.id.in_(ids))
        )
        found = dict(rows.all())
        ticks = _read_ticks(session, source_id, {response.id for response in found.values()})
        return {
            item_id: Context(str(response.id), (*ticks.get(response.id, ()), (_("Came"), response.channel.value)))
            for item_id, response in found.items()
        }

    def facts(self, session: Session, source_id: int) -> list[Fact]:
        found = []
        for key, heading in _FACTS.items():
            known = self.fact_select(source_id, key).subquery("known")
            counted = known.c.item_id.in_(select(self.words(source_id).subquery("counted").c.item_id))
            values = session.scalars(select(known.c.value).where(counted).distinct().order_by(known.c.value))
            found.append(Fact(key, str(heading), tuple(values)))
        return [fact for fact in found if len(fact.values) > 1]

    def fact_select(self, source_id: int, key: str) -> Select[int, str]:
        words = aliased(Answer)
        of_question = (words.question_id == source_id, words.text.is_not(None))
        if key == "channel":
            channel = cast(Response.channel, Text).label("value")
            return (
                select(words.id.label("item_id"), channel)
                .join(Response, Response.id == words.response_id)
                .where(*of_question)
            )
        ticked, asked = aliased(Answer), aliased(Question)
        found = select(words.id.label("item_id"), (Area.name if key == "area" else Choice.text).label("value"))
        found = found.join(ticked, ticked.response_id == words.response_id)
        found = found.join(asked, asked.id == ticked.question_id).where(*of_question)
        if key == "area":
            return found.join(Area, Area.id == ticked.area_id)
        return found.join(Choice, Choice.id == ticked.choice_id).where(asked.asks_who)


def _consultation(session: Session, source_id: int) -> Consultation:
    return session.get_one(Consultation, session.get_one(Question, source_id).consultation_id)


def _asked(source_id: int) -> ScalarSelect[int | None]:
    """The question on which people ticked where they stand."""
    return select(Question.stance_question_id).where(Question.id == source_id).scalar_subquery()


def _read_ticks(session: Session, source_id: int, responses: Collection[int]) -> dict[int, list[tuple[str, str]]]:
    """By response: what was ticked about stance, who answers, area and permission, each with its heading."""
    asked = _asked(source_id)
    telling = or_(Question.id == asked, Question.asks_who, Question.kind.in_((Kind.PERMISSION, Kind.AREA)))
    rows = session.execute(
        select(
            Answer.response_id,
            Question.id == asked,
            Question.asks_who,
            Question.kind,
            func.coalesce(Area.name, Choice.text),
            Choice.part,
        )
        .join(Question, Question.id == Answer.question_id)
        .outerjoin(Choice, Choice.id == Answer.choice_id)
        .outerjoin(Area, Area.id == Answer.area_id)
        .where(Answer.response_id.in_(responses), telling)
        .order_by(Answer.id)
    )
    found: dict[int, list[tuple[str, str]]] = {}
    for response_id, is_stance, is_who, kind, words, part in rows:
        if words:
            heading = _("They ticked") if is_stance else _("Who answered") if is_who else str(_HEADINGS[kind])
            found.setdefault(response_id, []).append((heading, str(_MAY_PUBLISH.get(part, words))))
    return found
