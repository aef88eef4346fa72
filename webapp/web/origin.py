"""Forms that need no sign-in and carry no cookie of power are guarded by where they were sent from."""

from urllib.parse import urlsplit

from flask import abort, request


def refuse_foreign() -> None:
    """End the request with 400 when another site made this person's browser send it.

    Old browsers that say nothing pass: such a form acts for nobody but whoever holds its code.
    """
    site = request.headers.get("Sec-Fetch-Site")
    origin = request.headers.get("Origin")
    if site is not None:
        foreign = site not in {"same-origin", "none"}
    else:
        foreign = origin is not None and origin != "null" and urlsplit(origin).netloc != request.host
    if foreign:
        abort(400)
