"""Every page of the loaded demonstration, reached as people reach it: by links."""

import json
import shutil
import subprocess
from pathlib import Path
from types import SimpleNamespace

import pytest

from tests.site.walking import walk

ROOT = Path(__file__).resolve().parents[2]
VALIDATOR = ROOT / "node_modules" / ".bin" / "html-validate"
STARTS = ["/", "/patterns", "/office/consultations"]


def test_the_validator_sees_a_mistake(tmp_path):
    wrong = "<!DOCTYPE html><html lang='en'><head><title>x</title></head><body><p><div></div></p></body></html>"
    page = SimpleNamespace(tree=True, reply=SimpleNamespace(text=wrong))
    assert [one.split(":")[0] for one in complaints([("/x", page, "")], tmp_path)] == ["close-order"]


def unwell(pages):
    """Pages that are neither there, nor lead on, nor say that something was taken away."""
    return {path: page.status for path, page, _ in pages if page.status not in {200, 302, 303}}


def test_every_page_an_officer_can_reach_is_there_and_well_made(merestone, as_okafor, tmp_path):
    pages = list(walk(merestone, as_okafor, start=STARTS))
    assert unwell(pages) == {}
    assert len(pages) > 60
    assert complaints(pages, tmp_path) == []


@pytest.mark.once
def test_every_page_an_administrator_can_reach_is_there_and_well_made(merestone, as_bellweather, tmp_path):
    pages = list(walk(merestone, as_bellweather, start=[*STARTS, "/people", "/outbox"]))
    assert unwell(pages) == {}
    assert complaints(pages, tmp_path) == []


def test_every_page_a_stranger_can_reach_is_there_and_well_made(merestone, stranger, tmp_path):
    pages = list(walk(merestone, stranger, start=STARTS))
    assert unwell(pages) == {}
    assert complaints(pages, tmp_path) == []


def never_reached(wanted, pages):
    """The endpoints of `wanted` that none of these pages is; no page is opened after the last is found."""
    missing = set(wanted)
    for _, _, endpoint in pages:
        missing.discard(endpoint)
        if not missing:
            break
    return missing


@pytest.mark.once
def test_an_officer_reaches_every_page_of_the_office_by_links(merestone, as_okafor):
    """What no link leads to, nobody finds. Pages of a state that the demonstration is not in are named here."""
    office = {rule.endpoint for rule in merestone.url_map.iter_rules() if reachable(merestone, rule)}
    pages = walk(merestone, as_okafor, start=["/office/consultations"], times=12)
    assert never_reached(office - ELSEWHERE - {*OF_MODERATORS, *OF_CLERKS}, pages) == set()


@pytest.mark.once
def test_whoever_moderates_reaches_every_page_of_moderation_by_links(merestone, as_bellweather):
    assert never_reached(OF_MODERATORS, walk(merestone, as_bellweather, start=["/office/consultations"])) == set()


@pytest.mark.once
def test_the_decision_clerk_reaches_every_page_of_decisions_by_links(merestone, as_bellweather):
    assert never_reached(OF_CLERKS, walk(merestone, as_bellweather, start=["/office/meetings"], times=12)) == set()


OF_CLERKS = ("agenda.record_decision", "agenda.edit_decision", "agenda.check_decision", "agenda.correct_decision",
             "agenda.call_in", "agenda.end_call_in")  # fmt: skip

OF_MODERATORS = ("moderation.queue", "moderation.decided", "moderation.appeals", "moderation.people_in_force",
                 "moderation.person")  # fmt: skip

ELSEWHERE = {
    "consultations.manage_publish",  # a draft's
    "consultations.manage_section", "consultations.manage_add_section", "consultations.manage_delete_section",
    "consultations.manage_question", "consultations.manage_choose_kind", "consultations.manage_add_question",
    "consultations.manage_delete_question",  # before it opens
    "consultations.import_show", "consultations.import_columns", "consultations.import_check",
    "consultations.import_progress", "consultations.import_undo",  # after an upload
    "summaries.progress", "summaries.download",  # after asking for files
    "summaries.publish_progress",  # while a summary is being published
    "themes.progress", "themes.split_progress", "themes.why_progress",  # while a job is on
    "themes.code_again",  # the second coder's
    "moderation.appeal", "moderation.sanction_appeal",  # once somebody appeals
    "proposals.unmerge",  # once one was merged
    "polls.office_issue_progress",  # while letters or papers are being printed
    "polls.office_statement",  # before it opens
    "agenda.papers_progress",  # while papers are being made
    "agenda.edit_commitment", "agenda.reopen_commitment",  # a draft's; once one was dropped
    "notices.delivery",  # once somebody is to be told something
}  # fmt: skip


def reachable(app, rule):
    return rule.rule.startswith("/office") and "GET" in rule.methods


def complaints(pages, folder):
    """What html-validate has to say, as “rule: message (address)”, each once."""
    if not VALIDATOR.exists():
        pytest.skip("html-validate is not installed: npm ci")
    addresses = {}
    for number, (path, page, _) in enumerate(pages):
        if page.tree is not None:
            name = f"{number:03}.html"
            (folder / name).write_text(page.reply.text, "utf-8")
            addresses[name] = path
    shutil.copy(Path(__file__).with_name("html-validate.json"), folder / ".htmlvalidate.json")
    done = subprocess.run([VALIDATOR, "--formatter=json", "--ext=html", str(folder)], capture_output=True, text=True)
    assert done.stdout, done.stderr
    return sorted({
        f"{message['ruleId']}: {message['message']} ({addresses[Path(report['filePath']).name]}:{message['line']})"
        for report in json.loads(done.stdout)
        for message in report["messages"]
    })  # fmt: skip
