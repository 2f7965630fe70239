"""Data files from resources/ as domain objects, strictly checked."""
