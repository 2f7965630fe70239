"""The patient banner: whose record this is; it never scrolls away."""

from __future__ import annotations

from datetime import date

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QFontMetrics, QResizeEvent
from PySide6.QtWidgets import QFrame, QWidget

from clinicapp.domain.patient import Patient
from clinicapp.ui.frame.name_label import NameLabel
from clinicapp.ui.theme.notifier import notifier
from clinicapp.ui.theme.tokens import SIZE, px
from clinicapp.ui.widgets.badges import Avatar, Tag
from clinicapp.ui.widgets.labels import ElidedLabel, label
from clinicapp.ui.widgets.layouts import column, holder, row
from clinicapp.ui.widgets.words import (
    age_words,
    allergy_words,
    birth_words,
    language_words,
    weekday_words,
)

RIGHT = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
NAME_ROOM, LEAST_NAME = 340, 200
ALLERGY_ROOM = 240
VALUE_ROOM = 220
TAG = 30
GAP = 16
LEAST = 420
# What is left out first where there is little room; name, age and allergies never. Without
# "birth_date" the age alone is shown.
LEFT_OUT = ("language", "sex", "avatar", "session", "record", "birth_date", "state")


class Fact(QWidget):
    """A small name over a strong value."""

    def __init__(self, name: str, *, code: bool = False) -> None:
        super().__init__()
        self._name = label(name, "caption", "text_3")
        self._value = ElidedLabel("", "strong", code=code)
        self.setLayout(column(None, self._name, self._value, None, gap=1))

    @property
    def value(self) -> str:
        """The value that is shown."""
        return self._value.full_text

    def set_name(self, name: str) -> None:
        """Call the value something else."""
        self._name.setText(name)

    def show_value(self, value: str) -> None:
        """Show a value."""
        self._value.set_full_text(value)
        self.fit()
        self.setAccessibleName(f"{self._name.text()}: {value}")
        self.updateGeometry()

    def width_of(self, value: str) -> int:
        """How wide the fact would be with another value."""
        words = QFontMetrics(self._value.font()).horizontalAdvance(value) + px(2)
        return max(words, self._name.sizeHint().width())

    def fit(self) -> None:
        """Keep the value whole, unless it is longer than any real one."""
        self._value.setMinimumWidth(min(self._value.sizeHint().width(), px(VALUE_ROOM)))


class PatientBanner(QFrame):
    """Name, birth date, record number, language, allergies; then the session and its state."""

    def __init__(self) -> None:
        super().__init__()
        self.setObjectName("bar")
        self._patient: Patient | None = None
        self._today = date.min
        self._has_state = False
        self.avatar = Avatar(ground="hover", ink="text_2")
        self.name = NameLabel()
        self.born = Fact(self.tr("Born"))
        self.record = Fact(self.tr("Record"), code=True)
        self.language = Fact(self.tr("Language"))
        self.allergy = Tag(height=TAG, can_shrink=True, least=ALLERGY_ROOM)
        self.allergy.setObjectName("allergy_tag")
        self.state = Tag(height=TAG)
        self.state.setObjectName("state_tag")
        self._session = label("", "strong", align=RIGHT)
        self._day = label("", "caption", "text_3", align=RIGHT)
        self._visit = holder(column(None, self._session, self._day, None, gap=0))
        facts = (self.born, self.record, self.language, self.allergy)
        content = row(self.avatar, self.name, *facts, None, self._visit, self.state, gap=GAP)
        content.set_margins((20, 0, 20, 0))
        self._content = content
        self.setLayout(content)
        notifier.theme_changed.connect(self._apply_scale)
        self._apply_scale()

    @property
    def _has_session(self) -> bool:
        return bool(self._session.text())

    @property
    def session_words(self) -> str:
        """What is said about the session."""
        return self._session.text()

    def show_patient(
        self,
        patient: Patient,
        today: date,
        session_words: str = "",
        state_tag: tuple[str, str, str] | None = None,
        *,
        day: date | None = None,
    ) -> None:
        """Show a patient; `state_tag` is (words, tone, icon), `day` the session's, else today."""
        self._patient, self._today = patient, today
        self.avatar.set_initials(patient.initials)
        self.name.set_name(patient.listed_name)
        self.record.show_value(patient.record_number)
        self.language.show_value(language_words(patient.language))
        is_allergic = bool(patient.allergies)
        self.allergy.show_tag(
            allergy_words(patient),
            "danger" if is_allergic else "",
            "triangle-alert" if is_allergic else "",
        )
        self._session.setText(session_words)
        self._day.setText(weekday_words(day or today))
        self._has_state = state_tag is not None
        if state_tag is not None:
            self.state.show_tag(*state_tag)
        self.setAccessibleName(self.tr("Patient {name}").format(name=patient.listed_name))
        self._make_room()

    def minimumSizeHint(self) -> QSize:
        """As narrow as it can be with all left out that may be: the layout alone would not say."""
        return QSize(px(LEAST), px(SIZE["banner"]))

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._make_room()

    def _make_room(self) -> None:
        """Leave out what helps least where name and allergies would have no room."""
        if self._patient is None:
            return
        steps = [LEFT_OUT[:n] for n in range(len(LEFT_OUT) + 1)]
        gone = next((g for g in steps if self._least_width(g) <= self.width()), LEFT_OUT)
        self.born.set_name(self.tr("Age") if "birth_date" in gone else self.tr("Born"))
        self.born.show_value(self._born_words(gone))
        self.record.setVisible("record" not in gone)
        self.language.setVisible("language" not in gone)
        self.state.setVisible(self._has_state and "state" not in gone)
        self.avatar.setVisible("avatar" not in gone)
        self._visit.setVisible(self._has_session and "session" not in gone)
        self.born.setToolTip(self._born_words(()))
        self._content.activate()

    def _born_words(self, gone: tuple[str, ...]) -> str:
        if self._patient is None:
            return ""
        if "birth_date" in gone:
            return age_words(self._patient.birth_date, self._today)
        return birth_words(self._patient, self._today, with_sex="sex" not in gone)

    def _least_width(self, gone: tuple[str, ...]) -> int:
        """The width in which what is left stands well, name and allergies cut short."""
        # What tells people apart goes last: before it does, the name takes several lines.
        name_room = LEAST_NAME if "session" in gone else NAME_ROOM
        widths = [
            min(self.name.sizeHint().width(), px(name_room)),
            self.born.width_of(self._born_words(gone)),
            min(self.allergy.sizeHint().width(), px(ALLERGY_ROOM)),
        ]
        if "record" not in gone:
            widths.append(self.record.sizeHint().width())
        if "language" not in gone:
            widths.append(self.language.sizeHint().width())
        if "avatar" not in gone:
            widths.append(self.avatar.sizeHint().width())
        if self._has_session and "session" not in gone:
            widths.append(self._visit.sizeHint().width())
        if self._has_state and "state" not in gone:
            widths.append(self.state.sizeHint().width())
        return sum(widths) + px(GAP) * (len(widths) - 1) + px(2 * 20)

    def _apply_scale(self) -> None:
        self.setFixedHeight(px(SIZE["banner"]))
        for fact in (self.born, self.record, self.language):
            fact.fit()
        self._make_room()
