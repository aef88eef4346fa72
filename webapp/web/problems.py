"""Errors for programs: problem details as JSON under the addresses of the open interface. SOURCE: RFC 9457."""

from flask import Response, jsonify, request

START = "/api/v1"


def is_asked_by_a_program() -> bool:
    return request.path == START or request.path.startswith(f"{START}/")


def problem(status: int, title: str, detail: str) -> Response:
    reply = jsonify(type="about:blank", title=title, status=status, detail=detail)
    reply.status_code = status
    reply.mimetype = "application/problem+json"
    reply.headers["Cache-Control"] = "no-store"
    return reply


def open_to_other_sites(response: Response) -> Response:
    """Programs in browsers may read what the interface says, from any site; without cookies, and reading only."""
    if is_asked_by_a_program():
        response.headers["Access-Control-Allow-Origin"] = "*"
        response.headers["Access-Control-Allow-Methods"] = "GET, HEAD, OPTIONS"
        response.headers.setdefault("Cache-Control", "public, max-age=60")
    return response
