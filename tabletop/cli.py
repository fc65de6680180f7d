"""The command line: one small function a command; it must not know how anything is done."""

from __future__ import annotations

import argparse
import json
import os
import sys
from collections.abc import Callable, Iterable, Sequence
from pathlib import Path

from tabletop import wording
from tabletop.bootstrap import carrying, comparing, headless, observers, redacting, window
from tabletop.bootstrap.papers import FORMS
from tabletop.cli_options import language_of, options_of, start_of
from tabletop.errors import Finding, UnreadableError, UserError
from tabletop.i18n import N_, Catalogue, catalogue
from tabletop.log import write_fault_report
from tabletop.services.workplace import LogbookOrder, PaperForm, PaperKind, PaperOrder

DONE, FINDINGS, REFUSED = 0, 1, 2
_NO_WINDOW = ("no-display", "display-dead", "window-libraries")
"""Refusals that say why no window can be had here."""


def main(arguments: Sequence[str] | None = None) -> int:
    """Run a command; return 0 done, 1 done with findings, 2 refused (contract 1)."""
    given = list(sys.argv[1:] if arguments is None else arguments)
    words = catalogue(language_of(given) or "en")
    try:
        options = options_of(given, words)
        return _COMMANDS[options.command](options)
    except UserError as refusal:
        _tell(wording.refusal(refusal, words))
        _tell_findings(getattr(refusal, "findings", ()), words)
    except PermissionError as fault:
        barred = UserError("input-unreadable", path=str(fault.filename), why=str(fault.strerror))
        _tell(wording.refusal(barred, words))
    except KeyboardInterrupt:
        _tell(words.gettext("Stopped. What was acknowledged before is safe."))
    except Exception as fault:  # noqa: BLE001 - the command line's last door (design 7)
        report = write_fault_report(fault)
        text = words.gettext(
            "Tabletop has a defect ({fault}). Nothing more was done. A report lies in {path}."
        )
        _tell(text.format(fault=type(fault).__name__, path=report))
    return REFUSED


# Commands ---------------------------------------------------------------------------------------


def application(options: argparse.Namespace) -> int:
    """Open the window, and in it the file that was given."""
    file = None if options.opened is None else Path(options.opened)
    code = _open_window(options, N_("Without a window: tabletop demo --headless"), file=file)
    return REFUSED if code is None else code


def demo(options: argparse.Namespace) -> int:
    """Open the window on a fresh copy of the sample; where there is none, play the sample run."""
    if options.headless or options.out is not None:  # who names a folder wants the files
        return _play_demo(options)
    code = _open_window(options, N_("The sample is played without a window."), with_sample=True)
    return _play_demo(options) if code is None else code


def _open_window(
    options: argparse.Namespace, otherwise: str, *, file: Path | None = None, with_sample: bool = False
) -> int | None:
    """Open the window until it is closed; where none can be had, tell why and return None."""
    try:
        _require_display()
        return window.run(file, language=options.asked, locale=options.lang, with_sample=with_sample)
    except UserError as refusal:
        if refusal.code not in _NO_WINDOW:
            raise
        words = catalogue(options.lang or "en")
        _tell(f"{wording.refusal(refusal, words)} {words.gettext(otherwise)}")
        return None


def _require_display() -> None:
    """Refuse before Qt is loaded: on Linux it would end the process where there is no display."""
    asked = ("DISPLAY", "WAYLAND_DISPLAY", "QT_QPA_PLATFORM")
    if sys.platform == "linux" and not any(os.environ.get(name) for name in asked):
        raise UserError("no-display")


def _play_demo(options: argparse.Namespace) -> int:
    """Play the bundled sample run and print its score."""
    folder = Path(options.out or "tabletop-demo")
    result = headless.play_demo(folder, warn=_warner(options.lang), on_phase=_progress(options.lang))
    words = catalogue(options.lang or result.scenario.languages[0])
    print(result.scenario.title.in_language(words.language))
    print(headless.score_text(result, words))
    print()
    for path in headless.write_demo_documents(result, folder, words.language):
        print(path)
    return DONE


def check(options: argparse.Namespace) -> int:
    """Validate a pack: 1 when it has errors, 2 when nothing could be read."""
    words = catalogue(options.lang or "en")
    try:
        pack, findings = headless.read_a_pack(Path(options.pack))
    except UnreadableError as refusal:
        if options.json:
            print(
                json.dumps(wording.as_data(refusal.findings, catalogue("en")), ensure_ascii=False, indent=1)
            )
        else:
            _tell_findings(refusal.findings, words)
            _tell(wording.refusal(refusal, words))
        faults = [finding for finding in refusal.findings if not finding.advice]
        was_read = any(fault.line or fault.place not in ("pack.yaml", "msel.yaml") for fault in faults)
        return FINDINGS if was_read else REFUSED
    if options.json:
        print(json.dumps(wording.as_data(findings, catalogue("en")), ensure_ascii=False, indent=1))
        return DONE
    words = catalogue(options.lang or pack.scenario.languages[0])
    _tell_findings(findings, words)
    injects, actions = len(pack.scenario.injects), sum(1 for _ in pack.scenario.actions())
    text = words.gettext("{title}: {injects} injects, {actions} expected actions, no errors.")
    print(
        text.format(title=pack.scenario.title.in_language(words.language), injects=injects, actions=actions)
    )
    return DONE


