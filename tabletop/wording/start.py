"""Sentences for how the program is started: commands that are none, and why there is no window."""

from tabletop.i18n import N_

APT_LINE = (
    "sudo apt-get install libglib2.0-0 libgl1 libegl1 libxkbcommon0 libfontconfig1 libdbus-1-3"
    " libxcb-cursor0 libxkbcommon-x11-0 libxcb-icccm4 libxcb-keysyms1 libxcb-shape0"
)
"""What Qt needs of a Debian or Ubuntu for a window on X11 (stack A1)."""

SENTENCES: dict[str, str] = {
    "command-mistyped": N_("Nothing was done: “{given}” is neither a command nor a file."),
    "command-unknown": N_("Nothing was done: “{given}” is neither a command nor a file. {usage}"),
    "no-display": N_("No window was opened: this session has no display."),
    "display-dead": N_(
        "No window was opened: the display does not answer, or libraries are missing (on Debian"
        " and Ubuntu: {apt})."
    ),
    "window-libraries": N_(
        "No window was opened: a library is missing ({why}). On Debian and Ubuntu install it: {apt}."
    ),
    "exercise-runs-here": N_(
        "“{name}” was not opened: an exercise is running here. Pause or end it first, then open the"
        " other in Home."
    ),
}
