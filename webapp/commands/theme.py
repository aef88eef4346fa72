"""`folkmoot theme`: themes of the comments in a file, without a server. The file stays where it is."""

import csv
import json
from collections.abc import Iterable, Sequence
from pathlib import Path

import click

from webapp.commands.refusal import Refusal
from webapp.tables.reading import Table, UnreadableTable, read_table
from webapp.text.exchange import (
    UnreadableCodes,
    UnreadableFrame,
    frame_as_json,
    read_coded,
    read_frame,
    theming_as_json,
)
from webapp.text.pipeline import Answer, CodedAnswer, FoundTheme, KnownTheme, Theming
from webapp.text.pipeline import theme as find_themes

FEWEST_FOR_PERCENT = 30
FEWEST_FOR_DECIMALS = 200
_LABEL_WIDTH = 44
_QUOTE_WIDTH = 150
_QUOTES = 2
_QUESTION_WORDS = 4
_FORMULA_STARTS = ("=", "+", "-", "@", "\t", "\r")


@click.command()
@click.argument("file", type=click.Path(path_type=Path))
@click.option("--column", required=True, help="The column that holds the comments.")
@click.option("--id", "id_column", help="The column that identifies a row. Without it: the row's number, from 0.")
@click.option("--question", default=None, help="What people were asked. Without it: the column's name, if it is long.")
@click.option("--themes", type=click.IntRange(1, 200), help="How many themes to find. Without it the number is chosen.")
@click.option("--frame", type=click.Path(path_type=Path), help="A JSON file of themes: use these and no others.")
@click.option("--coded", help="A column of themes that people gave: ids between “;”, “-” for none, empty where unread.")
@click.option("--seed", type=click.IntRange(0, 2**32 - 1), default=0, show_default=True)
@click.option("--out", type=click.Path(path_type=Path), help="A folder for frame.json, themes.csv and rows.csv.")
@click.option("--json", "as_json", is_flag=True, help="Print everything as JSON.")
def theme(
    file: Path,
    column: str,
    id_column: str | None,
    question: str | None,
    themes: int | None,
    frame: Path | None,
    coded: str | None,
    seed: int,
    out: Path | None,
    as_json: bool,
) -> None:
    """Find the themes in the comments of FILE (CSV, XLSX or JSON lines)."""
    table = _read_table(file)
    answers = _read_answers(table, file, column, id_column)
    known = _read_known(frame) if frame else []
    read = _read_coded(table, file, coded, answers, known) if coded is not None else []
    theming = find_themes(
        answers,
        question=question if question is not None else _question_in(column),
        themes=themes,
        known=known,
        coded=read,
        closed=frame is not None or coded is not None,
        seed=seed,
        progress=_tell,
    )
    if out:
        _write_files(out, theming, answers)
    if as_json:
        click.echo(json.dumps(theming_as_json(theming, answers), ensure_ascii=False))
    else:
        click.echo("\n".join(describe(theming, answers)))


def _tell(step: str, done: int, total: int) -> None:
    click.echo(f"{done * 100 // total:3d} %  {step}", err=True)


def _question_in(column: str) -> str:
    return column if len(column.split()) >= _QUESTION_WORDS else ""


def _read_table(file: Path) -> Table:
    try:
        return read_table(file, name=file.name)
    except UnreadableTable as error:
        raise Refusal(f"{file}: {error}") from error


def _read_answers(table: Table, file: Path, column: str, id_column: str | None) -> list[Answer]:
    texts = _column(table, column, file)
    if id_column is None:
        return [Answer(str(number), text) for number, text in enumerate(texts)]
    names = [name.strip() for name in _column(table, id_column, file)]
    _check_ids(names, file, id_column)
    return [Answer(name, text) for name, text in zip(names, texts, strict=True)]


def _column(table: Table, name: str, file: Path) -> list[str]:
    if name not in table.columns:
        there = ", ".join(f"“{column}”" for column in table.columns[:40])
        raise Refusal(f"{file}: there is no column “{name}”; the columns are {there}.")
    place = table.columns.index(name)
    return [row[place] for row in table.rows]


def _read_coded(
    table: Table, file: Path, column: str, answers: Sequence[Answer], known: Sequence[KnownTheme]
) -> list[CodedAnswer]:
    try:
        read = read_coded([answer.id for answer in answers], _column(table, column, file), known)
    except UnreadableCodes as error:
        raise Refusal(f"{file}: {error}") from error
    if not read and not known:
        raise Refusal(f"{file}: the column “{column}” is empty in every row, so there is nothing to learn from.")
    return read


