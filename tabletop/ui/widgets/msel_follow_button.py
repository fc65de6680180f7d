"""Follow, at the corner of a view that has no bar above it; it is there only while the view rests."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtWidgets import QAbstractScrollArea

from tabletop.i18n import N_
from tabletop.ui.look import Look
from tabletop.ui.widgets.keyed_button import KeyedButton
from tabletop.ui.widgets.msel_follow import Follow


class FollowButton(KeyedButton):
    """Lies over the last row; `offer` says whether this view needs one."""

    def __init__(self, look: Look, view: QAbstractScrollArea, follow: Follow) -> None:
        super().__init__(look, look.say(N_("Follow")), icon="locate", parent=view)
        self._view = view
        self._follow = follow
        self._is_offered = False
        self.setAccessibleDescription(look.say(N_("Go back to the inject that stands next.")))
        self.setToolTip(self.accessibleDescription())
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.clicked.connect(follow.resume)
        follow.changed.connect(self._show)
        view.viewport().installEventFilter(self)  # it also shrinks when the bar comes
        self.hide()

    def offer(self, *, is_offered: bool) -> None:
        """Say whether this view has no other Follow."""
        self._is_offered = is_offered
        self._show()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:  # noqa: N802 - Qt's name
        """Stay at the corner."""
        if event.type() == QEvent.Type.Resize:
            self._place()
        return super().eventFilter(watched, event)

    def _show(self) -> None:
        self.setVisible(self._is_offered and not self._follow.is_on)
        self._place()

    def _place(self) -> None:
        self.resize(self.sizeHint())
        edge = self._look.px(8)
        seen = self._view.viewport().geometry()
        self.move(seen.right() - self.width() - edge, seen.bottom() - self.height() - edge)
        self.raise_()
