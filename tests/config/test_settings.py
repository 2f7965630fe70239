"""Preferences survive a restart, and never get in anyone's way."""

import pytest

from clinicapp.config.settings import Settings


@pytest.fixture
def path(tmp_path):
    return tmp_path / "settings.json"


def test_a_preference_is_there_after_a_restart(path):
    assert Settings(path).set("theme", "dark")
    assert Settings(path).get("theme", "light") == "dark"


def test_what_was_never_set_is_the_default(path):
    assert Settings(path).get("theme", "light") == "light"
    assert not path.exists()


@pytest.mark.parametrize("value", ["Żółć 王", 150, 1.25, True, [1, 2, 3], {"x": 1}])
def test_every_kind_of_value_comes_back_as_it_was(path, value):
    Settings(path).set("key", value)
    assert Settings(path).get("key", type(value)()) == value


def test_a_value_of_another_kind_is_the_default(path):
    Settings(path).set("scale", "large")
    assert Settings(path).get("scale", 100) == 100


@pytest.mark.parametrize(
    "content",
    [b"", b"{", b'{"theme": "da', b"[1, 2]", b"null", b"\xff\xfe\x00", b"[" * 100_000],
    ids=["empty", "cut", "cut in a word", "a list", "null", "not text", "too deep"],
)
def test_a_damaged_file_means_the_defaults_and_is_mended_by_the_next_change(path, content):
    path.write_bytes(content)
    settings = Settings(path)
    assert settings.get("theme", "light") == "light"
    assert settings.set("theme", "dark")
    assert Settings(path).get("theme", "light") == "dark"


def test_setting_what_is_set_already_writes_nothing(path):
    settings = Settings(path)
    settings.set("theme", "dark")
    written = path.stat().st_mtime_ns, path.stat().st_ino
    assert settings.set("theme", "dark")
    assert (path.stat().st_mtime_ns, path.stat().st_ino) == written


def test_a_preference_that_cannot_be_written_holds_for_this_run(tmp_path):
    (tmp_path / "file").write_text("in the way")
    settings = Settings(tmp_path / "file" / "settings.json")
    assert not settings.set("theme", "dark")
    assert settings.get("theme", "light") == "dark"


def test_a_file_that_cannot_be_read_means_the_defaults(tmp_path):
    assert Settings(tmp_path).get("theme", "light") == "light"
