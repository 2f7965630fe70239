"""Snapshots into CSV, XLSX and JSON."""
