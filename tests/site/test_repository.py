"""What the repository holds and does not hold."""

import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
DECISIONS = ROOT / "docs" / "decisions"
ARCHITECTURE = ROOT / "ARCHITECTURE.md"
# Written in two parts, so that this file does not find itself.
UNWANTED = {
    "a path of one machine": r"(?<![\w.])(/wor" + r"k/|/hom" + r"e/[a-z]|/Use" + r"rs/)",
    "a registry's address": r"https?://[^ \"')]*(py"
    + r"pi|artif"
    + r"actory|nex"
    + r"us|npm"
    + r"js|proxy\.gol"
    + r"ang)",
    "work put off": r"\b(TO" + r"DO|FIX" + r"ME|XX" + r"X)\b",
}


def tracked():
    done = subprocess.run(["git", "ls-files", "-z"], cwd=ROOT, capture_output=True)
    if done.returncode:
        pytest.skip("this is no git checkout")
    return [ROOT / name for name in done.stdout.decode().split("\0") if name and (ROOT / name).is_file()]


def texts():
    for file in tracked():
        content = file.read_bytes()
        if b"\0" not in content[:1000]:
            yield file.relative_to(ROOT).as_posix(), content.decode("utf-8", "replace")


@pytest.mark.parametrize("what", UNWANTED)
def test_no_file_holds_what_belongs_elsewhere(what):
    wrong = re.compile(UNWANTED[what])
    found = [f"{name}: {match[0]}" for name, text in texts() for match in wrong.finditer(text)]
    assert found == []


def test_every_decision_is_linked_from_their_list():
    linked = set(re.findall(r"\]\(([^)]+\.md)\)", (DECISIONS / "README.md").read_text("utf-8")))
    assert {file.name for file in DECISIONS.glob("*.md")} - {"README.md"} == linked


def test_every_link_between_our_documents_leads_somewhere():
    broken = [
        f"{file.relative_to(ROOT)}: {target}"
        for file in tracked()
        if file.suffix == ".md"
        for target in re.findall(r"\]\(([^)#:]+)(?:#[^)]*)?\)", file.read_text("utf-8"))
        if not (file.parent / target).exists()
    ]
    assert broken == []


def test_every_folder_of_the_application_has_its_line_in_the_architecture():
    if not ARCHITECTURE.exists():
        pytest.skip("ARCHITECTURE.md is not written yet")
    said = ARCHITECTURE.read_text("utf-8")
    folders = {file.parent.name for file in tracked() if file.parent.parent == ROOT / "webapp"}
    assert {name for name in folders if f"{name}/" not in said} == set()


def test_the_contracts_of_who_may_import_whom_are_kept():
    program = Path(sys.executable).with_name("lint-imports")
    if not program.exists():
        pytest.skip("import-linter is not installed")
    done = subprocess.run([program, "--no-cache"], cwd=ROOT, capture_output=True, text=True)
    assert done.returncode == 0, done.stdout[-3000:]


def test_no_template_has_script_or_style_inside():
    wrong = re.compile(r"<style|<script(?![^>]* src=)|\sstyle=|\son[a-z]+=\"|javascript:", re.IGNORECASE)
    found = [
        f"{name}: {match[0]}"
        for name, text in texts()
        if name.startswith("webapp/templates/")
        for match in wrong.finditer(text)
    ]
    assert found == []


def test_the_programs_of_the_repository_can_be_run():
    script = ROOT / ".ci" / "run"
    assert script.stat().st_mode & 0o111
    bash = shutil.which("bash")
    assert bash is None or subprocess.run([bash, "-n", str(script)]).returncode == 0


def test_every_room_has_a_journey_that_both_databases_carry():
    """The rest of the browser tests is looked at on one database; these two are about no room."""
    rooms = {
        file for file in ROOT.glob("tests/browser/test_*.py") if file.stem not in {"test_comfort", "test_every_page"}
    }
    assert {file.name for file in rooms if "pytest.mark.journey" not in file.read_text("utf-8")} == set()
