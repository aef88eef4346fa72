"""Whole addresses of our own pages, for mail that a worker writes: it answers no request that could tell the host."""

from flask import current_app

from webapp.notices import stopping
from webapp.notices.stopping import Stop


def whole(address: str) -> str:
    """An address of ours with scheme and host; a newcomer's machine without BASE_URL answers where `make run` says."""
    base: str = current_app.config["BASE_URL"] or "http://127.0.0.1:8000"
    return base.rstrip("/") + address


def stop_link(stop: Stop) -> str:
    """The whole address at which this is stopped."""
    return whole(f"/stop/{stopping.token_of(stop, current_app.config['SECRET_KEY'])}")
