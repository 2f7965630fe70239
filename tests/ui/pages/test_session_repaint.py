"""An act paints what it changed and nothing else of the diagram."""

from PySide6.QtCore import QEvent, QObject

from clinicapp.domain.protocol import View


class Painted(QObject):
    """The panes that were painted since it was made, and how much of each."""

    def __init__(self, panes):
        super().__init__()
        self.shares = {}
        for pane in panes:
            pane.installEventFilter(self)

    def eventFilter(self, pane, event):
        if event.type() == QEvent.Type.Paint:
            box, whole = event.region().boundingRect(), pane.rect()
            share = box.width() * box.height() / (whole.width() * whole.height())
            self.shares[pane.view] = max(self.shares.get(pane.view, 0.0), share)
        return False


def test_giving_a_site_paints_no_other_view_again_and_its_own_in_part(
    qtbot, qapp, session_page, tap
):
    panes = session_page.views.panes.values()
    tap("COR-L1")
    qtbot.waitUntil(lambda: not any(pane._still.is_moving for pane in panes))
    qapp.processEvents()
    painted = Painted(panes)
    tap("TRA-R2")
    qapp.processEvents()
    assert session_page.session.site("TRA-R2").is_given
    # The next site stays in front, so that its view may show the keyboard's ring going away.
    assert set(painted.shares) <= {View.BACK, View.FRONT}
    assert 0 < painted.shares[View.BACK] < 0.9
    assert painted.shares.get(View.FRONT, 0.0) < 0.5