def play(options: argparse.Namespace) -> int:
    """Run a play script into a new exercise file."""
    pack, script = Path(options.pack), Path(options.script)
    out = _free(Path(options.out), pack, script, force=options.force)
    headless.play_script(
        pack,
        script,
        out=out,
        starts_at=start_of(options.start),
        shadow=None if options.shadow is None else _free(Path(options.shadow), force=options.force),
        warn=_warner(options.lang),
        on_phase=_progress(options.lang),
    )
    return DONE


def debrief(options: argparse.Namespace) -> int:
    """Write the debrief of an exercise: the one page, or the full report."""
    out = _free(Path(options.out), Path(options.file), force=options.force)
    kind: PaperKind = "report" if options.full else "summary"
    forms: dict[str, PaperForm] = {form: form for form in FORMS[kind]}
    form = forms.get(out.suffix.lower().lstrip("."))
    if form is None:
        raise UserError("out-kind", path=str(out), kinds=", ".join(forms))
    result = headless.read_an_exercise(Path(options.file))
    first = result.scenario.languages[0]
    languages = tuple((options.languages or options.lang or first).split("+"))
    order = PaperOrder(
        kind=kind, form=form, languages=languages, paper=options.paper, labels=options.labels,
        printed_on=headless.today_at(result.scenario),
    )  # fmt: skip
    words = catalogue(languages[0])
    paper = headless.write_paper(result, out, order, progress=_printing(words))
    _tell_findings(result.findings, words)
    _tell_lacking(paper.substituted, words)
    return _outcome(result.findings)


def verify(options: argparse.Namespace) -> int:
    """Check every chain of an exercise file."""
    report = headless.verify(Path(options.file), None if options.shadow is None else Path(options.shadow))
    words = catalogue(options.lang or "en")
    if options.json:
        stations = [{"station": s.station, "rows": s.rows, "head": s.head} for s in report.stations]
        print(
            json.dumps(
                {"stations": stations, "findings": wording.as_data(report.findings, catalogue("en"))},
                indent=1,
            )
        )
    else:
        _tell_findings(report.findings, words)
        for station in report.stations:
            text = words.gettext("{station}: {rows} rows, head {head}")
            print(text.format(station=station.station, rows=station.rows, head=station.head))
        if not report.findings:
            print(words.gettext("Every row is as it was written."))
    return _outcome(report.findings)


def recover(options: argparse.Namespace) -> int:
    """Rebuild an exercise from its shadow folder."""
    out = _free(Path(options.out), force=options.force)
    pack = None if options.pack is None else Path(options.pack)
    findings = headless.recover(Path(options.shadow), out, pack=pack, force=options.force)
    _tell_findings(findings, catalogue(options.lang or "en"))
    return _outcome(findings)


def export(options: argparse.Namespace) -> int:
    """Write the journal as JSON lines."""
    out = _free(Path(options.out), Path(options.file), force=options.force)
    findings = headless.export(Path(options.file), out)
    _tell_findings(findings, catalogue(options.lang or "en"))
    return _outcome(findings)


def logbook(options: argparse.Namespace) -> int:
    """Make an observer's own file, from an exercise or a pack."""
    order = LogbookOrder(
        station=options.station,
        cells=tuple(options.cells),
        observer=options.name or options.station,
        is_whole=options.all_injects,
    )
    out = _free(Path(options.out), Path(options.file), force=options.force)
    observers.issue(Path(options.file), order, out, warn=_warner(options.lang))
    words = catalogue(options.lang or "en")
    cells = ", ".join(order.cells) or words.gettext("all")
    text = words.gettext("{path}: logbook of {station}, cells {cells}")
    print(text.format(path=out, station=order.station, cells=cells))
    return DONE


def merge(options: argparse.Namespace) -> int:
    """Take observers' files into an exercise: 1 where something is missing, contradicts or was refused."""
    words = catalogue(options.lang or "en")
    file, given = Path(options.file), [Path(path) for path in options.logbooks]
    report = observers.merge_into(file, given, warn=_warner(options.lang), progress=_counter(words))
    for name, refusal in report.refused:
        _tell(f"{name}: {wording.refusal(refusal, words)}")
    _tell_findings(report.findings, words)
    if options.json:
        print(json.dumps(observers.as_data(report), ensure_ascii=False, indent=1))
    else:
        for line in observers.report_lines(report, words):
            print(line)
    if report.refused and not report.taken:
        return REFUSED
    return DONE if report.is_clean else FINDINGS


