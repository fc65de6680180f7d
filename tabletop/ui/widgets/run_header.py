"""The head of Run: three clocks, stage, situation, save state, menu and pause; it decides nothing."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from zoneinfo import ZoneInfo

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QPushButton, QSizePolicy, QVBoxLayout, QWidget

from tabletop.domain.play.state import Stage
from tabletop.i18n import N_
from tabletop.ui.look import BOLD, REGULAR, SEMIBOLD, Look, Room, clock_text, span_text
from tabletop.ui.widgets.keyed_button import KeyedButton
from tabletop.ui.widgets.mode_bar import RING
from tabletop.ui.widgets.situation_chip import SituationChip

_STAGES: dict[str, tuple[str, str]] = {
    "before": (N_("READY"), "circle"),
    "running": (N_("RUNNING"), "play"),
    "paused": (N_("PAUSED"), "pause"),
    "ended": (N_("ENDED"), "check"),
}
_INDONESIAN_ZONES = {7: "WIB", 8: "WITA", 9: "WIT"}


@dataclass(frozen=True, slots=True, kw_only=True)
class HeaderFacts:
    """What the head shows at one moment; `left_ms` counts to the planned ENDEX, `paused_ms` up."""

    stage: Stage
    elapsed_ms: int
    left_ms: int
    paused_ms: int | None
    is_emergency: bool
    scenario_at: datetime
    wall_at: datetime
    saved_at: datetime | None
    unsaved_since: datetime | None
    entries: int


class RunHeader(QFrame):
    """Answers, in this order: what time is it, does it run, is it saved (ux 7)."""

    menu_asked = Signal()
    pause_asked = Signal()
    situation_asked = Signal()

    def __init__(
        self, look: Look, zone: str, parent: QWidget | None = None, *, is_replay: bool = False
    ) -> None:
        super().__init__(parent)
        self.setObjectName("runheader")
        self._look = look
        self._zone = ZoneInfo(zone)
        self._coat = ""
        self._is_wide = True
        self._clock = self._label(44, BOLD)
        self._stage = self._label(20, BOLD)
        self._stage_icon = QLabel(self)
        self._below_stage = self._label(15)
        self._scenario = self._label(18, SEMIBOLD)
        self._wall = self._label(15)
        self._saved = self._label(18, SEMIBOLD)
        self._saved_icon = QLabel(self)
        self._entries = self._label(15)
        self._situation_head = self._label(14)
        self.chip = SituationChip(look, self)
        self._menu = QPushButton(self)
        self._pause = KeyedButton(look, "", look.key("pause"), icon="pause", size=18, parent=self)
        self._replay = self._replay_mark() if is_replay else None
        self._name_parts()
        self._lay_out()
        if self._replay is not None:
            for button in (self._menu, self._rule_of_menu, self._pause):
                button.hide()

    def _name_parts(self) -> None:
        look = self._look
        for label, name in (
            (self._clock, N_("Exercise clock")), (self._stage, N_("Stage")),
            (self._scenario, N_("Scenario clock")),
            (self._wall, N_("Wall clock")), (self._saved, N_("Save state")),
        ):  # fmt: skip
            label.setAccessibleName(look.say(name))
        for label in (self._below_stage, self._wall, self._entries, self._situation_head):
            label.setProperty("rank", "under")
        self._situation_head.setText(look.say(N_("SITUATION")))
        self._menu.setText(look.say(N_("Menu")))
        self._menu.setAccessibleName(look.say(N_("Menu")) + f" ({look.key('menu')})")
        self._menu.setObjectName("menu")
        self._menu.setFont(look.font(15, SEMIBOLD))
        self._menu.clicked.connect(self.menu_asked)
        self._pause.clicked.connect(self.pause_asked)
        self._pause.setFixedHeight(look.px(44))
        self._pause.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)  # its edges may go

    @property
    def menu_button(self) -> QPushButton:
        """Return the button under which the menu opens."""
        return self._menu

    def show_level(self, level: tuple[str, int] | None) -> None:
        """Show word and tone of the situation board; None where the pack has no levels."""
        self.chip.setVisible(level is not None)
        if level is None:
            return
        word, tone = level
        self.chip.show_level(word, tone, name=self._look.say(N_("Situation: {level}"), level=word))

    def set_room(self, room: Room) -> None:
        """Take 56 pixels instead of 64 and a smaller clock; in a tight window drop what repeats."""
        compact = room != "wide"
        self._is_wide = not compact
        self._menu.setText("" if compact else self._look.say(N_("Menu")))
        self._pause.set_key_shown(shown=room != "tight")
        self.setFixedHeight(self._look.px(56 if compact else 64))
        size = {"wide": 44, "compact": 36, "tight": 32}[room]
        self._clock.setFont(self._look.font(size, BOLD))
        self._clock.setFixedWidth(self._look.width("T+00:00:00", size, BOLD) + 4)
        self._situation_head.setHidden(compact)
        self._scenario.setFont(self._look.font(16 if compact else 18, SEMIBOLD))
        self._saved.setFont(self._look.font(16 if compact else 18, SEMIBOLD))
        self._spacing(self._look.px(7 if compact else 12))

    def show_facts(self, facts: HeaderFacts) -> None:
        """Show the clocks and states of one moment."""
        look = self._look
        self._coat_for(facts)
        word, icon = _STAGES[facts.stage]
        ink = "paused_on" if self._coat == "paused" else "header_on"
        _set(self._clock, f"T+{clock_text(facts.elapsed_ms)}")
        _set(self._stage, look.say(N_("EMERGENCY")) if facts.is_emergency else look.say(word))
        self._stage_icon.setPixmap(look.icon(icon, ink).pixmap(look.px(15), look.px(15)))
        _set(self._below_stage, self._below(facts))
        local = facts.scenario_at.astimezone(self._zone)
        _set(self._scenario, look.say(N_("Scenario {moment}"), moment=self._moment(local)))
        _set(self._wall, look.say(N_("Wall clock {time}"), time=look.wall(facts.wall_at)))
        self._show_saved(facts, ink)
        self._show_pause(facts)

    def _show_saved(self, facts: HeaderFacts, ink: str) -> None:
        look = self._look
        if facts.unsaved_since is not None:
            words, icon = look.say(N_("NOT SAVED")), "warning"
            below = look.say(N_("since {time}"), time=look.wall(facts.unsaved_since))
        elif facts.saved_at is not None:
            words, icon = look.say(N_("Saved {time}"), time=look.wall(facts.saved_at)), "check"
            below = look.say(N_("{n} entries safe"), n=facts.entries)
        else:
            words, icon, below = look.say(N_("Nothing yet")), "circle", ""
        _set(self._saved, words)
        _set(self._entries, below)
        ink = "late_on" if facts.unsaved_since is not None else ink
        self._saved_icon.setPixmap(look.icon(icon, ink).pixmap(look.px(16), look.px(16)))
        state = "unsaved" if facts.unsaved_since is not None else "saved"
        if self._save_box.property("state") != state:
            self._save_box.setProperty("state", state)
            for part in (self._save_box, self._saved, self._entries):
                part.style().unpolish(part)
                part.style().polish(part)

    def _show_pause(self, facts: HeaderFacts) -> None:
        words = {"paused": N_("RESUME"), "before": N_("PAUSE"), "ended": N_("PAUSE")}.get(
            facts.stage, N_("PAUSE")
        )
        self._pause.set_words(self._look.say(words), icon="play" if facts.stage == "paused" else "pause")
        self._pause.setEnabled(facts.stage in ("running", "paused"))

    def _below(self, facts: HeaderFacts) -> str:
        look = self._look
        if facts.stage == "paused" and facts.paused_ms is not None:
            days = facts.paused_ms // 86_400_000
            if days:
                return look.words.ngettext("for {n} day", "for {n} days", days).format(n=days)
            return look.say(N_("for {span}"), span=span_text(facts.paused_ms))
        if facts.stage == "running":
            if facts.left_ms >= 0:
                message = N_("ENDEX in {span}") if self._is_wide else N_("{span} left")
                return look.say(message, span=span_text(facts.left_ms))
            return look.say(N_("over by {span}"), span=span_text(facts.left_ms))
        return look.say(N_("clock stands"))

    def _moment(self, local: datetime) -> str:
        look = self._look
        offset = local.utcoffset()
        hours = 0 if offset is None else offset.total_seconds() / 3_600
        zone = _INDONESIAN_ZONES.get(int(hours), "") if str(self._zone).startswith("Asia/") else ""
        moment = f"{look.words.short_date(local)} {look.words.time(local)}"
        return f"{moment} {zone}".strip()

    def _coat_for(self, facts: HeaderFacts) -> None:
        """Turn the whole head white with a black frame while paused: nobody may miss it."""
        coat = "paused" if facts.stage == "paused" else "plain"
        if coat == self._coat:
            return
        self._coat = coat
        theme, px = self._look.theme, self._look.px
        ground, on, second = (
            (theme.paused, theme.paused_on, theme.paused_2)
            if coat == "paused"
            else (theme.header, theme.header_on, theme.header_2)
        )
        frame = f"4px solid {theme.paused_on}" if coat == "paused" else f"4px solid {theme.header}"
        ring = theme.focus if coat == "paused" and theme.name != "night" else RING
        self._menu.setIcon(self._look.icon("menu", "paused_on" if coat == "paused" else "header_on"))
        self.setStyleSheet(
            f"QFrame#runheader {{ background: {ground}; border: {frame}; }}"
            f"QLabel {{ color: {on}; background: transparent; }}"
            f'QLabel[rank="under"] {{ color: {second}; }}'
            f"QFrame#rule {{ background: {theme.header_line}; }}"
            f"QFrame#savebox {{ background: transparent; border: none; }}"
            f'QFrame#savebox[state="unsaved"] {{ background: {theme.late_fill}; }}'
            f'QFrame#savebox[state="unsaved"] QLabel {{ color: {theme.late_on}; }}'
            f"QPushButton {{ background: {on}; color: {ground}; border: 1px solid {on};"
            f" padding: 0 {px(12)}px; }}"
            f"QPushButton:disabled {{ background: {ground}; color: {second}; border: 1px solid {second}; }}"
            f"QPushButton#menu {{ background: {ground}; color: {on}; border: none; padding: 0 {px(4)}px; }}"
            f"QFrame#replay {{ background: {theme.released_fill}; border-radius: {px(4)}px; }}"
            f"QFrame#replay QLabel {{ color: {theme.released_on}; }}"
            f"QPushButton:focus, QPushButton#menu:focus {{ border: 3px solid {ring}; }}"
        )

    # Building -----------------------------------------------------------------------------------

    def _label(self, size: float, weight: object = REGULAR) -> QLabel:
        label = QLabel("", self)
        label.setTextFormat(Qt.TextFormat.PlainText)
        label.setFont(self._look.font(size, weight))  # type: ignore[arg-type]
        return label

    def _replay_mark(self) -> QFrame:
        """Make what stands in the place of PAUSE where an earlier moment is shown."""
        mark = QFrame(self)
        mark.setObjectName("replay")
        column = QVBoxLayout(mark)
        column.setContentsMargins(self._look.px(16), self._look.px(2), self._look.px(16), self._look.px(4))
        column.setSpacing(0)
        for words, size, weight in ((N_("REPLAY"), 18, BOLD), (N_("read only"), 15, SEMIBOLD)):
            label = self._label(size, weight)
            label.setText(self._look.say(words))
            column.addWidget(label, 0, Qt.AlignmentFlag.AlignHCenter)
        return mark

    def _lay_out(self) -> None:
        self._row = QHBoxLayout(self)
        self._row.setContentsMargins(self._look.px(6), 0, self._look.px(8), 0)
        self._save_box = QFrame(self)
        self._save_box.setObjectName("savebox")
        saved = self._pair(self._saved, self._entries, icon=self._saved_icon)
        saved.setContentsMargins(self._look.px(8), 0, self._look.px(8), 0)
        self._save_box.setLayout(saved)
        situation = QVBoxLayout()
        situation.setSpacing(0)
        situation.addStretch(1)
        situation.addWidget(self._situation_head)
        situation.addWidget(self.chip)
        situation.addStretch(1)
        self._rule_of_menu = self._rule()
        self._row.addWidget(self._menu)
        self._row.addWidget(self._rule_of_menu)
        self._row.addWidget(self._clock)
        self._row.addLayout(self._pair(self._stage, self._below_stage, icon=self._stage_icon))
        self._row.addWidget(self._rule())
        self._row.addLayout(self._pair(self._scenario, self._wall))
        self._row.addWidget(self._rule())
        self._row.addLayout(situation)
        self._row.addWidget(self._rule())
        self._row.addWidget(self._save_box)
        self._row.addStretch(1)
        self._row.addWidget(self._replay or self._pause, 0, Qt.AlignmentFlag.AlignVCenter)

    def _spacing(self, spacing: int) -> None:
        self._row.setSpacing(spacing)

    def _rule(self) -> QFrame:
        rule = QFrame(self)
        rule.setObjectName("rule")
        rule.setFixedSize(1, self._look.px(44))
        return rule

    def _pair(self, first: QLabel, second: QLabel, *, icon: QLabel | None = None) -> QVBoxLayout:
        column = QVBoxLayout()
        column.setSpacing(0)
        column.addStretch(1)
        top = QHBoxLayout()
        top.setSpacing(self._look.px(6))
        if icon is not None:
            top.addWidget(icon)
        top.addWidget(first)
        top.addStretch(1)
        column.addLayout(top)
        column.addWidget(second)
        column.addStretch(1)
        return column


def _set(label: QLabel, words: str) -> None:
    """Change a label only where its words changed: an idle window must not repaint."""
    if label.text() != words:
        label.setText(words)
