"""Every page of themes: importing this module puts them all on the blueprint."""

from webapp.themes.routes import acts, answers, notes, reading, readings, running, workbench
from webapp.themes.routes.blueprint import blueprint

__all__ = ["acts", "answers", "blueprint", "notes", "reading", "readings", "running", "workbench"]
