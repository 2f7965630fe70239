"""Sums against an oracle that shares nothing with the program: fractions over plain tuples."""

from decimal import Decimal
from fractions import Fraction

from hypothesis import given
from hypothesis import strategies as st

from clinicapp.domain.totals import total_of
from tests.factories import AT, make_protocol, make_session, new_id

SITES = [s.id for s in make_protocol().sites]
# domain.md 1.1, written out again: muscle → (sites left, mid, right).
TABLE = {
    "COR": (1, 0, 1), "PRO": (0, 1, 0), "FRO": (2, 0, 2), "TEM": (4, 0, 4),
    "OCC": (3, 0, 3), "CPS": (2, 0, 2), "TRA": (3, 0, 3),
}  # fmt: skip


def test_the_protocol_is_the_table_of_the_domain_page():
    for muscle, counts in TABLE.items():
        for letter, count in zip("LMR", counts, strict=True):
            assert sum(i.startswith(f"{muscle}-{letter}") for i in SITES) == count
    assert sum(sum(c) for c in TABLE.values()) == len(SITES) == 31


def test_moved_sites_are_counted():
    session = make_session(give_all=True).shift("OCC-L1", Decimal("0.4"), Decimal(0))
    assert (total_of(session).moved, total_of(make_session()).moved) == (1, 0)


@given(
    st.lists(
        st.tuples(
            st.sampled_from(SITES),
            st.sampled_from(["give", "omit", "dose"]),
            st.decimals("0.01", "50", places=2),
        ),
        max_size=40,
    )
)
def test_every_sum_equals_the_oracle(moves):
    session = make_session()
    oracle = dict.fromkeys(SITES, ("planned", Fraction(5)))
    for site, move, units in moves:
        state, dose = oracle[site]
        if move == "give" and state == "planned":
            session = session.give([site], at=AT, by=new_id())
            oracle[site] = ("given", dose)
        elif move == "omit":
            session = session.omit([site], "patient-wish")
            oracle[site] = ("omitted", dose)
        elif move == "dose" and state != "omitted":
            session = session.change_dose([site], units)
            oracle[site] = (state, Fraction(units))
    totals = total_of(session)

    def summed(state, prefix=""):
        return sum((d for i, (s, d) in oracle.items() if s == state and prefix in i), Fraction(0))

    assert Fraction(totals.given_units) == summed("given")
    assert Fraction(totals.planned_units) == summed("planned")
    assert Fraction(totals.given_ml) == summed("given") / 50
    assert totals.given == sum(s == "given" for s, _ in oracle.values())
    assert totals.to_give == tuple(i for i in SITES if oracle[i][0] == "planned")
    for muscle in totals.muscles:
        assert Fraction(muscle.given_units) == summed("given", muscle.muscle.code)
    for side in totals.sides:
        letter = {"left": "-L", "midline": "-M", "right": "-R"}[side.side]
        assert Fraction(side.given_units) == summed("given", letter)


def test_the_standard_session_is_155_units_in_3_1_millilitres():
    totals = total_of(make_session(give_all=True))
    assert (totals.given_units, totals.given_ml) == (155, Decimal("3.1"))
    assert [s.given_units for s in totals.sides] == [75, 5, 75]
    assert [m.given_units for m in totals.muscles] == [10, 5, 20, 40, 30, 20, 30]
