from decimal import Decimal
from zoneinfo import ZoneInfo

import pytest

from clinicapp.domain.session import SessionStatus
from clinicapp.ui.models.roles import SPOKEN, UNDER
from clinicapp.ui.models.timeline import DAY, TimelineModel
from tests.factories import new_id
from tests.ui.models.test_session_table import make_summary

ZONE = ZoneInfo("America/Chicago")


@pytest.fixture
def model(qapp):
    return TimelineModel()


def told(model):
    index = model.index(0, 0)
    return index.data(DAY), index.data(), index.data(UNDER)


def test_a_standard_session_is_told_in_few_words(model):
    model.show([make_summary()], ZONE)
    assert told(model) == ("22 Nov 2026", "Session 6 · 155 units", "Standard 31 sites")


def test_exceptions_are_counted(model):
    model.show([make_summary(given=30, omitted=1, changed=1, extra=1)], ZONE)
    assert told(model)[2] == "1 omitted, 1 changed, 1 extra"


def test_an_open_session_tells_how_far_it_is(model):
    summary = make_summary(
        status=SessionStatus.IN_PROGRESS, given=22, planned=8, omitted=1, given_units=Decimal(110)
    )
    model.show([summary], ZONE)
    assert told(model)[2] == "22 of 31 given"
    assert model.index(0, 0).data(SPOKEN) == (
        "22 Nov 2026, Session 6 · 110 units, 22 of 31 given, In progress"
    )


def test_a_session_is_found_by_its_id(model):
    sessions = [make_summary(), make_summary()]
    model.show(sessions, ZONE)
    assert model.row_of(sessions[1].id) == 1
    assert model.row_of(new_id()) == -1


def test_the_model_is_sound(model, qtmodeltester):
    model.show([make_summary(), make_summary(addenda=1)], ZONE)
    qtmodeltester.check(model)
