"""Makes `agreement_tables.json`: random grades with figures that public packages compute; no test runs it.

    python -m venv V && V/bin/pip install krippendorff==0.9.0 scikit-learn==1.9.1
    V/bin/python tests/domain/freeze_agreement_tables.py

A table is one string a rater, a digit a unit, `.` where the rater gave no grade. `alpha` is ordinal, by
krippendorff; `kappa` unweighted, linear and quadratic, by scikit-learn, over the units that both graded,
where exactly two raters share any unit with somebody; null where the package calls it undefined.
"""

from __future__ import annotations

import json
import math
import random
import warnings
from collections.abc import Callable, Sequence
from importlib.metadata import version
from pathlib import Path
from typing import Any

PLACE = Path(__file__).with_name("agreement_tables.json")
SEED, TABLES = 20240214, 500


def honest(rng: random.Random, raters: int, units: int, grades: int) -> list[str]:
    """Raters who see the same thing more or less well, some more lenient than others."""
    truth = [rng.randrange(grades) for _ in range(units)]
    noise, lenience = rng.choice((0.05, 0.2, 0.4, 0.7)), [rng.choice((-1, 0, 0, 1)) for _ in range(raters)]
    rows = []
    for lean in lenience:
        row = []
        for true in truth:
            given = true + (rng.choice((-1, 1)) if rng.random() < noise else 0)
            given += lean if rng.random() < noise else 0
            row.append(str(min(grades - 1, max(0, given))))
        rows.append("".join(row))
    return rows


def random_grades(rng: random.Random, raters: int, units: int, grades: int) -> list[str]:
    return ["".join(str(rng.randrange(grades)) for _ in range(units)) for _ in range(raters)]


def dominated(rng: random.Random, raters: int, units: int, grades: int) -> list[str]:
    """One grade is given nearly always: where kappa misbehaves."""
    usual, share = rng.randrange(grades), rng.choice((0.85, 0.95))
    return [
        "".join(str(usual if rng.random() < share else rng.randrange(grades)) for _ in range(units))
        for _ in range(raters)
    ]


def constant(rng: random.Random, raters: int, units: int, grades: int) -> list[str]:
    """Nobody varies, or one rater does not."""
    same = str(rng.randrange(grades)) * units
    return [same] * raters if rng.random() < 0.6 else [same, *random_grades(rng, raters - 1, units, grades)]


def agreed(rng: random.Random, raters: int, units: int, grades: int) -> list[str]:
    return random_grades(rng, 1, units, grades) * raters


def opposed(rng: random.Random, raters: int, units: int, grades: int) -> list[str]:
    row = random_grades(rng, 1, units, grades)[0]
    turned = "".join(str(grades - 1 - int(sign)) for sign in row)
    return [row if n % 2 == 0 else turned for n in range(raters)]


KINDS: Sequence[Callable[..., list[str]]] = (
    *[honest] * 6, *[random_grades] * 2, *[dominated] * 2, constant, agreed, opposed,
)  # fmt: skip


def with_gaps(rng: random.Random, rows: list[str]) -> list[str]:
    """Leave out grades: a few, most, or all but what two raters share."""
    share = rng.choice((0, 0, 0.1, 0.3, 0.6, 0.85))
    rows = ["".join("." if rng.random() < share else sign for sign in row) for row in rows]
    if len(rows) > 2 and rng.random() < 0.1:  # the others grade only what nobody else did
        for n in range(2, len(rows)):
            rows[n] = "".join(
                sign if all(row[unit] == "." for row in rows[:n]) else "."
                for unit, sign in enumerate(rows[n])
            )
    return rows


def alpha_of(rows: list[str]) -> float | None:
    import krippendorff
    import numpy as np

    data = np.array([[math.nan if sign == "." else float(sign) for sign in row] for row in rows])
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            found = float(krippendorff.alpha(reliability_data=data, level_of_measurement="ordinal"))
    except ValueError:  # no two grades, or nothing that two raters graded
        return None
    return found if math.isfinite(found) else None


def kappas_of(rows: list[str], grades: int) -> list[float | None]:
    from sklearn.metrics import cohen_kappa_score

    shared = [unit for unit in range(len(rows[0])) if sum(row[unit] != "." for row in rows) >= 2]
    raters = [row for row in rows if any(row[unit] != "." for unit in shared)]
    if len(raters) != 2:
        return [None, None, None]
    first, second = ([int(row[unit]) for unit in shared] for row in raters)
    found = []
    for weights in (None, "linear", "quadratic"):
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            kappa = float(cohen_kappa_score(first, second, labels=list(range(grades)), weights=weights))
        found.append(kappa if math.isfinite(kappa) else None)
    return found


def frozen(rng: random.Random, number: int) -> dict[str, Any]:
    raters, grades = rng.choice((2, 2, 2, 3, 4, 5)), rng.choice((4, 4, 3))
    units = rng.randint(10, 40) if number % 12 else rng.randint(1, 9)
    rows = with_gaps(rng, KINDS[number % len(KINDS)](rng, raters, units, grades))
    return {"grades": grades, "rows": rows, "alpha": alpha_of(rows), "kappa": kappas_of(rows, grades)}


def main() -> None:
    rng = random.Random(SEED)
    tables = [frozen(rng, number) for number in range(TABLES)]
    packages = {name: version(name) for name in ("krippendorff", "scikit-learn", "numpy")}
    lines = ",\n".join(json.dumps(table, separators=(",", ":")) for table in tables)
    head = json.dumps({"packages": packages, "seed": SEED})[:-1]
    PLACE.write_text(f'{head}, "tables": [\n{lines}\n]}}\n', encoding="utf-8")


if __name__ == "__main__":
    main()
