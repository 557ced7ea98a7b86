"""Computing a report: its lines, the whole, its equations, and what must not be told."""

from collections.abc import Sequence

from motcua.kernel.errors import FieldError, Invalid
from motcua.reports.protection import is_few, kept_back
from motcua.reports.rules import percent
from motcua.reports.statutory import periods
from motcua.reports.statutory.report import Asked, Check, Checked, Line, Made, Report


def derive(report: Report, line: Line) -> Line:
    """Fill the columns that follow from others: sums first, then shares of them."""
    for one in report.columns:
        if one.sum_of:
            line.values[one.key] = sum(line.count(key) for key in one.sum_of)
    for one in report.columns:
        if one.part_of:
            line.values[one.key] = percent(line.count(one.part_of[0]), line.count(one.part_of[1]))
    return line


def added(report: Report, lines: Sequence[Line]) -> Line:
    """The sum of the lines; columns that do not add up are left untold."""
    whole = Line("", ("Tổng", "Total"))
    for one in report.columns:
        if one.kind in ("count", "money") and one.adds_up:
            whole.values[one.key] = sum(line.count(one.key) for line in lines)
    return whole


def make(report: Report, asked: Asked) -> Made:
    """Compute a report and check its equations. Raises Invalid, NotVisible."""
    if report.fixed_periods and periods.kind_of(asked.first, asked.last) not in periods.FIXED:
        raise Invalid("report.fixed_periods", [FieldError("to", "report.fixed_periods")])
    by = asked.by or report.by[0]
    asked = Asked(asked.agency, asked.first, asked.last, asked.as_of, by, asked.viewer)
    lines = [derive(report, line) for line in report.compute(asked)]
    if report.lists is not None:
        return Made(report, asked, lines, None)
    whole = added(report, lines)
    counted = report.whole(asked) if report.whole is not None else None
    if counted is not None:
        whole.values.update({key: value for key, value in counted.values.items() if key not in _adding(report)})
    made = Made(report, asked, lines, derive(report, whole))
    made.checks = [_checked(report, check, made) for check in report.checks]
    if counted is not None and (told := _against(report, whole, derive(report, counted))):
        made.checks += told
    if report.beside is not None:
        made.beside = report.beside(asked, made)
    if report.protected[0]:
        protect(made, *report.protected)
    return made


def protect(made: Made, told: str, public: str) -> None:
    """Take away what lines with 1 to 4 answers would tell, and as many more that these cannot be reckoned from the
    whole: `told` is the number of answers, `public` the column that may stay."""
    hidden = kept_back({index: line.count(told) for index, line in enumerate(made.lines)})
    few = [made.lines[index] for index in sorted(hidden)]
    if made.whole is not None and is_few(made.whole.count(told)):
        few = [*[line for line in made.lines if line.count(told)], made.whole]
        made.checks = []
    for line in few:
        for one in made.report.columns:
            if one.key != public:
                line.values[one.key] = None


def _adding(report: Report) -> frozenset[str]:
    return frozenset(one.key for one in report.columns if one.adds_up and one.kind in ("count", "money"))


def written(report: Report, check: Check) -> str:
    """ "3 = 4 + 5 + 6": by the form's numbers where it has them, else by the columns' keys."""

    def side(keys: tuple[str, ...]) -> str:
        return " + ".join(report.column(key).number or key for key in keys)

    return f"{side(check.left)} = {side(check.right)}"


def _checked(report: Report, check: Check, made: Made) -> Checked:
    def sides(line: Line) -> tuple[int, int]:
        return sum(line.count(key) for key in check.left), sum(line.count(key) for key in check.right)

    wrong = sum(left != right for left, right in map(sides, made.lines))
    left, right = sides(made.whole) if made.whole is not None else (0, 0)
    return Checked(written(report, check), left, right, wrong, check)


LINES = "Σ"
"""Begins the name of the equation between the lines and the whole."""


def _against(report: Report, whole: Line, counted: Line) -> list[Checked]:
    """The sum of the lines beside the whole counted anew: one equation for the first column that they share."""
    first = next((one for one in report.columns if one.key in counted.values and one.adds_up and one.number), None)
    wrong = sum(
        whole.count(one.key) != counted.count(one.key)
        for one in report.columns
        if one.kind == "count" and one.adds_up and one.key in counted.values
    )
    if first is None:
        return []
    return [Checked(f"{LINES} {first.number or first.key}", whole.count(first.key), counted.count(first.key), wrong)]
