"""What the front door says on public pages of things: how to show them on another site."""

from flask import render_template


def on_thing(kind: str, thing_id: int) -> str:
    return render_template("embed/_link.html", kind=kind, thing_id=thing_id)
