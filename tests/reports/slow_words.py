"""Numbers and times as a reader of each language writes them; it must not import anything of tabletop."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, datetime, timedelta
from decimal import ROUND_HALF_UP, Decimal, localcontext
from fractions import Fraction
from zoneinfo import ZoneInfo

DASH = "\N{EN DASH}"
_DAYS = {
    "id": ("Senin", "Selasa", "Rabu", "Kamis", "Jumat", "Sabtu", "Minggu"),
    "en": ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"),
}
_MONTHS: dict[str, tuple[str, ...]] = {
    "id": (
        "Januari", "Februari", "Maret", "April", "Mei", "Juni", "Juli", "Agustus", "September", "Oktober",
        "November", "Desember",
    ),
    "en": (
        "January", "February", "March", "April", "May", "June", "July", "August", "September", "October",
        "November", "December",
    ),
}  # fmt: skip
_SHORT: dict[str, tuple[str, ...]] = {
    "id": ("Jan", "Feb", "Mar", "Apr", "Mei", "Jun", "Jul", "Agu", "Sep", "Okt", "Nov", "Des"),
    "en": ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sept", "Oct", "Nov", "Dec"),
}
_ZONES = {"Asia/Jakarta": "WIB", "Asia/Makassar": "WITA", "Asia/Jayapura": "WIT"}


class Some(str):
    """What a place holds of numbers, between whatever words: the tokens, parted by blanks."""

    __slots__ = ()


NO_NUMBER = Some()


def some(*found: object) -> Some:
    """Return the tokens that a place holds, in their order; what is empty or missing holds none."""
    return Some(" ".join(str(each) for each in found if each is not None and each != ""))


class Words:
    """How one language writes what was counted, on the clock of one exercise."""

    def __init__(self, language: str, zone: str) -> None:
        self.language, self.zone = language, zone

    # Numbers ------------------------------------------------------------------------------------

    def decimal(self, value: Fraction | float, places: int) -> str:
        """Write a number half up."""
        with localcontext() as context:
            context.prec = 60
            exact = Fraction(str(value)) if isinstance(value, float) else Fraction(value)
            divided = Decimal(exact.numerator) / Decimal(exact.denominator)
            rounded = divided.quantize(Decimal(1).scaleb(-places), rounding=ROUND_HALF_UP)
        return f"{rounded or abs(rounded):f}".replace(".", self.mark)

    @property
    def mark(self) -> str:
        return "," if self.language == "id" else "."

    def percent(self, value: Fraction | None) -> str:
        """Write a percent with one decimal and no sign."""
        return DASH if value is None else self.decimal(value, 1)

    def points(self, value: Fraction | int | None) -> str:
        """Write points without needless noughts."""
        if value is None:
            return DASH
        whole, _, rest = self.decimal(Fraction(value), 2).partition(self.mark)
        rest = rest.rstrip("0")
        return f"{whole}{self.mark}{rest}" if rest else whole

    # Spans and T+ -------------------------------------------------------------------------------

    @staticmethod
    def t_plus(ms: int | None) -> str:
        """Write T+ with hours and minutes, seconds where there are any."""
        if ms is None:
            return DASH
        parts = [max(0, ms) // 3_600_000, max(0, ms) // 60_000 % 60, max(0, ms) // 1_000 % 60]
        return "T+" + ":".join(f"{part:02}" for part in (parts if parts[2] else parts[:2]))

    @staticmethod
    def span(ms: int | None) -> str:
        """Write a length in minutes and seconds."""
        return DASH if ms is None else f"{ms // 60_000}:{ms // 1_000 % 60:02}"

    def spans(self, values: Iterable[int] | None) -> str:
        return " ".join(self.span(ms) for ms in values or ())

    def signed(self, ms: int | None, *, minus: str = "-") -> str:
        """Write a difference: less than a second is none."""
        if ms is None:
            return DASH
        sign = "" if abs(ms) < 1_000 else "+" if ms > 0 else minus
        return sign + self.span(abs(ms))

    # Days and clocks ----------------------------------------------------------------------------

    def local(self, at: datetime) -> datetime:
        return at.astimezone(ZoneInfo(self.zone))

    def zone_name(self, at: datetime) -> str:
        offset = self.local(at).strftime("%z")
        return _ZONES.get(self.zone) or f"UTC{offset[:3]}:{offset[3:]}"

    def time(self, at: datetime) -> str:
        """Write hours and minutes as they stand."""
        return f"{at.hour:02}{'.' if self.language == 'id' else ':'}{at.minute:02}"

    def wall(self, at: datetime | None) -> str:
        """Write the wall clock with its seconds."""
        if at is None:
            return DASH
        here = self.local(at)
        return f"{self.time(here)}{'.' if self.language == 'id' else ':'}{here.second:02}"

    def date(self, at: datetime) -> str:
        """Write a day in full: `Jumat, 26 Januari 2024`."""
        weekday, month = _DAYS[self.language][at.weekday()], _MONTHS[self.language][at.month - 1]
        return f"{weekday}, {at.day} {month} {at.year}"

    def short(self, day: date) -> str:
        return f"{day.day} {_SHORT[self.language][day.month - 1]}"

    def day(self, day: date) -> str:
        """Write a day with its year: `6 Feb 2024`."""
        return f"{self.short(day)} {day.year}"

    def typed_day(self, given: str | None) -> str:
        """Write what a person typed for a day: as a day where it is one, else as it stands."""
        try:
            return self.day(date.fromisoformat(given)) if given else DASH
        except ValueError:
            return str(given)

    def scenario(self, at: datetime) -> str:
        """Write a moment of the scenario clock, in its own zone."""
        return f"{self.day(at)}, {self.time(at)}"

    def moment(self, at: datetime | None) -> str:
        """Write an instant on the exercise's wall clock: `6 Feb 2024, 08.05 WIB`."""
        if at is None:
            return DASH
        return f"{self.day(self.local(at))}, {self.time(self.local(at))} {self.zone_name(at)}"


def instant(text: str | None) -> datetime | None:
    return None if text is None else datetime.fromisoformat(text)


def after(at: datetime, ms: int) -> datetime:
    return at + timedelta(milliseconds=ms)
