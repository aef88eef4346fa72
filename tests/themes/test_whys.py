"""Why an answer is under its themes: every word with what it adds, exactly."""

import pytest
from sqlalchemy import select

from tests.themes.world import bus_answers, look_for_themes, make_world, work
from webapp.jobs import services as jobs
from webapp.themes import queries
from webapp.themes.gathering import read_coder
from webapp.themes.models import CodeFrame, ThemedItem


@pytest.fixture
def themed(session):
    world = make_world(session, bus_answers())
    look_for_themes(session, world)
    return world, session.scalars(select(CodeFrame)).one()


def test_an_officer_asks_and_sees_what_each_word_adds(session, themed, as_officer):
    world, frame = themed
    item = next(
        item for item in session.scalars(select(ThemedItem.item_id))
        if not queries.codes_of_answers(session, frame, [item])[item][0].special
    )  # fmt: skip
    session.rollback()
    as_officer.open(f"{world.path}/answer/{item}").send("Weigh every word")
    work()
    page = as_officer.open(f"{world.path}/answer/{item}")
    assert "How near these words are to the middle of the theme" in page.main
    session.rollback()
    weighed = jobs.find_latest(session, kind="why", subject=f"why:{frame.id}:{item}").result["codes"]
    said = queries.find_answer(session, frame, item).text
    coder = read_coder(session, frame)
    for code in queries.codes_of_answers(session, frame, [item])[item]:
        told = weighed[f"{code.excerpt_id}.{code.theme_id}"]
        point = coder.vectors.embed([said[code.start : code.end]])[0]
        near = float(point @ coder.places()[str(code.theme_id)])
        assert sum(weight for _word, weight in told["words"]) == pytest.approx(near, abs=0.003)
        assert told["near"] == pytest.approx(near, abs=0.001)


def test_when_the_themes_have_changed_the_words_are_weighed_anew(session, themed, as_officer):
    world, frame = themed
    item = session.scalars(select(ThemedItem.item_id)).first()
    session.rollback()
    jobs.enqueue(session, kind="why", subject=f"why:{frame.id}:{item}", frame_id=frame.id, item_id=item)
    session.commit()
    work()
    frame.version += 1
    session.commit()
    assert "Weigh every word" in as_officer.open(f"{world.path}/answer/{item}").main
