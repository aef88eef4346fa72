"""Pages leave gzipped. Files of our own are packed once, when they are built (see `assets`)."""

from flask import Flask
from flask_compress import Compress


def init_app(app: Flask) -> None:
    app.config.from_mapping(
        COMPRESS_MIMETYPES=["text/html", "application/json"],
        COMPRESS_ALGORITHM=["gzip"],
        COMPRESS_ALGORITHM_STREAMING=["gzip"],
        COMPRESS_LEVEL=5,
        COMPRESS_MIN_SIZE=1000,
    )
    Compress(app)
