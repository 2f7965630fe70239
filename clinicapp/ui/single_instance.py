"""One window for each data folder: a second start brings the first to the front."""

from __future__ import annotations

import hashlib
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QLockFile, QObject, Signal

from clinicapp.domain.errors import FileError

if TYPE_CHECKING:
    from PySide6.QtNetwork import QLocalServer

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
        self._server: QLocalServer | None = None

    def take(self) -> bool:
        """Take the folder; False when another window has it, FileError when none can."""
        if self._lock.tryLock(0):
            return True
        if self._lock.error() is not QLockFile.LockError.LockFailedError:
            raise FileError(
                "The data folder cannot be written.",
                unchanged="Nothing was opened.",
                remedy="Allow writing to it, or free some space on its disk, then start again.",
            )
        return False

    def listen(self) -> None:
        """Hear second starts from now on; apart from `take`, since the window comes first."""
        from PySide6.QtNetwork import QLocalServer

        QLocalServer.removeServer(self._name)
        self._server = QLocalServer(self)
        self._server.setSocketOptions(QLocalServer.SocketOption.UserAccessOption)
        self._server.newConnection.connect(self._on_connection)
        self._server.listen(self._name)

    def call_first(self) -> bool:
        """Ask the window that has the folder to come to the front; False when none answers."""
        from PySide6.QtNetwork import QLocalSocket

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
        if self._server is not None:
            self._server.close()
        self._lock.unlock()

    def _on_connection(self) -> None:
        while self._server and (connection := self._server.nextPendingConnection()):
            connection.disconnected.connect(connection.deleteLater)
            self.asked_to_front.emit()
