"""Sentences for what is wrong in packs."""

from tabletop.i18n import N_

SENTENCES: dict[str, str] = {}