def carry(options: argparse.Namespace) -> int:
    """Take over what an earlier exercise left open: 1 where its file is not as it was written."""
    words = catalogue(options.lang or "en")
    report = carrying.carry_over(Path(options.source), Path(options.file), warn=_warner(options.lang))
    _tell_findings(report.findings, words)
    if options.json:
        print(json.dumps(carrying.as_data(report), ensure_ascii=False, indent=1))
    else:
        for line in carrying.report_lines(report, words):
            print(line)
    return _outcome(report.findings)


def compare(options: argparse.Namespace) -> int:
    """Put runs side by side: 1 where something is not comparable or not as it was written."""
    files = [Path(file) for file in options.files]
    out = None if options.out is None else _free(Path(options.out), *files, force=options.force)
    if out is not None:
        comparing.form_of(out)  # a wrong ending is refused before anything is read
    compared = comparing.compare(files)
    languages = tuple((options.languages or options.lang or compared.language).split("+"))
    words = catalogue(languages[0])
    for name, refusal in compared.refused:
        _tell(f"{name}: {wording.refusal(refusal, words)}")
    _tell_findings(compared.findings, words)
    for line in comparing.remarks(compared.comparison, words):
        _tell(line)
    if compared.read < 2:
        return REFUSED
    if out is None:
        print(comparing.table(compared.comparison, words))
    else:
        made = comparing.write(compared.comparison, out, languages, _printing(words))
        _tell_lacking(made.substituted, words)
    return DONE if compared.is_clean else FINDINGS


def redact(options: argparse.Namespace) -> int:
    """Copy an exercise without people's names."""
    out = _free(Path(options.out), Path(options.file), force=options.force)
    report = redacting.redact(Path(options.file), out, options.names, replaces=options.force)
    words = catalogue(options.lang or "en")
    for line in redacting.notes(report, words):
        _tell(line)
    print(redacting.summary(report, words))
    return DONE


def later(options: argparse.Namespace) -> int:
    """Refuse by name what a later version brings."""
    raise UserError("command-later", command=options.name)


_COMMANDS: dict[str, Callable[[argparse.Namespace], int]] = {
    command.__name__: command
    for command in (
        application, demo, check, play, debrief, verify, recover, export, logbook, merge, carry, compare,
        redact, later,
    )
}  # fmt: skip


# Small steps ------------------------------------------------------------------------------------


def _free(path: Path, *inputs: Path, force: bool) -> Path:
    """Return where to write. Raises UserError where something stands that must stay."""
    if path.resolve() in [given.resolve() for given in inputs]:
        raise UserError("out-is-input", path=str(path))
    try:
        is_there = path.exists()
    except OSError as fault:
        raise UserError("out-unwritable", path=str(path), why=fault.strerror) from fault
    if is_there and not force:
        raise UserError("out-exists", path=str(path))
    return path


def _outcome(findings: Iterable[Finding]) -> int:
    """Return the exit code; advice is no finding."""
    return DONE if all(finding.advice for finding in findings) else FINDINGS


def _progress(language: str | None) -> Callable[[str], None] | None:
    """Return what tells each phase on a terminal; None where nobody watches."""
    if not sys.stderr.isatty():
        return None
    words = catalogue(language or "en")
    return lambda phase: _tell(words.gettext("Playing {phase} ...").format(phase=phase))


def _counter(words: Catalogue) -> Callable[[int, int], bool]:
    """Return what tells on a terminal how many files were read, and says nothing where nobody watches."""
    if not sys.stderr.isatty():
        return lambda _done, _all: True

    def tell(done: int, total: int) -> bool:
        _tell(words.gettext("Reading {done}/{total} ...").format(done=done, total=total))
        return True

    return tell


def _printing(words: Catalogue) -> Callable[[int, int], bool]:
    """Return what tells on a terminal each tenth of a print, and says nothing where nobody watches."""
    told = 0
    watched = sys.stderr.isatty()

    def tell(done: int, total: int) -> bool:
        nonlocal told
        tenth = 10 * done // max(1, total)
        if watched and tenth > told:
            told = tenth
            _tell(words.gettext("Printing {percent} % ...").format(percent=10 * tenth))
        return True

    return tell


def _warner(language: str | None) -> Callable[[Finding], None]:
    words = catalogue(language or "en")
    return lambda finding: _tell(wording.finding_line(finding, words))


def _tell(line: str) -> None:
    print(line, file=sys.stderr)


def _tell_lacking(substituted: Iterable[str], words: Catalogue) -> None:
    """Tell which characters a paper shows by their code."""
    if substituted:
        text = words.gettext("The font lacks these characters, they were printed as U+XXXX: {list}")
        _tell(text.format(list=" ".join(substituted)))


def _tell_findings(findings: Iterable[Finding], words: Catalogue) -> None:
    for finding in findings:
        _tell(wording.finding_line(finding, words))
