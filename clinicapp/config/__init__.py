"""Paths, safe file writing, settings and logging."""
