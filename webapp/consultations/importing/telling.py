"""What was found in a file, in sentences for the officer who decides whether to bring it in."""

from webapp.consultations.importing.planning import Findings, Spots
from webapp.i18n import _, ngettext


def headline(found: Findings) -> str:
    """ "640 rows will become 637 responses." """
    rows = ngettext("%(num)s row", "%(num)s rows", found.rows)
    responses = ngettext("%(num)s response", "%(num)s responses", found.responses)
    return _("%(rows)s will become %(responses)s.", rows=rows, responses=responses)


def remarks(found: Findings) -> list[str]:
    """Everything that will not come in as it stands in the file, one sentence each."""
    said = [_empty(found.empty), _dates(found.dates), _late(found.late)]
    said += [_unread(name, spots) for name, spots in found.unread.items()]
    if not found.has_dates:
        said.append(_("The file does not say when each response was sent. All of them get the closing date."))
    if not found.has_permission:
        said.append(_("The file does not say what may be published. All responses count, and none is quoted."))
    return [one for one in said if one]


def duplicates(found: Findings) -> str:
    """ "4 rows repeat the reference number of an earlier row (rows 7, 12, 13, 20). Without them, 636 come in." """
    left = _("Without them, %(left)s come in.", left=found.responses - found.duplicates.count)
    said = _told(
        found.duplicates,
        ngettext(
            "%(num)s row repeats the reference number of an earlier row",
            "%(num)s rows repeat the reference number of an earlier row",
            found.duplicates.count,
        ),
    )
    return said and f"{said} {left}"


def _empty(spots: Spots) -> str:
    said = ngettext(
        "%(num)s row answers no question and is left out",
        "%(num)s rows answer no question and are left out",
        spots.count,
    )
    return _told(spots, said)


def _dates(spots: Spots) -> str:
    said = ngettext(
        "%(num)s date could not be read; that response gets the closing date",
        "%(num)s dates could not be read; those responses get the closing date",
        spots.count,
    )
    return _told(spots, said)


def _late(spots: Spots) -> str:
    said = ngettext(
        "%(num)s response was sent after the closing date; it counts and is marked as late",
        "%(num)s responses were sent after the closing date; they count and are marked as late",
        spots.count,
    )
    return _told(spots, said)


def _unread(name: str, spots: Spots) -> str:
    said = ngettext(
        "%(num)s answer in “%(column)s” is not one we know and will be empty",
        "%(num)s answers in “%(column)s” are not ones we know and will be empty",
        spots.count,
        column=name[:80],
    )
    return _told(spots, said)


def _told(spots: Spots, said: str) -> str:
    if not spots.count:
        return ""
    rows = ", ".join(map(str, spots.rows)) + (", …" if spots.count > len(spots.rows) else "")
    return ngettext("%(said)s (row %(rows)s).", "%(said)s (rows %(rows)s).", spots.count, said=said, rows=rows)