def _check_ids(names: Sequence[str], file: Path, column: str) -> None:
    rows: dict[str, int] = {}
    for row, name in enumerate(names, start=1):
        if not name:
            raise Refusal(f"{file}: row {row} has nothing in the column “{column}”, which should identify it.")
        if name in rows:
            raise Refusal(f"{file}: rows {rows[name]} and {row} have the same “{name}” in the column “{column}”.")
        rows[name] = row


def _read_known(frame: Path) -> list[KnownTheme]:
    try:
        return read_frame(frame.read_text(encoding="utf-8-sig"))
    except UnicodeDecodeError as error:
        raise Refusal(f"{frame}: byte {error.start} is not UTF-8 text.") from error
    except OSError as error:
        raise Refusal(f"{frame}: cannot be opened: {error.strerror}.") from error
    except UnreadableFrame as error:
        raise Refusal(f"{frame}: {error}") from error


def share_of(people: int, base: int) -> str:
    """People as a per cent of all answers: none below 30 answers, no decimals below 200."""
    if base < FEWEST_FOR_PERCENT:
        return ""
    return f"{100 * people / base:.{0 if base < FEWEST_FOR_DECIMALS else 1}f} %"


def describe(theming: Theming, answers: Sequence[Answer]) -> list[str]:
    """The lines of a table for people: each theme, how many raised it, and two typical excerpts."""
    texts = {answer.id: answer.text for answer in answers}
    base = len(answers)
    lines = [f"{'Theme':<{_LABEL_WIDTH}}{'People':>8}{'Share':>9}"]
    for one in theming.frame:
        label = _shorten(one.label, _LABEL_WIDTH - 2)
        lines.append(f"{label:<{_LABEL_WIDTH}}{one.size:>8,}{share_of(one.size, base):>9}")
        lines += [f"    “{_shorten(quote, _QUOTE_WIDTH)}”" for quote in _quotes(one, texts)]
    return [*lines, "", *_notes(theming, base)]


def _notes(theming: Theming, base: int) -> list[str]:
    campaigns = {answer.campaign for answer in theming.answers if answer.campaign is not None}
    members = sum(answer.campaign is not None for answer in theming.answers)
    return [
        f"{base:,} answers. An answer may raise several themes, so the shares add up to more than 100 %.",
        *([f"{members:,} answers are copies of a letter; campaigns: {len(campaigns):,}."] if campaigns else []),
        str(theming.method["how_many_themes"]),
        "Suggested by machine: read them before you use them.",
    ]


def _quotes(theme: FoundTheme, texts: dict[str, str]) -> list[str]:
    return [" ".join(texts[name][start:end].split()) for name, start, end in theme.typical[:_QUOTES]]


def _shorten(text: str, width: int) -> str:
    return text if len(text) <= width else f"{text[: width - 1].rstrip()}…"


def _write_files(out: Path, theming: Theming, answers: Sequence[Answer]) -> None:
    try:
        out.mkdir(parents=True, exist_ok=True)
        frame = json.dumps(frame_as_json(theming, answers), ensure_ascii=False, indent=2)
        (out / "frame.json").write_text(f"{frame}\n", encoding="utf-8")
        _write_csv(out / "themes.csv", _theme_rows(theming, len(answers)))
        _write_csv(out / "rows.csv", _code_rows(theming, answers))
    except OSError as error:
        raise Refusal(f"{out}: cannot be written: {error.strerror}.") from error


def _theme_rows(theming: Theming, base: int) -> Iterable[Sequence[object]]:
    yield "id", "label", "description", "origin", "people", "share"
    for one in theming.frame:
        yield one.id, one.label, one.description, one.origin, one.size, share_of(one.size, base)


def _code_rows(theming: Theming, answers: Sequence[Answer]) -> Iterable[Sequence[object]]:
    labels = {one.id: one.label for one in theming.frame}
    yield "id", "campaign", "language", "theme", "label", "confidence", "start", "end", "excerpt"
    for themed, answer in zip(theming.answers, answers, strict=True):
        campaign = "" if themed.campaign is None else themed.campaign
        for code in themed.codes:
            words = answer.text[code.start : code.end]
            about = (code.theme, labels[code.theme], code.confidence, code.start, code.end, words)
            yield (themed.id, campaign, themed.language, *about)


def _write_csv(path: Path, rows: Iterable[Sequence[object]]) -> None:
    """UTF-8 with a mark at the start, so that spreadsheets read it as such; cells that look like formulas are data."""
    with path.open("w", encoding="utf-8-sig", newline="") as file:
        csv.writer(file).writerows([_guarded(cell) for cell in row] for row in rows)


def _guarded(cell: object) -> object:
    return f"'{cell}" if isinstance(cell, str) and cell.startswith(_FORMULA_STARTS) else cell
