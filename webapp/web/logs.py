"""Structured logs: one line a request, with its number; never a code, a token or people's words."""

import logging
import sys
import time
import uuid

import structlog
from flask import Flask, Response, g, request


def configure(*, as_json: bool, level: int = logging.INFO) -> None:
    """JSON lines for machines, plain lines for a person at a terminal."""
    # Tracebacks are plain: a richer one would print local values, and with them keys and people's words.
    plain = structlog.dev.ConsoleRenderer(colors=sys.stderr.isatty(), exception_formatter=structlog.dev.plain_traceback)
    look = structlog.processors.JSONRenderer() if as_json else plain
    structlog.configure(
        processors=[
            structlog.contextvars.merge_contextvars,
            structlog.processors.add_log_level,
            structlog.processors.TimeStamper(fmt="iso", utc=True),
            structlog.processors.format_exc_info if as_json else structlog.processors.StackInfoRenderer(),
            look,
        ],
        wrapper_class=structlog.make_filtering_bound_logger(level),
        logger_factory=structlog.PrintLoggerFactory(sys.stderr),
        cache_logger_on_first_use=False,
    )


def init_app(app: Flask) -> None:
    """Plain and only warnings in tests; JSON in production."""
    environment = app.config["ENVIRONMENT"]
    level = logging.WARNING if environment == "testing" else logging.INFO
    configure(as_json=environment == "production", level=level)
    app.before_request(_begin)
    app.after_request(_end)


def _begin() -> None:
    g.began = time.perf_counter()
    g.request_number = uuid.uuid4().hex[:12]


def _end(response: Response) -> Response:
    """The endpoint and not the address: addresses may hold what people typed."""
    if request.endpoint != "asset":
        milliseconds = round((time.perf_counter() - g.began) * 1000, 1) if "began" in g else None
        structlog.get_logger().info(
            "request",
            number=g.get("request_number"),
            method=request.method,
            endpoint=request.endpoint,
            status=response.status_code,
            ms=milliseconds,
        )
    return response
