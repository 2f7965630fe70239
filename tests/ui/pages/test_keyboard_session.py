"""A whole standard session with three exceptions, by keyboard alone and in few keys."""

from decimal import Decimal

import pytest
from PySide6.QtCore import Qt

from clinicapp.domain.totals import total_of

Key = Qt.Key
MOST_KEYS = 18


@pytest.fixture
def page(workspace, session):
    workspace.open_session(session.id)
    return workspace.session


def test_a_standard_session_with_three_exceptions_takes_few_keys(page, hub, session, keyboard):
    keyboard.press(Key.Key_Return, ctrl=True)
    keyboard.press(Key.Key_Return)
    assert len(hub.records.session(session.id).given) == 31
    keyboard.press(Key.Key_F, Key.Key_L, Key.Key_2, Key.Key_X, Key.Key_1)
    keyboard.press(Key.Key_F, Key.Key_R, Key.Key_2)
    keyboard.press(Key.Key_2, Key.Key_Period, Key.Key_5, Key.Key_Return)
    keyboard.press(Key.Key_E, Key.Key_4, Key.Key_2, Key.Key_Return)

    after = hub.records.session(session.id)
    changed, extra = after.site("FRO-R2"), after.site("OCC-RX1")
    assert (after.omitted, after.site("FRO-L2").omission_reason) == (
        (after.site("FRO-L2"),),
        "prior-brow-ptosis",
    )
    assert (changed.units, changed.is_given) == (Decimal("2.5"), True)
    assert (extra.is_given, extra.units, extra.extra_reason) == (True, 5, "tenderness")
    assert total_of(after).given_units == Decimal("152.5")
    assert len(after.given) == 31
    assert len(hub.records.history(session.id).undo) == 4
    assert keyboard.count <= MOST_KEYS
    assert page.side.currentWidget() is page.panel
    assert page.views.focused_site() == "OCC-RX1"
