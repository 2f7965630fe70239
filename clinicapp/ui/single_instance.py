"""One window for each data folder: a second start brings the first to the front."""

from __future__ import annotations

import hashlib
from pathlib import Path

from PySide6.QtCore import QLockFile, QObject, Signal
from PySide6.QtNetwork import QLocalServer, QLocalSocket

LOCK_FILE = "in-use.lock"
CALL = b"front"
ANSWER_MS = 1000


class SingleInstance(QObject):
    """Holds the folder's lock; tells when a second start asks for the window."""

    asked_to_front = Signal()

    def __init__(self, folder: Path, parent: QObject | None = None) -> None:
        super().__init__(parent)
        # The name of a socket is short and public: it says nothing of where the folder is.
        digest = hashlib.sha256(str(folder.resolve()).encode()).hexdigest()[:20]
        self._name = f"clinicapp-{digest}"
        self._lock = QLockFile(str(folder / LOCK_FILE))
        self._lock.setStaleLockTime(0)
        self._server = QLocalServer(self)
        self._server.setSocketOptions(QLocalServer.SocketOption.UserAccessOption)
        self._server.newConnection.connect(self._on_connection)

    def take(self) -> bool:
        """Take the folder; False when another window has it."""
        if not self._lock.tryLock(0):
            return False
        QLocalServer.removeServer(self._name)
        self._server.listen(self._name)
        return True

    def call_first(self) -> bool:
        """Ask the window that has the folder to come to the front; False when none answers."""
        socket = QLocalSocket()
        socket.connectToServer(self._name)
        if not socket.waitForConnected(ANSWER_MS):
            return False
        socket.write(CALL)
        sent = socket.waitForBytesWritten(ANSWER_MS)
        socket.disconnectFromServer()
        return sent

    def release(self) -> None:
        """Let go of the folder."""
        self._server.close()
        self._lock.unlock()

    def _on_connection(self) -> None:
        while connection := self._server.nextPendingConnection():
            connection.disconnected.connect(connection.deleteLater)
            self.asked_to_front.emit()
