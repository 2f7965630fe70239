"""The checks of a session: pure functions from a case to what they find (domain.md 9)."""
