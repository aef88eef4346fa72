"""The binary container of old offices: known by its first bytes, never opened."""

from webapp.tables.table import UnreadableTable

OLD_OFFICE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_ENCRYPTED = "EncryptedPackage".encode("utf-16-le")


def refuse_old_office(data: bytes) -> None:
    """Say what to do with the binary container of .xls, which also holds every .xlsx with a password."""
    if _ENCRYPTED in data:
        raise UnreadableTable("The workbook is locked with a password; take the password off and save it as .xlsx.")
    raise UnreadableTable("This is an old .xls workbook; open it and save it as .xlsx.")
