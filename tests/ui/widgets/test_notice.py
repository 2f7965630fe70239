import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QAbstractButton, QApplication, QLabel, QVBoxLayout, QWidget

from clinicapp.domain.errors import RuleError, StoreError
from clinicapp.ui.widgets.buttons import button
from clinicapp.ui.widgets.notice import KINDS, Notice
from tests.ui.theme.dressing import THEMES, dress, has_colour


@pytest.fixture
def notice(qtbot):
    made = Notice()
    qtbot.addWidget(made)
    made.resize(900, 70)
    made.show()
    return made


def test_a_refusal_says_what_happened_what_is_unchanged_and_what_to_do(notice):
    notice.show_error(RuleError("COR-L1 is already given.", remedy="Take it back first."))
    assert notice.kind == "danger"
    assert notice.title == "COR-L1 is already given."
    assert notice.body == "Nothing has changed. Take it back first."


def test_a_refusal_without_a_remedy_leaves_no_gap(notice):
    notice.show_error(StoreError("The disk is full."))
    assert notice.body == "Nothing was saved."


def test_a_notice_is_said_aloud_whole(notice):
    notice.show_notice("warn", "11 weeks 2 days.", "Signing needs a reason.")
    assert notice.accessibleName() == "11 weeks 2 days. Signing needs a reason."


def test_the_text_can_be_selected_and_copied(notice, qtbot):
    notice.show_notice("info", "The disk is full.", "Nothing was saved.")
    body = notice.findChild(QLabel, "notice_body")
    body.setSelection(0, len("Nothing was"))
    body.setFocus()
    qtbot.keyClick(body, Qt.Key.Key_C, Qt.KeyboardModifier.ControlModifier)
    assert QApplication.clipboard().text() == "Nothing was"


def test_its_acts_can_be_pressed(notice, qtbot):
    act = button("Undo", icon="undo-2")
    notice.show_notice("ok", "31 sites given.", acts=[act])
    with qtbot.waitSignal(act.clicked):
        qtbot.mouseClick(act, Qt.MouseButton.LeftButton)


def test_new_acts_replace_the_old_ones(notice, qtbot):
    notice.show_notice("ok", "Given.", acts=[button("Undo"), button("Print")])
    notice.show_notice("ok", "Given.", acts=[button("Redo")])
    assert [act.text() for act in notice.acts] == ["Redo"]


def test_a_notice_with_four_acts_is_a_bug(notice, qtbot):
    acts = [button(str(n)) for n in range(4)]
    for act in acts:
        qtbot.addWidget(act)
    with pytest.raises(ValueError, match="at most 3"):
        notice.show_notice("ok", "Given.", acts=acts)


def test_the_user_puts_a_notice_away(notice, qtbot):
    close = notice.findChild(QAbstractButton, "close_notice")
    assert close.accessibleName() == "Close this notice"
    with qtbot.waitSignal(notice.closed):
        qtbot.mouseClick(close, Qt.MouseButton.LeftButton)
    assert not notice.isVisible()


def test_a_notice_that_asks_cannot_be_put_away_unanswered(qtbot):
    made = Notice("warn", "Sign?", acts=[button("Sign")], closable=False)
    qtbot.addWidget(made)
    made.show()
    assert not made.findChild(QAbstractButton, "close_notice").isVisible()


@pytest.mark.parametrize("theme", THEMES)
@pytest.mark.parametrize("kind", KINDS)
def test_every_kind_has_its_ground_and_its_icon(qapp, notice, theme, kind):
    dress(qapp, theme)
    notice.show_notice(kind, "What happened", "What to do")
    ground = {"info": "accent_soft"}.get(kind, f"{kind}_soft")
    picture = notice.grab()
    assert has_colour(picture, ground)
    assert has_colour(picture, KINDS[kind][1])


def test_a_long_text_wraps_and_is_not_cut(qtbot):
    page = QWidget()
    qtbot.addWidget(page)
    made = Notice("danger", "What happened. " * 12, "What to do. " * 40, [button("Go on")])
    box = QVBoxLayout(page)
    box.addWidget(made)
    box.addStretch(1)
    page.resize(700, 500)
    page.show()
    for name in ("notice_title", "notice_body"):
        text = made.findChild(QLabel, name)
        assert text.height() >= text.heightForWidth(text.width())


def test_markup_in_a_text_is_shown_as_it_is(notice):
    notice.show_notice("info", "<b>name</b>", "a < b")
    for name in ("notice_title", "notice_body"):
        assert notice.findChild(QLabel, name).textFormat() == Qt.TextFormat.PlainText
