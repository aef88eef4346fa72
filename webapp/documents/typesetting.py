"""The one call to the typesetter: no fonts of the machine, no clock, no file but the source that is handed in."""

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Literal

import typst


def typeset(
    source: bytes,
    inputs: Mapping[str, str],
    *,
    form: Literal["pdf", "png"] = "pdf",
    folders: Sequence[Path] = (),
    at: int = 0,
    dots: float | None = None,
) -> bytes:
    """One PDF (PDF/UA-1) or PNG. `inputs` reach the source as `sys.inputs`; `folders` hold more fonts.

    `at`: the time written into a PDF, seconds since 1970; `dots`: an inch of a PNG. Raises `typst.TypstError`.
    """
    return typst.compile(
        source,
        format=form,
        font_paths=typst.Fonts(include_system_fonts=False, font_paths=[str(folder) for folder in folders]),
        ignore_system_fonts=True,
        ppi=dots,
        pdf_standards="ua-1" if form == "pdf" else [],
        timestamp=at,
        sys_inputs=dict(inputs),
    )
