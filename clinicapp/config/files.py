"""Files that appear whole or not at all."""

from __future__ import annotations

import errno
import os
import tempfile
from contextlib import suppress
from pathlib import Path
from types import TracebackType
from typing import IO

from clinicapp.domain.errors import FileError

_NO_ROOM = {errno.ENOSPC, errno.EDQUOT, errno.EFBIG}
_NOT_ALLOWED = {errno.EACCES, errno.EPERM, errno.EROFS}
_NO_FOLDER = {errno.ENOENT, errno.ENOTDIR}


class AtomicFile:
    """A binary file written beside its place, flushed to the disk, and only then put there.

    `with AtomicFile(path) as file: file.write(...)`. When the block raises, the file that was
    there before is still there, whole, and nothing else is left. An OSError of the block or of
    the last step becomes a FileError. Only its owner may read the new file.
    """

    def __init__(self, path: Path) -> None:
        self._path = path
        self._beside: Path | None = None
        self._file: IO[bytes] | None = None

    def __enter__(self) -> IO[bytes]:
        try:
            handle, name = tempfile.mkstemp(prefix=".writing-", dir=self._path.parent)
        except OSError as error:
            raise self._refusal(error) from error
        self._beside = Path(name)
        self._file = os.fdopen(handle, "wb")
        return self._file

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        try:
            if error is None:
                self._put_in_place()
        except OSError as failure:
            raise self._refusal(failure) from failure
        finally:
            self._clear()
        if isinstance(error, OSError):
            raise self._refusal(error) from error

    def _put_in_place(self) -> None:
        """Flush to the disk and replace; the writer may have closed the file already."""
        assert self._file is not None
        assert self._beside is not None
        self._file.close()
        with self._beside.open("rb+") as file:
            os.fsync(file.fileno())
        self._beside.replace(self._path)
        self._beside = None
        with suppress(OSError):  # the file is whole; some network folders cannot be flushed
            _sync_folder(self._path.parent)

    def _clear(self) -> None:
        """Leave nothing beside the file's place."""
        if self._file is not None:
            with suppress(OSError):  # closing writes what is left, to a disk that may be full
                self._file.close()
        if self._beside is not None:
            self._beside.unlink(missing_ok=True)

    def _refusal(self, error: OSError) -> FileError:
        return FileError(
            f"The file {self._path} cannot be written: {error.strerror or type(error).__name__}.",
            remedy=_remedy(error),
        )


def write_atomically(path: Path, content: bytes) -> None:
    """Write the whole file or none of it; refuse with a FileError."""
    with AtomicFile(path) as file:
        file.write(content)


def _sync_folder(folder: Path) -> None:
    """Make the new name itself survive a loss of power, where folders can be flushed."""
    if os.name != "posix":
        return
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


def _remedy(error: OSError) -> str:
    if error.errno in _NO_ROOM:
        return "Make room on the disk, or choose another place, then try again."
    if error.errno in _NOT_ALLOWED:
        return "Close the program that has it open, or choose a folder you may write to."
    if error.errno in _NO_FOLDER:
        return "Choose a folder that exists, then try again."
    return "Choose another place, then try again."
