"""Preparing the files in tests, and reading them again."""

import csv
import io
from dataclasses import dataclass
from typing import Any

from flask import Flask
from sqlalchemy.orm import sessionmaker

from tests.support.visitor import Visitor
from webapp.consultations.models import Consultation
from webapp.database import db
from webapp.features import JOBS
from webapp.jobs import worker


@dataclass(frozen=True)
class Files:
    """The bytes of each file by its ending; `codebook` apart."""

    bodies: dict[str, bytes]
    names: dict[str, str]

    def rows(self, kind: str = "csv") -> list[dict[str, str]]:
        return list(csv.DictReader(io.StringIO(self.bodies[kind].decode("utf-8-sig"), newline="")))


def work(app: Flask) -> int:
    """Do every job that waits."""
    with app.app_context():
        return worker.run_all(sessionmaker(db.engine, expire_on_commit=False), JOBS)


def prepare(app: Flask, visitor: Visitor, consultation: Consultation) -> Any:
    """Press the button, let the worker work, and look at the page again."""
    address = f"/office/consultations/{consultation.id}/summary"
    visitor.open(address).send("Prepare the downloads")
    work(app)
    return visitor.open(address)


def fetch(page: Any) -> Files:
    """Fetch every file that the page offers (of the newest snapshot)."""
    bodies, names = {}, {}
    for link in page.all("(//ul[contains(@class,'fm-files')])[1]//a"):
        reply = page.visitor.client.get(link.get("href"))
        name = reply.headers["Content-Disposition"].partition("filename=")[2].strip('"')
        kind = "codebook" if "codebook" in name else name.rpartition(".")[2]
        bodies[kind], names[kind] = reply.data, name
    return Files(bodies, names)
