"""Figures of an exercise of 10,000 injects, beside a bare QTableView over 10,000 tuples in the same minute.

`python tests/bench/many_injects.py`; nothing is written outside a folder of its own.
"""

from __future__ import annotations

import os
import statistics
import sys
import tempfile
import time
from collections.abc import Callable, Sequence
from dataclasses import replace
from pathlib import Path

import yaml
from PySide6.QtCore import QAbstractTableModel, QModelIndex, Qt
from PySide6.QtWidgets import QApplication, QTableView

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

from builders import MINUTE, SECOND, ManualClock, action, inject, pack, phase, scenario

from tabletop.domain.plan.msel import Inject
from tabletop.domain.plan.scenario import Scenario
from tabletop.domain.plan.triggers import Unmet
from tabletop.domain.play.board import Board, board_at
from tabletop.domain.play.board_keeper import BoardKeeper
from tabletop.exchange.pack_reader import read_pack
from tabletop.exchange.pack_writer import write_pack
from tabletop.i18n import catalogue
from tabletop.services import conduct, evaluation, timekeeping
from tabletop.services.prepare import open_session
from tabletop.services.session import Session
from tabletop.store.memory_journal import MemoryJournal
from tabletop.ui.application import set_up
from tabletop.ui.item_models.msel import MselModel
from tabletop.ui.item_models.msel_order import Order
from tabletop.ui.look import Look
from tabletop.ui.theme import FIELD
from tabletop.ui.widgets.msel_table import MselTable

COUNT, OUT, OVERDUE, TIMES = 10_000, 1_000, 20, 20
GAP_MS = 3 * SECOND
SIZE = (620, 560)
TYPED = ("i", "in", "inj", "inject", "inject 0", "inject 00", "inject 009")
BARE = "bare QTableView"
NOWHERE = QModelIndex()


def many_injects_figures() -> None:
    """Print a line for each figure."""
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    application = QApplication.instance() or QApplication(["tabletop"])
    assert isinstance(application, QApplication)
    set_up(application)
    plan = many_injects()
    reading(plan)
    clock = ManualClock()
    session = opened(plan, clock)
    ticks(session, clock)
    Screen(application, session).figures()
    papers(session)


