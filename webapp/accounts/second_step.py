"""The second step of signing in: codes of an app, each good once, and recovery codes."""

import base64
import re
from typing import Any

from flask_security import MfRecoveryCodesUtil, Totp

from webapp.database import db

_SIDE = re.compile(r'<svg width="(\d+)mm"')
_SQUARE = re.compile(r'x="(\d+)mm" y="(\d+)mm"')
_PICTURE = '<svg viewBox="0 0 {side} {side}" width="240" height="240"><path fill="#000" d="{path}"/></svg>'


class OnceOnlyTotp(Totp):
    """Remembers the newest code of each person, so that one that was looked at over a shoulder is worth nothing."""

    def get_last_counter(self, user: Any) -> int | None:
        """Holds the person's row until the commit: of two requests with one code, the second sees what was used."""
        db.session.refresh(user, ["tf_last_counter"], with_for_update=True)
        counter: int | None = user.tf_last_counter
        return counter

    def set_last_counter(self, user: Any, tmatch: Any) -> None:
        user.tf_last_counter = tmatch.counter

    def generate_qrcode(self, username: str, totp: str) -> str:
        """The picture as SVG that stands in the page itself: no page takes pictures from anywhere but our own files."""
        picture = base64.b64decode(super().generate_qrcode(username, totp).partition(",")[2]).decode()
        side = _SIDE.search(picture)
        path = "".join(f"M{x} {y}h1v1h-1z" for x, y in _SQUARE.findall(picture))
        return _PICTURE.format(side=side[1] if side else "0", path=path)


class RecoveryCodes(MfRecoveryCodesUtil):
    """Each code works once, also when it is sent twice at the same moment."""

    def check_recovery_code(self, user: Any, code: str) -> bool:
        db.session.refresh(user, ["mf_recovery_codes"], with_for_update=True)
        return bool(super().check_recovery_code(user, code.strip().lower()))

    def delete_recovery_code(self, user: Any, code: str) -> bool:
        return bool(super().delete_recovery_code(user, code.strip().lower()))


def fernet_key(key: bytes) -> bytes:
    """32 bytes in the form that encryption of recovery codes takes."""
    return base64.urlsafe_b64encode(key)
