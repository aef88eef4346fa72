"""Addresses of built style, script and pictures: each name carries the hash of its content and is cached for a year."""

import json
from pathlib import Path

from flask import Flask, Response, abort, request, send_from_directory

YEAR = 31_536_000  # seconds
TYPES = {
    ".css": "text/css",
    ".js": "text/javascript",
    ".svg": "image/svg+xml",
    ".json": "application/json",
    ".png": "image/png",
    ".ico": "image/x-icon",
}


class AssetsNotBuilt(RuntimeError):
    """The pages' style and script have not been built."""


def init_app(app: Flask) -> None:
    folder = Path(app.root_path) / "static" / "dist"
    manifest = folder / "manifest.json"
    if not manifest.exists():
        raise AssetsNotBuilt("The style and script of the pages are not built yet. Run `make assets`.")
    names: dict[str, str] = json.loads(manifest.read_text("utf-8"))
    addresses = {name: f"/assets/{built}" for name, built in names.items()}
    there = frozenset(file.name for file in folder.iterdir() if file.suffix in TYPES)

    def send(name: str) -> Response:
        """A built file; the gzipped copy beside it where the browser takes it."""
        if name not in there:
            abort(404)
        packed = "gzip" in request.headers.get("Accept-Encoding", "") and (folder / f"{name}.gz").is_file()
        response = send_from_directory(
            folder, f"{name}.gz" if packed else name, mimetype=TYPES[Path(name).suffix], max_age=YEAR
        )
        response.headers["Cache-Control"] = f"public, max-age={YEAR}, immutable"
        response.headers["Vary"] = "Accept-Encoding"
        if packed:
            response.headers["Content-Encoding"] = "gzip"
        return response

    send.guard = "public"  # type: ignore[attr-defined]
    app.add_url_rule("/assets/<path:name>", "asset", send)
    app.jinja_env.globals["asset"] = addresses.__getitem__
