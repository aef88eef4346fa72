"""Whole addresses of our own pages, for mail that a worker writes: it answers no request that could tell the host."""

from flask import current_app

from webapp.notices import stopping
from webapp.notices.stopping import Stop
from webapp.notices.topics import Topic


def whole(address: str) -> str:
    """An address of ours with scheme and host; a newcomer's machine without BASE_URL answers where `make run` says."""
    base: str = current_app.config["BASE_URL"] or "http://127.0.0.1:8000"
    return base.rstrip("/") + address


def stop_link(stop: Stop) -> str:
    """The whole address at which this is stopped."""
    return whole(f"/stop/{stopping.token_of(stop, current_app.config['SECRET_KEY'])}")


def own_page(handle: str) -> str:
    """The whole address of a subscriber's own page: what they asked for, how often, and forgetting them."""
    return whole(f"/told/{stopping.token_of(Stop(0, handle=handle), current_app.config['SECRET_KEY'])}")


def confirm_link(handle: str, topic: Topic) -> str:
    """The whole address at which somebody shows that this mailbox is theirs."""
    one = Stop(0, topic.kind, topic.thing_id, slug=topic.slug, handle=handle)
    return whole(f"/tell-me/confirm/{stopping.token_of(one, current_app.config['SECRET_KEY'], confirms=True)}")
