"""The authority's own list of subjects: added to, renamed, shortened by officers. Services flush.

The first change writes the usual list down, so that what was said to be about "homes" stays about homes.
"""

from sqlalchemy import func, insert, select
from sqlalchemy.orm import Session

from webapp.audit import services as audit
from webapp.database import refused_as
from webapp.i18n import _, _l
from webapp.places.abouts import USUAL
from webapp.places.models import AboutSubject, Subject
from webapp.refusals import Refused
from webapp.slugs import free_slug, slug_of

MOST = 40


class NameTaken(Refused):
    message = _l("There is a subject of this name already.")


class NoSuchSubject(Refused):
    message = _l("This subject is not on the list any more.")


def add(session: Session, *, name: str, by: int) -> Subject:
    """Raises `NameTaken`, and `Refused` when the list is long enough to get lost in."""
    own = _own(session)
    if len(own) >= MOST:
        raise Refused(_("There are %(most)s subjects. Take one away first.", most=MOST), field="name")
    subject = Subject(slug=free_slug(slug_of(name, otherwise="subject"), own), name=name)
    with refused_as(session, _TAKEN):
        session.add(subject)
        session.flush()
    audit.record(session, actor_id=by, act="add subject", subject=f"subject:{subject.id}", name=name)
    return subject


def rename(session: Session, *, slug: str, name: str, by: int) -> None:
    """What is about it stays so. Raises `NameTaken`, `NoSuchSubject`."""
    subject = _find(session, slug)
    with refused_as(session, _TAKEN):
        subject.name = name
        session.flush()
    audit.record(session, actor_id=by, act="rename subject", subject=f"subject:{subject.id}", name=name)


def remove(session: Session, *, slug: str, by: int) -> None:
    """Raises `Refused` while something is about it, or when it is the last; `NoSuchSubject`."""
    subject = _find(session, slug)
    used = count_uses(session, slug)
    if used:
        raise Refused(_("%(used)s things are about it. Say first what else they are about.", used=used))
    if len(_own(session)) == 1:
        raise Refused(_("One subject has to stay. Rename it instead."))
    session.delete(subject)
    session.flush()
    audit.record(session, actor_id=by, act="remove subject", subject=f"subject:{subject.id}", name=subject.name)


def count_uses(session: Session, slug: str) -> int:
    return session.scalar(select(func.count(AboutSubject.id)).where(AboutSubject.subject == slug)) or 0


_TAKEN = {"uq_subject_name": NameTaken, "uq_subject_slug": NameTaken}


def _own(session: Session) -> dict[str, Subject]:
    """The list as rows, by slug; the usual ones are written down when there are none."""
    rows = list(session.scalars(select(Subject)))
    if not rows:
        with refused_as(session, _TAKEN):  # two officers may begin at once
            session.execute(insert(Subject), [{"slug": slug, "name": str(name)} for slug, name in USUAL.items()])
        rows = list(session.scalars(select(Subject)))
    return {row.slug: row for row in rows}


def _find(session: Session, slug: str) -> Subject:
    subject = _own(session).get(slug)
    if subject is None:
        raise NoSuchSubject
    return subject
