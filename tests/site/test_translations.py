"""Every word that the site itself says can be translated: shown by a language in which each text is in brackets."""

import re
import subprocess
import sys
from pathlib import Path

import pytest
import sqlalchemy as sa
from babel import Locale
from babel.messages.catalog import Catalog
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po

from tests.site.conftest import sign_in
from tests.site.walking import walk
from tests.support.answering import fill_page
from tests.support.visitor import Visitor
from webapp.access import Role
from webapp.app import create_app
from webapp.consultations import queries
from webapp.database import Base, db

pytestmark = pytest.mark.once  # words; that these pages open on both databases is seen in test_pages.py
ROOT = Path(__file__).resolve().parents[2]
COLLECT = ROOT / "scripts" / "collect_words.py"
LANGUAGE = "eo"  # any real language that we do not have
INNERMOST = re.compile(r"⟦[^⟦⟧]*⟧")
# A picture says, in broken lines, what the table beneath it says; a few of somebody's words may be half words; a line
# for a computer is the same in every language.
UNSEEN = (
    "ancestor::script or ancestor::svg or ancestor::*[contains(@class, 'fm-said')]"
    " or ancestor::pre or ancestor::code or ancestor::textarea[@readonly]"
)
SPOKEN = ("aria-label", "placeholder", "alt", "title")
SIGNS = re.compile(r"[\d·.,:;–—()\[\]{}“”\"…/%|@!?>]+")
CODE = re.compile(r"\b[0-9A-Z]{4}-[0-9A-Z]{4}-[0-9A-Z]{4}\b")
NAMES = {"Folkmoot", "The last bus goes before my shift ends.", "Esperanto"}  # a language has its name from itself


def test_the_list_of_texts_is_up_to_date():
    """When this fails: make translations."""
    assert subprocess.run([sys.executable, COLLECT, "--check"]).returncode == 0


def test_no_text_is_put_together_before_it_is_looked_up():
    """A text with a value already in it is in no catalogue: _(f"…") or _("…" % x)."""
    wrong = re.compile(r"""\b(_|_l|ngettext)\(\s*f["']|\b(_|_l)\(\s*["'][^"'\n]*["']\s*(%|\.format)""")
    files = [*ROOT.glob("webapp/**/*.py"), *ROOT.glob("webapp/templates/**/*.html")]
    assert [str(file.relative_to(ROOT)) for file in files if wrong.search(file.read_text("utf-8"))] == []


@pytest.fixture(scope="module")
def foreign(merestone, tmp_path_factory):
    """The same site in a language that puts every text in brackets."""
    folder = tmp_path_factory.mktemp("translations")
    write_catalogue(folder / LANGUAGE / "LC_MESSAGES" / "messages.mo")
    settings = {name: merestone.config[name] for name in ("ENVIRONMENT", "DATABASE_URL", "AUTHORITY", "TESTING")}
    settings |= {"LANGUAGES": ["en", LANGUAGE], "BABEL_TRANSLATION_DIRECTORIES": str(folder)}
    made = create_app(settings, instance=Path(merestone.instance_path))
    made.test_client_class = merestone.test_client_class
    yield made
    with made.app_context():
        db.engine.dispose()


def write_catalogue(path):
    with (ROOT / "webapp" / "translations" / "messages.pot").open("rb") as file:
        texts = read_po(file)
    catalogue = Catalog(locale=LANGUAGE)
    for message in texts:
        if message.id:
            forms = message.id if isinstance(message.id, tuple) else (message.id,)
            bracketed = tuple(f"⟦{form}⟧" for form in forms)
            catalogue.add(message.id, bracketed if len(forms) > 1 else bracketed[0])
    path.parent.mkdir(parents=True)
    with path.open("wb") as file:
        write_mo(file, catalogue)


@pytest.fixture(scope="module")
def data(merestone):
    """Everything that stands in the database: people's words, titles, names."""
    with merestone.app_context():
        texts = [
            text
            for table in Base.metadata.tables.values()
            for row in db.session.execute(sa.select(table))
            for column, value in zip(table.columns, row, strict=True)
            if isinstance(column.type, sa.String | sa.JSON)
            for text in strings_in(value)
        ]
    settings = [
        merestone.config["AUTHORITY"],
        merestone.config["CONTACT_EMAIL"],
        *merestone.config["SAFETY_CONTACTS"],
        *NAMES,
        *words_of_dates(),
    ]
    return Data([*texts, *settings])


