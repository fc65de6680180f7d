"""What restoring asks for: which backup is opened, as a copy; it must not open one itself."""

from __future__ import annotations

from pathlib import Path

from tabletop.errors import UserError
from tabletop.i18n import N_, elapsed
from tabletop.services.backups import BackupOffer
from tabletop.ui.look import Look
from tabletop.ui.pages.ask import Ask, Values
from tabletop.ui.pages.desk import Desk
from tabletop.ui.widgets.form import Field, FormText


def restore(desk: Desk) -> Ask:
    """Offer the backups, the newest first; the chosen one is copied and its copy opened."""
    if desk.restoring is None or not desk.restoring.offers:
        raise UserError("no-backups")
    look, say = desk.look, desk.look.say
    offers, open_copy = desk.restoring.offers, desk.restoring.open_copy
    facts = [say(N_("This file stays exactly as it is. What was entered after the backup is only in it."))]
    if desk.state.stage == "running":
        facts.append(say(N_("The exercise is paused and closed before the copy opens.")))
    text = FormText(
        title=say(N_("Open a backup")),
        intro=say(N_("A copy of an earlier state is opened as a file of its own.")),
        facts=facts,
        submit=say(N_("Open the copy")),
        fields=(
            Field(
                name="backup", label=say(N_("Backup")), kind="choice", value=str(offers[0].path),
                choices=[(str(offer.path), offer_words(offer, look)) for offer in offers],
            ),
        ),
    )  # fmt: skip

    async def run(values: Values) -> None:
        await open_copy(Path(str(values["backup"])))

    return Ask(text=text, run=run)


def offer_words(offer: BackupOffer, look: Look) -> str:
    """Say when a backup was made and how far it reaches."""
    made_at = offer.made_at.astimezone()
    reach = look.say(N_("up to {time}, {n} entries"), time=elapsed(offer.elapsed_ms), n=offer.rows)
    return f"{look.words.short_date(made_at)} {look.wall(made_at)}   {reach}"
