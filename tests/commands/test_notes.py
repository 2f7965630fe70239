from datetime import timedelta
from decimal import Decimal

from clinicapp.commands.notes import note_for, note_text
from clinicapp.domain.checks.case import EarlierDose
from tests.domain.signed_record import make_record
from tests.domain.test_note import case_of


def test_the_note_tells_the_interval_and_the_total_of_the_case():
    record = make_record()
    case = case_of(record)
    before = EarlierDose(on=case.day - timedelta(days=80), units=Decimal("152.5"), where="here")
    text = note_text(case_of(record, earlier=(before,)), record.people)
    assert "Interval: 11 weeks 3 days since the last dose.\n" in text
    assert "Total in 3 months over all indications: 302.5 units; at most 400 units.\n" in text


def test_a_first_treatment_has_no_interval():
    record = make_record()
    assert "Interval" not in note_text(case_of(record), record.people)
    assert note_for(case_of(record), record.people).text == note_text(
        case_of(record), record.people
    )
