"""Rows for tables and lists; they must not act."""
