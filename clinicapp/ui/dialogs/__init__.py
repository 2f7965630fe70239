"""Dialogs, each used through one classmethod ask(...)."""