def strings_in(value):
    """Every text in a value of the database, however deep."""
    inside = value.values() if isinstance(value, dict) else value if isinstance(value, list) else ()
    return [value] if isinstance(value, str) else [text for one in inside for text in strings_in(one)]


class Data:
    """What people have written, whole and in pieces between signs and numbers."""

    def __init__(self, texts):
        self.whole = " ".join(" ".join(texts).split())
        self.pieces = {piece for text in texts for piece in pieces(text)}

    def holds(self, text):
        """Short pieces must be pieces of the data too; long texts may be cut from anywhere in it."""
        bare = text.strip(" …“”.")
        return (bare.count(" ") > 3 and bare in self.whole) or all(
            one in self.pieces or (one.count(" ") > 3 and one in self.whole) for one in pieces(text)
        )


def pieces(text):
    parts = (" ".join(part.split()) for part in SIGNS.split(text))
    return [part for part in parts if re.search(r"[^\W\d_]{2,}", part)]


def words_of_dates():
    locale = Locale.parse(LANGUAGE)
    return [*locale.months["format"]["wide"].values(), *locale.days["format"]["wide"].values()]


def abroad(visitor):
    visitor.client.set_cookie("language", LANGUAGE)
    return visitor


def forgotten(pages, data):
    """What is said in English on these pages, with the first address where it is."""
    found = {}
    for path, page, _ in pages:
        if page.tree is not None and page.status != 302:
            for text in said_on(page.tree):
                found.setdefault(text, path)
    return [f"{text} ({path})" for text, path in sorted(found.items()) if not data.holds(text)]


def said_on(tree):
    """Every text and spoken attribute that holds letters outside brackets, without what is in brackets."""
    texts = [str(text) for text in tree.xpath(f"//text()[not({UNSEEN})]")]
    texts += [str(text) for name in SPOKEN for text in tree.xpath(f"//@{name}")]
    for text in texts:
        while INNERMOST.search(text):
            text = INNERMOST.sub(" ", text)
        text = CODE.sub("", text)
        if re.search(r"[^\W\d_]{2,}", text):
            yield " ".join(text.split())


def test_the_language_of_brackets_is_really_read(foreign):
    page = abroad(Visitor(foreign)).open("/about")
    assert page.h1 == "⟦How this site treats what you say⟧"
    assert page.tree.get("lang") == LANGUAGE


def test_nothing_is_forgotten_on_public_pages(foreign, data):
    assert forgotten(walk(foreign, abroad(Visitor(foreign)), start=["/"]), data) == []


def test_nothing_is_forgotten_while_somebody_answers(foreign, data):
    visitor = abroad(Visitor(foreign))
    with foreign.app_context():
        consultation = queries.find_by_slug(db.session, "buses-and-streets")
        sheet = queries.read_sheet(db.session, consultation)
    here = "/consultations/buses-and-streets/answer"
    wrong = visitor.open(here).send("⟦Save and continue"), visitor.open("/receipt").fill(code="7K3M").send("⟦Open")
    pages = [visitor.open(here)]
    for number in range(1, len(sheet.sections) + 1):
        pages.append(fill_page(pages[-1], sheet, number).send("⟦Save and continue"))
    pages.append(pages[-1].send("⟦Send"))
    on_the_way = [(page.url, page, "") for page in (*wrong, *pages)]
    assert forgotten([*on_the_way, *walk(foreign, visitor, start=[f"{here}/mine", f"{here}/withdraw"])], data) == []


def test_nothing_is_forgotten_in_the_office(merestone, foreign, data):
    officer = abroad(sign_in(merestone, Role.OFFICER, browser_of=foreign))
    assert forgotten(walk(foreign, officer, start=["/office/consultations"]), data) == []


def test_nothing_is_forgotten_for_administrators(merestone, foreign, data):
    admin = abroad(sign_in(merestone, Role.ADMINISTRATOR, browser_of=foreign))
    assert forgotten(walk(foreign, admin, start=["/people", "/outbox"]), data) == []
