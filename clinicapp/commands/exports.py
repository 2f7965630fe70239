"""Taking sessions out: what a filter holds, into a file with a manifest, noted in the trail."""

from __future__ import annotations

import hashlib
import os
from collections.abc import Callable, Iterator
from contextlib import closing
from dataclasses import dataclass, field
from pathlib import Path
from typing import IO, Literal

from clinicapp import __version__
from clinicapp.commands.records import Act, Records
from clinicapp.config.files import AtomicFile
from clinicapp.domain.errors import ClinicError, FileError
from clinicapp.domain.people import Permission
from clinicapp.domain.summaries import SessionCounts, SessionFilter
from clinicapp.exchange.cells import Row
from clinicapp.exchange.columns import Shape, rows_of
from clinicapp.exchange.manifest import Manifest, Tally, manifest_path
from clinicapp.exchange.snapshots import ExportRecord, SessionFacts, facts_of
from clinicapp.exchange.table_file import FileFormat, write_table

Progress = Callable[[int, int], None]
REPORT_EVERY = 20


class ExportCancelledError(ClinicError):
    """Somebody stopped an export before its file was whole."""

    slug = "export-cancelled"
    still = "No file was written."


def export_sessions(
    records: Records,
    wanted: SessionFilter,
    rows: Literal["sessions", "sites"],
    file_format: Literal["csv", "xlsx", "json"],
    path: Path,
    *,
    act: Act,
    progress: Progress | None = None,
    is_cancelled: Callable[[], bool] | None = None,
) -> Manifest:
    """Write what a filter holds to a file; `progress` counts sessions, done and in all.

    The file, its manifest and the entry in the trail come together or not at all. Raises
    AccessError, ExportCancelledError, FileError or StoreError.
    """
    shape, form = Shape(rows), FileFormat(file_format)
    records.require(act, Permission.EXPORT_RECORDS, "Export records")
    counts = records.count(wanted)
    if form is FileFormat.XLSX:
        _require_fits(shape, counts)
    passage = _Passage(records, wanted, shape, counts.sessions, progress, is_cancelled)
    return _Export(records, act, passage, form, path).run()


@dataclass(slots=True)
class _Passage:
    """Sessions on their way from the database into a file: counted, reported, stoppable."""

    records: Records
    wanted: SessionFilter
    shape: Shape
    total: int
    progress: Progress | None
    is_cancelled: Callable[[], bool] | None
    rows: int = 0
    tally: Tally = field(default_factory=Tally)

    def __iter__(self) -> Iterator[Row]:
        for facts in self._sessions():
            for row in rows_of(self.shape, facts):
                self.rows += 1
                yield row
            self.tally.add(facts)
            if self.tally.sessions % REPORT_EVERY == 0:
                self._report()
        self._report()

    def _sessions(self) -> Iterator[SessionFacts]:
        clinic = self.records.clinic()
        people = {p.id: p for p in self.records.people()}
        # Closed by hand: a stopped export must let go of its view of the database at once.
        with closing(self.records.iter_sessions(self.wanted)) as found:
            for whole in found:
                if self.is_cancelled and self.is_cancelled():
                    raise ExportCancelledError("The export was stopped.")
                yield facts_of(
                    ExportRecord(
                        session=whole.session,
                        patient=whole.patient,
                        number=whole.number,
                        people=people,
                        clinic=clinic,
                        vials=whole.vials,
                        seal=whole.seal,
                    )
                )

    def _report(self) -> None:
        if self.progress:
            self.progress(self.tally.sessions, max(self.total, self.tally.sessions))


@dataclass(slots=True)
class _Export:
    """One export: a file and a manifest that appear together, after the trail knows of them."""

    records: Records
    act: Act
    passage: _Passage
    form: FileFormat
    path: Path
    is_noted: bool = False
    is_placed: bool = False

    def run(self) -> Manifest:
        """Write, note, put in place; a failure takes everything back and is noted too."""
        try:
            with AtomicFile(manifest_path(self.path)) as paper:
                with AtomicFile(self.path) as file:
                    manifest = self._write(file)
                    paper.write(manifest.to_json())
                    self._note("export", manifest)
                    self.is_noted = True
                self.is_placed = True
        except FileError:
            if self.is_placed:
                self.path.unlink(missing_ok=True)  # a file without its manifest is no export
            if self.is_noted:
                self._note("export_failed", manifest)
            raise
        return manifest

    def _write(self, file: IO[bytes]) -> Manifest:
        write_table(
            file,
            self.form,
            self.passage.shape,
            self.passage,
            made_at=self.act.at,
            folder=self.path.parent,
        )
        size, digest = _read_back(file)
        return Manifest(
            file_name=self.path.name,
            file_format=self.form,
            size=size,
            sha256=digest,
            shape=self.passage.shape,
            rows=self.passage.rows,
            filter=self.passage.wanted,
            tally=self.passage.tally,
            clinic=self.records.clinic(),
            exported_at=self.act.at,
            exported_by=self.act.by,
            app_version=__version__,
        )

    def _note(self, verb: str, manifest: Manifest) -> None:
        count = manifest.tally.sessions
        found = f"{count:,} session{'' if count == 1 else 's'}"
        each = self.passage.shape.value.removesuffix("s")
        label = f"Export {found} as {self.form.upper()}, one row per {each}"
        if verb == "export_failed":
            label = f"Failed: {label}"
        self.records.note(self.act, verb, label, entity="export", detail=manifest.facts())


def _read_back(file: IO[bytes]) -> tuple[int, str]:
    """Size and SHA-256 of what was written, read again from the file itself."""
    file.flush()
    with os.fdopen(os.dup(file.fileno()), "rb") as written:
        written.seek(0)
        digest = hashlib.file_digest(written, "sha256").hexdigest()
        return written.tell(), digest


def _require_fits(shape: Shape, counts: SessionCounts) -> None:
    from clinicapp.exchange.xlsx_file import require_fits

    require_fits(counts.sessions if shape is Shape.SESSIONS else counts.sites)
