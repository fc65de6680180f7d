"""The after-action report with improvement plan, every field of doctrine 11; no chapter's content."""

from __future__ import annotations

from collections.abc import Mapping

from tabletop.i18n import N_
from tabletop.reports.aar_appendices import method, participants
from tabletop.reports.aar_capabilities import analysis, definitions, table_one
from tabletop.reports.aar_conduct import conduct
from tabletop.reports.aar_hot_wash import feedback, hot_wash
from tabletop.reports.aar_metrics import metrics
from tabletop.reports.aar_overview import executive_summary, overview
from tabletop.reports.aar_plan import plan_parts
from tabletop.reports.aar_play import course_of_play
from tabletop.reports.aar_readiness import readiness
from tabletop.reports.aar_record import record
from tabletop.reports.document import Contents, Document, Figure, Heading, Part, Prose
from tabletop.reports.dossier import Dossier
from tabletop.reports.report_frame import charts_named, report, signatures
from tabletop.reports.report_words import joined
from tabletop.reports.voice import Pair

NO_CHARTS: Mapping[str, Figure] = {}


def after_action_report(d: Dossier, charts: Mapping[str, Figure] = NO_CHARTS) -> Document:
    """Return the full report; `charts` by name: objectives, letters, timeline, latency, told."""
    appendix = joined([d.voice.pair(N_("Appendix A")), d.voice.label("improvement_plan")], ": ")
    parts: list[Part] = [
        Contents(title=d.voice.pair(N_("Contents"))),
        *overview(d),
        *executive_summary(d),
        *analysis(d, charts),
        *conduct(d),
        *metrics(d, charts),
        *course_of_play(d, charts),
        *readiness(d),
        Heading(text=d.voice.label("hot_wash")),
        *hot_wash(d, level=3),
        Heading(text=d.voice.label("participant_feedback"), level=2),
        *feedback(d),
        Heading(text=appendix, starts_page=True),
        *plan_parts(d),
        *participants(d),
        *method(d),
        *record(d),
        *sign_off(d),
    ]
    return report(d, title_of(d), parts)


def title_of(d: Dossier) -> Pair:
    """Return the report's name: after-action report and improvement plan, as the label set calls them."""
    return joined([d.voice.label("after_action_report"), d.voice.label("improvement_plan")], " / ")


def summary_report(d: Dossier, charts: Mapping[str, Figure] = NO_CHARTS) -> Document:
    """Return the short report: what the one page says, as chapters."""
    parts: list[Part] = [
        *overview(d),
        *executive_summary(d),
        table_one(d),
        *definitions(d.voice),
        *charts_named(charts, "timeline"),
        *sign_off(d),
    ]
    return report(d, d.voice.label("debrief_summary"), parts)


def sign_off(d: Dossier) -> list[Part]:
    """Set the signatures; a draft says that it is none to sign."""
    parts: list[Part] = [Heading(text=d.voice.pair(N_("Sign-off")))]
    if d.debrief.draft:
        parts.append(Prose(text=d.voice.pair(N_("draft: do not sign")), tone="strong"))
    return [*parts, signatures(d)]
