"""Adding an extra site: where the protocol allows one, why, and how much."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QFrame

from clinicapp.domain.protocol import ProtocolSite
from clinicapp.domain.session import Session
from clinicapp.domain.totals import total_of
from clinicapp.domain.units import show_units
from clinicapp.ui.pages.panel_scroll import editor_layout
from clinicapp.ui.pages.session_summary import Summary
from clinicapp.ui.widgets.buttons import button
from clinicapp.ui.widgets.choices import ChoiceChips
from clinicapp.ui.widgets.fitting_button import FittingButton
from clinicapp.ui.widgets.labels import label
from clinicapp.ui.widgets.layouts import column, row, rule


class ExtraSitePanel(QFrame):
    """Choose a site and a reason; then give it, or plan it."""

    add_wanted = Signal(str, str, bool)  # site id, reason code, give at once
    done = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.setProperty("card", "plain")
        self.setObjectName("extra_site_panel")
        self._session: Session | None = None
        self.summary = Summary()
        self._close = button("", "quiet", icon="x", bulk="icon", tip=self.tr("Close (Esc)"))
        self.sites = ChoiceChips(
            name=self.tr("Extra site"), can_clear=False, gap=4, has_digits=True
        )
        self.sites.setObjectName("extra_sites")
        self.reasons = ChoiceChips(name=self.tr("Reason"), can_clear=False, gap=4, has_digits=True)
        self.reasons.setObjectName("extra_reasons")
        self._used = label("", "caption", "text_2", wrap=True)
        self._plan = FittingButton("secondary", bulk="act")
        self._plan.set_wordings(self.tr("Plan it"), self.tr("Plan"))
        self._plan.setObjectName("plan_extra")
        self._give = FittingButton("primary", icon="plus", bulk="act")
        self._give.setObjectName("give_extra")
        self._lay_out()
        self.sites.chosen.connect(lambda _code: self._show_ready())
        self.reasons.chosen.connect(lambda _code: self._show_ready())
        # By digits alone: where, why, Enter.
        self.sites.digit_chosen.connect(self.reasons.take_keyboard)
        self.reasons.digit_chosen.connect(self._give.setFocus)
        self._give.clicked.connect(lambda: self._add(True))
        self._plan.clicked.connect(lambda: self._add(False))
        self._close.clicked.connect(self.done)

    def _lay_out(self) -> None:
        head = row(label(self.tr("Extra site"), "title2"), None, self._close, gap=8)
        middle = column(
            label(self.tr("Where, on the patient’s side"), "strong"),
            self.sites,
            self._used,
            rule(),
            label(self.tr("Why"), "strong"),
            self.reasons,
            None,
            gap=8,
            margins=(10, 10, 10, 10),
        )
        foot = row(self._plan, self._give, gap=8, margins=(16, 10, 16, 10))
        foot.setStretch(1, 1)
        top = column(head, margins=(16, 8, 8, 8))
        self.setLayout(editor_layout(self.summary, top, middle, foot))

    def show_session(self, session: Session) -> None:
        """Offer the extra sites; those in use are off, and what was chosen stays chosen."""
        site, reason = self.sites.choice, self.reasons.choice
        self._session = session
        self.summary.show_totals(total_of(session))
        offered = _in_pairs(session)
        self.sites.set_choices([(s.id, self._site_words(session, s)) for s in offered])
        # A site in use keeps its place, so that left and right stay side by side.
        for chip, offer in zip(self.sites.chips, offered, strict=True):
            chip.setEnabled(not session.has_site(offer.id))
        site = "" if session.has_site(site) else site
        self.reasons.set_choices([(r.code, r.label) for r in session.protocol.extra_reasons])
        self.sites.choose(site)
        self.reasons.choose(reason)
        protocol = session.protocol
        self._used.setText(
            self.tr(
                "{n} of {most} extra sites in use. Outside the US-recommended dose; "
                "follow-the-pain sites of the protocol."
            ).format(n=len(session.extras), most=protocol.extra_sites_max)
        )
        units = show_units(session.default_units)
        self._give.set_wordings(
            self.tr("Give {units} units").format(units=units),
            self.tr("Give {units}").format(units=units),
        )
        self._show_ready()

    def start(self, session: Session) -> None:
        """Begin with nothing chosen."""
        self.sites.choose("")
        self.reasons.choose("")
        self.show_session(session)
        first = next((chip for chip in self.sites.chips if chip.isEnabled()), self._close)
        first.setFocus(Qt.FocusReason.OtherFocusReason)

    def _site_words(self, session: Session, site: ProtocolSite) -> str:
        muscle = session.protocol.muscle(site.muscle).short_name
        number = site.id.rsplit("X", 1)[1]
        many = sum(s.id[:-1] == site.id[:-1] for s in session.protocol.suggested_extras) > 1
        return f"{muscle} {site.side}{' ' + number if many else ''}"

    def _show_ready(self) -> None:
        ready = bool(self.sites.choice and self.reasons.choice)
        self._give.setEnabled(ready)
        self._plan.setEnabled(ready)

    def _add(self, give: bool) -> None:
        self.add_wanted.emit(self.sites.choice, self.reasons.choice, give)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            self.done.emit()
        else:
            super().keyPressEvent(event)


def _in_pairs(session: Session) -> list[ProtocolSite]:
    """The extra sites so that a muscle's left and right stand side by side."""
    places = {m.code: n for n, m in enumerate(session.protocol.muscles)}
    sites = session.protocol.suggested_extras
    return sorted(sites, key=lambda s: (places[s.muscle], s.id.rsplit("X", 1)[1], s.side))
