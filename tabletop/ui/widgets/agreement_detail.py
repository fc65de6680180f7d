"""One action with the cards of its raters side by side, and below what counts now; it must not settle."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtGui import QKeyEvent, QResizeEvent
from PySide6.QtWidgets import (
    QFrame,
    QGridLayout,
    QHBoxLayout,
    QLabel,
    QScrollArea,
    QSizePolicy,
    QVBoxLayout,
    QWidget,
)

from tabletop.domain.result.disagreement import RatedAction
from tabletop.i18n import N_
from tabletop.ui.item_models import agreement_rows as words
from tabletop.ui.item_models.debrief_words import COMPLETIONS
from tabletop.ui.look import BOLD, Look
from tabletop.ui.widgets.agreement_card import RaterCard
from tabletop.ui.widgets.debrief_cells import breakable
from tabletop.ui.widgets.keyed_button import KeyedButton

_LEAST_CARD, _LOW = 200, 300
"""Below this width of the design a card goes into the next row; below this height the advice is left out."""


class AgreementDetail(QFrame):
    """The selected action in full; its foot, with the act, always stays in sight."""

    settle_asked = Signal()
    left = Signal()
    """Back to the list was asked for, where only one of the two has room, or Esc was pressed."""

    def __init__(self, look: Look, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._look = look
        self._rated: RatedAction | None = None
        self._cards: list[RaterCard] = []
        self._columns = 0
        self.setObjectName("agreementdetail")
        say = look.say
        self.notes = QScrollArea(self)
        self.back = KeyedButton(look, say("Back"), "Esc", parent=self)
        self.settle = KeyedButton(look, say("Settle"), look.key("observers-settle"), parent=self)
        self._body = QWidget(self.notes)
        self._title = self._label("strong")
        self._facts = self._label("second")
        self._weight = self._label("strong")
        self._reason = self._label("")
        self._verdict = self._label("strong")
        self._advice = self._label("second")
        self._icon = QLabel(self)
        self._grid = QGridLayout()
        self._lay_out()
        self.set_leading(leads=True)
        self.back.clicked.connect(self.left)
        self.settle.clicked.connect(self.settle_asked)
        for button in (self.back, self.settle):
            button.setAutoDefault(True)  # Enter presses it while it has the focus

    @property
    def cards(self) -> list[RaterCard]:
        """Return the raters' cards in their order."""
        return self._cards

    @property
    def foot_words(self) -> str:
        """Return what is said to count, and what can be done about it."""
        return f"{self._verdict.text()}\n{self._advice.text()}"

    @property
    def head_words(self) -> str:
        """Return what is said of the action itself."""
        labels = (self._title, self._facts, self._weight, self._reason)
        return "\n".join(label.text() for label in labels if label.text())

    def show_action(self, rated: RatedAction | None) -> None:
        """Show an action; what is shown already is left alone, so that nobody loses their place."""
        if rated == self._rated:
            return
        is_other = rated is None or self._rated is None or rated.action != self._rated.action
        self._rated = rated
        for part in (self.notes, self._foot):
            part.setVisible(rated is not None)
        if rated is None:
            return
        look = self._look
        self._title.setText(breakable(f"{rated.action.full_id}  {look.typed(rated.action.text)}"))
        self._facts.setText(words.facts_words(rated, look))
        more = words.weight_words(rated, look), words.reason_words(rated, look)
        for label, said in zip((self._weight, self._reason), more, strict=True):
            label.setText(breakable(said))
            label.setVisible(bool(said))
        self._verdict.setText(words.verdict_words(rated, look))
        self._advice.setText(words.advice_words(rated, look))
        self._foot.setToolTip(self._advice.text())
        side = look.px(18)
        self._icon.setPixmap(look.icon(COMPLETIONS[rated.counts][1], size=18).pixmap(side, side))
        self._make_cards(rated)
        whole = (self.head_words, *(card.accessibleName() for card in self._cards))
        self.notes.setAccessibleDescription("\n".join(whole))
        if is_other:
            self.notes.verticalScrollBar().setValue(0)

    def set_leading(self, *, leads: bool) -> None:
        """Fill the act with blue unless an open form holds the one act."""
        self.settle.setProperty("rank", "act" if leads else "")
        self.settle.style().unpolish(self.settle)
        self.settle.style().polish(self.settle)

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802 - Qt's name
        """Set as many cards beside each other as have room; where it is low, they come before advice."""
        super().resizeEvent(event)
        self._advice.setVisible(self.height() >= self._look.px(_LOW))
        self._arrange()

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802 - Qt's name
        """Leave by Esc."""
        if event.key() == Qt.Key.Key_Escape:
            self.left.emit()
        else:
            super().keyPressEvent(event)

    def _make_cards(self, rated: RatedAction) -> None:
        for card in self._cards:
            self._grid.removeWidget(card)
            card.hide()
            card.deleteLater()
        limit_ms = rated.action.within_ms
        self._cards = [
            RaterCard(self._look, rating, limit_ms=limit_ms, parent=self._body) for rating in rated.ratings
        ]
        self._columns = 0
        self._arrange()

    def _arrange(self) -> None:
        px = self._look.px
        room = self.width() - px(32) - self.notes.verticalScrollBar().sizeHint().width() + px(8)
        columns = max(1, min(len(self._cards), room // px(_LEAST_CARD + 8)))
        if columns == self._columns:
            return
        for column in range(max(columns, self._columns)):
            self._grid.setColumnStretch(column, 1 if column < columns else 0)
        self._columns = columns
        for at, card in enumerate(self._cards):
            self._grid.addWidget(card, at // columns, at % columns)
            card.show()
        self._fit()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:  # noqa: N802 - Qt's name
        """Follow the room that the notes have."""
        if event.type() == QEvent.Type.Resize:
            self._fit()
        return super().eventFilter(watched, event)

    def _fit(self) -> None:
        """Give the cards the height that their words need at this width: a scroll area does not ask."""
        layout = self._body.layout()
        if layout is not None:
            layout.activate()
            self._body.setMinimumHeight(max(0, layout.heightForWidth(self.notes.viewport().width())))

    def _lay_out(self) -> None:
        px = self._look.px
        self._title.setFont(self._look.font(18, BOLD))
        self._grid.setSpacing(px(8))
        body = QVBoxLayout(self._body)
        body.setContentsMargins(px(13), px(6), px(13), px(8))
        body.setSpacing(px(2))
        for label in (self._title, self._facts, self._weight, self._reason):
            body.addWidget(label)
        body.addSpacing(px(6))
        body.addLayout(self._grid)
        body.addStretch(1)
        self._set_scroll()
        self._foot = self._foot_bar()
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self.notes, 1)
        column.addWidget(self._foot)
        theme = self._look.theme
        self.setStyleSheet(
            f"QFrame#agreementdetail {{ background: {theme.surface}; }}"
            f"QFrame#agreementfoot {{ background: {theme.band}; border-top: 1px solid {theme.border}; }}"
        )

    def _set_scroll(self) -> None:
        scroll = self.notes
        scroll.setWidget(self._body)
        scroll.viewport().installEventFilter(self)
        scroll.setWidgetResizable(True)
        scroll.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        # A bar that comes and goes would set the cards anew.
        scroll.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOn)
        scroll.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        scroll.setAccessibleName(self._look.say(N_("The raters side by side")))
        theme = self._look.theme
        scroll.setObjectName("agreementscroll")
        scroll.setStyleSheet(
            f"QScrollArea#agreementscroll {{ border: 3px solid {theme.surface}; }}"
            f"QScrollArea#agreementscroll:focus {{ border: 3px solid {theme.focus}; }}"
        )

    def _foot_bar(self) -> QFrame:
        px = self._look.px
        foot = QFrame(self)
        foot.setObjectName("agreementfoot")
        said = QVBoxLayout()
        said.setSpacing(0)
        said.addWidget(self._verdict)
        said.addWidget(self._advice)
        self._icon.setContentsMargins(0, px(2), 0, 0)
        row = QHBoxLayout(foot)
        row.setContentsMargins(px(16), px(6), px(12), px(6))
        row.setSpacing(px(8))
        row.addWidget(self._icon, 0, Qt.AlignmentFlag.AlignTop)
        row.addLayout(said, 1)
        for button in (self.back, self.settle):
            button.setFixedHeight(px(42))
            row.addWidget(button, 0, Qt.AlignmentFlag.AlignVCenter)
        return foot

    def _label(self, rank: str) -> QLabel:
        label = QLabel("", self)
        label.setTextFormat(Qt.TextFormat.PlainText)
        label.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Minimum)
        label.setWordWrap(True)  # after the policy, which forgets that the height follows the width
        label.setProperty("rank", rank)
        return label
