"""A field as its template prints it: plain values, already in the reader's language."""

from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True)
class Choice:
    """One radio, checkbox or option; `reveal` are fields asked only when it is chosen."""

    value: str
    label: str
    id: str
    checked: bool = False
    reveal: "tuple[FieldView, ...]" = ()


@dataclass(frozen=True, slots=True)
class Part:
    """One input of a date."""

    name: str
    id: str
    label: str
    value: str
    width: int


@dataclass(frozen=True, slots=True)
class RowView:
    """One row of a table: its hidden input, its title, its cells. `remove` is the value of the button that takes it
    out; `given` are cells that cannot be changed (name, value)."""

    mark: str
    title: str
    fields: "tuple[FieldView, ...]"
    remove: str = ""
    given: tuple[tuple[str, str], ...] = ()
    id: str = ""

    @property
    def plain(self) -> bool:
        """True for a given row that asks one thing: then the row's title is the label of that field."""
        return bool(self.given) and len(self.fields) == 1


@dataclass(frozen=True, slots=True)
class PlaceView:
    """The search for a commune: what stands in the text box, what it stood for, the code, what it may mean."""

    name: str
    text: str
    code: str
    choices: tuple[Choice, ...] = ()
    before: str = ""
    on: str = ""


@dataclass(frozen=True, slots=True)
class FieldView:
    """`kind` names the template; with `heading` the label is the page's h1; `described` lists the ids of help and
    error."""

    key: str
    kind: str
    name: str
    id: str
    label: str
    help: str = ""
    error: str = ""
    optional: bool = False
    heading: bool = False
    value: str = ""
    inputmode: str = ""
    autocomplete: str = ""
    type: str = "text"
    width: int = 0
    suffix: str = ""
    maxlength: int = 0
    accept: str = ""
    source: str = ""
    line: "FieldView | None" = None
    place: PlaceView | None = None
    choices: tuple[Choice, ...] = ()
    parts: tuple[Part, ...] = ()
    fields: "tuple[FieldView, ...]" = field(default=())
    rows: tuple[RowView, ...] = ()
    add: str = ""

    @property
    def template(self) -> str:
        return f"components/eform/{self.kind}.html"

    @property
    def described(self) -> str:
        found = [f"{self.id}-help"] if self.help else []
        return " ".join(found + ([f"{self.id}-error"] if self.error else []))
