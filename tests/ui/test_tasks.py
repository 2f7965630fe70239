import pytest

from clinicapp.domain.errors import FileError
from clinicapp.ui.tasks import TaskRunner


@pytest.fixture
def tasks(qtbot):
    tasks = TaskRunner()
    yield tasks
    tasks.shutdown()


def test_every_result_comes_back_in_order(qtbot, tasks):
    answers = []
    for number in range(500):
        tasks.start(lambda n=number: n, answers.append, answers.append)
    qtbot.waitUntil(lambda: len(answers) == 500)
    assert answers == list(range(500))


def test_a_refusal_is_handed_to_whoever_waits(qtbot, tasks):
    refusals = []

    def refuse():
        raise FileError("No room.")

    tasks.start(refuse, refusals.append, refusals.append)
    qtbot.waitUntil(lambda: bool(refusals))
    assert isinstance(refusals[0], FileError)


def test_a_bug_frees_whoever_waits_and_is_reported(qtbot, tasks):
    refusals = []
    with qtbot.captureExceptions() as bugs:
        tasks.start(lambda: 1 / 0, refusals.append, refusals.append)
        qtbot.waitUntil(lambda: bool(refusals))
        qtbot.waitUntil(lambda: bool(bugs))
    assert bugs[0][0] is ZeroDivisionError
    assert "made a mistake" in refusals[0].happened


def test_progress_reaches_the_ui_thread(qtbot, tasks):
    import threading

    seen, done = [], []
    report = tasks.on_ui(lambda n: seen.append((n, threading.current_thread().name)))
    tasks.start(lambda: [report(n) for n in range(5)], done.append, done.append)
    qtbot.waitUntil(lambda: len(seen) == 5 and bool(done))
    assert {name for _, name in seen} == {threading.main_thread().name}
