"""Which paper is wanted, as what and in which languages; it must not make one."""

from __future__ import annotations

from typing import cast

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QComboBox, QFrame, QLabel, QProgressBar, QScrollArea, QVBoxLayout, QWidget

from tabletop.i18n import N_
from tabletop.services.workplace import PaperKind, PaperOrder
from tabletop.ui.item_models.paper_words import (
    ABOUT,
    FORMS,
    KINDS,
    LABELS,
    LANGUAGES,
    PAPERS,
    choices,
    forms_of,
)
from tabletop.ui.look import Look
from tabletop.ui.widgets.keyed_button import KeyedButton


class PaperOrderPanel(QFrame):
    """Five choices, each by arrows; the blue button saves and opens, the other asks where to."""

    changed = Signal()
    save_asked = Signal()
    save_as_asked = Signal()
    stop_asked = Signal()

    def __init__(self, look: Look, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._look = look
        self._body = QWidget(self)
        self._column = QVBoxLayout(self._body)
        self._about = QLabel("", self._body)
        self.kind = self._choice(N_("Paper"), choices(KINDS, look))
        self._column.addWidget(self._about)
        self.form = self._choice(N_("File type"), [])
        self.languages = self._choice(N_("Languages"), choices(LANGUAGES, look))
        self.paper = self._choice(N_("Size"), choices(PAPERS, look))
        self.labels = self._choice(N_("Terms"), choices(LABELS, look))
        self.save = KeyedButton(look, look.say(N_("Save and open")), look.key("paper-save"), parent=self)
        self.save_as = KeyedButton(look, look.say(N_("Save as ...")), look.key("paper-save-as"), parent=self)
        self._going = QLabel("", self)
        self._bar = QProgressBar(self)
        self.stop = KeyedButton(look, look.say(N_("Stop")), parent=self)
        self._lay_out()
        self._fill_forms()
        self.choose_language(look.words.language)
        self.kind.currentIndexChanged.connect(self._fill_forms)
        for choice in (self.kind, self.form, self.languages, self.paper, self.labels):
            choice.currentIndexChanged.connect(self._take_choice)
        self.save.clicked.connect(self.save_asked)
        self.save_as.clicked.connect(self.save_as_asked)
        self.stop.clicked.connect(self.stop_asked)

    @property
    def order(self) -> PaperOrder:
        """Return what is chosen."""
        return PaperOrder(
            kind=self.kind.currentData(),
            form=self.form.currentData(),
            languages=tuple(str(self.languages.currentData()).split("+")),
            paper=self.paper.currentData(),
            labels=self.labels.currentData() or None,
        )

    def choose_language(self, language: str) -> None:
        """Choose a language."""
        self.languages.setCurrentIndex(max(0, self.languages.findData(language)))

    def keep(self) -> dict[str, str]:
        """Return what is chosen, by the names of the choices."""
        return {name: str(getattr(self, name).currentData()) for name in _NAMES}

    def restore(self, kept: dict[str, str]) -> None:
        """Choose it again."""
        for name in _NAMES:
            choice: QComboBox = getattr(self, name)
            choice.setCurrentIndex(max(0, choice.findData(kept.get(name, ""))))

    def show_progress(self, done: int, total: int) -> None:
        """Show how far a paper is that takes longer."""
        self._going.setText(self._look.say(N_("Printing: {done} of {total}"), done=done, total=total))
        self._bar.setRange(0, max(1, total))
        self._bar.setValue(done)

    def show_going(self, *, is_going: bool) -> None:
        """Show or hide progress and the button that stops."""
        for widget in (self._going, self._bar, self.stop):
            widget.setVisible(is_going)

    def _take_choice(self) -> None:
        self._lock_choices()
        self.changed.emit()

    def _lock_choices(self) -> None:
        """Lock what makes no difference: a sheet has no size."""
        form = self.form.currentData()
        self.paper.setEnabled(form in ("pdf", "docx"))
        self.languages.setEnabled(form != "json")
        self.labels.setEnabled(form != "json")

    def _fill_forms(self) -> None:
        kind = cast("PaperKind", self.kind.currentData())
        before = self.form.currentData()
        was_blocked = self.form.blockSignals(True)  # noqa: FBT003 - Qt's own
        self.form.clear()
        for form in forms_of(kind):
            self.form.addItem(self._look.say(FORMS[form]), form)
        self.form.setCurrentIndex(max(0, self.form.findData(before)))
        self.form.blockSignals(was_blocked)
        self._about.setText(self._look.say(ABOUT[kind]))
        self._lock_choices()

    def _choice(self, label: str, offered: list[tuple[str, str]]) -> QComboBox:
        words = self._look.say(label)
        head = QLabel(words, self._body)
        head.setProperty("rank", "head")
        made = QComboBox(self._body)
        made.setAccessibleName(words)
        made.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        made.setMinimumContentsLength(12)
        for value, said in offered:
            made.addItem(said, value)
        head.setBuddy(made)
        self._column.addWidget(head)
        self._column.addWidget(made)
        return made

    def _lay_out(self) -> None:
        px = self._look.px
        self.setObjectName("surface")
        for label in (self._about, self._going):
            label.setWordWrap(True)
            label.setProperty("rank", "second")
        self._bar.setTextVisible(False)
        self._bar.setFixedHeight(px(8))
        theme = self._look.theme
        self._bar.setStyleSheet(
            f"QProgressBar {{ border: 1px solid {theme.border}; background: {theme.surface}; }}"
            f"QProgressBar::chunk {{ background: {theme.act_fill}; }}"
        )
        self.save.setProperty("rank", "act")
        self._column.setContentsMargins(px(20), px(12), px(16), px(12))
        self._column.setSpacing(px(6))
        self._column.addStretch(1)
        scroll = QScrollArea(self)
        scroll.setWidgetResizable(True)
        scroll.setWidget(self._body)
        foot = QVBoxLayout()
        foot.setContentsMargins(px(20), 0, px(16), px(10))
        foot.setSpacing(px(6))
        for widget in (self._going, self._bar, self.stop, self.save, self.save_as):
            foot.addWidget(widget)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(scroll, 1)
        column.addLayout(foot)
        self.show_going(is_going=False)


_NAMES = ("kind", "form", "languages", "paper", "labels")
