from datetime import UTC, date, datetime
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from clinicapp.domain.plain_text import canonical, from_plain, to_plain
from clinicapp.domain.session_facts import (
    Acknowledgement,
    Answer,
    Care,
    ChargeConfirmation,
    Diagnosis,
    Discard,
    PaperConsent,
    Response,
    SafetyScreen,
    SessionFacts,
    TimeOut,
    VialUse,
)
from clinicapp.domain.vials import Reconstitution, Source, Vial, VialEnd, VialLabel

MOMENTS = st.datetimes(timezones=st.just(UTC))
UNITS = st.decimals(min_value=0, max_value=400, places=2)
KINDS = {
    datetime: MOMENTS,
    Decimal: UNITS,
    date: st.dates(),
}
FACTS = (
    Acknowledgement,
    Answer,
    Care,
    ChargeConfirmation,
    Diagnosis,
    Discard,
    PaperConsent,
    Response,
    SafetyScreen,
    TimeOut,
    VialUse,
    SessionFacts,
    VialLabel,
    Reconstitution,
    VialEnd,
    Vial,
)
for made_of, strategy in KINDS.items():
    st.register_type_strategy(made_of, strategy)


@pytest.mark.parametrize("kind", FACTS)
def test_every_record_reads_back_as_it_was(kind):
    @given(st.from_type(kind))
    def reads_back(record):
        plain = to_plain(record)
        assert from_plain(kind, plain) == record
        assert canonical(to_plain(from_plain(kind, plain))) == canonical(plain)

    reads_back()


def test_the_text_is_sorted_and_holds_letters_as_themselves():
    assert canonical({"b": 1, "a": ["é", None]}) == '{"a":["é",null],"b":1}'


def test_a_field_that_was_not_known_then_has_its_default():
    plain = to_plain(Care(needle="30g-half-inch"))
    del plain["pulse"]
    assert from_plain(Care, plain) == Care(needle="30g-half-inch")


def test_codes_are_kept_as_their_value():
    assert to_plain(Source.PHARMACY) == "pharmacy"
    assert from_plain(Source, "pharmacy") is Source.PHARMACY
