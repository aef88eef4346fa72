"""Code frames that travel: files out and in again, copies that go on learning from each other."""

import csv
import io
import json

import pytest
from click.testing import CliRunner
from sqlalchemy import func, select

from tests.themes.test_learning import read_in_full
from tests.themes.world import (
    ANN,
    FARES,
    LATE,
    SAID,
    SHELTERS,
    bus_answers,
    code,
    look_for_themes,
    make_themed,
    make_world,
    theme,
)
from webapp import clock
from webapp.commands.theme import theme as theme_command
from webapp.documents.csv_file import csv_lines
from webapp.refusals import Refused
from webapp.text import pipeline
from webapp.themes import acts, coded, examples, exchanging, queries, storing
from webapp.themes.exchange_rows import Line, Written, WrongRows, read_lines, to_json, to_table
from webapp.themes.models import Act, CodeFrame, Special, Theme, Verdict

TRICKY = [
    Written(
        1, "=SUM(A1)", "Costs, “fares”\nand more", None, None, 12, ("It's -5 degrees, and nobody comes.", "+44 is")
    ),
    Written(2, "@home", "", None, 1, 3, ()),
    Written(3, "'Quoted", "- a dash", None, None, 1, ("=1+1",)),
    Written(4, "None of these themes", "", "none", None, 2, ("Nothing.",)),
]


@pytest.fixture
def themed(session):
    return make_themed(session)


@pytest.fixture
def empty(session):
    """A question that nobody looked for themes in, and its frame."""
    world = make_world(session, bus_answers(), slug="again")
    return world, storing.get_frame(session, "question", world.question.id, at=clock.now())


def as_csv(lines):
    return b"".join(csv_lines(to_table(lines)))


def what_matters(lines):
    names = {line.key: line.name for line in lines}
    return [(one.name, one.description, names.get(one.parent, one.parent), one.examples) for one in lines]


def bring(session, frame, *lines):
    return exchanging.bring_in(session, frame=frame, lines=lines, person_id=ANN, file="themes.csv")


def line(name, **more):
    return Line("Row 2", name, name, **more)


@pytest.mark.parametrize("written", [as_csv(TRICKY), to_json(TRICKY)], ids=["csv", "json"])
def test_what_is_written_is_read_again_as_it_was(written):
    assert what_matters(read_lines(written, name="themes")) == [
        ("=SUM(A1)", "Costs, “fares”\nand more", "", ("It's -5 degrees, and nobody comes.", "+44 is")),
        ("@home", "", "=SUM(A1)", ()),
        ("'Quoted", "- a dash", "", ("=1+1",)),
    ]


def test_a_spreadsheet_shows_formulas_and_runs_none():
    written = as_csv(TRICKY)
    cells = [cell for row in csv.reader(io.StringIO(written.decode("utf-8-sig"))) for cell in row]
    assert written.startswith(b"\xef\xbb\xbf")
    assert not [cell for cell in cells if cell[:1] in ("=", "+", "@", "-")]


def test_every_wrong_row_is_named_with_what_is_wrong():
    rows = b"theme,part of,description\nFares,,\n,,x\nfares,,\nHeat,Cold,\n" + b"x" * 81 + b",,\n"
    with pytest.raises(WrongRows, match="4 rows are wrong, so nothing was brought in") as wrong:
        read_lines(rows, name="themes.csv")
    assert wrong.value.problems == (
        "Row 3: the name is missing.",
        "Row 4: “fares” is in Row 2 already.",
        "Row 5: no theme of the first level is called “Cold”.",
        "Row 6: the name is longer than 80 letters.",
    )


