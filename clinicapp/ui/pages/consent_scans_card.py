"""The card of the scans of a signed paper: attached, listed and looked at."""

from __future__ import annotations

from pathlib import Path
from uuid import UUID

from PySide6.QtWidgets import QFrame

from clinicapp.commands.paper_consents import attach_scan
from clinicapp.domain.consent.documents import PDF, PatientDocument
from clinicapp.domain.consent.record import ConsentStatus
from clinicapp.domain.errors import FileError
from clinicapp.ui.models.consent_words import MEGABYTE, scan_words
from clinicapp.ui.pages.consent_card import ConsentCard
from clinicapp.ui.pages.consent_copy_card import PaperView
from clinicapp.ui.pages.consent_desk import ConsentDesk, ConsentFile
from clinicapp.ui.widgets.buttons import Button, button
from clinicapp.ui.widgets.labels import ElidedLabel, Glyph
from clinicapp.ui.widgets.layouts import column, empty, holder, row
from clinicapp.ui.widgets.scan_picture import ScanPicture


class ScansCard(ConsentCard):
    """Keeps the scans of a consent on paper inside the record, never as files."""

    def __init__(self, desk: ConsentDesk) -> None:
        super().__init__(desk)
        self._known: object = None
        self._shown: UUID | None = None
        self.scans: tuple[PatientDocument, ...] = ()
        self.show_acts: list[Button] = []
        self.attach = button(self.tr("Attach a scan…"), icon="file-plus")
        self.attach.setObjectName("attach_scan")
        self._list = column(gap="xs")
        self.paper = PaperView(self.tr("Scan"))
        self.picture = ScanPicture(self.tr("Scan"))
        self.build(
            self.tr("Scans of the signed paper"),
            "",
            holder(row(self.attach, None)),
            holder(self._list),
            self.paper,
            self.picture,
        )
        self.attach.clicked.connect(self._attach)
        self._hide_scan()

    def show_file(self, consent_file: ConsentFile) -> None:
        consent = consent_file.consent
        is_error = consent.status is ConsentStatus.ENTERED_IN_ERROR
        can_attach = consent_file.is_on_paper and not is_error and self.desk.may_take()
        self.setVisible(can_attach or bool(consent.scan_ids))
        self.attach.setVisible(can_attach)
        known = (consent.id, consent.scan_ids)
        if known != self._known:
            self._known = known
            self._read(consent_file)

    def forget(self) -> None:
        self._known = None
        self._hide_scan()

    def _read(self, consent_file: ConsentFile) -> None:
        consent = consent_file.consent
        found = self.desk.hub.ask(self.desk.records.consent_scans, consent.id)
        self.scans = found if consent.scan_ids and found else ()
        empty(self._list)
        self.show_acts = []
        for scan in self.scans:
            self._list.addWidget(self._row(scan, consent_file))

    def _row(self, scan: PatientDocument, consent_file: ConsentFile) -> QFrame:
        words = self.tr("{at} · {what} · {name}").format(
            at=consent_file.moment(scan.made_at),
            what=scan_words(scan),
            name=consent_file.name_of(scan.made_by),
        )
        act = button(self.tr("Show"), icon="eye")
        act.setObjectName("show_scan")
        act.setAccessibleName(self.tr("Show the scan of {words}").format(words=words))
        act.clicked.connect(lambda: self._toggle(scan))
        self.show_acts.append(act)
        line = row(Glyph("file-text", "text_2"), ElidedLabel(words, "body"), act, gap="s")
        line.setStretch(1, 1)
        made = QFrame()
        made.setObjectName("scan_row")
        made.setLayout(line)
        return made

    # looking ---------------------------------------------------------------------------------
    def _toggle(self, scan: PatientDocument) -> None:
        is_shown = self._shown == scan.id
        self._hide_scan()
        if is_shown:
            return
        self._shown = scan.id
        if scan.media_type == PDF:
            self.paper.view.show_pdf(scan.content)
            self.paper.show()
        else:
            self.picture.show_picture(scan.content)
            self.picture.show()
        self._name_acts()

    def _hide_scan(self) -> None:
        self._shown = None
        self.paper.hide()
        self.picture.hide()
        self.paper.view.show_pdf(None)
        self.picture.show_picture(b"")
        self._name_acts()

    def _name_acts(self) -> None:
        for scan, act in zip(self.scans, self.show_acts, strict=True):
            said = act.accessibleName()
            act.set_words(self.tr("Hide") if scan.id == self._shown else self.tr("Show"))
            act.setAccessibleName(said)

    # attaching -------------------------------------------------------------------------------
    def _attach(self) -> None:
        path = self.desk.edges.choose_scan(self)
        content = self.desk.hub.ask(self._content_of, path) if path else None
        if content is not None:
            self.desk.run(attach_scan, content)

    def _content_of(self, path: Path) -> bytes:
        """The file as far as a scan may be large, and a little more where it is larger."""
        most = self.desk.records.rules.policy.scan_megabytes_most * MEGABYTE
        try:
            with path.open("rb") as file:
                return file.read(most + 1)
        except OSError as error:
            raise FileError(
                self.tr("This file cannot be read."),
                unchanged=self.tr("No scan was attached."),
                remedy=self.tr("Choose another file."),
            ) from error
