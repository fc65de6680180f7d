"""One style sheet and palette for Qt's own controls, from the tokens; widgets that paint use Look."""

from __future__ import annotations

from PySide6.QtGui import QColor, QPalette

from tabletop import paths
from tabletop.ui.look import Look
from tabletop.ui.theme import colours

_SHEET = """
* { color: %(text)s; }
QMainWindow, QWidget#page { background: %(ground)s; }
QWidget#surface { background: %(surface)s; }
QWidget#band { background: %(band)s; }
QLabel { background: transparent; }
QLabel[rank="title"] { font-size: %(s22)dpx; font-weight: 700; }
QLabel[rank="head"] { font-size: %(s14)dpx; font-weight: 600; color: %(text_2)s; }
QLabel[rank="second"] { font-size: %(s15)dpx; color: %(text_2)s; }
QLabel[rank="strong"] { font-weight: 600; }
QLabel[rank="late"] { font-weight: 700; color: %(late_ink)s; }
QLabel[rank="big"] { font-size: %(s30)dpx; font-weight: 700; }

QPushButton { background: %(surface)s; border: 1px solid %(border)s; border-radius: %(s4)dpx;
  padding: 0 %(s14)dpx; min-height: %(s34)dpx; font-weight: 600; }
QPushButton:hover { border-color: %(text)s; }
QPushButton:pressed { background: %(selected)s; }
QPushButton:focus, QToolButton:focus, QComboBox:focus, QSpinBox:focus, QCheckBox:focus,
QRadioButton:focus { border: 3px solid %(focus)s; }
QPushButton:focus { padding: 0 %(s12)dpx; min-height: %(s30)dpx; }
QPushButton::menu-indicator { image: none; width: 0; }
QPushButton:disabled { background: %(locked)s; color: %(locked_on)s; border: 1px dashed %(border)s; }
QPushButton[rank="act"] { background: %(act_fill)s; color: %(act_on)s; border-color: %(act_fill)s; }
QPushButton[rank="act"]:hover { border-color: %(text)s; }
QPushButton[rank="act"]:disabled { background: %(locked)s; color: %(locked_on)s; border-color: %(border)s; }
QPushButton[rank="outlined"] { border: 2px solid %(act_fill)s; color: %(act_ink)s; }
QPushButton[rank="outlined"]:disabled { background: %(locked)s; color: %(locked_on)s;
  border-color: %(border)s; }
QPushButton[rank="act"]:focus, QPushButton[rank="danger"]:focus { border: 3px solid %(text)s; }
QPushButton:checked { background: %(chosen_fill)s; color: %(chosen_on)s; border-color: %(chosen_fill)s; }
QPushButton:checked:focus { border-color: %(focus)s; }
QPushButton[rank="danger"] { background: %(late_fill)s; color: %(late_on)s; border-color: %(late_fill)s; }

QLineEdit, QPlainTextEdit, QComboBox, QSpinBox { background: %(surface)s; border: 1px solid %(border)s;
  border-radius: %(s4)dpx; padding: %(s4)dpx %(s8)dpx; selection-background-color: %(act_fill)s;
  selection-color: %(act_on)s; placeholder-text-color: %(placeholder)s; }
QLineEdit, QComboBox, QSpinBox { min-height: %(s24)dpx; }
QLineEdit:focus, QPlainTextEdit:focus, QSpinBox:focus, QComboBox:focus { border: 3px solid %(focus)s;
  padding: %(s2)dpx %(s6)dpx; }
QLineEdit:disabled, QPlainTextEdit:disabled, QComboBox:disabled { background: %(locked)s;
  color: %(locked_on)s; }
QComboBox:disabled { border: 1px dashed %(border)s; }
QLineEdit[state="unsaved"] { border: 3px solid %(late_fill)s; padding: %(s2)dpx %(s6)dpx; }
QComboBox::drop-down { border: none; width: %(s24)dpx; }
QComboBox::down-arrow, QSpinBox::down-arrow { image: url("%(icons)s/down-on-%(ground_is)s.svg");
  width: %(s14)dpx; height: %(s14)dpx; }
QSpinBox::up-arrow { image: url("%(icons)s/up-on-%(ground_is)s.svg"); width: %(s14)dpx; height: %(s14)dpx; }
QSpinBox::up-button, QSpinBox::down-button { border: none; width: %(s24)dpx; background: transparent; }
QComboBox QAbstractItemView { background: %(surface)s; selection-background-color: %(selected)s;
  selection-color: %(text)s; border: 1px solid %(border)s; }
QCheckBox::indicator { width: %(s15)dpx; height: %(s15)dpx; border: 1px solid %(border)s;
  background: %(surface)s; }
QCheckBox::indicator:checked { image: url("%(icons)s/tick-on-%(ground_is)s.svg"); border-color: %(text)s; }
QCheckBox, QRadioButton { border: 3px solid transparent; }

QTableView, QListView, QTreeView { background: %(surface)s; border: none; outline: 0;
  gridline-color: %(row_line)s; selection-background-color: %(selected)s; selection-color: %(text)s; }
QHeaderView { background: %(band)s; border: none; }
QHeaderView::section { background: %(band)s; color: %(text_2)s; font-size: %(s14)dpx; font-weight: 600;
  border: none; border-bottom: 1px solid %(border)s; padding: 0 %(s8)dpx; }
QTableView QLineEdit { border-radius: 0; padding: 0 %(s4)dpx; min-height: 0; }

QTabBar::tab { background: transparent; padding: %(s6)dpx %(s12)dpx; font-weight: 600;
  border-top: 3px solid transparent; }
QTabBar::tab:selected { background: %(surface)s; border-top: 3px solid %(text)s; }
QTabBar::tab:focus { border: 3px solid %(focus)s; padding: %(s6)dpx %(s9)dpx %(s3)dpx %(s9)dpx; }

QMenu { background: %(surface)s; border: 1px solid %(border)s; padding: %(s4)dpx; }
QMenu::item { padding: %(s6)dpx %(s24)dpx; }
QMenu::item:selected { background: %(selected)s; color: %(text)s; }
QMenu::item:disabled { color: %(text_2)s; }
QMenu::separator { height: 1px; background: %(row_line)s; margin: %(s4)dpx; }
QToolTip { background: %(text)s; color: %(surface)s; border: none; padding: %(s4)dpx; }
QScrollBar:vertical { background: %(surface)s; width: %(s10)dpx; margin: 0; }
QScrollBar::handle:vertical { background: %(border)s; border-radius: %(s4)dpx; min-height: %(s24)dpx;
  margin: 2px; }
QScrollBar:horizontal { background: %(surface)s; height: %(s10)dpx; margin: 0; }
QScrollBar::handle:horizontal { background: %(border)s; border-radius: %(s4)dpx; min-width: %(s24)dpx;
  margin: 2px; }
QScrollBar::add-line, QScrollBar::sub-line { width: 0; height: 0; }
QScrollBar::add-page, QScrollBar::sub-page { background: transparent; }
QDialog, QMessageBox { background: %(surface)s; }
QScrollArea { border: none; background: %(surface)s; }
QScrollArea > QWidget > QWidget { background: %(surface)s; }
"""
_SIZES = (2, 3, 4, 6, 8, 9, 10, 12, 14, 15, 16, 22, 24, 30, 34)


def stylesheet(look: Look) -> str:
    """Return the style sheet of the application."""
    sizes = {f"s{size}": look.px(size) for size in _SIZES}
    icons = (paths.resources() / "icons").as_posix()
    ground_is = "dark" if look.theme.name == "night" else "light"
    return _SHEET % (colours(look.theme) | sizes | {"icons": icons, "ground_is": ground_is})


def palette(look: Look) -> QPalette:
    """Return the palette, for what no style sheet reaches."""
    roles = {
        QPalette.ColorRole.Window: "ground", QPalette.ColorRole.WindowText: "text",
        QPalette.ColorRole.Base: "surface", QPalette.ColorRole.AlternateBase: "band",
        QPalette.ColorRole.Text: "text", QPalette.ColorRole.Button: "surface",
        QPalette.ColorRole.ButtonText: "text", QPalette.ColorRole.Highlight: "selected",
        QPalette.ColorRole.HighlightedText: "text", QPalette.ColorRole.PlaceholderText: "placeholder",
        QPalette.ColorRole.ToolTipBase: "text", QPalette.ColorRole.ToolTipText: "surface",
    }  # fmt: skip
    made = QPalette()
    for role, token in roles.items():
        made.setColor(role, QColor(getattr(look.theme, token)))
    return made
