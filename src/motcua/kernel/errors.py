"""The root refusal. Rooms raise a subclass; only desks turn it into words."""


class Cannot(Exception):
    """An act that is refused.

    `code` is a stable slug ("dossier.closed") that desks translate and the API prints;
    `facts` are plain values for the sentence (codes, times, numbers; never a secret).
    """

    def __init__(self, code: str, /, **facts: object) -> None:
        super().__init__(code)
        self.code = code
        self.facts = facts

    def __str__(self) -> str:
        return f"{self.code} {self.facts}" if self.facts else self.code


class NotVisible(Cannot):
    """The thing does not exist, or this actor may not know that it does: both are answered with 404."""


class NotAllowed(Cannot):
    """The role of this actor never may do this: 403."""


class NotLawfulNow(Cannot):
    """The role may do this, but not in the present state: 409."""


class Invalid(Cannot):
    """What was sent is wrong: 422. `errors` is a list of `FieldError`."""

    def __init__(self, code: str, errors: "list[FieldError] | None" = None, /, **facts: object) -> None:
        super().__init__(code, **facts)
        self.errors = errors or []


class FieldError:
    """One wrong value: the path to it ("answers.child.0.name"), a stable code and facts for the sentence."""

    __slots__ = ("code", "facts", "path")

    def __init__(self, path: str, code: str, /, **facts: object) -> None:
        self.path = path
        self.code = code
        self.facts = facts

    def __repr__(self) -> str:
        return f"FieldError({self.path!r}, {self.code!r}, {self.facts!r})"

    def __eq__(self, other: object) -> bool:
        return isinstance(other, FieldError) and (self.path, self.code, self.facts) == (
            other.path,
            other.code,
            other.facts,
        )

    def __hash__(self) -> int:
        return hash((self.path, self.code))
