"""What the end-to-end tests share: the command line called in-process, one exercise played once."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from pathlib import Path

import pytest
from e2e.runs import LOCALES, PACK, SCRIPT, Run

from tabletop import cli

Tabletop = Callable[..., Run]


@pytest.fixture
def tabletop(capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> Tabletop:
    """Call a command in this process, in English unless a test asks otherwise."""
    for name in LOCALES:
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("LANG", "en_GB.UTF-8")

    def call(*arguments: object) -> Run:
        capsys.readouterr()
        code = cli.main([str(argument) for argument in arguments])
        said = capsys.readouterr()
        assert "Traceback" not in said.err
        assert "defect" not in said.err
        assert "cacat" not in said.err
        return Run(code, said.out, said.err)

    return call


@pytest.fixture(scope="session")
def played_once(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with a played quick-start exercise and its shadow log, not to be changed."""
    folder = tmp_path_factory.mktemp("played")
    out, shadow = folder / "flood.tabletop", folder / "shadow"
    assert cli.main(["play", str(PACK), str(SCRIPT), "--out", str(out), "--shadow", str(shadow)]) == 0
    return folder


@pytest.fixture
def played(played_once: Path, tmp_path: Path) -> Path:
    """A copy of that folder, to be changed at will."""
    return Path(shutil.copytree(played_once, tmp_path / "played"))
