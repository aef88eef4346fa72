"""The report as JSON, for other programs: every figure with its base and rows, keys always in the same order."""

import json
import math
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import asdict
from typing import Any

from webapp.documents.report import Dataset, Report
from webapp.documents.words import clean

MEDIA_TYPE = "application/json"


def report_json(report: Report) -> bytes:
    """The whole report. Numbers stay numbers (null where suppressed), `text` is what people see."""
    content = asdict(report)
    del content["labels"], content["made_text"]
    content["made_at"] = report.made_at.isoformat()
    return _encode(_cleaned({"format": "folkmoot-report-1", **content}), indent=2) + b"\n"


def responses_json_lines(dataset: Dataset) -> Iterator[bytes]:
    """One JSON object a line for each response, streamed; keys are the names of the columns, in their order."""
    names = [column.name for column in dataset.columns]
    for row in dataset.rows():
        yield _encode(_cleaned(dict(zip(names, row, strict=True)))) + b"\n"


def json_array(rows: Iterable[Mapping[str, Any]]) -> Iterator[bytes]:
    """One array of objects, an object a line, streamed."""
    yield b"["
    for number, row in enumerate(rows):
        yield (b",\n" if number else b"\n") + _encode(_cleaned(dict(row)))
    yield b"\n]\n"


def _encode(content: object, indent: int | None = None) -> bytes:
    return json.dumps(content, ensure_ascii=False, allow_nan=False, indent=indent).encode()


def _cleaned(content: Any) -> Any:
    if isinstance(content, str):
        return clean(content)
    if isinstance(content, float) and not math.isfinite(content):
        return None  # JSON has no words for it
    if isinstance(content, dict):
        return {key: _cleaned(value) for key, value in content.items()}
    if isinstance(content, list | tuple):
        return [_cleaned(item) for item in content]
    return content
