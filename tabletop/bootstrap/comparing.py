"""Runs read and put side by side, over all rooms; it must not load Qt or hold a rule of its own."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from tabletop import paths, wording
from tabletop.bootstrap import headless
from tabletop.domain.play.journal import is_directors
from tabletop.domain.result.comparability import Run
from tabletop.domain.result.comparison import MOST_RUNS, Comparison, compare_runs
from tabletop.errors import Finding, UserError
from tabletop.exchange.comparison_json import comparison_json
from tabletop.i18n import N_, Catalogue
from tabletop.reports.comparison_table import comparison_table, finding_lines
from tabletop.services import evaluation
from tabletop.services.papers import FigureCopy, PaperFile, PaperForm, Paperwork
from tabletop.services.sharing import ComparisonCopy
from tabletop.store.exercise_reader import read_exercise

FORMS: tuple[PaperForm, ...] = ("pdf", "docx", "xlsx", "json")
Progress = Callable[[int, int], bool]


@dataclass(frozen=True, slots=True, kw_only=True)
class Compared:
    """A comparison, with the files that could not be read and what is wrong with those that could."""

    comparison: Comparison
    refused: tuple[tuple[str, UserError], ...] = ()
    findings: tuple[Finding, ...] = ()

    @property
    def is_clean(self) -> bool:
        """Tell whether every file was read whole and stands beside the others with all it has."""
        is_whole = all(finding.advice for finding in self.findings)
        is_care = all(caution.is_note for caution in self.comparison.cautions)
        return is_whole and is_care and not (self.refused or self.comparison.left_out)

    @property
    def read(self) -> int:
        """Return how many files could be read."""
        return len(self.comparison.runs) + len(self.comparison.left_out)

    @property
    def language(self) -> str:
        """Return the first language of the latest run's pack."""
        runs = (*self.comparison.runs, *(each.run for each in self.comparison.left_out))
        return runs[-1].scenario.languages[0] if runs else "en"


def compare(files: Sequence[Path], opened: Mapping[Path, Paperwork] | None = None) -> Compared:
    """Read exercises without their locks, writing nothing, and put them side by side.

    `opened` is what stands in those that this program holds. Raises UserError `compare-count` unless two
    to six are given. A file that cannot be read is returned with its refusal.
    """
    files = list(dict.fromkeys(file.resolve() for file in files))
    if not 2 <= len(files) <= MOST_RUNS:
        raise UserError("compare-count", given=len(files), most=MOST_RUNS)
    held = {path.resolve(): work for path, work in (opened or {}).items()}
    runs: list[Run] = []
    refused: list[tuple[str, UserError]] = []
    findings: list[Finding] = []
    for file, label in zip(files, labels_of(files), strict=True):
        work = held.get(file)
        if work is not None:
            runs.append(Run(label=label, scenario=work.scenario, debrief=work.debrief))
            continue
        try:
            run, found = _read(file, label)
        except UserError as refusal:
            refused.append((file.name, refusal))
            continue
        runs.append(run)
        findings += found
    return Compared(comparison=compare_runs(runs), refused=tuple(refused), findings=tuple(findings))


def labels_of(files: Iterable[Path]) -> list[str]:
    """Return by what a person tells files apart: their names, with the folder's where two are alike."""
    files = list(files)
    stems = [file.stem for file in files]
    return [f"{file.parent.name}/{file.stem}" if stems.count(file.stem) > 1 else file.stem for file in files]


def _read(file: Path, label: str) -> tuple[Run, Sequence[Finding]]:
    found = read_exercise(file, read_pack=headless.frozen_pack)
    if not is_directors(found.header.station):
        raise UserError("compare-logbook", file=file.name, station=found.header.station)
    scenario = found.pack.scenario
    debrief = evaluation.debrief_of(scenario, header=found.header, union=found.union)
    return Run(label=label, scenario=scenario, debrief=debrief), found.findings


def table(comparison: Comparison, words: Catalogue) -> str:
    """Return the comparison as text."""
    return comparison_table(comparison, words)


def remarks(comparison: Comparison, words: Catalogue) -> list[str]:
    """Say what is not compared, and what must be known of the rest."""
    return finding_lines(comparison, words)


def form_of(out: Path) -> PaperForm:
    """Return as what a comparison is written, by the ending. Raises UserError `out-kind`."""
    forms: dict[str, PaperForm] = {form: form for form in FORMS}
    form = forms.get(out.suffix.lower().lstrip("."))
    if form is None:
        raise UserError("out-kind", path=str(out), kinds=", ".join(FORMS))
    return form


def write(comparison: Comparison, out: Path, languages: tuple[str, ...], progress: Progress) -> PaperFile:
    """Write a comparison; what stood at `out` is still there where that is refused."""
    made = paper(comparison, form_of(out), languages, progress)
    paths.replace_file(out, made.data)
    return made


def paper(
    comparison: Comparison, form: PaperForm, languages: tuple[str, ...],
    progress: Progress = lambda _done, _all: True,
) -> PaperFile:  # fmt: skip
    """Return the comparison as a file. Raises UserError `printing-stopped`."""
    if form == "json":
        return PaperFile(data=comparison_json(comparison))
    from tabletop.bootstrap import printing  # noqa: PLC0415 - only printing waits for ReportLab

    return printing.print_comparison(comparison, form, languages, progress)


def as_figures(compared: Compared, words: Catalogue) -> ComparisonCopy:
    """Return a comparison as a screen shows it, with what could not be read or compared."""
    from tabletop.bootstrap import figure_copies  # noqa: PLC0415 - as above
    from tabletop.reports.comparison_report import comparison_report  # noqa: PLC0415 - as above

    comparison = compared.comparison
    refused = [f"{name}: {wording.refusal(refusal, words)}" for name, refusal in compared.refused]
    findings = [wording.finding_line(each, words) for each in compared.findings if not each.advice]
    document = comparison_report(comparison, (words.language,))
    remarks = (*refused, *findings, *finding_lines(comparison, words))
    figures = [*figure_copies.tables(document.parts)]
    if remarks:
        told = words.gettext(N_("To be known"))
        rows = tuple((remark,) for remark in remarks)
        figures.insert(0, FigureCopy(name="remarks", caption=told, head=(told,), rows=rows))
    runs = ", ".join(run.label for run in comparison.runs)
    return ComparisonCopy(
        name=words.gettext(N_("Comparison {runs}")).format(runs=runs),
        figures=tuple(figures),
        remarks=remarks,
        can_compare=comparison.can_compare,
    )
