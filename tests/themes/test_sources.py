"""Words of other rooms go through the same workbench: a source is all a room has to offer."""

from datetime import timedelta

import pytest
from sqlalchemy import Text, cast, literal, select
from sqlalchemy.orm import Session, sessionmaker

from tests.themes.world import ANN, bus_answers, make_world
from webapp import clock
from webapp.access import Stage
from webapp.consultations.models import Choice
from webapp.database import db
from webapp.themes import exchanging, growing, jobs, queries, storing
from webapp.themes.registry import SOURCES
from webapp.themes.sources import Context, Excerptable


class Statements:
    """Short statements that people vote on, kept in a table that has nothing to do with answers."""

    kind, item_kind = "statements", "statement"

    def exists(self, session: Session, source_id: int) -> bool:
        return source_id == 1

    def title(self, session: Session, source_id: int) -> str:
        return "What should change?"

    def belongs_to(self, session: Session, source_id: int) -> str:
        return "A poll"

    def titles(self, session: Session, source_ids):
        return {source_id: (self.title(session, source_id), "A poll") for source_id in source_ids}

    def surroundings(self, session: Session, source_id: int):
        return ["Foundry Lane"], []

    def home(self, session: Session, source_id: int):
        return "home.show", {}

    def stage(self, session: Session, source_id: int) -> Stage:
        return Stage.OPEN

    def words(self, source_id: int):
        return select(
            Choice.id.label("item_id"), Choice.text.label("text"), literal("en").label("language"),
            cast(Choice.id, Text).label("group"),
        ).where(Choice.question_id == source_id)  # fmt: skip

    def read(self, session: Session, source_id: int):
        for item_id, text, language, group in session.execute(self.words(source_id).order_by(Choice.id)):
            yield Excerptable(self.item_kind, item_id, text, language, group)

    def stance_select(self, source_id: int):
        return None

    def stances(self, session: Session, source_id: int):
        return {}

    def stances_in_order(self, session: Session, source_id: int):
        return []

    def quotable(self, source_id: int):
        return select(Choice.id.label("item_id"), literal("").label("name")).where(Choice.question_id == source_id)

    def context(self, session: Session, source_id: int, ids):
        return {item_id: Context(str(item_id), ()) for item_id in ids}


@pytest.fixture
def statements_frame(session, monkeypatch):
    monkeypatch.setitem(SOURCES, "statements", Statements())
    world = make_world(session)
    session.add_all(
        Choice(question_id=world.scale.id, position=50 + place, text=text) for place, text in enumerate(bus_answers())
    )
    session.commit()
    facts = {"source_kind": "statements", "source_id": world.scale.id, "person_id": ANN}
    jobs.run(sessionmaker(db.engine), facts, lambda *_: None)
    session.rollback()
    return world, queries.find_frame(session, "statements", world.scale.id)


def test_statements_are_themed_counted_and_written_like_answers(session, statements_frame):
    world, frame = statements_frame
    counts = queries.theme_counts(session, "statements", world.scale.id)
    assert sum(one.people for one in counts) >= len(bus_answers())
    assert exchanging.written(session, frame)[0].excerpts
    assert queries.excerpts_of_theme(session, counts[0].theme_id)[0].stance == ""


def test_new_statements_are_coded_and_the_frame_can_be_copied_to_answers(session, statements_frame, monkeypatch):
    monkeypatch.setattr(growing, "WAIT", timedelta(0))
    world, frame = statements_frame
    session.add(Choice(question_id=world.scale.id, position=900, text="No evening bus home from the docks at night."))
    session.flush()
    growing.code_new_answers(session, source_kind="statements", source_ids=[world.scale.id])
    session.commit()
    jobs.code_new(sessionmaker(db.engine), {"frame_id": frame.id}, lambda *_: None)
    session.rollback()
    assert growing.count_uncoded(session, frame) == 0
    other = storing.get_frame(session, "question", world.question.id, at=clock.now())
    assert exchanging.copy(session, source=frame, frame=other, person_id=ANN).new
    assert exchanging.list_offered(session, but=other)[0].title == "What should change?"
