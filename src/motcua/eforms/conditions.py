"""JsonLogic in forms: which operators are taken, what a condition refers to, and what it comes out as; pure.

Operators that read a clock or write a log are left out: a rule owns no clock, `$today` is handed in.
"""

from collections.abc import Iterator, Mapping
from datetime import date
from typing import Any

from json_logic import jsonLogic

OPERATORS = frozenset(
    {"var", "==", "===", "!=", "!==", ">", ">=", "<", "<=", "!", "!!", "and", "or", "if", "?:", "in", "cat"}
    | {"+", "-", "*", "/", "%", "min", "max", "merge", "missing", "missing_some", "map", "reduce", "count", "substr"}
)
SCOPED = {"map": 2, "reduce": 3}
MAX_DEPTH = 20


def faults(logic: Any, depth: int = 0) -> Iterator[str]:
    """What is wrong with the shape of a condition, each a sentence."""
    if depth > MAX_DEPTH:
        yield f"nested deeper than {MAX_DEPTH}"
    elif isinstance(logic, list):
        for item in logic:
            yield from faults(item, depth + 1)
    elif isinstance(logic, dict):
        if len(logic) != 1:
            yield f"a JsonLogic object has exactly one operator, not {sorted(map(str, logic))}"
            return
        operator, arguments = next(iter(logic.items()))
        if operator not in OPERATORS:
            yield f"unknown operator {operator!r}"
            return
        if (
            operator == "var"
            and not isinstance(arguments, str)
            and not (isinstance(arguments, list) and arguments and isinstance(arguments[0], str))
        ):
            yield "`var` takes the key of a field"
        taken = SCOPED.get(operator)
        if taken and not (isinstance(arguments, list) and len(arguments) == taken):
            yield f"`{operator}` takes {taken} arguments, the first a table, the second an expression"
        yield from faults(arguments, depth + 1)


def variables(logic: Any) -> Iterator[tuple[str, str]]:
    """Every variable as (path, table): `table` is the table in whose rows it is looked up, "" for the answers."""
    if isinstance(logic, list):
        for item in logic:
            yield from variables(item)
    elif isinstance(logic, dict) and len(logic) == 1:
        operator, arguments = next(iter(logic.items()))
        listed = arguments if isinstance(arguments, list) else [arguments]
        if operator == "var":
            if listed and isinstance(listed[0], str):
                yield listed[0], ""
        elif operator in ("missing", "missing_some"):
            names = listed[-1] if listed and isinstance(listed[-1], list) else listed
            yield from ((name, "") for name in names if isinstance(name, str))
        elif operator in SCOPED and len(listed) > 1:
            yield from variables(listed[0])
            table = next((path for path, _ in variables(listed[0])), "")
            for path, _ in variables(listed[1]):
                if operator == "reduce":
                    if path.startswith("current."):
                        yield path.removeprefix("current."), table
                elif path:
                    yield path, table
            yield from variables(listed[2:])
        else:
            yield from variables(listed)


def evaluate(logic: Any, context: Mapping[str, Any]) -> Any:
    """The value of an expression; None when it cannot be said (something is unanswered, or of another kind)."""
    try:
        return jsonLogic(logic, dict(context))
    except (TypeError, ValueError, ArithmeticError, AttributeError, LookupError):
        return None


def holds(logic: Any, context: Mapping[str, Any]) -> bool:
    """True when the condition comes out true; unknown is not true."""
    return bool(evaluate(logic, context))


def years_between(earlier: str, today: date) -> int | None:
    """Completed years from an ISO date, month or year to today; what is not given counts from its first day."""
    day = first_day(earlier)
    if day is None:
        return None
    return today.year - day.year - ((today.month, today.day) < (day.month, day.day))


def first_day(text: str) -> date | None:
    """The first day that an ISO date, datetime, month or year can mean; None when it is none of these."""
    head = text.split("T", 1)[0]
    padded = {4: head + "-01-01", 7: head + "-01", 10: head}.get(len(head), "")
    try:
        return date.fromisoformat(padded)
    except ValueError:
        return None


def context(answers: Mapping[str, Any], dates: Mapping[str, str], today: date) -> dict[str, Any]:
    """What a condition sees: the answers, `$today`, and `$age` and `$days` of the given dates (key → ISO text)."""
    days = {key: first_day(text) for key, text in dates.items()}
    return {
        **answers,
        "$today": today.isoformat(),
        "$age": {key: years_between(text, today) for key, text in dates.items()},
        "$days": {key: (today - day).days for key, day in days.items() if day is not None},
    }
