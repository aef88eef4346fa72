"""Settings: which of three places wins, and what a public site must not run with."""

import stat

import pytest

from webapp.app import create_app
from webapp.settings import INSECURE, UnsafeSettings, load_settings, write_local_keys

LONG = "x" * 32


def test_a_default_stands_where_nothing_is_said(tmp_path):
    assert load_settings(tmp_path, {})["TIME_ZONE"] == "Europe/London"


def test_the_file_wins_over_the_default(tmp_path):
    (tmp_path / "settings.toml").write_text('authority = "Merestone"\n')
    assert load_settings(tmp_path, {})["AUTHORITY"] == "Merestone"


def test_the_environment_wins_over_the_file(tmp_path):
    (tmp_path / "settings.toml").write_text('authority = "Merestone"\n')
    assert load_settings(tmp_path, {"FOLKMOOT_AUTHORITY": "Oxmere"})["AUTHORITY"] == "Oxmere"


def test_overrides_win_over_the_environment(tmp_path):
    settings = load_settings(tmp_path, {"FOLKMOOT_AUTHORITY": "Oxmere"}, {"AUTHORITY": "Tarnford"})
    assert settings["AUTHORITY"] == "Tarnford"


def test_a_list_in_the_environment_is_cut_at_commas(tmp_path):
    assert load_settings(tmp_path, {"FOLKMOOT_HOSTS": " a.example, b.example ,"})["HOSTS"] == ["a.example", "b.example"]


def test_a_number_in_the_environment_is_a_number(tmp_path):
    assert load_settings(tmp_path, {"FOLKMOOT_PROXIES": "2"})["PROXIES"] == 2


def test_a_number_that_is_none_is_named(tmp_path):
    with pytest.raises(ValueError, match="FOLKMOOT_PROXIES must be a whole number, not “two”"):
        load_settings(tmp_path, {"FOLKMOOT_PROXIES": "two"})


@pytest.mark.parametrize("line", ['proxies = "2"', 'hosts = "a.example"', "authority = 3", "proxies = true"])
def test_a_value_of_the_wrong_sort_in_the_file_is_named(tmp_path, line):
    (tmp_path / "settings.toml").write_text(line + "\n")
    with pytest.raises(ValueError, match=line.split()[0]):
        load_settings(tmp_path, {})


def test_a_misspelt_name_in_the_file_is_told(tmp_path):
    (tmp_path / "settings.toml").write_text('reciept_key = "x"\n')
    with pytest.raises(ValueError, match="reciept_key"):
        load_settings(tmp_path, {})


def test_without_an_address_the_database_is_a_file_in_the_instance_folder(tmp_path):
    assert load_settings(tmp_path, {})["DATABASE_URL"] == f"sqlite:///{tmp_path / 'folkmoot.db'}"


@pytest.mark.parametrize("weak", [INSECURE, "short", "x" * 31, ""])
@pytest.mark.parametrize("name", ["SECRET_KEY", "RECEIPT_KEY"])
def test_production_refuses_a_key_that_everybody_knows_or_can_guess(tmp_path, name, weak):
    keys = {"SECRET_KEY": LONG, "RECEIPT_KEY": LONG} | {name: weak}
    with pytest.raises(UnsafeSettings, match=name):
        load_settings(tmp_path, {}, {"ENVIRONMENT": "production", **keys})


def test_production_with_keys_of_its_own_starts(tmp_path):
    keys = {"SECRET_KEY": LONG, "RECEIPT_KEY": "y" * 32}
    assert load_settings(tmp_path, {}, {"ENVIRONMENT": "production", **keys})["SECRET_KEY"] == LONG


def test_the_whole_application_refuses_too(tmp_path):
    with pytest.raises(UnsafeSettings):
        create_app({"ENVIRONMENT": "production"}, instance=tmp_path)


def test_a_new_installation_gets_keys_that_production_takes(tmp_path):
    assert write_local_keys(tmp_path, authority="Merestone")
    settings = load_settings(tmp_path, {}, {"ENVIRONMENT": "production"})
    assert settings["AUTHORITY"] == "Merestone"
    assert settings["SECRET_KEY"] != settings["RECEIPT_KEY"]


def test_keys_are_made_once(tmp_path):
    write_local_keys(tmp_path)
    before = (tmp_path / "settings.toml").read_text()
    assert not write_local_keys(tmp_path)
    assert (tmp_path / "settings.toml").read_text() == before


def test_only_its_owner_may_read_the_file_of_keys(tmp_path):
    write_local_keys(tmp_path)
    assert stat.S_IMODE((tmp_path / "settings.toml").stat().st_mode) == 0o600


def test_a_name_with_quotes_is_written_so_that_it_can_be_read(tmp_path):
    write_local_keys(tmp_path, authority='The "Moot" \\ of Äxmere')
    assert load_settings(tmp_path, {})["AUTHORITY"] == 'The "Moot" \\ of Äxmere'
