"""What the pages of things offer: to be told what comes of them."""

from flask import render_template


def on_consultation(consultation_id: int) -> str:
    return _ask("consultation", consultation_id)


def on_proposal(proposal_id: int) -> str:
    return _ask("proposal", proposal_id)


def on_poll(poll_id: int) -> str:
    return _ask("poll", poll_id)


def on_issue(issue_id: int) -> str:
    return _ask("issue", issue_id)


def on_place(area_id: int) -> str:
    """News of an area: by mail or text, and as a feed."""
    return render_template("notices/_place.html", area_id=area_id)


def after_an_answer(consultation_id: int) -> str:
    """Only which consultation it was: never which answer."""
    return render_template("notices/_after_answer.html", consultation_id=consultation_id)


def _ask(kind: str, thing_id: int) -> str:
    return render_template("notices/_ask.html", kind=kind, thing_id=thing_id)
