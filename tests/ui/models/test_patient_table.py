from datetime import UTC, date, datetime
from zoneinfo import ZoneInfo

import pytest

from clinicapp.domain.summaries import PatientSummary
from clinicapp.ui.models.patient_table import PatientTableModel
from clinicapp.ui.models.roles import SPOKEN, UNDER
from tests.factories import make_patient

ZONE = ZoneInfo("America/Chicago")
TODAY = date(2026, 11, 22)


def listed(**changes):
    last = datetime(2026, 8, 26, 15, tzinfo=UTC)
    values = {"patient": make_patient(record_number="HC-1"), "sessions": 5, "last_session_at": last}
    return PatientSummary(**(values | changes))


@pytest.fixture
def model(qapp):
    return PatientTableModel()


def test_a_patient_reads_as_who_born_when_and_last_treated(model):
    model.show([listed()], TODAY, ZONE)
    cells = [model.index(0, n) for n in range(model.columnCount())]
    assert [c.data() for c in cells] == ["Vasquez, Elena María", "14 Mar 1984", "26 Aug 2026", "5"]
    assert [c.data(UNDER) for c in cells] == ["HC-1", "42 years", "12 weeks 4 days ago", None]


def test_a_patient_without_sessions_says_so(model):
    model.show([listed(sessions=0, last_session_at=None)], TODAY, ZONE)
    assert model.index(0, PatientTableModel.LAST).data() == "none yet"
    assert model.index(0, PatientTableModel.LAST).data(UNDER) is None


def test_a_session_of_today_is_told_as_today(model):
    model.show([listed(last_session_at=datetime(2026, 11, 22, 15, tzinfo=UTC))], TODAY, ZONE)
    assert model.index(0, PatientTableModel.LAST).data(UNDER) == "today"


def test_a_screen_reader_hears_both_lines(model):
    model.show([listed()], TODAY, ZONE)
    assert model.index(0, 0).data(SPOKEN) == "Vasquez, Elena María, HC-1"


def test_the_model_is_sound(model, qtmodeltester):
    model.show([listed(), listed(sessions=0, last_session_at=None)], TODAY, ZONE)
    qtmodeltester.check(model)
