"""The past of the patient on the session page: told in tooltips, drawn as ghosts on request."""

from __future__ import annotations

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QMenu, QWidget

from clinicapp.domain.session import Session
from clinicapp.domain.site_history import PatientHistory, patient_history
from clinicapp.domain.totals import total_of
from clinicapp.domain.units import show_units
from clinicapp.ui.diagram.four_views import FourViews
from clinicapp.ui.diagram.past import Past
from clinicapp.ui.hub import ChangeHub
from clinicapp.ui.keymap import show_in_menu
from clinicapp.ui.models.day_words import short_day
from clinicapp.ui.models.history_words import effect_lines, site_lines
from clinicapp.ui.pages.suspect_legend import SuspectLegend
from clinicapp.ui.widgets.layouts import column, holder, row, rule
from clinicapp.ui.widgets.time_slider import TimeSlider


class SessionPast(QObject):
    """Reads the completed sessions once, when a session is opened; a click never waits for it."""

    history_wanted = Signal()

    def __init__(self, hub: ChangeHub, views: FourViews, menu: QMenu) -> None:
        super().__init__(menu)
        self._hub = hub
        self._views = views
        self._history: PatientHistory | None = None
        self._lines: dict[str, tuple[str, ...]] = {}
        self.ghosts = menu.addAction(self.tr("Last session"))
        self.ghosts.setCheckable(True)
        self.ghosts.setObjectName("show_ghosts")
        self.history = menu.addAction(self.tr("History…"))
        self.history.setObjectName("show_history")
        show_in_menu(self.history, "history")
        self.slider = TimeSlider(self.tr("Past session under today’s"))
        self.legend = SuspectLegend()
        line = row(self.slider, self.legend, gap="l", margins=(12, 4, 12, 4))
        line.setStretch(0, 1)
        self.bar: QWidget = holder(column(rule(), line, gap=0))
        self.bar.hide()
        self.ghosts.toggled.connect(lambda _on: self._show())
        self.history.triggered.connect(self.history_wanted)
        self.slider.chosen.connect(lambda _place: self._show())

    def read(self, session: Session) -> None:
        """Read what was done before a session; the newest of it is at hand."""
        records = self._hub.records
        found = self._hub.ask(records.completed_sessions, session.patient_id) or ()
        whole = patient_history(found, records.zone, records.effect_kinds)
        self._history = history = whole.before(session)
        self._lines = {}
        words = self.tr("Visit {n} · {units} units")
        stops = [
            (
                short_day(history.day(s)),
                words.format(n=n, units=show_units(total_of(s).given_units)),
            )
            for n, s in enumerate(history.sessions, 1)
        ]
        self.slider.set_stops(stops, len(stops) - 1)
        self.ghosts.setEnabled(bool(stops))
        self._show()

    def lines(self, site_id: str) -> tuple[str, ...]:
        """What was done at a site before, and what came after it."""
        if self._history is None:
            return ()
        if site_id not in self._lines:
            self._lines[site_id] = site_lines(self._history.site(site_id))
        return self._lines[site_id]

    def warning(self) -> str:
        """What came after the last session, if anything did."""
        if self._history is None or not self._history.sessions:
            return ""
        return "\n".join(effect_lines(self._history.effects(self._history.sessions[-1])))

    def _show(self) -> None:
        history = self._history
        if history is None:
            return
        shown = None
        if self.ghosts.isChecked() and history.sessions:
            shown = history.sessions[self.slider.place]
        self.bar.setVisible(shown is not None)
        if shown is None:
            self._views.show_past(Past(lines=self.lines))
            return
        suspects = history.suspects(shown)
        self.legend.show_effects([e.effect.label for e in history.effects(shown)], suspects)
        day = short_day(history.day(shown))
        self._views.show_past(Past(ghosts=shown, day=day, suspects=suspects, lines=self.lines))
