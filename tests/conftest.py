"""What holds for every test: a logged WARNING fails it, long runs are asked for, examples repeat."""

from __future__ import annotations

import logging
from collections.abc import Iterator

import pytest
from hypothesis import HealthCheck, settings

settings.register_profile(
    "default",
    max_examples=60,
    deadline=None,  # a busy machine is no fault of the code
    derandomize=True,  # the same examples on every machine: a red run can be repeated
    suppress_health_check=[HealthCheck.too_slow],
)
settings.register_profile(
    "long",
    max_examples=1_500,
    deadline=None,
    print_blob=True,
    suppress_health_check=[HealthCheck.too_slow],
)


_LONGEST_S = 900


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption("--all", action="store_true", help="run the tests marked `long` too, with more examples")


def pytest_configure(config: pytest.Config) -> None:
    settings.load_profile("long" if config.getoption("--all") else "default")


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    if config.getoption("--all"):
        for item in items:
            if not item.get_closest_marker("timeout"):
                item.add_marker(pytest.mark.timeout(_LONGEST_S))  # the limit of the ordinary run is too near
        return
    skip = pytest.mark.skip(reason="long: only with --all")
    for item in items:
        if item.get_closest_marker("long"):
            item.add_marker(skip)


class _Warnings(logging.Handler):
    """Keeps what is logged at WARNING and above."""

    def __init__(self) -> None:
        super().__init__(logging.WARNING)
        self.records: list[logging.LogRecord] = []

    def emit(self, record: logging.LogRecord) -> None:
        self.records.append(record)


@pytest.fixture(autouse=True)
def _no_warning_logged(request: pytest.FixtureRequest) -> Iterator[list[logging.LogRecord]]:
    handler = _Warnings()
    root = logging.getLogger()
    root.addHandler(handler)
    try:
        yield handler.records
    finally:
        root.removeHandler(handler)
    if handler.records and "logged_warnings" not in request.fixturenames:
        said = "; ".join(f"{record.name}: {record.getMessage()}" for record in handler.records)
        pytest.fail(f"a warning was logged, and the test did not ask for `logged_warnings`: {said}")


@pytest.fixture
def logged_warnings(_no_warning_logged: list[logging.LogRecord]) -> list[logging.LogRecord]:
    """Ask for warnings: the test then says itself which ones it expects."""
    return _no_warning_logged
