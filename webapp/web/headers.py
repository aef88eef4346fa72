"""Headers every reply carries. All script and style is from files of our own, so no page needs a nonce."""

from flask import Flask, Response, request

POLICY = {
    "default-src": "'none'",
    "script-src": "'self'",
    "style-src": "'self'",
    "img-src": "'self'",
    "font-src": "'self'",
    "connect-src": "'self'",
    "manifest-src": "'self'",
    "form-action": "'self'",
    "base-uri": "'none'",
    "frame-src": "'self'",
    "frame-ancestors": "'none'",
}


def _policy(**changes: str) -> str:
    return "; ".join(f"{name} {value}" for name, value in (POLICY | changes).items())


_CSP = _policy()
_FRAMED = "X-Framed-By-Us"  # from a view to here, and no further
_CSP_FRAMED = {"by us": _policy(**{"frame-ancestors": "'self'"}), "by anybody": _policy(**{"frame-ancestors": "*"})}


def init_app(app: Flask) -> None:
    app.after_request(_add_headers)


def _add_headers(response: Response) -> Response:
    headers = response.headers
    framed = headers.pop(_FRAMED, None)
    headers.setdefault("Content-Security-Policy", _CSP_FRAMED[framed] if framed else _CSP)
    headers.setdefault("X-Content-Type-Options", "nosniff")
    headers.setdefault("Referrer-Policy", "same-origin")
    headers.setdefault("Permissions-Policy", "camera=(), geolocation=(), microphone=()")
    headers.setdefault("Cross-Origin-Opener-Policy", "same-origin")
    if request.is_secure:
        headers.setdefault("Strict-Transport-Security", "max-age=31536000")
    # Flask-Security writes "no-store=True", which a cache need not understand.
    if "Cache-Control" not in headers or "no-store" in headers["Cache-Control"]:
        headers["Cache-Control"] = "no-store"
    return response


def allow_our_frame(response: Response) -> Response:
    """Let a page of this site show `response` in a frame (the preview on a phone)."""
    response.headers[_FRAMED] = "by us"
    return response


def allow_every_frame(response: Response) -> Response:
    """Let any site show `response` in a frame: only a card that does nothing but lead here."""
    response.headers[_FRAMED] = "by anybody"
    return response
