"""Adding an extra site: where the protocol allows one, why, and how much."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QFrame

from clinicapp.domain.extra_places import ExtraPlace
from clinicapp.domain.limits import fills_of
from clinicapp.domain.places import Fraction
from clinicapp.domain.protocol import ProtocolSite
from clinicapp.domain.session import Session
from clinicapp.domain.totals import total_of
from clinicapp.domain.units import show_units
from clinicapp.ui.models.place_words import away_words
from clinicapp.ui.pages.panel_scroll import editor_layout
from clinicapp.ui.pages.place_steps import PlaceSteps
from clinicapp.ui.pages.session_summary import Summary
from clinicapp.ui.widgets.buttons import button
from clinicapp.ui.widgets.choices import ChoiceChips
from clinicapp.ui.widgets.fitting_button import FittingButton
from clinicapp.ui.widgets.labels import keep_room, label, set_tone
from clinicapp.ui.widgets.layouts import column, holder, row


class ExtraSitePanel(QFrame):
    """Choose a place and a reason; then give the site, or plan it."""

    add_wanted = Signal(str, str, bool, object)  # site id, reason code, give at once, place
    site_listed = Signal(str)  # chosen from the list, to lie where it is suggested
    done = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.setProperty("card", "plain")
        self.setObjectName("extra_site_panel")
        self._session: Session | None = None
        self._site_id = ""
        self._at: Fraction | None = None
        self.summary = Summary()
        self._close = button("", "quiet", icon="x", bulk="icon", tip=self.tr("Close (Esc)"))
        self.sites = ChoiceChips(
            name=self.tr("Extra site"), can_clear=False, gap=4, has_digits=True
        )
        self.sites.setObjectName("extra_sites")
        self._hint = label("", "caption", "text_2", wrap=True)
        self._hint.setObjectName("extra_hint")
        self._where = label("", "caption", "text_2", wrap=True)
        self._where.setObjectName("extra_place")
        self.steps = PlaceSteps()
        place = row(self._where, self.steps, gap=8)
        place.setStretch(0, 1)
        self._place = holder(place)
        keep_room(self._place)
        self.reasons = ChoiceChips(name=self.tr("Reason"), can_clear=False, gap=4, has_digits=True)
        self.reasons.setObjectName("extra_reasons")
        self._in_all = label("", "caption", "text_2", wrap=True)
        self._in_all.setObjectName("extra_in_all")
        self._fills = label("", "caption", "text_2", wrap=True)
        self._fills.setObjectName("extra_fills")
        self._plan = FittingButton("secondary", bulk="act")
        self._plan.set_wordings(self.tr("Plan it"), self.tr("Plan"))
        self._plan.setObjectName("plan_extra")
        self._give = FittingButton("primary", icon="plus", bulk="act")
        self._give.setObjectName("give_extra")
        self._lay_out()
        self.sites.chosen.connect(self._on_listed)
        self.reasons.chosen.connect(lambda _code: self._show_ready())
        # By digits alone: where, why, Enter.
        self.sites.digit_chosen.connect(self.reasons.take_keyboard)
        self.reasons.digit_chosen.connect(self._give.setFocus)
        self._give.clicked.connect(lambda: self._add(True))
        self._plan.clicked.connect(lambda: self._add(False))
        self._close.clicked.connect(self.done)

    def _lay_out(self) -> None:
        title = column(label(self.tr("Extra site"), "title2"), self._in_all, gap=0)
        head = row(holder(title), self._close, gap=8)
        head.setStretch(0, 1)
        middle = column(
            self._hint,
            self.sites,
            self._place,
            label(self.tr("Why"), "strong"),
            self.reasons,
            self._fills,
            None,
            gap=6,
            margins=(10, 8, 10, 8),
        )
        foot = row(self._plan, self._give, gap=8, margins=(16, 10, 16, 10))
        foot.setStretch(1, 1)
        top = column(head, margins=(16, 6, 8, 6))
        self.setLayout(editor_layout(self.summary, top, middle, foot))

    # showing ---------------------------------------------------------------------------------
    def show_session(self, session: Session) -> None:
        """Offer the extra sites; those in use are off, and what was chosen stays chosen."""
        reason = self.reasons.choice
        self._session = session
        self.summary.show_totals(total_of(session))
        offered = _in_pairs(session)
        self.sites.set_choices([(s.id, self._site_words(session, s)) for s in offered])
        # A site in use keeps its place, so that left and right stay side by side.
        for chip, offer in zip(self.sites.chips, offered, strict=True):
            chip.setEnabled(not session.has_site(offer.id))
        self.reasons.set_choices([(r.code, r.label) for r in session.protocol.extra_reasons])
        self.reasons.choose(reason)
        if session.has_site(self._site_id):
            self.show_place(None, None)
        self.sites.choose(self._site_id)
        self._fills.setText(self._fill_words(session))
        self._in_all.setText(
            self.tr("{n} of {most}; outside the US-recommended dose").format(
                n=len(session.extras), most=session.protocol.extra_sites_max
            )
        )
        units = show_units(session.default_units)
        self._give.set_wordings(
            self.tr("Give {units} units").format(units=units),
            self.tr("Give {units}").format(units=units),
        )
        self._show_ready()

    def start(self, session: Session) -> None:
        """Begin with nothing chosen."""
        self.show_place(None, None)
        self.reasons.choose("")
        self.show_session(session)
        first = next((chip for chip in self.sites.chips if chip.isEnabled()), self._close)
        first.setFocus(Qt.FocusReason.OtherFocusReason)

    def show_place(self, place: ExtraPlace | None, at: Fraction | None) -> None:
        """Show where the site will lie; `at` is its place, or nothing where it is suggested."""
        self._site_id, self._at = (place.site_id if place else ""), at
        self.sites.choose(self._site_id)
        self._place.setVisible(place is not None)
        self._say(self._hint_words())
        if place is not None and self._session is not None:
            self.steps.show_site(self._session.protocol.site(place.site_id))
            self._where.setText(f"{place.site_id}\n{away_words(place)}")
        self._show_ready()

    def _hint_words(self) -> str:
        if all(chip.isEnabled() for chip in self.sites.chips):
            return self.tr(
                "Choose the patient’s side here, or touch the place in an outlined muscle."
            )
        return self.tr("For another site on the same side, touch the place in its muscle.")

    def show_refusal(self, words: str) -> None:
        """Say why a site cannot be put where somebody wants it."""
        self._say(words, "warn")

    def _say(self, words: str, tone: str = "text_2") -> None:
        self._hint.setText(words)
        set_tone(self._hint, tone)

    def _fill_words(self, session: Session) -> str:
        """How full each muscle is, line by line."""
        protocol = session.protocol
        lines = [
            self.tr("{muscle} {n} of {most} · {units} of {most_units} units").format(
                muscle=fill.muscle.name,
                n=fill.extras,
                most=fill.muscle.extra_sites_max,
                units=show_units(fill.units),
                most_units=show_units(fill.muscle.units_max),
            )
            for fill in fills_of(protocol, session.sites)
        ]
        return "\n".join(lines)

    def _site_words(self, session: Session, site: ProtocolSite) -> str:
        muscle = session.protocol.muscle(site.muscle).short_name
        number = site.id.rsplit("X", 1)[1]
        many = sum(s.id[:-1] == site.id[:-1] for s in session.protocol.suggested_extras) > 1
        return f"{muscle} {site.side}{' ' + number if many else ''}"

    def _show_ready(self) -> None:
        ready = bool(self._site_id and self.reasons.choice)
        self._give.setEnabled(ready)
        self._plan.setEnabled(ready)

    # user signals ----------------------------------------------------------------------------
    def _on_listed(self, site_id: str) -> None:
        self._site_id, self._at = site_id, None
        self._show_ready()
        self.site_listed.emit(site_id)

    def _add(self, give: bool) -> None:
        self.add_wanted.emit(self._site_id, self.reasons.choice, give, self._at)

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
