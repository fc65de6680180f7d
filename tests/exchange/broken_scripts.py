"""Script lines that are wrong: what is broken, and where and as what it must be told.

Each line stands as line 3 after a STARTEX at T+00:00, unless `lines` says otherwise.
"""

from __future__ import annotations

from dataclasses import dataclass, field


@dataclass(frozen=True)
class BrokenLine:
    """One wrong line; its column counts from 1, 0 is the line as a whole."""

    what: str
    line: str
    code: str
    fields: dict[str, object] = field(default_factory=dict)
    column: int = 0


BROKEN_LINES = (
    # times
    BrokenLine("no time", "release E01", "script-time", {"word": "release"}, 1),
    BrokenLine("clock time", "10:30 release E01", "script-time", {"word": "10:30"}, 1),
    BrokenLine("minute 75", "T+00:75 release E01", "script-time", {"word": "T+00:75"}, 1),
    BrokenLine("negative time", "T-00:05 release E01", "script-time", {"word": "T-00:05"}, 1),
    BrokenLine("time that goes back", "T+00:04 release E01", "script-time-back",
               {"word": "T+00:04", "now": "T+00:05"}, 1),
    # verbs
    BrokenLine("no verb", "T+00:10", "script-verb-missing", {}, 8),
    BrokenLine("misspelt verb", "T+00:10 relase E01", "script-verb",
               {"word": "relase", "suggestion": "release"}, 9),
    BrokenLine("verb in capitals", "T+00:10 RELEASE E01", "script-verb", {"word": "RELEASE"}, 9),
    BrokenLine("key for a verb", "T+00:10 release=E01", "script-verb", {"word": "release=E01"}, 9),
    BrokenLine("row without seq", "T+00:10 note x rows=DIR", "script-row", {"word": "DIR"}, 16),
    # arguments
    BrokenLine("no inject", "T+00:10 release", "script-argument-missing",
               {"verb": "release", "what": "inject"}),
    BrokenLine("no letter", "T+00:10 rate O1", "script-argument-missing", {"what": "letter"}),
    BrokenLine("two injects", "T+00:10 release E01 E02", "script-argument-extra",
               {"word": "E02", "verb": "release"}, 21),
    BrokenLine("text without quotes", "T+00:10 note all is well", "script-argument-extra",
               {"word": "is"}, 18),
    BrokenLine("single quotes", "T+00:10 note 'all is well'", "script-argument-extra", {"word": "is"}, 19),
    BrokenLine("value without quotes", "T+00:10 skip E01 reason=no time", "script-argument-late",
               {"word": "time"}, 28),
    BrokenLine("inject as a key", "T+00:10 release inject=E01", "script-key", {"word": "inject"}, 17),
    BrokenLine("inject with a sign", "T+00:10 release E:01", "script-id", {"word": "E:01"}, 17),
    BrokenLine("empty text", 'T+00:10 note ""', "script-value-empty", {}, 14),
    BrokenLine("action without a letter", "T+00:10 assess E01 met", "script-action", {"word": "E01"}, 16),
    BrokenLine("action with two dots", "T+00:10 assess E01.a.b met", "script-action", {}, 16),
    BrokenLine("unknown completion", "T+00:10 assess E01.a meet", "script-choice",
               {"word": "meet", "suggestion": "met"}, 22),
    BrokenLine("unknown letter", "T+00:10 rate O1 Q", "script-choice", {"known": "P, S, M, U"}, 17),
    BrokenLine("small letter", "T+00:10 rate O1 p", "script-choice", {}, 17),
    BrokenLine("rated by no id", "T+00:10 rate O1..2 P", "script-id", {"word": "O1..2"}, 14),
    BrokenLine("AUTO yes", "T+00:10 auto E05 yes", "script-choice", {"known": "on, off"}, 18),
    BrokenLine("withdraw something else", "T+00:10 withdraw assess", "script-choice",
               {"known": "decide"}, 18),
    BrokenLine("shift without sign", "T+00:10 shift E08 5min", "script-shift", {"word": "5min"}, 19),
    BrokenLine("shift in days", "T+00:10 shift E08.. +1d", "script-shift", {"word": "+1d"}, 21),
    BrokenLine("shift from nowhere", "T+00:10 shift .. +5min", "script-id", {}, 15),
    BrokenLine("adjust without sign", "T+00:10 adjust 2:00 reason=x", "script-adjustment",
               {"word": "2:00"}, 16),
    BrokenLine("adjust by nothing", "T+00:10 adjust + reason=x", "script-adjustment", {}, 16),
    BrokenLine("sync without sign", "T+00:10 sync P1 offset=3:00", "script-adjustment", {"word": "3:00"}, 17),
    BrokenLine("sync without offset", "T+00:10 sync P1", "script-key-missing", {}),
    BrokenLine("mark nought", "T+00:10 mark 0", "script-number", {"word": "0"}, 14),
    BrokenLine("unknown sense", "T+00:10 observe OPS x sense=felt", "script-choice", {"word": "felt"}, 23),
    BrokenLine("jump without offset", "T+00:10 jump 2024-02-12T07:00 reason=x", "moment-malformed",
               {"word": "2024-02-12T07:00"}, 14),
    # keys
    BrokenLine("misspelt key", "T+00:10 skip E01 raeson=x", "script-key",
               {"word": "raeson", "verb": "skip", "suggestion": "reason"}, 18),
    BrokenLine("key of another verb", 'T+00:10 note "x" grave=yes', "script-key",
               {"word": "grave", "verb": "note"}, 18),
    BrokenLine("key twice", "T+00:10 skip E01 reason=x reason=y", "script-key-twice",
               {"word": "reason"}, 27),
    *(
        BrokenLine(f"{line.split()[0]} without reason", f"T+00:10 {line}", "script-key-missing",
                   {"verb": line.split()[0], "key": "reason"})
        for line in (
            "skip E01", "jump 2024-02-12T07:00+07:00", "adjust +2:00", "clear R1", "settle E01.a met",
            "retract E01", "decline C07", 'situation yellow by="Head"', "safety",
        )
    ),
    BrokenLine("reason without words", "T+00:10 skip E01 reason=", "script-value-empty", {}, 18),
    *(
        BrokenLine(f"improvise without {key}", f"T+00:10 improvise X01 {given}", "script-key-missing",
                   {"verb": "improvise", "key": key})
        for key, given in (
            ("title", "message=x to=OPS"), ("message", "title=x to=OPS"), ("to", "title=x message=x"),
        )
    ),
    BrokenLine("improvise by pigeon", "T+00:10 improvise X01 title=x message=x to=OPS method=pigeon",
               "script-choice", {"word": "pigeon"}, 48),
    BrokenLine("improvise no number", "T+00:10 improvise X:01 title=x message=x to=OPS", "script-id",
               {"word": "X:01"}, 19),
    BrokenLine("improvise to a gap", "T+00:10 improvise X01 title=x message=x to=OPS,,LO", "script-id",
               {"word": ""}, 41),
    BrokenLine("deadline without length", "T+00:10 deadline report", "script-key-missing",
               {"verb": "deadline", "key": "within"}),
    BrokenLine("deadline of nothing", "T+00:10 deadline report within=0min", "script-span",
               {"word": "0min"}, 25),
    BrokenLine("deadline in days", "T+00:10 deadline report within=1d", "script-span", {"word": "1d"}, 25),
    BrokenLine("deadline on the wall", "T+00:10 deadline report within=1h clock=wall", "script-choice",
               {"known": "exercise, scenario"}, 35),
    BrokenLine("done with nothing", "T+00:10 done", "script-argument-missing",
               {"verb": "done", "what": "text"}),
    BrokenLine("unknown pause", "T+00:10 pause reason=lunch", "script-choice", {"word": "lunch"}, 15),
    BrokenLine("unknown rest", "T+00:10 endex rest=closed", "script-choice", {"word": "closed"}, 15),
    BrokenLine("unknown category", 'T+00:10 decide OPS "x" category=descision', "script-choice",
               {"suggestion": "decision"}, 24),
    BrokenLine("told with a gap", 'T+00:10 decide OPS "x" told=A,,B', "script-id", {"word": ""}, 24),
    BrokenLine("half a variant", "T+00:10 release E01 variant=1.5", "script-number",
               {"word": "1.5", "low": 0}, 21),
    BrokenLine("length in minutes", "T+00:10 resume for=5min", "script-length", {"word": "5min"}, 16),
    BrokenLine("length of 75 minutes and hours", "T+00:10 resume for=1:75:00", "script-length",
               {}, 16),
    BrokenLine("seen by the clock", "T+00:10 assess E01.a met seen=09:30", "script-time",
               {"word": "09:30"}, 26),
    BrokenLine("grave perhaps", "T+00:10 breach R1 grave=maybe", "script-choice", {"word": "maybe"}, 19),
    BrokenLine("plan for no improvement", 'T+00:10 plan "x" from=0 owner=y', "script-number",
               {"low": 1}, 18),
    BrokenLine("plan without owner", 'T+00:10 plan "x" from=1', "script-key-missing", {"key": "owner"}),
    BrokenLine("count without number", 'T+00:10 participants "Police" n=many', "script-number",
               {"word": "many"}, 31),
    BrokenLine("readiness without count", "T+00:10 ready K01 present=3", "script-key-missing",
               {"key": "serviceable"}),
    BrokenLine("station with a space", 'T+00:10 note "x" station="P 1"', "script-id", {"word": "P 1"}, 18),
    # words
    BrokenLine("open quote", 'T+00:10 note "all is well', "script-quote-open",
               {"word": '"all is well'}, 14),
    BrokenLine("open quote of a key", 'T+00:10 skip E01 reason="late', "script-quote-open", {}, 25),
    BrokenLine("quote inside a word", 'T+00:10 note all"is"well', "script-quote-inside",
               {"word": 'all"is"well'}, 14),
    BrokenLine("word glued to a quote", 'T+00:10 note "all"is', "script-quote-glued", {"word": "is"}, 19),
    BrokenLine("unknown escape", r'T+00:10 note "a\tb"', "script-escape", {"word": r"\t"}, 16),
    BrokenLine("escape at the end", 'T+00:10 note "a\\', "script-escape", {}, 16),
    BrokenLine("line of 100,001 characters", f"T+00:10 note {'x ' * 50_000}", "script-line-too-long",
               {"limit": 100_000}),
    BrokenLine("control character", "T+00:10 note \x07", "control-character", {"sign": "U+0007"}, 14),
    BrokenLine("text of 4,001 characters", f'T+00:10 note "{"x" * 4001}"', "words-too-long",
               {"length": 4001, "limit": 4000}, 14),
)  # fmt: skip
