"""Sentences for what is wrong with a pack as files and as YAML."""

from tabletop.i18n import N_

SENTENCES: dict[str, str] = {
    "pack-missing": N_(
        "There is no pack {name}. Nothing was changed. Give the folder of a pack or a .tabletop-pack file."
    ),
    "pack-not-a-pack": N_(
        "{name} is not a pack: it holds neither pack.yaml nor msel.yaml. Nothing was changed. "
        "Give the folder that holds them, or a .tabletop-pack file."
    ),
    "pack-not-readable": N_(
        "{name} cannot be read ({reason}). Nothing was changed. Check the disk and the rights to read it."
    ),
    "pack-unreadable": N_(
        "This pack cannot be used yet: {count} faults. Nothing was changed. Mend them and check it again."
    ),
    "pack-too-large": N_(
        "{name} is larger than {limit_mb} MB, the most that a pack may hold. It was not read. "
        "Make attachments smaller or take some out."
    ),
    "pack-too-many-files": N_(
        "{name} holds more than {limit} files. It was not read. Take out what is not needed."
    ),
    "pack-not-written": N_(
        "The pack {name} could not be written ({reason}). The previous files are kept beside as "
        ".bak. Mend that and save again."
    ),
    "attachment-path": N_(
        "“{word}” cannot be the path of an attachment. Nothing was written. Use attachments/ and "
        "a plain name, such as attachments/map.png."
    ),
    "zip-too-large": N_(
        "{name} is larger than {limit_mb} MB, packed or unpacked. Nothing was unpacked. Make its "
        "attachments smaller."
    ),
    "zip-too-many": N_(
        "{name} holds more than {limit} members. Nothing was unpacked. Pack only pack.yaml, "
        "msel.yaml and attachments."
    ),
    "zip-name": N_(
        "{name} holds a member with a dangerous name, “{member}”. Nothing was unpacked. Do not "
        "use this file; ask its sender for another."
    ),
    "zip-twice": N_("{name} holds “{member}” twice. Nothing was unpacked. Pack it again."),
    "zip-link": N_("{name} holds a link or device, “{member}”. Nothing was unpacked. Pack the file itself."),
    "zip-locked": N_(
        "“{member}” in {name} is encrypted. Nothing was unpacked. Pack it again without a password."
    ),
    "zip-bomb": N_(
        "“{member}” in {name} would grow to over {limit} times its size. Nothing was unpacked. Do"
        " not use this file."
    ),
    "zip-broken": N_("{name} is damaged or is no pack. Nothing was unpacked. Copy or pack it again."),
    "pack-file-missing": N_("{name} is missing from the pack"),
    "pack-file-left-out": N_("{name} does not belong to the pack and is left out"),
    "pack-file-too-large": N_("the file is larger than {limit_mb} MB; make it smaller"),
    "pack-file-binary": N_("this is not a text file; save it as plain text in UTF-8"),
    "pack-file-not-utf8": N_("this is not UTF-8 text; save the file in UTF-8"),
    "pack-file-empty": N_("the file is empty"),
    "pack-file-not-a-mapping": N_("the file must begin with keys, such as “title: ...”"),
    "pack-file-not-plain": N_("{name} is a link or a device; put the file itself here"),
    "attachment-name": N_(
        "“{name}” cannot be an attachment's name; use letters, digits, spaces and . _ - ( ) +"
    ),
    "attachment-kind": N_("{name} is neither a PNG nor a JPEG nor a PDF"),
    "attachment-ending": N_("{name} is really a {kind}; give it that ending"),
    "attachment-broken": N_("{name} is cut off or damaged; export it again"),
    "picture-too-large": N_("the picture has {width} x {height} pixels; {limit} million is the most"),
    "findings-more": N_("and {count} more; mend these first"),
    "control-character": N_("a character that cannot be shown ({sign}); delete it"),
    "key-twice": N_("“{key}” is written twice here; first on line {first_line}"),
    "text-after-hash": N_("“{lost}” is left out as a comment; put quotes around the text to keep it"),
    "yaml-alias": N_(
        "{sign} repeats another part of the file; write it out, or put quotes around it if it is text"
    ),
    "yaml-anchor": N_(
        "{sign} marks a part to be repeated, which packs do not use; put quotes around it if it is text"
    ),
    "yaml-tag": N_("{sign} is a YAML tag, which packs do not use; put quotes around it if it is text"),
    "yaml-second-document": N_("a second document begins here; a pack's file holds one"),
    "yaml-key-not-text": N_("a key must be a word"),
    "yaml-too-deep": N_("nested too deep; {limit} levels are the most"),
    "yaml-too-many-values": N_("more than {limit} values in one file"),
    "yaml-tab": N_("a tab stands where spaces must; replace it by spaces"),
    "yaml-colon": N_("a colon inside a text; put quotes around the text"),
    "yaml-sign": N_("a text cannot begin with {sign}; put quotes around it"),
    "yaml-escape": N_("a backslash before a wrong sign; write \\\\ for a backslash, or use single quotes"),
    "yaml-quote-open": N_("a quote is opened here and never closed"),
    "yaml-quote-after": N_(
        "text stands after a closing quote; write a quote inside single quotes twice ('')"
    ),
    "yaml-bracket-open": N_("{sign} is opened here and not closed, or a comma is missing in it"),
    "yaml-bracket-stray": N_("{sign} has no place here; put quotes around it if it is text"),
    "yaml-bracket-at-end": N_("the file ends before a [ or {{ is closed"),
    "yaml-hash-in-bracket": N_(
        "a # after a space makes a comment of the rest of this line, with the closing bracket; "
        "put quotes around the text"
    ),
    "yaml-dash": N_("a list cannot begin on its key's line; begin it on the next line"),
    "yaml-key-colon": N_("a colon and a space are missing after this key"),
    "yaml-indent": N_(
        "this line does not fit those above; check its indentation, and the colon of the line above"
    ),
    "yaml-syntax": N_("this is not valid YAML ({reason})"),
}
