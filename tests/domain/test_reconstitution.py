from decimal import Decimal

import pytest

from clinicapp.domain.errors import InputError
from clinicapp.domain.reconstitution import parse_ml


@pytest.mark.parametrize(("text", "ml"), [("4", "4"), ("2,5", "2.5"), (" 0.125 ", "0.125")])
def test_a_volume_is_read_with_point_or_comma(text, ml):
    assert parse_ml(text) == Decimal(ml)


@pytest.mark.parametrize("text", ["", "-4", "4 mL", "1.2345", "1e3", "٤", "4..0", "1,000.5"])
def test_what_is_no_volume_is_refused(text):
    with pytest.raises(InputError, match="not a volume"):
        parse_ml(text)
