"""Compile each .po catalogue beside itself while the wheel is built."""

from pathlib import Path

from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po
from hatchling.builders.hooks.plugin.interface import BuildHookInterface


class CompileCatalogues(BuildHookInterface):
    """Hatchling's hook: runs before the files of the wheel are collected."""

    def initialize(self, version, build_data):  # noqa: ARG002 - hatchling's signature
        """Write a .mo for every .po."""
        for source in Path(self.root, "resources", "locale").glob("*/LC_MESSAGES/*.po"):
            with source.open("rb") as stream:
                catalogue = read_po(stream, locale=source.parts[-3])
            with source.with_suffix(".mo").open("wb") as stream:
                write_mo(stream, catalogue)
