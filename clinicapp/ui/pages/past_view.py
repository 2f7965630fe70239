"""One past session drawn large and read only, with the way to the others under it."""

from __future__ import annotations

from collections.abc import Mapping

from PySide6.QtCore import QSize, Signal
from PySide6.QtWidgets import QFrame

from clinicapp.domain.session import Session
from clinicapp.domain.site_history import PatientHistory, SiteSum
from clinicapp.domain.totals import total_of
from clinicapp.domain.units import show_units
from clinicapp.ui.diagram.four_views import FourViews
from clinicapp.ui.diagram.past import Past
from clinicapp.ui.models.day_words import full_day, short_day
from clinicapp.ui.models.history_words import site_lines
from clinicapp.ui.pages.suspect_legend import SuspectLegend
from clinicapp.ui.theme.tokens import px
from clinicapp.ui.widgets.labels import ElidedLabel
from clinicapp.ui.widgets.layouts import column, holder, row, rule
from clinicapp.ui.widgets.time_slider import TimeSlider

LEAST = (340, 340)  # at 100 %


class PastView(QFrame):
    """A heading, the same diagram as everywhere, and a slider; `chosen` is the user's choice."""

    chosen = Signal(int)

    def __init__(self, name: str) -> None:
        super().__init__()
        self.setProperty("card", "plain")
        self._history: PatientHistory | None = None
        self._sums: Mapping[str, SiteSum] | None = None
        self._lines: dict[str, tuple[str, ...]] = {}
        self.heading = ElidedLabel("", "title3")
        self.legend = SuspectLegend()
        self.views = _Views()
        self.views.read_only = True
        self.slider = TimeSlider(name)
        self.slider.chosen.connect(self._on_chosen)
        head = row(self.heading, self.legend, gap="m", margins=(16, 10, 16, 10))
        head.setStretch(0, 1)
        self._foot = holder(column(rule(), row(self.slider, margins=(12, 6, 16, 6)), gap=0))
        body = column(holder(head), rule(), self.views, self._foot, gap=0, margins=1)
        body.setStretch(2, 1)
        self.setLayout(body)

    @property
    def session(self) -> Session | None:
        """The session on show; None while there is none."""
        sessions = self._history.sessions if self._history else ()
        return sessions[self.slider.place] if sessions else None

    def show_history(self, history: PatientHistory, place: int) -> None:
        """Offer the sessions of a history, and show one."""
        self._history, self._lines = history, {}
        total = len(history.sessions)
        words = self.tr("Visit {n} of {total}")
        stops = [
            (short_day(history.day(s)), words.format(n=n, total=total))
            for n, s in enumerate(history.sessions, 1)
        ]
        self.slider.set_stops(stops, place)
        self._draw()

    def show_place(self, place: int) -> None:
        """Show another session; tells nobody."""
        self.slider.choose(place)
        self._draw()

    def show_sums(self, sums: Mapping[str, SiteSum] | None) -> None:
        """Show what every site got in all, or one session again."""
        self._sums = sums
        self._foot.setVisible(sums is None)
        self._draw()

    def lines(self, site_id: str) -> tuple[str, ...]:
        """What was done at a site on all visits."""
        if self._history is None:
            return ()
        if site_id not in self._lines:
            self._lines[site_id] = site_lines(self._history.site(site_id))
        return self._lines[site_id]

    def _on_chosen(self, place: int) -> None:
        self._draw()
        self.chosen.emit(place)

    def _draw(self) -> None:
        history = self._history
        if history is None or not history.sessions:
            return
        newest = history.sessions[-1]
        session = self.session if self._sums is None else newest
        if session is None:
            return
        self.views.set_zone(history.zone)
        self.views.show_session(session)
        if self._sums is None:
            self._show_one(history, session)
        else:
            self._show_all(history, self._sums)

    def _show_one(self, history: PatientHistory, session: Session) -> None:
        suspects = history.suspects(session)
        units = show_units(total_of(session).given_units)
        words = self.tr("{day} · {units} units")
        self.heading.set_full_text(words.format(day=full_day(history.day(session)), units=units))
        self.legend.show_effects([e.effect.label for e in history.effects(session)], suspects)
        self.views.show_past(Past(suspects=suspects, lines=self.lines))

    def _show_all(self, history: PatientHistory, sums: Mapping[str, SiteSum]) -> None:
        visits = len(history.sessions)
        words = self.tr("Units at each site over {n} visits")
        if visits == 1:
            words = self.tr("Units at each site on 1 visit")
        self.heading.set_full_text(words.format(n=visits))
        self.legend.hide()
        self.views.show_past(Past(sums=sums, lines=self.lines))


class _Views(FourViews):
    """The diagram as small as it may be before the page scrolls."""

    def minimumSizeHint(self) -> QSize:
        return QSize(px(LEAST[0]), px(LEAST[1]))
