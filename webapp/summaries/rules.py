"""What may be done with responses and downloads. Pure: every fact comes in as an argument."""

from webapp.access import Permission
from webapp.i18n import _
from webapp.summaries.models import FileKind

LONGEST_REASON = 500  # characters

# Files that hold what each person answered need more than the right to read figures.
NEEDS = {
    FileKind.CSV: Permission.READ_RESPONSES,
    FileKind.XLSX: Permission.READ_RESPONSES,
}


def needs(kind: FileKind) -> Permission:
    """What somebody must be allowed to do, beside downloading, to open this kind of file."""
    return NEEDS.get(kind, Permission.DOWNLOAD_SUMMARY)


def may_fetch(*, owner_id: int | None, person_id: int, administrator: bool) -> bool:
    """Whether a file is for this person: whoever asked for it, or an administrator."""
    return administrator or owner_id == person_id


def why_not_exclude(*, sent: bool, taken_back: bool, excluded: bool, reason: str) -> str | None:
    """The reason why a response cannot be set aside, or None."""
    if not sent or taken_back:
        return _("Only a response that was sent, and not taken back, can be set aside.")
    if excluded:
        return _("This response is set aside already.")
    if not reason:
        return _("Give the reason. It is kept, and counted in the summary.")
    if len(reason) > LONGEST_REASON:
        return _("Keep the reason under %(most)s letters.", most=LONGEST_REASON)
    return None
