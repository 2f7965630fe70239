import gc
import threading

from PySide6.QtWidgets import QWidget

from clinicapp.ui.garbage import UiThreadGarbage


class Forgotten(QWidget):
    threads: list = []  # noqa: RUF012

    def __init__(self):
        super().__init__()
        self.myself = self  # a cycle, as a lambda connected to a signal makes one

    def __del__(self):
        Forgotten.threads.append(threading.current_thread())


def test_forgotten_widgets_are_collected_on_the_ui_thread_alone(qtbot):
    garbage = UiThreadGarbage()
    try:
        assert not gc.isenabled()
        Forgotten()
        worker = threading.Thread(target=lambda: [[] for _ in range(200_000)])
        worker.start()
        worker.join()
        assert Forgotten.threads == []
        kept = [[n] for n in range(5000)]
        qtbot.waitUntil(lambda: bool(Forgotten.threads), timeout=10_000)
        assert Forgotten.threads == [threading.main_thread()]
        assert len(kept) == 5000
    finally:
        garbage.stop()
        gc.disable()
