import pytest
from hypothesis import given
from hypothesis import strategies as st

from clinicapp.exchange.formula_guard import guard, unguard

RISKY = "=+-@\t\r\n\0＝＋－＠"
HOSTILE = [
    '=HYPERLINK("http://example.test","click")',
    "=1+1",
    "+49 30 1234",
    "-2+3",
    "@SUM(A1)",
    "\t=1",
    "\r=1",
    "\0=1",
    "＝1+1",
    "'=1+1",
    "''=1+1",
]


@pytest.mark.parametrize("text", HOSTILE)
def test_no_hostile_text_begins_with_a_formula_sign(text):
    assert guard(text)[0] not in RISKY
    assert unguard(guard(text)) == text


@pytest.mark.parametrize(
    "text", ["", "'t Hooft", "O'Malley", "5", "HC-20418", "N'Diaye", "'", "''"]
)
def test_ordinary_texts_are_left_alone(text):
    assert guard(text) == text
    assert unguard(text) == text


@given(st.text(alphabet="'" + RISKY + "ab 1<é"))
def test_taking_the_guard_off_gives_every_text_back(text):
    assert unguard(guard(text)) == text
    assert not guard(text).startswith(tuple(RISKY))
