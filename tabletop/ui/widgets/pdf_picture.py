"""A one-page PDF as a picture: the very drawing of the paper, white also in the dark theme (design D11).

pypdfium2 must not be used from two threads: it draws here, in the GUI thread (15 ms), and only anew
when the page, the width or the screen changes.
"""

from __future__ import annotations

from PySide6.QtCore import QPoint, QRect, QSize, Qt
from PySide6.QtGui import QColor, QImage, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QSizePolicy, QWidget

from tabletop.ui.look import Look

_PAD = 8


class PdfPicture(QWidget):
    """Draws the page as wide as fits its room, keeping its shape."""

    def __init__(
        self, look: Look, name: str, parent: QWidget | None = None, *, has_edge: bool = False
    ) -> None:
        super().__init__(parent)
        self._look = look
        self._has_edge = has_edge
        self._pdf = b""
        self._size = (510.0, 116.0)
        self._page = 0
        self._drawn: tuple[bytes, int, int, QImage] | None = None
        self.setAccessibleName(name)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)  # so that a keyboard can scroll to it

    def show_page(self, pdf: bytes, page: int = 0) -> None:
        """Show a page of a PDF, counted from 0; none where there are no bytes."""
        if (pdf, page) != (self._pdf, self._page):
            self._pdf, self._page = pdf, page
            if pdf:
                self._size = page_size(pdf, page)
            self.updateGeometry()
            self.update()

    def height_for(self, width: int) -> int:
        """Return the height that the page takes at a width, with its edges."""
        edge = 2 * self._look.px(_PAD)
        return round((width - edge) * self._size[1] / self._size[0]) + edge

    def sizeHint(self) -> QSize:  # noqa: N802 - Qt's name
        """Ask for no more than the least: the picture takes what is left, and a scroll area asks for this."""
        return self.minimumSize()

    def paintEvent(self, _event: QPaintEvent) -> None:  # noqa: N802 - Qt's name
        """Paint white paper with the page on it."""
        pad = self._look.px(_PAD)
        shape = self._size[0] / self._size[1]
        width = min(self.width() - 2 * pad, int((self.height() - 2 * pad) * shape))
        if self._pdf and width > 0:
            painter = QPainter(self)
            painter.fillRect(0, 0, width + 2 * pad, self.height_for(width + 2 * pad), QColor("#FFFFFF"))
            painter.drawImage(QPoint(pad, pad), self._image(round(width * self.devicePixelRatioF())))
            wide, color = (3, "focus") if self.hasFocus() else (1, "border")
            if self.hasFocus() or self._has_edge:
                painter.setPen(QPen(self._look.color(color), wide))
                size = QSize(width + 2 * pad - wide, self.height_for(width + 2 * pad) - wide)
                painter.drawRect(QRect(QPoint(wide // 2, wide // 2), size))

    def _image(self, pixels: int) -> QImage:
        """Return the page so many pixels wide; the last drawing is kept."""
        drawn = self._drawn
        if drawn is None or drawn[0] is not self._pdf or drawn[1:3] != (self._page, pixels):
            image = page_image(self._pdf, pixels, self._page)
            image.setDevicePixelRatio(self.devicePixelRatioF())
            drawn = self._drawn = (self._pdf, self._page, pixels, image)
        return drawn[3]


def load_library() -> None:
    """Load pypdfium2; asked of another thread, the window does not stand still for a tenth of a second."""
    import pypdfium2  # noqa: F401, PLC0415 - a window without a debrief starts faster without it


def page_count(pdf: bytes) -> int:
    """Return how many pages there are."""
    import pypdfium2  # noqa: PLC0415 - as above

    with pypdfium2.PdfDocument(pdf) as document:
        return len(document)


def page_size(pdf: bytes, page: int = 0) -> tuple[float, float]:
    """Return width and height of a page in points."""
    import pypdfium2  # noqa: PLC0415 - as above

    with pypdfium2.PdfDocument(pdf) as document:
        size = document.get_page_size(page)
        return float(size[0]), float(size[1])


def page_image(pdf: bytes, pixels: int, page: int = 0) -> QImage:
    """Draw a page so many pixels wide."""
    import pypdfium2  # noqa: PLC0415 - as above

    with pypdfium2.PdfDocument(pdf) as document:
        opened = document[page]
        drawn = opened.render(scale=pixels / opened.get_width(), rev_byteorder=False, prefer_bgrx=True)
        image = QImage(
            drawn.buffer, drawn.width, drawn.height, drawn.stride, QImage.Format.Format_RGB32
        ).copy()
        drawn.close()
        opened.close()
        return image
