"""Passwords and the key of the database."""
