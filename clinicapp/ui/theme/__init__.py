"""Tokens into palette, style sheet, fonts and icons."""
