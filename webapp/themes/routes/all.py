"""Every page of themes: importing this module puts them all on the blueprint."""

from webapp.themes.routes import (
    acts,
    answers,
    finding,
    notes,
    pairs,
    reading,
    readings,
    running,
    settling,
    splitting,
    versions,
    workbench,
)
from webapp.themes.routes.blueprint import blueprint

__all__ = [
    "acts",
    "answers",
    "blueprint",
    "finding",
    "notes",
    "pairs",
    "reading",
    "readings",
    "running",
    "settling",
    "splitting",
    "versions",
    "workbench",
]
