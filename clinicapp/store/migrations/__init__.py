"""The steps that bring a database file up to this version."""
