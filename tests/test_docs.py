"""The README tells what the program does: commands, verbs, keys, views and events."""

from __future__ import annotations

import argparse
import re
from pathlib import Path

import pytest

from tabletop import cli_options
from tabletop.exchange import pack_shape, script_verbs
from tabletop.i18n import catalogue

README = (Path(__file__).resolve().parent.parent / "README.md").read_text(encoding="utf-8")


def _commands() -> dict[str, argparse.ArgumentParser]:
    parser = cli_options.command_parser(catalogue("en"))
    (action,) = (a for a in parser._actions if isinstance(a, argparse._SubParsersAction))
    return dict(action.choices)


@pytest.mark.parametrize("name", sorted(_commands()))
def test_every_command_and_option_is_described(name: str) -> None:
    command = _commands()[name]

    options = [option for a in command._actions for option in a.option_strings if option.startswith("--")]

    assert f"`{name}`" in README or f"tabletop {name}" in README
    for option in options:
        assert option in README or option == "--help", option


def test_every_command_has_a_help_text() -> None:
    for name, command in _commands().items():
        if name not in cli_options.LATER:
            assert command.description, name


def test_both_commands_stand_in_the_readme() -> None:
    assert "python3 -m venv .venv && .venv/bin/pip install . && .venv/bin/tabletop demo" in README
    assert "bash tests/run" in README


def test_the_readme_names_every_verb_of_a_play_script() -> None:
    for verb in script_verbs.VERBS:
        assert re.search(rf"`{verb}\b", README), verb


def test_the_readme_names_every_key_of_a_pack() -> None:
    shapes = [
        shape
        for shape in vars(pack_shape).values()
        if isinstance(shape, type) and issubclass(shape, pack_shape.Shape)
    ]
    keys = {field.alias or name for shape in shapes for name, field in shape.model_fields.items()}

    lacking = sorted(key for key in keys if f"`{key}`" not in README)

    assert len(shapes) > 15
    assert lacking == []


def test_the_readme_names_the_public_views() -> None:
    from tabletop.store import views

    source = Path(views.__file__).read_text(encoding="utf-8")

    for view in ("decisions", "releases", "assessments", "feedback", "timeline"):
        assert f"`{view}(" in README
        assert view in source
