"""Sentences for what is wrong in scripts."""

from tabletop.i18n import N_

SENTENCES: dict[str, str] = {}
