from datetime import UTC, datetime, timedelta
from uuid import UUID

import pytest
from hypothesis import given
from hypothesis import strategies as st

from clinicapp.domain.consent.paper_code import (
    DIGITS,
    is_meant_as_code,
    is_paper_code,
    normal_code,
    paper_code,
)
from clinicapp.domain.errors import InputError
from clinicapp.domain.ids import new_id

ids = st.integers(min_value=0, max_value=2**128 - 1).map(lambda n: UUID(int=n))
places = st.integers(min_value=0, max_value=10)


def body(code):
    return code.replace("-", "")[2:]


def written(letters):
    return f"CF-{letters[:5]}-{letters[5:]}"


def test_a_code_has_ten_digits_of_the_id_and_one_that_checks_them():
    code = paper_code(UUID("0196a5c0-0000-7000-8000-1234567890ab"))
    assert code == "CF-0J6HB-7H45BG"
    assert is_paper_code(code)


def test_ids_made_at_the_same_moment_have_different_codes():
    at = datetime(2026, 11, 22, tzinfo=UTC)
    codes = {paper_code(new_id(at)) for _ in range(500)}
    assert len(codes) == 500
    assert all(set(body(code)) <= set(DIGITS) for code in codes)


def test_the_code_goes_by_the_random_bits_and_not_by_the_time():
    one = new_id(datetime(2026, 11, 22, tzinfo=UTC))
    later = UUID(int=one.int + (int(timedelta(days=9).total_seconds()) << 80))
    assert paper_code(one) == paper_code(later)


@given(ids)
def test_it_is_read_back_however_it_is_written(one):
    code = paper_code(one)
    loose = code.lower().replace("-", " ").replace("0", "o").replace("1", "l")
    assert normal_code(code) == normal_code(f"  {loose} ") == code
    assert normal_code(code.replace("1", "I").replace("-", "–")) == code
    assert is_paper_code(loose)


@given(ids, places, st.integers(min_value=1, max_value=31))
def test_one_mistyped_digit_is_refused(one, place, step):
    letters = list(body(paper_code(one)))
    letters[place] = DIGITS[(DIGITS.index(letters[place]) + step) % 32]
    assert not is_paper_code(written("".join(letters)))


@given(ids, places, places)
def test_two_swapped_digits_are_refused(one, here, there):
    letters = list(body(paper_code(one)))
    letters[here], letters[there] = letters[there], letters[here]
    swapped = written("".join(letters))
    assert is_paper_code(swapped) is (swapped == paper_code(one))


@pytest.mark.parametrize(
    "text",
    ["", "CF-", "7K3QDM9XPA4", "CF-7K3QD-M9XP", "CF-7K3QD-M9XPA44", "CF-UUUUU-UUUUUU", "HC-20418"],
)
def test_what_is_no_code_is_refused_with_the_way_out(text):
    assert not is_paper_code(text)
    with pytest.raises(InputError, match="not the code") as refusal:
        normal_code(text)
    assert "top right" in refusal.value.remedy


@pytest.mark.parametrize("text", ["CF-7K3QD-M9XPA", "cf 7k3qd m9xpa44", "CF-7K3QD-M9XPAO"])
def test_a_mistyped_code_is_still_known_as_one(text):
    assert is_meant_as_code(text)


@pytest.mark.parametrize("text", ["", "CF", "Cfarrington", "CFalconbridge", "HC-01038", "CF-12"])
def test_a_name_or_a_record_number_is_not_taken_for_a_code(text):
    assert not is_meant_as_code(text)
