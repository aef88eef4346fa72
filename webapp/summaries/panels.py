"""What summaries say on pages upstream."""

from flask import render_template


def on_consultation(consultation_id: int) -> str:
    """For the officer's page of a consultation: the way to its summary."""
    return render_template("summaries/_panel.html", consultation_id=consultation_id)
