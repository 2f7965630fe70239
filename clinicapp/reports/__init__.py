"""Snapshots into PDF."""
