"""A consultation with every kind of question, answered by a crowd."""

import pytest
from sqlalchemy.orm import Session

from tests.summaries.crowd import Crowd, find_themes
from tests.support.answering import make_places
from tests.support.consultations import bus_consultation, find_question
from webapp.consultations.models import Consultation


@pytest.fixture
def buses(session: Session) -> Consultation:
    """Twelve questions, 240 responses, themes for A7."""
    make_places(session)
    consultation = bus_consultation(session)
    Crowd(session, consultation).answer(240)
    find_themes(session, find_question(consultation, "A7").id)
    return consultation


@pytest.fixture
def empty(session: Session) -> Consultation:
    """Twelve questions that nobody has answered."""
    make_places(session)
    return bus_consultation(session)
