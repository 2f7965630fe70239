"""What never leaves the patient's screen: whose it is, how far, size, language, light, staff."""

from __future__ import annotations

from collections.abc import Mapping

from PySide6.QtCore import QRectF, QSize, Qt, Signal
from PySide6.QtGui import QColor, QKeyEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from clinicapp.ui.consent.reading import SIZES
from clinicapp.ui.consent.steps import Progress
from clinicapp.ui.consent.view import ConsentView
from clinicapp.ui.theme.notifier import notifier
from clinicapp.ui.theme.style import font
from clinicapp.ui.theme.tokens import RADIUS, c, px, pxf
from clinicapp.ui.widgets.buttons import Button
from clinicapp.ui.widgets.choices import Segmented
from clinicapp.ui.widgets.labels import ElidedLabel, label
from clinicapp.ui.widgets.layouts import column, row
from clinicapp.ui.widgets.painted import Painted, focus_edge, pill
from clinicapp.ui.widgets.toggles import Toggle

LETTERS = {"small": 15, "middle": 20, "large": 26}
LETTER_SIDE = 52
BAR_HEIGHT, BAR_GAP = 8, 6
MARGINS = (24, 12, 24, 12)
CENTRE = int(Qt.AlignmentFlag.AlignCenter)


class _SizeButton(Toggle):
    """The letter A as large as the text will be; each is a place for the keyboard."""

    keeps_mark = True

    def __init__(self, size: str) -> None:
        super().__init__()
        self.size_code = size
        self.setObjectName(f"text_{size}")
        self.setText("A")
        self.setCheckable(True)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        notifier.theme_changed.connect(self.updateGeometry)

    def sizeHint(self) -> QSize:
        return QSize(px(LETTER_SIDE), px(LETTER_SIDE))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.click()
        else:
            super().keyPressEvent(event)

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        on, radius = self.isChecked(), pxf(RADIUS["control"])
        ground = "accent_soft" if on else "surface"
        pill(painter, QRectF(self.rect()), ground, "accent" if on else "line_strong", radius)
        painter.setFont(font("strong", weight=700, px=LETTERS[self.size_code]))
        painter.setPen(QColor(c("accent_text" if on else "text")))
        painter.drawText(self.rect(), CENTRE, "A")
        focus_edge(painter, self, radius)
        painter.end()


class ProgressBar(Painted):
    """One segment for each part; what is behind is filled."""

    def __init__(self) -> None:
        super().__init__()
        self._progress: Progress | None = None
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def show_progress(self, progress: Progress | None) -> None:
        """Show how far the patient is; None when all is done."""
        self._progress = progress
        self.update()

    def sizeHint(self) -> QSize:
        return QSize(px(LETTER_SIDE), px(BAR_HEIGHT))

    def draw(self, painter: QPainter) -> None:
        progress = self._progress or Progress(part=1, parts=1, share=1.0)
        gap, radius = pxf(BAR_GAP), self.height() / 2
        wide = (self.width() - gap * (progress.parts - 1)) / progress.parts
        for place in range(progress.parts):
            box = QRectF(place * (wide + gap), 0, wide, self.height())
            pill(painter, box, "pressed", "", radius)
            behind = progress.part - 1 > place
            share = 1.0 if behind else progress.share if progress.part - 1 == place else 0.0
            if share:
                pill(
                    painter, QRectF(box.left(), 0, wide * share, box.height()), "accent", "", radius
                )


class TopBar(QWidget):
    """Tells what the patient, or the staff, presses; decides nothing."""

    language_chosen = Signal(str)
    size_chosen = Signal(str)
    look_chosen = Signal(bool)  # dark
    staff_wanted = Signal()
    stop_wanted = Signal()

    def __init__(self, languages: Mapping[str, str]) -> None:
        super().__init__()
        self._is_dark = True
        self.name = ElidedLabel("", "title3")
        self.name.setObjectName("patient_name")
        self.born = ElidedLabel("", "strong", "text_2")
        self.part = ElidedLabel("", "strong", "text_2")
        self.part.setObjectName("progress")
        self.review = label("", "label", "text_3")
        self.review.setObjectName("not_reviewed")
        self.bar = ProgressBar()
        self.languages = Segmented(tuple(languages.items()))
        self.sizes = [_SizeButton(size) for size in SIZES]
        self.look = Button("", "quiet", icon="sun", bulk="icon")
        self.look.setObjectName("light_or_dark")
        self.staff = Button("", "quiet", icon="lock")
        self.staff.setObjectName("staff")
        self.stop = Button("", "quiet", icon="circle-slash")
        self.stop.setObjectName("stop")
        who = column(self.name, self.born, gap=0)
        sizes = row(*self.sizes, gap="xs")
        line = row(who, self.languages, sizes, self.look, self.stop, self.staff, gap="m")
        line.setStretch(0, 1)
        progress = row(self.part, self.review, gap="m")
        progress.setStretch(0, 1)
        self.setLayout(column(line, progress, self.bar, gap="s", margins=MARGINS))
        self.languages.setVisible(len(languages) > 1)
        for one in self.sizes:
            one.clicked.connect(lambda _on=False, size=one.size_code: self.size_chosen.emit(size))
        self.languages.chosen.connect(self.language_chosen)
        self.look.clicked.connect(lambda: self.look_chosen.emit(not self._is_dark))
        self.staff.clicked.connect(self.staff_wanted)
        self.stop.clicked.connect(self.stop_wanted)

    def show_view(self, view: ConsentView, progress: Progress | None, name: str) -> None:
        """Show whose consent this is and how far it has come; `name` is that of the part."""
        words = view.words
        self.name.set_full_text(view.patient.full_name)
        self.born.set_full_text(view.born)
        self.part.set_full_text(progress_words(view, progress, name))
        self.bar.show_progress(progress)
        self.bar.setVisible(progress is None or progress.parts > 1)
        self.bar.setAccessibleName(self.part.full_text)
        self.review.setText("" if view.is_reviewed else words["not_reviewed"])
        self.languages.choose(view.consent.language)
        self.languages.setAccessibleName(words["choose_language"])
        self.languages.setEnabled(not view.is_over)
        self.staff.set_words(words["staff"])
        self.stop.set_words(words["stop"])
        for one in self.sizes:
            one.setAccessibleName(words[f"text_{one.size_code}"])
        self._name_look(view)

    def show_size(self, size: str) -> None:
        """Show which size the text has."""
        for one in self.sizes:
            one.setChecked(one.size_code == size)

    def show_look(self, view: ConsentView, *, is_dark: bool) -> None:
        """Show which of light and dark is on."""
        self._is_dark = is_dark
        self.look.set_icon("sun" if is_dark else "moon")
        self._name_look(view)

    def _name_look(self, view: ConsentView) -> None:
        words = view.words["go_light" if self._is_dark else "go_dark"]
        self.look.setAccessibleName(words)


def progress_words(view: ConsentView, progress: Progress | None, name: str) -> str:
    """Such as "Part 5 of 12: What are the risks? · risk 3 of 12"."""
    if progress is None:
        return ""
    words = view.words
    if progress.parts == 1:
        return name
    said = words["part"].format(number=progress.part, of=progress.parts, name=name)
    if progress.number:
        risk = words["risk_number"].format(number=progress.number, of=progress.of)
        said = f"{said} · {risk}"
    return said
