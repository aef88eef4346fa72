"""What the pages share: the desk (the source, its stage, its frame), and saying no at the right place."""

from dataclasses import dataclass

from flask import abort, redirect, url_for
from werkzeug.wrappers import Response as AnyResponse

from webapp.access import Permission, Stage
from webapp.database import db
from webapp.jobs.models import Job
from webapp.jobs.services import find_latest
from webapp.themes import queries
from webapp.themes.models import CodeFrame, Theme
from webapp.themes.registry import SOURCES
from webapp.themes.sources import Source
from webapp.web.guard import allowed, check, current_person
from webapp.web.pages import found_or_404

JOB = "theme"


@dataclass(frozen=True)
class Desk:
    """One source on the workbench. `frame` is None before the first run."""

    source: Source
    source_id: int
    stage: Stage
    title: str
    part_of: str
    home: str
    frame: CodeFrame | None

    @property
    def subject(self) -> str:
        """What jobs call it."""
        return f"{self.source.kind}:{self.source_id}"

    @property
    def may_run(self) -> bool:
        return allowed(Permission.RUN_THEMING, self.stage)

    @property
    def may_decide(self) -> bool:
        return allowed(Permission.DECIDE_THEMES, self.stage)

    def url(self, endpoint: str, **values: object) -> str:
        return url_for(f"themes.{endpoint}", kind=self.source.kind, source_id=self.source_id, **values)  # type: ignore[arg-type]

    def go(self, endpoint: str, **values: object) -> AnyResponse:
        return redirect(self.url(endpoint, **values))

    def job(self) -> Job | None:
        return find_latest(db.session, kind=JOB, subject=self.subject)


@dataclass(frozen=True)
class FramedDesk(Desk):
    """A desk whose source has been read at least once."""

    frame: CodeFrame


def find_desk(kind: str, source_id: int, permission: Permission) -> Desk:
    """The desk; 404 when there is no such source, 403 when the person may not do this at its stage."""
    source = SOURCES.get(kind)
    if source is None or not source.exists(db.session, source_id):
        abort(404)
    stage = source.stage(db.session, source_id)
    check(permission, stage)
    endpoint, values = source.home(db.session, source_id)
    return Desk(
        source=source, source_id=source_id, stage=stage, title=source.title(db.session, source_id),
        part_of=source.belongs_to(db.session, source_id), home=url_for(endpoint, **values),  # type: ignore[arg-type]
        frame=queries.find_frame(db.session, kind, source_id),
    )  # fmt: skip


def find_framed(kind: str, source_id: int, permission: Permission) -> FramedDesk:
    """The same; 404 before the first run."""
    desk = find_desk(kind, source_id, permission)
    return FramedDesk(**vars(desk) | {"frame": found_or_404(desk.frame)})


def find_theme(desk: FramedDesk, theme_id: int) -> Theme:
    """The theme; 404 for another frame's."""
    return found_or_404(queries.find_theme(db.session, desk.frame, theme_id))


def me() -> int:
    person_id: int = current_person().id
    return person_id
