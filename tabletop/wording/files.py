"""Sentences for what is wrong with an exercise file, its shadow log or the disk."""

from tabletop.i18n import N_

SENTENCES: dict[str, str] = {
    "file-missing": N_("There is no file {file}. Nothing was changed. Check its name and place."),
    "path-is-folder": N_(
        "{file} is a folder, not an exercise file. Nothing was changed. Give the name of the file."
    ),
    "folder-missing": N_(
        "There is no folder {folder}. Nothing was written. Make it, or choose another place."
    ),
    "file-exists": N_("{file} already exists and was left as it is. Give another name."),
    "file-unreadable": N_(
        "{file} cannot be read. Nothing was changed. Check its permissions or copy it to this computer."
    ),
    "file-read-only": N_(
        "{file} or its folder cannot be written. Nothing was changed. Copy it to a folder of your"
        " own and open the copy."
    ),
    "not-exercise": N_(
        "{file} is not a Tabletop exercise. Nothing was changed. Choose a file that Tabletop made."
    ),
    "file-newer": N_(
        "{file} was made by a newer version of Tabletop (schema {version}; this one knows "
        "{known}). Nothing was changed. Open it with that version."
    ),
    "file-damaged": N_(
        "{file} is damaged. It was left as it is. See what “tabletop verify” says, and rebuild it"
        " with “tabletop recover” from its shadow folder."
    ),
    "file-held": N_(
        "{file} is open at {holder} since {since}. Nothing was changed. Close it there, or read "
        "the latest copy: {snapshot}"
    ),
    "file-held-new": N_(
        "{file} is open at {holder} since {since}; there is no copy yet. Nothing was changed. "
        "Close it there first."
    ),
    "file-held-unknown": N_("{file} is open in another program. Nothing was changed. Close it there first."),
    "disk-full": N_(
        "The disk is full: {file} could not be written. What was acknowledged before is safe. "
        "Free some space and try again."
    ),
    "write-failed": N_(
        "{file} could not be written ({reason}). What was acknowledged before is safe. Check the "
        "disk or stick and try again."
    ),
    "file-gone": N_(
        "{file} is no longer in its place: it was deleted, moved or replaced, or its stick was pulled out."
        " What was acknowledged before is safe in the shadow log. Put it back, or rebuild it with"
        " “tabletop recover”."
    ),
    "text-unwritable": N_(
        "The {what} holds a character that cannot be kept (a NUL or half a character). Nothing "
        "was written. Type it anew."
    ),
    "row-too-long": N_("This entry is too long: {limit} bytes is the most. Nothing was written. Shorten it."),
    "chain-gap": N_("{station}: row {seq} is missing"),
    "chain-altered": N_("{station}: row {seq} is not as it was written"),
    "chain-unlinked": N_("{station}: row {seq} does not follow the row before it"),
    "row-unreadable": N_("{station}: row {seq} cannot be read"),
    "row-not-understood": N_("{station}: row {seq} ({kind}) is of a newer kind: kept, not counted"),
    "row-differs": N_("{station}: row {seq} differs from the shadow log"),
    "rows-lost": N_("{station}: {rows} rows from {first} on stand only in the shadow log"),
    "station-lost": N_("{station}: all {rows} rows stand only in the shadow log"),
    "header-missing": N_("the header is gone or unreadable"),
    "header-altered": N_("the header was changed ({field})"),
    "pack-altered": N_("the frozen pack was changed: its hash is {found}, not {expected}"),
    "pack-file-unreadable": N_("the pack's file {path} cannot be read"),
    "frozen-pack-unreadable": N_("the frozen pack cannot be read"),
    "pages-damaged": N_("the database is damaged: {reason}"),
    "schema-added": N_("{name} was added to the database"),
    "schema-altered": N_("{name} in the database was changed"),
    "schema-missing": N_("{name} is gone from the database"),
    "attachment-altered": N_("attachment {hash} is not what its name says"),
    "attachment-missing": N_("attachment {hash} is gone"),
    "backup-failed": N_(
        "No copy could be made in {folder} ({reason}). The exercise itself is safe. Check that disk."
    ),
    "clock-failed": N_(
        "The running clock could not be noted in {folder} ({reason}). Every row is safe. Check that disk."
    ),
    "shadow-failed": N_(
        "The shadow log in {folder} could not be written ({reason}). The exercise itself is safe."
        " Check that disk."
    ),
    "shadow-exists": N_("{folder} already holds a shadow log and was left as it is. Choose another folder."),
    "shadow-missing": N_(
        "{folder} holds no shadow log. Nothing was written. Give the folder that holds journal.jsonl."
    ),
    "shadow-foreign": N_("{folder} holds the shadow log of another exercise ({exercise})"),
    "shadow-header-lost": N_(
        "The first line of the shadow log in {folder} is lost, so nothing says which exercise it "
        "is. Nothing was written."
    ),
    "shadow-damaged": N_("the shadow log in {folder} has {lines} lines that prove nothing"),
    "shadow-behind": N_("{station}: {rows} rows from {first} on are not in the shadow log"),
    "shadow-set-aside": N_("a shadow log that did not agree was set aside: {file}"),
    "shadow-pack-missing": N_("the pack is gone from {folder}"),
    "shadow-pack-gone": N_(
        "The pack is gone from {folder}. Nothing was written. Give the same pack with --pack (hash {sha256})."
    ),
    "pack-differs": N_(
        "This is another pack: its hash is {found}, the exercise has {expected}. Nothing was written."
    ),
    "lines-dropped": N_(
        "{lines} lines of the shadow log prove nothing and were left out; {kept} rows came back"
    ),
}
