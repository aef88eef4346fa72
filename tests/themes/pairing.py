"""Answers coded twice, for tests: drawn, read by a first person, coded by a second."""

from sqlalchemy import select

from tests.themes.world import ANN, BOB, make_themed, theme
from webapp import clock
from webapp.themes import acts, pairs, queries
from webapp.themes.models import SecondCode, SecondReading, ThemedItem, Verdict


def make_drawn(session, **options):
    """The small world with every answer drawn. Committed."""
    world, frame = make_themed(session, **options)
    pairs.draw(session, frame=frame, share=100, seed=7, person_id=ANN)
    session.commit()
    return world, frame


def reading_of(session, frame, item_id):
    """The second reading of an answer, as the database has it now."""
    wanted = select(SecondReading).where(SecondReading.frame_id == frame.id, SecondReading.item_id == item_id)
    return session.scalars(wanted.execution_options(populate_existing=True)).one()


def read_first(session, frame, item_id, *, person_id=ANN):
    """A person reads the answer in full and accepts what was suggested."""
    codes = queries.codes_of_answers(session, frame, [item_id])[item_id]
    item = session.scalars(select(ThemedItem).where(ThemedItem.item_id == item_id)).one()
    item.read_at, item.read_by = clock.now(), person_id
    session.flush()
    given = [(one.excerpt_id, one.theme_id) for one in codes]
    acts.decide(session, frame=frame, codes=given, verdict=Verdict.ACCEPTED, person_id=person_id)


def code_second(session, frame, item_id, *names, person_id=BOB):
    """The second coder takes the answer and gives it these themes, each on its first five letters."""
    reading = reading_of(session, frame, item_id)
    reading.person_id = person_id
    session.flush()
    spans = {theme(session, frame, name).id: (0, 5) for name in names}
    pairs.save(session, frame=frame, reading_id=reading.id, spans=spans, person_id=person_id)
    return reading


def drawn_and_done(session, frame, item_id, *, first, second):
    """The id of a second reading that both have done: `first` theme ids against one `second` on the first letters."""
    made = SecondReading(
        frame_id=frame.id, item_id=item_id, drawn_at=clock.now(), person_id=BOB, done_at=clock.now(), first=first
    )
    session.add(made)
    session.flush()
    session.add(SecondCode(reading_id=made.id, theme_id=second, start=0, end=5))
    session.flush()
    return made.id
