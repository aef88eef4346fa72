"""The commands that set a site up and run it."""

import tomllib

import pytest
from click.testing import CliRunner

from webapp.commands import COMMANDS, main
from webapp.commands.site import _server_options
from webapp.demonstration import loading


@pytest.fixture
def run(tmp_path, monkeypatch):
    """Call `folkmoot` with an instance folder of its own; the result, and the folder."""
    monkeypatch.setenv("FOLKMOOT_INSTANCE", str(tmp_path / "instance"))
    return lambda *words: CliRunner().invoke(main, words, catch_exceptions=False)


def test_setting_up_gives_keys_and_a_database(run, tmp_path):
    done = run("setup", "--authority", "Merestone")
    assert done.exit_code == 0
    assert "Database: ready" in done.output
    settings = tomllib.loads((tmp_path / "instance" / "settings.toml").read_text())
    assert settings["authority"] == "Merestone"
    assert (tmp_path / "instance" / "folkmoot.db").exists()


def test_setting_up_twice_keeps_the_keys(run, tmp_path):
    run("setup")
    before = (tmp_path / "instance" / "settings.toml").read_text()
    assert "there already" in run("setup").output
    assert (tmp_path / "instance" / "settings.toml").read_text() == before


def test_migrating_says_when_it_is_done(run):
    run("setup")
    assert "up to date" in run("migrate").output


@pytest.mark.parametrize("name", COMMANDS)
def test_every_command_can_be_found_and_says_what_it_does(run, name):
    done = run(name, "--help")
    assert done.exit_code == 0
    assert len(done.output.splitlines()) > 3


def test_an_unknown_command_is_told(run):
    assert "No such command" in run("unheard-of").output


def test_a_reply_in_hand_is_finished_before_the_server_stops():
    options = _server_options("127.0.0.1", 8000, 1, 8)
    assert options[options.index("--graceful-timeout") + 1] == "20"
    assert options[options.index("--bind") + 1] == "127.0.0.1:8000"


def test_the_password_of_the_demonstration_is_long_enough_to_be_taken():
    assert len(loading.PASSWORD) >= 12
