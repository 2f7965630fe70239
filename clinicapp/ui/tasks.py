"""Slow work off the UI thread."""

from __future__ import annotations

from collections.abc import Callable
from concurrent.futures import Future, ThreadPoolExecutor
from typing import Any

from PySide6.QtCore import QObject, Signal, Slot

from clinicapp.domain.errors import ClinicError

_MISTAKE = "The program made a mistake while it was working."


class TaskRunner(QObject):
    """Runs jobs in one worker; answers on the UI thread."""

    _finished = Signal(object, object, object)
    _reported = Signal(object, object)

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._pool = ThreadPoolExecutor(max_workers=1, thread_name_prefix="task")
        self._finished.connect(self._answer)
        self._reported.connect(self._report)

    def start(
        self,
        job: Callable[[], Any],
        done: Callable[[Any], None],
        failed: Callable[[ClinicError], None],
    ) -> None:
        """Run the job; then call done(result) or failed(refusal) on the UI thread."""
        future = self._pool.submit(job)
        future.add_done_callback(lambda f: self._finished.emit(f, done, failed))

    def on_ui(self, call: Callable[..., None]) -> Callable[..., None]:
        """A callback a job may call from the worker; it runs later on the UI thread."""
        return lambda *args: self._reported.emit(call, args)

    def shutdown(self) -> None:
        """Wait for the job that is running and start no other."""
        self._pool.shutdown(wait=True, cancel_futures=True)

    @Slot(object, object, object)
    def _answer(
        self,
        future: Future[Any],
        done: Callable[[Any], None],
        failed: Callable[[ClinicError], None],
    ) -> None:
        if future.cancelled():
            return
        error = future.exception()
        if error is None:
            done(future.result())
        elif isinstance(error, ClinicError):
            failed(error)
        else:
            # A bug: whoever waits is set free, and the one place that reports bugs hears of it.
            failed(ClinicError(_MISTAKE, unchanged="", remedy="Try again."))
            raise error

    @Slot(object, object)
    def _report(self, call: Callable[..., None], args: tuple[Any, ...]) -> None:
        call(*args)
