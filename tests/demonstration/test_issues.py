"""What came of the first rounds: the numbers are counted from what is planted, never typed."""

import pytest
from sqlalchemy import func, select

from tests.conftest import NOON
from tests.support.merestone import put
from webapp import clock
from webapp.agenda.models import Issue, Outcome, Reply
from webapp.database import db, writing
from webapp.demonstration import planted
from webapp.demonstration.issues import ISSUES
from webapp.summaries.models import Publication, PublishedTheme, Snapshot


@pytest.fixture(scope="module")
def _merestone(_site):
    with clock.set_to(NOON):
        put(_site)
        yield _site.app


@pytest.fixture
def loaded(_merestone):
    with _merestone.app_context():
        writing.set(False)
        yield db.session


@pytest.mark.parametrize(
    ("sentence", "people", "outcome"),
    [
        ("Buses stop before", planted.BUSES_A7["links to hospital and jobs"], Outcome.PART_ACCEPTED),
        ("Renters fear", planted.HOMES_B8_B12["renters and rent rises"], Outcome.ACCEPTED),
    ],
)
def test_an_issue_has_as_many_people_as_were_planted(loaded, sentence, people, outcome):
    issue = loaded.scalars(select(Issue).where(Issue.sentence.startswith(sentence))).one()
    reply = loaded.scalars(select(Reply).where(Reply.issue_id == issue.id)).one()
    assert (issue.people, reply.outcome) == (people, outcome)
    assert issue.published_at < reply.at < clock.now()


def test_every_theme_of_the_first_round_is_published_with_its_planted_number(loaded):
    rows = select(PublishedTheme.name, func.sum(PublishedTheme.people)).join(
        Publication, Publication.id == PublishedTheme.publication_id
    )
    first = loaded.scalars(select(Publication.id).order_by(Publication.id)).first()
    of_buses = rows.where(Publication.id == first, PublishedTheme.special.is_(None)).group_by(PublishedTheme.name)
    found = {name.casefold(): people for name, people in loaded.execute(of_buses)}
    special = {planted.NONE_OF_THESE, planted.NO_REASON}
    assert found == {name.casefold(): people for name, people in planted.BUSES_A7.items() if name not in special}


def test_what_is_published_names_its_frame_and_its_fingerprint(loaded):
    snapshots = loaded.scalars(select(Snapshot).join(Publication, Publication.snapshot_id == Snapshot.id)).all()
    assert [sorted(one.frame_versions) for one in snapshots] == [["A7"], ["B12", "B8"]]
    assert all(len(one.digest) == 64 for one in snapshots)


def test_there_is_an_issue_at_each_step(loaded):
    assert loaded.scalar(select(func.count(Issue.id))) == len(ISSUES)
    assert loaded.scalar(select(func.count(Issue.id)).where(Issue.published_at.is_(None))) == 1