@pytest.mark.parametrize(
    ("data", "words"),
    [
        (b"colour,size\nred,2\n", "No column is called"),
        (b"[1, 2", "not a JSON file"),
        (b'{"frame": 3}', "must hold a list of themes"),
        (b"", "is empty"),
        (b"%PDF-1.4", "This is a PDF"),
        (b'[{"id": "none", "label": "None"}]', "no themes in this file"),
        (b"\x00\xff\xfe\x01", "."),
        (b"[" * 100_000, "not a JSON file"),
        (b'[{"label": "x"}]' * 1, None),
        (json.dumps([{"label": f"t{n}"} for n in range(501)]).encode(), "more than 500 themes"),
    ],
)
def test_a_file_that_cannot_be_used_is_refused_with_a_sentence(data, words):
    if words is None:
        assert [one.name for one in read_lines(data, name="x.json")] == ["x"]
        return
    with pytest.raises(Refused, match=words):
        read_lines(data, name="themes")


def test_entries_that_are_no_themes_are_wrong_rows():
    with pytest.raises(WrongRows) as wrong:
        read_lines(b'[{"label": "Fares"}, 7, {"id": "x"}, {"label": true}]', name="x.json")
    assert wrong.value.problems == tuple(f"Theme {place}: the name is missing." for place in (2, 3, 4))


def test_a_frame_that_the_command_wrote_is_brought_in(session, empty, tmp_path):
    (tmp_path / "comments.csv").write_text("comment\n" + "\n".join(f'"{text}"' for text in bus_answers()))
    done = CliRunner().invoke(
        theme_command, [str(tmp_path / "comments.csv"), "--column", "comment", "--out", str(tmp_path)]
    )
    assert done.exit_code == 0
    frame = json.loads((tmp_path / "frame.json").read_bytes())
    lines = read_lines((tmp_path / "frame.json").read_bytes(), name="frame.json")
    assert [one.name for one in lines] == [one["label"] for one in frame if one["origin"] != "special"]
    bring(session, empty[1], *lines)
    assert {one.name for one in queries.list_themes(session, empty[1]) if not one.special} == {
        one.name for one in lines
    }


def test_bringing_in_makes_themes_sub_themes_and_the_codes_that_are_always_there(session, empty):
    _world, frame = empty
    brought = bring(session, frame, line("Fares", description="What it costs"), line("Day tickets", parent="Fares"))
    fares, tickets = brought.new
    assert (fares.name, fares.about, tickets.parent_id) == ("Fares", "What it costs", fares.id)
    assert {one.special for one in queries.list_themes(session, frame)} == {None, *Special}


def test_bringing_in_is_undone_as_one_act(session, themed):
    _world, frame = themed
    brought = bring(session, frame, line("Trains"), line("Trams"))
    acts.undo(session, frame=frame, act_id=brought.act.id, person_id=ANN)
    assert [one.live for one in brought.new] == [False, False]


def test_bringing_in_is_not_undone_over_what_others_put_there(session, themed):
    world, frame = themed
    brought = bring(session, frame, line("Trains"), line("Trams"))
    acts.move(session, frame=frame, codes=[code(session, frame, world, SAID[LATE][0], LATE)],
              target_id=brought.new[0].id, person_id=ANN)  # fmt: skip
    with pytest.raises(Refused, match="More was put under “Trains”"):
        acts.undo(session, frame=frame, act_id=brought.act.id, person_id=ANN)


def test_themes_that_are_there_already_are_not_doubled(session, themed):
    _world, frame = themed
    brought = bring(session, frame, line(FARES.upper()), line("Trains"))
    assert ([one.name for one in brought.new], brought.there) == (["Trains"], 1)
    with pytest.raises(exchanging.NothingNew):
        bring(session, frame, line("trains"))


def test_a_copy_has_the_names_descriptions_and_sub_themes(session, themed, empty):
    _world, frame = themed
    late, fares = theme(session, frame, LATE), theme(session, frame, FARES)
    acts.describe(session, frame=frame, theme_id=late.id, description="After seven.", person_id=ANN)
    acts.nest(session, frame=frame, theme_id=fares.id, parent_id=late.id, person_id=ANN)
    acts.drop(session, frame=frame, theme_id=theme(session, frame, SHELTERS).id, person_id=ANN)
    brought = exchanging.copy(session, source=frame, frame=empty[1], person_id=ANN)
    assert [one.name for one in brought.new] == [LATE, FARES]
    assert brought.new[0].about == "After seven."
    assert brought.new[1].parent_id == brought.new[0].id


