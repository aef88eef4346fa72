"""A workbench that people have used: versions kept, answers coded twice, a difference that waits."""

from sqlalchemy import select
from sqlalchemy.orm import Session

from webapp import clock
from webapp.themes import acts, pairs, queries, versions
from webapp.themes.models import CodeFrame, SecondReading, ThemedItem, Verdict

OFFICER, SECOND = 1, 2


def use(session: Session, question_id: int) -> CodeFrame:
    """Two versions of the question's frame, and every drawn answer but one coded a second time. Not committed."""
    frame = queries.find_frame(session, "question", question_id)
    assert frame is not None
    themes = [theme for theme in queries.list_themes(session, frame) if theme.live and not theme.special]
    versions.keep(session, frame=frame, name="As the machine left it", person_id=OFFICER)
    acts.describe(session, frame=frame, theme_id=themes[0].id, description="What it costs", person_id=OFFICER)
    versions.keep(session, frame=frame, name="With a description", person_id=OFFICER)
    pairs.draw(session, frame=frame, share=10, seed=7, person_id=OFFICER)
    drawn = session.scalars(select(SecondReading).where(SecondReading.frame_id == frame.id).order_by(SecondReading.id))
    for number, reading in enumerate(drawn.all()[:-1]):
        _read(session, frame, reading.item_id)
        reading.person_id = SECOND
        session.flush()
        given = themes[number % len(themes)].id
        pairs.save(session, frame=frame, reading_id=reading.id, spans={given: (0, 5)}, person_id=SECOND)
    return frame


def _read(session: Session, frame: CodeFrame, item_id: int) -> None:
    """An officer reads the answer in full and accepts what was suggested."""
    codes = queries.codes_of_answers(session, frame, [item_id])[item_id]
    of_item = select(ThemedItem).where(ThemedItem.frame_id == frame.id, ThemedItem.item_id == item_id)
    item = session.scalars(of_item).one()
    item.read_at, item.read_by = clock.now(), OFFICER
    session.flush()
    given = [(one.excerpt_id, one.theme_id) for one in codes]
    acts.decide(session, frame=frame, codes=given, verdict=Verdict.ACCEPTED, person_id=OFFICER)
