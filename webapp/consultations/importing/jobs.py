"""Bringing a file in, done by the worker: read and planned outside of any transaction, written in a single one.

Either the whole consultation is there or nothing of it: a worker that dies leaves nothing behind, and the next try
starts from the file again.
"""

from collections.abc import Iterator
from typing import Any

from sqlalchemy.orm import Session, sessionmaker

from webapp.consultations.importing import queries, services
from webapp.consultations.importing.models import Import
from webapp.consultations.importing.planning import Plan, PlannedResponse
from webapp.database import learn_sizes
from webapp.i18n import _
from webapp.jobs.worker import Teller
from webapp.tables.table import Table

READ, PLANNED = 20, 60  # of 100: where the bar stands after each part


def run(sessions: sessionmaker[Session], facts: dict[str, Any], tell: Teller) -> dict[str, Any]:
    """`facts`: import_id, person_id, zone, leave_out_duplicates. Returns the consultation's id and what was found."""
    tell(_("Reading the file"), 0, 100)
    with sessions() as session:
        made = session.get(Import, facts["import_id"])
        if made is None:
            raise queries.FileGone
        if made.consultation_id is not None:  # the last try wrote everything and was stopped before it could say so
            return {"consultation": made.consultation_id}
        data, name, settings = queries.read_file(session, made), made.file_name, services.settings_of(made)
        terms = services.terms_of(session, made, zone=facts["zone"],
                                  leave_out_duplicates=facts["leave_out_duplicates"])  # fmt: skip
    plan = Plan(_read(data, name, tell), settings, terms)
    responses = list(_count_along(plan, tell))
    tell(_("Writing it all down"), PLANNED, 100)
    with sessions.begin() as session:
        done = services.bring_in(session, import_id=facts["import_id"], plan=plan, responses=responses,
                                 zone=facts["zone"], person_id=facts["person_id"])  # fmt: skip
        learn_sizes(session)
        return {"consultation": done.consultation_id, "responses": plan.findings.responses}


def clear(sessions: sessionmaker[Session], facts: dict[str, Any], tell: Teller) -> dict[str, Any]:
    """Throw away uploaded files whose time is over. Returns how many."""
    tell(_("Throwing old files away"), 0, 1)
    with sessions.begin() as session:
        return {"cleared": services.clear_old(session)}


def _read(data: bytes, name: str, tell: Teller) -> Table:
    table = queries.parse(data, name=name)
    tell(_("Making the questions"), READ, 100)
    return table


def _count_along(plan: Plan, tell: Teller) -> Iterator[PlannedResponse]:
    for count, response in enumerate(plan.responses()):
        if count % 1_000 == 0:
            tell(_("Reading the answers"), READ + (PLANNED - READ) * count // max(1, plan.findings.rows), 100)
        yield response