def test_a_frame_is_not_copied_onto_itself(session, themed):
    with pytest.raises(Refused, match="the themes you are looking at"):
        exchanging.copy(session, source=themed[1], frame=themed[1], person_id=ANN)


def test_the_machine_is_shown_what_people_decided_in_the_frame_a_copy_came_from(session, themed, empty):
    world, frame = themed
    acts.decide(session, frame=frame, codes=[code(session, frame, world, SAID[LATE][0], LATE)],
                verdict=Verdict.ACCEPTED, person_id=ANN)  # fmt: skip
    read_in_full(session, frame, world, SAID[SHELTERS][0])
    brought = exchanging.copy(session, source=frame, frame=empty[1], person_id=ANN)
    mine = {one.name: one.id for one in brought.new}
    assert examples.read(session, empty[1]) == {mine[LATE]: [SAID[LATE][0]], mine[SHELTERS]: [SAID[SHELTERS][0]]}


def test_the_machine_learns_from_answers_read_under_the_same_themes_elsewhere(session, themed, empty):
    world, frame = themed
    read_in_full(session, frame, world, SAID[SHELTERS][0], SAID[LATE][0], "I like trains.")
    brought = exchanging.copy(session, source=frame, frame=empty[1], person_id=ANN)
    mine = {one.name: str(one.id) for one in brought.new}
    assert sorted(coded.read_elsewhere(session, empty[1])) == sorted([
        (SAID[LATE][0], (mine[LATE],)), ("I like trains.", ("none",)), (SAID[SHELTERS][0], (mine[SHELTERS],))
    ])  # fmt: skip
    assert coded.read_elsewhere(session, frame) == []


def test_a_copy_of_a_copy_learns_too_and_what_was_undone_no_more(session, themed, empty):
    world, frame = themed
    read_in_full(session, frame, world, SAID[SHELTERS][0])
    between = storing.get_frame(session, "question", make_world(session, slug="mid").question.id, at=clock.now())
    exchanging.copy(session, source=frame, frame=between, person_id=ANN)
    brought = exchanging.copy(session, source=between, frame=empty[1], person_id=ANN)
    assert SAID[SHELTERS] in examples.read(session, empty[1]).values()
    acts.undo(session, frame=empty[1], act_id=brought.act.id, person_id=ANN)
    assert examples.read(session, empty[1]) == {}


def test_the_machine_is_shown_the_excerpts_of_a_file(session, empty, monkeypatch):
    world, frame = empty
    bring(session, frame, line("Orchards", examples=("Plant apple trees.",)))
    session.commit()
    shown = {}
    real = pipeline.theme
    monkeypatch.setattr(pipeline, "theme", lambda *args, **how: shown.update(how) or real(*args, **how))
    look_for_themes(session, world)
    assert [(one.label, one.examples) for one in shown["known"]] == [("Orchards", ("Plant apple trees.",))]
    assert session.scalar(select(func.count(Theme.id)).where(Theme.special.is_not(None))) == 2


def test_only_words_that_may_be_published_are_written_to_files(session, themed):
    _world, frame = themed
    lines = {one.name: one for one in exchanging.written(session, frame)}
    assert set(lines[LATE].excerpts) == set(SAID[LATE])
    assert (lines[LATE].people, list(lines)[-2:]) == (3, ["None of these themes", "No reason given"])


def test_frames_of_other_questions_are_offered_with_where_they_are(session, themed, empty):
    world, frame = themed
    (one,) = exchanging.list_offered(session, but=empty[1])
    assert (one.frame_id, one.title, one.themes) == (frame.id, world.question.text, 3)
    assert exchanging.list_offered(session, but=frame) == []


def test_nothing_is_stored_when_a_row_is_wrong(session, empty):
    before = [session.scalar(select(func.count(table.id))) for table in (Theme, Act, CodeFrame)]
    with pytest.raises(WrongRows):
        bring(session, empty[1], *read_lines(b"theme\nFares\nfares\n", name="x.csv"))
    assert [session.scalar(select(func.count(table.id))) for table in (Theme, Act, CodeFrame)] == before
