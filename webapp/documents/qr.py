"""An address as a QR code (ISO/IEC 18004), drawn as one path so that it prints sharp at any size."""

from collections.abc import Sequence
from typing import Any

import qrcode
from qrcode.constants import ERROR_CORRECT_M

_QUIET = 4  # modules of white around it, as the standard asks


def qr_modules(text: str) -> Sequence[Sequence[bool]]:
    """Rows of dark (True) and light modules, without the white around them. 15 % of it may be torn or dirty."""
    code: Any = qrcode.QRCode(error_correction=ERROR_CORRECT_M, border=0)
    code.add_data(text.encode())
    code.make(fit=True)
    matrix: list[list[bool]] = code.get_matrix()
    return matrix


def qr_svg(text: str) -> str:
    """The code with the white around it."""
    rows = qr_modules(text)
    size = len(rows) + 2 * _QUIET
    dark = "".join(
        f"M{across + _QUIET} {down + _QUIET}h1v1h-1z"
        for down, row in enumerate(rows)
        for across, module in enumerate(row)
        if module
    )
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {size} {size}" shape-rendering="crispEdges">'
        f'<rect width="{size}" height="{size}" fill="#ffffff"/><path d="{dark}" fill="#000000"/></svg>'
    )
