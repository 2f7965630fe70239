import pytest

from clinicapp.domain.errors import FileError
from clinicapp.ui.single_instance import SingleInstance


def test_a_second_start_brings_the_first_to_the_front(qtbot, tmp_path):
    first, second = SingleInstance(tmp_path), SingleInstance(tmp_path)
    try:
        assert first.take()
        first.listen()
        assert not second.take()
        with qtbot.waitSignal(first.asked_to_front):
            assert second.call_first()
    finally:
        first.release()


def test_a_folder_is_free_again_once_released(qtbot, tmp_path):
    first, second = SingleInstance(tmp_path), SingleInstance(tmp_path)
    assert first.take()
    first.release()
    assert second.take()
    second.release()


def test_two_folders_have_a_window_each(qtbot, tmp_path):
    (tmp_path / "a").mkdir()
    (tmp_path / "b").mkdir()
    one, other = SingleInstance(tmp_path / "a"), SingleInstance(tmp_path / "b")
    assert one.take()
    assert other.take()
    one.release()
    other.release()


def test_nobody_answers_where_no_window_is(qtbot, tmp_path):
    assert not SingleInstance(tmp_path).call_first()


def test_a_folder_that_cannot_be_written_is_refused_in_words(qtbot, tmp_path):
    blocked = tmp_path / "file"
    blocked.write_text("not a folder", "utf-8")
    with pytest.raises(FileError, match="cannot be written"):
        SingleInstance(blocked / "data").take()
