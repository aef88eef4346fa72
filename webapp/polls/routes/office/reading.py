"""Reading what somebody keyed off a paper: its marks, or why it cannot be counted."""

from collections.abc import Callable

from flask import abort, request

from webapp.i18n import _
from webapp.polls import marks as marking
from webapp.polls.kinds.answering import needs_reason
from webapp.polls.kinds.base import Form, Malformed, Problem
from webapp.polls.models import Poll
from webapp.polls.paper_models import Spoilt
from webapp.polls.routes.common import method_of
from webapp.polls.services.papers import Read
from webapp.polls.sheet import Sheet
from webapp.web.forms import trimmed

LONGEST_REASON = 1000


def read_paper(
    poll: Poll, sheet: Sheet, why_spoilt: Callable[[], Spoilt | None]
) -> tuple[Read | None, Form, list[Problem]]:
    """What was keyed, the form to show it in again, and what is wrong with it. Ends the request with 400 for marks that
    our page does not offer."""
    kind = method_of(poll).kind
    reason = (trimmed(request.form.get("reason")) or "")[:LONGEST_REASON]
    try:
        marks, unread = kind.read(sheet, request.form)
        spoilt = why_spoilt()
    except (Malformed, ValueError):
        abort(400)
    if spoilt is not None:
        both = [Problem("spoilt-1", _("Either key what is marked, or say why it cannot be counted."))]
        return (None, request.form, both) if marks or unread else (Read(spoilt=spoilt), request.form, [])
    problems = [*(unread or kind.problems(sheet, marks)), *needs_reason(kind, sheet, marks, reason)]
    if problems:
        return None, request.form, problems
    return Read(marks=marking.write(marks), reason=reason), request.form, []
