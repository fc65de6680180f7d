"""Sentences for what is wrong with an exercise file, its shadow log or the disk."""

from tabletop.i18n import N_

SENTENCES: dict[str, str] = {

}
