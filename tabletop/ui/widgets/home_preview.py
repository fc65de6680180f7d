"""What Home says of the selected exercise: figures, or the whole of what is wrong and the ways out."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QHBoxLayout, QLabel, QScrollArea, QVBoxLayout, QWidget

from tabletop.i18n import N_
from tabletop.services.workplace import Glance
from tabletop.ui.item_models import exercise_words
from tabletop.ui.item_models.exercise_words import Exercise, breakable
from tabletop.ui.look import Look, clock_text
from tabletop.ui.widgets.keyed_button import KeyedButton

_FIGURES = 5
_SHARES = {"compare": N_("Compare ..."), "redact": N_("Copy without names ...")}
"""Verbs of Home that an exercise offers once it has ended."""


class ExercisePreview(QWidget):
    """Title, file, and either five figures or sentences; the acts for this row at the right."""

    open_asked = Signal(object)
    copy_asked = Signal(object)
    forget_asked = Signal(object)
    """Each with the Exercise that is shown."""
    verb_asked = Signal(str)
    """A verb that is done with the selected exercise."""

    def __init__(self, look: Look, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("surface")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self._look = look
        self._exercise: Exercise | None = None
        self._is_low = False
        self._title = self._label("strong")
        self._place = self._label("second")
        self._sentences = self._label("")
        self._place_below = self._label("second")  # what is wrong comes before where the file stands
        self._line = self._label("second")
        self._figures = [[self._label(rank) for rank in ("head", "title", "second")] for _ in range(_FIGURES)]
        self._open = self._button(look.say(N_("Open exercise")), "Enter")
        self._copy = self._button("", "")
        self._forget = self._button(look.say(N_("Take off the list")), "Del")
        self._shares = {verb: self._button(look.say(words), "") for verb, words in _SHARES.items()}
        self._lay_out()
        for verb, button in self._shares.items():
            button.clicked.connect(lambda _=False, verb=verb: self.verb_asked.emit(verb))
        self._open.clicked.connect(lambda: self.open_asked.emit(self._exercise))
        self._copy.clicked.connect(lambda: self.copy_asked.emit(self._exercise))
        self._forget.clicked.connect(lambda: self.forget_asked.emit(self._exercise))

    def show_exercise(self, exercise: Exercise | None) -> None:
        """Show an exercise, or nothing."""
        self._exercise = exercise
        self._body.setVisible(exercise is not None)
        if exercise is None:
            return
        glance, trouble = exercise.glance, exercise.trouble
        self._title.setText(exercise_words.name(exercise, self._look))
        told = exercise_words.sentences(exercise, self._look) or exercise_words.lacking(exercise, self._look)
        self._sentences.setText(told)
        self._sentences.setVisible(bool(told))
        is_above = trouble is None and not self._is_low
        for label, is_shown in ((self._place, is_above), (self._place_below, not is_above)):
            label.setText(breakable(str(exercise.path)))
            label.setVisible(is_shown)
        self._show_figures(exercise, glance if trouble is None else None)
        copy = exercise.copy
        self._copy.setVisible(copy is not None)
        if copy is not None:
            self._copy.set_words(exercise_words.copy_words(copy, self._look))
        self._open.setVisible(trouble is None)
        self._forget.setVisible(not exercise.is_open)
        for button in self._shares.values():
            button.setVisible(exercise.has_ended)

    def set_low(self, *, is_low: bool) -> None:
        """Take less height where the window is low: the figures then stand in one line."""
        self._is_low = is_low
        px = self._look.px
        self._column.setContentsMargins(px(24), px(4 if is_low else 10), px(24), px(4 if is_low else 8))
        self.setFixedHeight(px(100 if is_low else 150))
        self.show_exercise(self._exercise)

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: N802 - Qt's name
        """Paint the line above."""
        super().paintEvent(event)
        QPainter(self).fillRect(0, 0, self.width(), 1, self._look.color("border"))

    def _show_figures(self, exercise: Exercise, glance: Glance | None) -> None:
        figures = [] if glance is None else list(self._told(exercise, glance))
        self._line.setVisible(self._is_low and bool(figures))
        self._line.setText(
            "  \N{BULLET}  ".join(
                f"{head}: {value}" + (f", {note}" if note else "") for head, value, note in figures
            )
        )
        figures = [*figures, *[("", "", "")] * (_FIGURES - len(figures))]
        for labels, figure in zip(self._figures, figures, strict=True):
            for label, words in zip(labels, figure, strict=True):
                label.setText(words)
                label.setVisible(bool(words) and not self._is_low)

    def _told(self, exercise: Exercise, glance: Glance) -> Sequence[tuple[str, str, str]]:
        """Return the figures: head, value, note."""
        look = self._look
        stage, _ = exercise_words.stage_words(exercise, glance, look)
        last_at = glance.last_at
        saved = (
            "" if last_at is None else f"{exercise_words.day(last_at)} {exercise_words.hour(last_at, look)}"
        )
        cells = look.say(N_("{count} cells"), count=glance.cells)
        entries = (look.say(N_("Entries")), str(glance.entries), saved)
        objectives = (look.say(N_("Objectives")), str(glance.objectives), cells)
        if glance.is_logbook:
            return ((look.say("Stage"), stage, ""), entries, objectives)
        score = exercise_words.score(glance, look)
        reached = f"T+{clock_text(glance.elapsed_ms)}"
        conducted = (reached, exercise_words.conductor(glance))
        released = N_("{released} of {injects}")
        return (
            (look.say("Stage"), stage, "  \N{BULLET}  ".join(filter(None, conducted))),
            (
                look.say(N_("Injects released")),
                look.say(released, released=glance.released, injects=glance.injects),
                "",
            ),
            entries,
            objectives,
            (look.say("T1 score"), score or look.say(N_("none yet")), ""),
        )

    def _lay_out(self) -> None:
        px = self._look.px
        words = QVBoxLayout()
        words.setSpacing(0)
        words.addWidget(self._title)
        words.addWidget(self._place)
        top = QHBoxLayout()
        top.setSpacing(px(8))
        top.addLayout(words, 1)
        for button in (self._open, self._copy, *self._shares.values(), self._forget):
            top.addWidget(button, 0, Qt.AlignmentFlag.AlignTop)
        figures = QHBoxLayout()
        for labels in self._figures:
            column = QVBoxLayout()
            column.setSpacing(0)
            for label in labels:
                column.addWidget(label)
            column.addStretch(1)
            figures.addLayout(column, 1)
        self._body = QWidget(self)
        self._column = QVBoxLayout(self._body)
        self._column.setSpacing(px(4))
        self._column.addLayout(top)
        for label in (self._sentences, self._line, self._place_below):
            self._column.addWidget(label)
        self._column.addLayout(figures)
        self._column.addStretch(1)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 1, 0, 0)
        whole.addWidget(self._scrolled())
        self.set_low(is_low=False)

    def _scrolled(self) -> QScrollArea:
        """Return the body where it can be scrolled; Tab stops there only if there is something to scroll."""
        scroll = QScrollArea(self)
        scroll.setWidget(self._body)
        scroll.setWidgetResizable(True)
        scroll.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        scroll.setAccessibleName(self._look.say(N_("About the selected exercise")))
        scroll.setStyleSheet(f"QScrollArea:focus {{ border: 3px solid {self._look.theme.focus}; }}")
        scroll.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        reach = {True: Qt.FocusPolicy.TabFocus, False: Qt.FocusPolicy.NoFocus}
        scroll.verticalScrollBar().rangeChanged.connect(
            lambda _, most: scroll.setFocusPolicy(reach[most > 0])
        )
        return scroll

    def _label(self, rank: str) -> QLabel:
        label = QLabel("", self)
        label.setProperty("rank", rank)
        label.setTextFormat(Qt.TextFormat.PlainText)
        label.setWordWrap(True)
        return label

    def _button(self, words: str, key: str) -> KeyedButton:
        button = KeyedButton(self._look, words, key, parent=self)
        button.setAutoDefault(True)  # Enter presses it while it has the focus
        return button
