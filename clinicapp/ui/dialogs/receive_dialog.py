"""Taking a vial into stock, and correcting what was typed of one."""

from __future__ import annotations

from PySide6.QtWidgets import QWidget

from clinicapp.commands.last_entries import last_source
from clinicapp.commands.scanning import known_vial, read_scan
from clinicapp.commands.vials import correct_vial, receive_vial
from clinicapp.domain.labels import check_carton, refuse_stopped, require_unexpired
from clinicapp.domain.vials import Source, Vial, VialLabel
from clinicapp.ui.dialogs.form_dialog import FormDialog
from clinicapp.ui.dialogs.label_fields import LabelFields
from clinicapp.ui.hub import ChangeHub
from clinicapp.ui.models.day_words import local_day, short_day
from clinicapp.ui.widgets.labels import label, set_tone
from clinicapp.ui.widgets.scan_field import ScanField

WIDTH = 680


class ReceiveDialog(FormDialog):
    """Scan the vial, or type its label; a carton that was scanned must name the same vial."""

    def __init__(
        self, parent: QWidget | None, hub: ChangeHub, scanned: VialLabel | None = None
    ) -> None:
        super().__init__(parent, hub)
        self.setObjectName("receive_dialog")
        self.vial: Vial | None = None  # as received, or as it was already there
        self._carton: VialLabel | None = None
        self._is_stopped = False
        records = hub.records
        self.scan = ScanField(self.tr("Vial"))
        self.scan.edit.setObjectName("scan_vial")
        self.carton = ScanField(
            self.tr("Carton, if there is one"),
            hint=self.tr("Its lot, strength and expiry must be those of the vial."),
        )
        self.carton.edit.setObjectName("scan_carton")
        self.read_line = label("", "label", "ok", wrap=True)
        self.read_line.hide()
        self.fields = LabelFields(records.catalogue, local_day(hub.clock(), records.zone))
        self.fields.source.choose(last_source(records).value)
        self.scan.scanned.connect(self._on_vial)
        self.carton.scanned.connect(self._on_carton)
        self.fields.edited.connect(self._tell_read)
        self.build(
            self.tr("Receive a vial"),
            self.tr("Scan the square code of the vial, or type what stands on it."),
            self.tr("Receive the vial"),
            self.scan,
            self.carton,
            self.read_line,
            self.fields,
            width=WIDTH,
        )
        if scanned is not None:
            self.fields.show_label(scanned, scanned=True)
            self._tell_read()
            self.carton.setFocus()
        else:
            self.scan.setFocus()

    @classmethod
    def ask(
        cls, parent: QWidget | None, hub: ChangeHub, scanned: VialLabel | None = None
    ) -> Vial | None:
        """The vial as received, or the known one whose code was scanned; None when given up."""
        dialog = cls(parent, hub, scanned)
        dialog.exec()
        dialog.deleteLater()
        return dialog.vial

    def typed_text(self) -> str:
        return "" if self.fields.is_scanned else self.fields.typed_text

    def submit(self) -> None:
        vial_label = self._hub.ask(self.fields.read)
        if vial_label is None or not self._agrees(vial_label):
            return
        if self._is_stopped:
            # What two scans said is not made right by typing over one of them.
            self._hub.ask(refuse_stopped)
            return
        source = Source(self.fields.source.choice)
        change = self._hub.run(receive_vial, vial_label, source, self.fields.is_scanned)
        if change is not None:
            self.vial = change.after
            self.accept()

    def _on_vial(self, text: str) -> None:
        found = self._read(text)
        if found is None:
            return
        self._is_stopped = not self._agrees(found)
        if self._is_stopped:
            return
        known = self._hub.ask(known_vial, self._hub.records, found)
        if known is not None:
            self.vial = known.vial
            self.accept()
            return
        self.fields.show_label(found, scanned=True)
        self._tell_read()
        self._hub.ask(
            require_unexpired, found, local_day(self._hub.clock(), self._hub.records.zone)
        )

    def _on_carton(self, text: str) -> None:
        self._carton = self._read(text)
        self._tell_read()
        if self._carton is not None and self.fields.typed_text:
            vial_label = self._hub.ask(self.fields.read)
            if vial_label is not None:
                was_scanned = self.fields.is_scanned
                self._is_stopped = not self._agrees(vial_label) and was_scanned

    def _read(self, text: str) -> VialLabel | None:
        self.notice.hide()
        return self._hub.ask(read_scan, self._hub.records, text, self._hub.clock())

    def _agrees(self, vial_label: VialLabel) -> bool:
        """Whether the carton, if one was scanned, names this vial; a difference stops here."""
        carton = self._carton
        if carton is None:
            return True

        def compare() -> bool:
            check_carton(carton, vial_label)
            return True

        return self._hub.ask(compare) is True

    def _tell_read(self) -> None:
        told = []
        if self.fields.is_scanned:
            told.append(self.tr("Vial read."))
        if (carton := self._carton) is not None:
            words = self.tr("Carton read: lot {lot}, expires {day}.")
            day = short_day(carton.expiration_date)
            told.append(words.format(lot=carton.lot_number, day=day))
        self.read_line.setText(" ".join(told))
        self.read_line.setVisible(bool(told))
        set_tone(self.read_line, "ok")


class CorrectDialog(FormDialog):
    """Corrects the label and the source of a vial."""

    def __init__(self, parent: QWidget | None, hub: ChangeHub, vial: Vial) -> None:
        super().__init__(parent, hub)
        self.setObjectName("correct_dialog")
        self._vial = vial
        records = hub.records
        self.fields = LabelFields(records.catalogue, local_day(vial.received_at, records.zone))
        self.fields.show_label(vial.label, scanned=False)
        self.fields.source.choose(vial.source.value)
        self.build(
            self.tr("Correct a vial"),
            self.tr("For a slip in what was typed. The old entry stays in the trail."),
            self.tr("Save"),
            self.fields,
            width=WIDTH,
        )

    @classmethod
    def ask(cls, parent: QWidget | None, hub: ChangeHub, vial: Vial) -> None:
        """Show the form until it is left."""
        dialog = cls(parent, hub, vial)
        dialog.exec()
        dialog.deleteLater()

    def submit(self) -> None:
        typed = self._hub.ask(self.fields.read)
        if typed is None:
            return
        source = Source(self.fields.source.choice)
        # The GTIN of a scan still belongs to it while product and NDC are the same.
        kept = self._vial.label.gtin if typed.ndc == self._vial.label.ndc else typed.gtin
        corrected = VialLabel(
            ndc=typed.ndc,
            units=typed.units,
            lot_number=typed.lot_number,
            expiration_date=typed.expiration_date,
            serial=typed.serial,
            gtin=kept,
        )
        if self._hub.run(correct_vial, self._vial.id, corrected, source):
            self.accept()