def many_injects() -> Scenario:
    """Hold 10,000 injects, one each three seconds; each tenth is a contingency, each fiftieth AUTO."""
    plan = scenario(
        *(_contingency(n) if n % 10 == 9 else _scheduled(n) for n in range(COUNT)),
        phases=tuple(phase(f"F{n}", n * COUNT * GAP_MS // 8) for n in range(8)),
    )
    return replace(plan, duration_ms=COUNT * GAP_MS)


def _scheduled(n: int) -> Inject:
    actions = (action(f"E{n:05}.a", limit_ms=2 * MINUTE), action(f"E{n:05}.b"))[: n % 3]
    return inject(f"E{n:05}", *actions, at_ms=n * GAP_MS, auto=n % 50 == 48)


def _contingency(n: int) -> Inject:
    before = f"E{n - 2:05}" if n % 3 == 1 else f"E{n - 1:05}"  # one that has an action
    return inject(f"C{n:05}", kind="contingency", at_ms=None, when=Unmet(actions=(f"{before}.a",)))


def opened(plan: Scenario, clock: ManualClock) -> Session:
    """Open it, give STARTEX, release the first tenth but for twenty that are overdue then."""
    journal = MemoryJournal(pack(plan), "EX-BENCH")
    opening = _timed(lambda: open_session(journal, clock), 1)
    session = open_session(journal, clock)
    timekeeping.start_exercise(session)
    timekeeping.adjust_clock(session, by_ms=OUT * GAP_MS, reason="A bench, no exercise")
    waiting = [each.number for each in plan.injects[: OUT - OVERDUE] if not each.is_contingency]
    each = iter(waiting)
    took = _timed(lambda: conduct.release_inject(session, next(each)), len(waiting))
    _say("open a session, in memory", opening)
    _say("release one inject, in memory", took)
    return session


def reading(plan: Scenario) -> None:
    """Time writing and reading a pack that large."""
    with tempfile.TemporaryDirectory() as folder:
        _say("write the pack", _timed(lambda: write_pack(plan, Path(folder), {}), 1))
        texts = [(Path(folder) / name).read_text(encoding="utf-8") for name in ("pack.yaml", "msel.yaml")]
        loader = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
        ours, peer = [], []
        for _ in range(2):
            ours += _timed(lambda: read_pack(Path(folder)), 1)
            peer += _timed(lambda: [yaml.load(text, Loader=loader) for text in texts], 1)
        _say("read and check the pack", ours, "PyYAML load only", peer)


def ticks(session: Session, clock: ManualClock) -> None:
    """Time a tick on the writer's thread; the first offers what has come true meanwhile."""

    def tick() -> None:
        clock.advance(250)
        timekeeping.tick(session)

    _say("the first tick, with its offers", _timed(tick, 1))
    _say("a tick", _timed(tick, TIMES))
    outlook, state = session.outlook, session.state
    ahead = _timed(lambda: next(outlook.automatic_ahead(state, session.shown_ms()), None), TIMES)
    _say("  which AUTO inject comes next", ahead)


def papers(session: Session) -> None:
    """Time what is read after ENDEX."""
    timekeeping.end_exercise(session)
    _say("the debrief's figures", _timed(lambda: evaluation.debrief(session), 3))


class Screen:
    """The table of Run, and beside it a bare QTableView over the words of the same rows."""

    def __init__(self, application: QApplication, session: Session) -> None:
        self._application, self._session = application, session
        self._elapsed_ms = session.shown_ms()
        self._look = Look(FIELD, 100, catalogue("en"))
        self._open()
        self._open_bare()

    def figures(self) -> None:
        """Measure and print."""
        session = self._session
        _say("open the table until painted", _timed(self._open, 3), BARE, _timed(self._open_bare, 3))
        plain = _timed(lambda: board_at(session.outlook, session.state, self._elapsed_ms), TIMES)
        _say("the board a second later, kept", _timed(self._next_board, TIMES), "read anew", plain)
        shown = []
        for _ in range(TIMES):
            board = self._next_board()
            shown += _timed(lambda board=board: self._model.show_board(board), 1)
        _say("  the model: what differs", shown)
        self._say_painting("  painting all that is seen", lambda view: view.viewport().repaint())
        orders: tuple[Order | None, ...] = ("plan", "state", "number", None)
        took = [_timed(lambda order=order: self._order(order), 1)[0] for order in orders * 2]
        _say("another order, until painted", took)
        _say("one key of a filter, until painted", self._typed())
        self._filter("")
        self._say_painting("a frame while scrolling", self._scroll_on)

    def _say_painting(self, what: str, act: Callable[[QTableView], None]) -> None:
        ours, peer = [], []
        for _ in range(TIMES):
            ours += _timed(lambda: act(self._table), 1)
            peer += _timed(lambda: act(self._bare), 1)
        _say(what, ours, BARE, peer)

    def _open(self) -> None:
        self._keeper = BoardKeeper(self._session.outlook, self._session.state, self._elapsed_ms)
        self._model = MselModel(self._look, self._session.scenario)
        self._table = MselTable(self._look, self._model)
        self._table.set_room("wide")
        self._model.show_board(self._board())
        self._show(self._table)

    def _open_bare(self) -> None:
        rows = [self._model.words(row) for row in self._board().rows]
        self._bare = QTableView()
        self._bare.setModel(Tuples(rows, self._bare))
        self._show(self._bare)

    def _show(self, view: QTableView) -> None:
        view.resize(*SIZE)
        view.show()
        self._application.processEvents()

    def _next_board(self) -> Board:
        self._elapsed_ms += SECOND
        return self._board()

    def _board(self) -> Board:
        return self._keeper.at(self._session.outlook, self._session.state, self._elapsed_ms)

    def _order(self, order: Order | None) -> None:
        self._model.sort_by(order)
        self._application.processEvents()

    def _typed(self) -> list[float]:
        return [took for text in TYPED for took in _timed(lambda text=text: self._filter(text), 1)]

    def _filter(self, text: str) -> None:
        self._model.filter(text)
        self._application.processEvents()

    @staticmethod
    def _scroll_on(view: QTableView) -> None:
        bar = view.verticalScrollBar()
        bar.setValue(bar.value() + 3)
        view.viewport().repaint()


class Tuples(QAbstractTableModel):
    """The least that a table can show: words in tuples."""

    def __init__(self, rows: Sequence[tuple[str, ...]], parent: QTableView) -> None:
        super().__init__(parent)
        self._rows = rows

    def rowCount(self, parent: QModelIndex = NOWHERE) -> int:  # noqa: N802 - Qt's name
        return 0 if parent.isValid() else len(self._rows)

    def columnCount(self, parent: QModelIndex = NOWHERE) -> int:  # noqa: N802 - Qt's name
        return 0 if parent.isValid() else len(self._rows[0])

    def data(self, index: QModelIndex, role: int = 0) -> str | None:
        is_shown = role == Qt.ItemDataRole.DisplayRole
        return self._rows[index.row()][index.column()] if is_shown else None


def _timed(act: Callable[[], object], count: int) -> list[float]:
    took = []
    for _ in range(count):
        begun = time.perf_counter()
        act()
        took.append((time.perf_counter() - begun) * 1_000)
    return took


def _say(what: str, ours: list[float], peer_name: str = "", peer: Sequence[float] = ()) -> None:
    line = f"{what:<47} p50 {statistics.median(ours):.1f} max {max(ours):.1f} ms"
    if peer:
        ratio = statistics.median(ours) / statistics.median(peer)
        line += (
            f" | {peer_name}: p50 {statistics.median(peer):.1f} max {max(peer):.1f} ms | ratio {ratio:.2f}"
        )
    print(line, flush=True)


if __name__ == "__main__":
    many_injects_figures()
