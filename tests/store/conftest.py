"""What the tests of the store share: files that are closed at the end, and a user without rights."""

from __future__ import annotations

import tempfile
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from store.samples import create, played, reopen, shadow_in

from tabletop.store.exercise_file import ExerciseFile
from tabletop.store.shadow import Shadow


@pytest.fixture
def opened() -> Iterator[Callable[[ExerciseFile], ExerciseFile]]:
    """Close what a test opened, also when it fails."""
    files: list[ExerciseFile] = []

    def keep(journal: ExerciseFile) -> ExerciseFile:
        files.append(journal)
        return journal

    yield keep
    for journal in files:
        journal.close()


@pytest.fixture
def new(tmp_path: Path, opened: Callable[[ExerciseFile], ExerciseFile]) -> Callable[..., ExerciseFile]:
    """Make an exercise file that is closed at the end of the test."""

    def make(shadow: Shadow | None = None, *, name: str = "a.tabletop") -> ExerciseFile:
        return opened(create(tmp_path / name, shadow))

    return make


@pytest.fixture
def again(tmp_path: Path, opened: Callable[[ExerciseFile], ExerciseFile]) -> Callable[..., ExerciseFile]:
    """Open an exercise file that is closed at the end of the test."""

    def make(shadow: Shadow | None = None, *, name: str = "a.tabletop") -> ExerciseFile:
        return opened(reopen(tmp_path / name, shadow))

    return make


@pytest.fixture
def open_folder() -> Iterator[Path]:
    """A folder that any user may look into (pytest's own are for their owner only)."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        folder.chmod(0o755)
        yield folder


@pytest.fixture(scope="session")
def original(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Path]:
    """An exercise file and its shadow folder, not to be changed."""
    folder = tmp_path_factory.mktemp("original")
    path = played(folder / "a.tabletop", shadow_in(folder / "shadow"))
    return path, folder / "shadow"
