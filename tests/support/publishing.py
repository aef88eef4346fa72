"""Publishing a summary in tests, as the worker does it but without the large files where they do not matter."""

from sqlalchemy.orm import Session

from webapp.consultations.models import Consultation
from webapp.summaries import publishing
from webapp.summaries.models import Publication
from webapp.summaries.services import Terms

TERMS = Terms("Merestone Combined Authority", "en-GB", "Europe/London", 5, 0.67, 0.6, 20)


def publish_summary(session: Session, consultation: Consultation, *, note: str = "", person_id: int = 1) -> Publication:
    """Publish what people said, without files. Committed."""
    edition = publishing.read_edition(session, consultation.id, person_id, TERMS)
    made = publishing.keep(session, edition, [], note=note, zone=TERMS.zone)
    session.commit()
    return made
