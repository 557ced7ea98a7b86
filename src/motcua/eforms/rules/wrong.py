"""One wrong value, before it is known where it stands."""


class Wrong(Exception):
    """`code` of the sentence, `facts` for it, `at` the part of a composite value ("line"), `others` found with it."""

    def __init__(self, code: str, *, at: str = "", others: "tuple[Wrong, ...]" = (), **facts: object) -> None:
        super().__init__(code)
        self.code, self.at, self.others, self.facts = code, at, others, facts
