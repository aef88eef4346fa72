"""Why an answer is under its themes, word by word. Only the worker loads this, because it loads science."""

from collections.abc import Iterable
from typing import Any

from sqlalchemy.orm import Session, sessionmaker

from webapp.i18n import _l
from webapp.jobs.worker import Teller
from webapp.refusals import Refused
from webapp.text.coder import Coder
from webapp.text.explaining import NoSuchTheme, explain
from webapp.text.vectors import Share
from webapp.themes import queries
from webapp.themes.gathering import reading
from webapp.themes.models import CodeFrame
from webapp.themes.states import read_coder


class NothingToSay(Refused):
    message = _l("The words of this answer were not weighed. Look for themes again, then ask once more.")


def run(sessions: sessionmaker[Session], facts: dict[str, Any], tell: Teller) -> dict[str, Any]:
    """Weigh the words of one answer. `facts`: frame_id, item_id. Nothing is kept but the result:

    {"version": the frame's, "codes": {"excerpt.theme": {"near": closeness from -1 to 1, "words": [[word, weight]]}}}.
    The weights of an excerpt's words sum to its closeness to the middle of the theme; words that add nothing are left
    out, and their sum with them.
    """
    tell("Weighing the words", 0, 1)
    with reading(sessions) as session:
        frame = session.get_one(CodeFrame, facts["frame_id"])
        said = queries.find_answer(session, frame, facts["item_id"])
        codes = queries.codes_of_answers(session, frame, [facts["item_id"]]).get(facts["item_id"], [])
        coder = read_coder(session, frame)
    if said is None or coder is None:
        raise NothingToSay
    found = {
        f"{code.excerpt_id}.{code.theme_id}": told
        for code in codes
        if (told := _told(coder, said.text, (code.start, code.end), code.theme_id)) is not None
    }
    return {"version": frame.version, "codes": found}


def _told(coder: Coder, text: str, span: tuple[int, int], theme_id: int) -> dict[str, Any] | None:
    try:
        shares = explain(coder, text, span, str(theme_id))
    except NoSuchTheme:
        return None
    return {"near": round(sum(one.weight for one in shares), 4), "words": _heaviest_first(shares)}


def _heaviest_first(shares: Iterable[Share]) -> list[list[Any]]:
    """Each word once, with all it adds."""
    weights: dict[str, float] = {}
    for one in shares:
        weights[one.word] = weights.get(one.word, 0.0) + one.weight
    told = [[word, round(weight, 4)] for word, weight in weights.items() if abs(weight) >= 0.0001]
    return sorted(told, key=lambda pair: (-pair[1], pair[0]))
