"""Which vial each dose came from: told, put in order again, or said by hand."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from clinicapp.domain.checks.case import Case
from clinicapp.domain.site_record import SiteRecord
from clinicapp.domain.units import ZERO, show_units
from clinicapp.ui.widgets.buttons import Button, button
from clinicapp.ui.widgets.flow import FlowLayout
from clinicapp.ui.widgets.labels import label
from clinicapp.ui.widgets.layouts import column, holder, row


class VialOrigins(QWidget):
    """The given sites of each vial; chosen ones are said to come from another."""

    again_wanted = Signal()
    drawn_wanted = Signal(object, object)  # site ids, vial id

    def __init__(self) -> None:
        super().__init__()
        self.title = label(self.tr("Which vial each dose came from"), "strong")
        self.again = button(self.tr("In their order"), "quiet", icon="list-checks")
        self.again.setObjectName("allot_again")
        self.again.clicked.connect(self.again_wanted)
        self.change = button(self.tr("Change"), "quiet", icon="pencil")
        self.change.setObjectName("change_origins")
        self.change.setCheckable(True)
        self.change.toggled.connect(lambda _on: self._dress())
        self._list = column(gap="xs")
        self.sites: list[Button] = []
        self.vials: list[Button] = []
        self._told: tuple[object, ...] = ()
        self._chips = QWidget()
        self._flow = FlowLayout(self._chips, gap=6)
        policy = self._chips.sizePolicy()
        policy.setHeightForWidth(True)
        self._chips.setSizePolicy(policy)
        self._acts = row(gap="s")
        ask = label(self.tr("Choose the doses, then the vial they came from."), "label", "text_2")
        self._editor = holder(column(ask, self._chips, self._acts, gap="s"))
        self._editor.hide()
        head = row(self.title, None, self.again, self.change, gap="xs")
        self.setLayout(column(head, self._list, self._editor, gap="s"))

    def show_origins(self, case: Case, *, can_edit: bool) -> None:
        """Show where the given doses of a session came from."""
        given = case.session.given
        told = (tuple((s.site_id, s.units, s.vial_id) for s in given), case.vials, can_edit)
        if told == self._told:
            return
        self._told = told
        self.again.setVisible(can_edit)
        self.change.setVisible(can_edit)
        if not can_edit:
            self.change.setChecked(False)
        self._fill_lines(case, given)
        self._fill_editor(case, given)
        self._dress()

    def _fill_lines(self, case: Case, given: Sequence[SiteRecord]) -> None:
        while item := self._list.takeAt(0):
            if (old := item.widget()) is not None:
                old.hide()
                old.deleteLater()
        for vial in case.vials:
            sites = [s for s in given if s.vial_id == vial.id]
            self._add_line(vial.label.lot_number, sites, "text")
        known = {v.id for v in case.vials}
        without = [s for s in given if s.vial_id not in known]
        if without:
            self._add_line(self.tr("No vial"), without, "danger")

    def _add_line(self, name: str, sites: Sequence[SiteRecord], tone: str) -> None:
        units = show_units(sum((s.units for s in sites), ZERO))
        words = (
            self.tr("1 site, {units} units")
            if len(sites) == 1
            else self.tr("{n} sites, {units} units")
        )
        told = words.format(n=len(sites), units=units)
        ids = ", ".join(s.site_id for s in sites)
        self._list.addWidget(label(f"{name}: {told}", "label", tone, code=True))
        if ids:
            shown = label(ids.replace("-", "\u2011"), "caption", "text_2", wrap=True)
            shown.setAccessibleName(ids)
            self._list.addWidget(shown)

    def _fill_editor(self, case: Case, given: Sequence[SiteRecord]) -> None:
        for old in (*self.sites, *self.vials):
            self._flow.removeWidget(old)
            self._acts.removeWidget(old)
            old.hide()
            old.deleteLater()
        lots = {v.id: v.label.lot_number for v in case.vials}
        self.sites = [self._chip(s, lots.get(s.vial_id, "") if s.vial_id else "") for s in given]
        for chip in self.sites:
            self._flow.addWidget(chip)
        self.vials = []
        for vial in case.vials:
            act = button(self.tr("From {lot}").format(lot=vial.label.lot_number))
            act.setObjectName(f"from_{vial.id}")
            act.clicked.connect(lambda _on=False, id_=vial.id: self._on_from(id_))
            self.vials.append(act)
            self._acts.addWidget(act)
        self._chips.updateGeometry()

    def _chip(self, site: SiteRecord, lot: str) -> Button:
        made = button(site.site_id)
        made.setObjectName(f"dose_{site.site_id}")
        made.setCheckable(True)
        words = self.tr("{site}, {units} units, {lot}")
        made.setToolTip(
            words.format(
                site=site.site_id, units=show_units(site.units), lot=lot or self.tr("no vial")
            )
        )
        made.toggled.connect(lambda on: made.set_kind("choice" if on else "secondary"))
        made.toggled.connect(lambda _on: self._dress())
        return made

    def _on_from(self, vial_id: object) -> None:
        chosen = self._chosen()
        if chosen:
            self.drawn_wanted.emit(chosen, vial_id)

    def _chosen(self) -> tuple[str, ...]:
        return tuple(chip.words for chip in self.sites if chip.isChecked())

    def _dress(self) -> None:
        self._editor.setVisible(self.change.isChecked())
        has_chosen = bool(self._chosen())
        for act in self.vials:
            act.setEnabled(has_chosen)
