"""Sentences for what is wrong in files."""

from tabletop.i18n import N_

SENTENCES: dict[str, str] = {}
