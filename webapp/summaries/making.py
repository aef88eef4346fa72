"""Making the files of a snapshot: all from the figures and rows of one moment, each written aside first."""

from collections.abc import Callable, Collection, Iterable, Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from datetime import date
from tempfile import TemporaryFile
from typing import IO

from webapp.documents import codebook, csv_file, docx_file, json_file, pdf_file, xlsx_file
from webapp.documents.report import Dataset, Report
from webapp.i18n import _
from webapp.summaries.models import FileKind

PIECE = 256 * 1024  # bytes
MEDIA_TYPES = {
    FileKind.PDF: pdf_file.MEDIA_TYPE,
    FileKind.DOCX: docx_file.MEDIA_TYPE,
    FileKind.XLSX: xlsx_file.MEDIA_TYPE,
    FileKind.CSV: csv_file.MEDIA_TYPE,
    FileKind.CODEBOOK: csv_file.MEDIA_TYPE,
    FileKind.JSON: json_file.MEDIA_TYPE,
}
_WHAT = {FileKind.CSV: "responses", FileKind.CODEBOOK: "codebook"}
_ENDINGS = {FileKind.CODEBOOK: "csv"}


@dataclass
class Made:
    """A file on its way: its bytes wait in `body`, which is gone when the work is over."""

    kind: FileKind
    body: IO[bytes]

    def pieces(self) -> Iterator[bytes]:
        self.body.seek(0)
        while piece := self.body.read(PIECE):
            yield piece


def file_name(slug: str, kind: FileKind, day: date) -> str:
    """ "buses-and-streets-summary-2026-11-22.pdf" """
    return f"{slug}-{_WHAT.get(kind, 'summary')}-{day.isoformat()}.{_ENDINGS.get(kind, kind.value)}"


@contextmanager
def made_files(
    report: Report, dataset: Dataset, *, tell: Callable[[str], None], kinds: Collection[FileKind] = tuple(FileKind)
) -> Iterator[list[Made]]:
    """A file of each of these kinds. `tell` hears what is being made, before each."""
    with ExitStack() as stack:
        files = []
        for kind, write in _WRITERS.items():
            if kind not in kinds:
                continue
            tell(str(_("Making the %(kind)s file", kind=_name(kind))))
            body = stack.enter_context(TemporaryFile())
            write(report, dataset, body)
            files.append(Made(kind, body))
        yield files


def _name(kind: FileKind) -> str:
    return _("codebook") if kind is FileKind.CODEBOOK else kind.value.upper()


def _write_all(pieces: Iterable[bytes], body: IO[bytes]) -> None:
    for piece in pieces:
        body.write(piece)


_WRITERS: dict[FileKind, Callable[[Report, Dataset, IO[bytes]], None]] = {
    FileKind.PDF: lambda report, _dataset, body: _write_all([pdf_file.report_pdf(report)], body),
    FileKind.DOCX: lambda report, _dataset, body: _write_all([docx_file.report_docx(report)], body),
    FileKind.JSON: lambda report, _dataset, body: _write_all([json_file.report_json(report)], body),
    FileKind.CODEBOOK: lambda report, dataset, body: _write_all(codebook.codebook_csv(dataset, report.labels), body),
    FileKind.CSV: lambda _report, dataset, body: _write_all(csv_file.responses_csv(dataset), body),
    FileKind.XLSX: xlsx_file.write_xlsx,
}
