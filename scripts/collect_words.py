"""Collects every text marked for translation into webapp/translations/messages.pot.

The file holds no dates and no line numbers, so that it changes only when a text does. `--check` writes nothing and
fails when the file is out of date.
"""

import io
import sys
from pathlib import Path

from babel.messages.catalog import Catalog
from babel.messages.extract import extract_from_dir
from babel.messages.pofile import write_po

ROOT = Path(__file__).resolve().parent.parent
TEMPLATE = ROOT / "webapp" / "translations" / "messages.pot"
SOURCES = [("**.py", "python"), ("templates/**.html", "jinja2"), ("templates/**.txt", "jinja2")]
OPTIONS = {"templates/**": {"extensions": "jinja2.ext.do", "trim_blocks": "true", "lstrip_blocks": "true"}}
KEYWORDS = {"_": None, "_l": None, "gettext": None, "ngettext": (1, 2)}
HEADER = "# Every text of Folkmoot that is shown to people. Made by `make translations`; do not edit.\n#"


def collect() -> Catalog:
    """Every marked text, in the order of the texts, with the files in which it stands."""
    catalog = Catalog(project="Folkmoot", charset="utf-8", header_comment=HEADER, fuzzy=False)
    options = {pattern: OPTIONS["templates/**"] for pattern, kind in SOURCES if kind == "jinja2"}
    found = extract_from_dir(ROOT / "webapp", SOURCES, options, KEYWORDS)
    for file, _line, message, _comments, context in sorted(found, key=lambda one: (str(one[2]), one[0])):
        catalog.add(message, None, [(f"webapp/{Path(file).as_posix()}", None)], context=context)
    return catalog


def written(catalog: Catalog) -> str:
    """The catalogue as a file, without the lines that say when and by whom."""
    buffer = io.BytesIO()
    write_po(buffer, catalog, width=0, sort_output=True, include_lineno=False)
    moving = ("\"POT-Creation-Date", "\"PO-Revision-Date", "\"Last-Translator", "\"Language-Team", "\"Generated-By",
              "\"Report-Msgid-Bugs-To")  # fmt: skip
    lines = buffer.getvalue().decode().splitlines()
    return "\n".join(line for line in lines if not line.startswith(moving)) + "\n"


def main() -> int:
    text = written(collect())
    if "--check" in sys.argv:
        return 0 if TEMPLATE.exists() and TEMPLATE.read_text("utf-8") == text else 1
    TEMPLATE.parent.mkdir(exist_ok=True)
    TEMPLATE.write_text(text, "utf-8")
    print(f"{TEMPLATE.relative_to(ROOT)}: {text.count(chr(10) + 'msgid ') - 1} texts")
    return 0


if __name__ == "__main__":
    sys.exit(main())
