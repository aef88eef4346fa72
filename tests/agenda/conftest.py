"""A consultation that has closed, with themes in what people wrote, and its summary published."""

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from tests.summaries.crowd import Crowd, find_themes
from tests.support.answering import make_places
from tests.support.consultations import bus_consultation, dates_at, find_question
from tests.support.publishing import publish_summary
from webapp import clock
from webapp.access import Stage
from webapp.consultations.models import Consultation
from webapp.summaries.models import Publication, PublishedTheme


@pytest.fixture
def buses(session: Session) -> Consultation:
    """Twelve questions, 240 responses, themes for A7; closed."""
    make_places(session)
    consultation = bus_consultation(session, **dates_at(Stage.CLOSED, clock.now()))
    Crowd(session, consultation).answer(240)
    find_themes(session, find_question(consultation, "A7").id)
    return consultation


@pytest.fixture
def publication(session: Session, buses: Consultation) -> Publication:
    """Its summary, published."""
    return publish_summary(session, buses)


@pytest.fixture
def theme(session: Session, publication: Publication) -> PublishedTheme:
    """The theme that most people raised."""
    of_this = select(PublishedTheme).where(PublishedTheme.publication_id == publication.id)
    return session.scalars(
        of_this.where(PublishedTheme.special.is_(None)).order_by(PublishedTheme.people.desc())
    ).first()
