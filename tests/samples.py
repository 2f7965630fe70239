"""The sample clinic as tests make it: in memory, or in a database."""

from datetime import date

from clinicapp.catalog.sample_names import load_sample_words
from clinicapp.commands.sample_clinic import generate
from tests.factories import RESOURCES, make_effect_kinds, make_protocol, make_rules

TODAY = date(2026, 11, 22)
NAMES = RESOURCES / "sample" / "names.toml"


def make_sample(patients=40, sessions=200, seed=1, today=TODAY):
    """A whole sample clinic; equal arguments give an equal one."""
    words = load_sample_words(NAMES)
    return generate(
        patients,
        sessions,
        seed,
        today,
        words=words,
        protocol=make_protocol(),
        rules=make_rules(),
        effect_kinds=make_effect_kinds(),
    )
