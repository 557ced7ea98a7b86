"""The parts that the law demands of a published procedure (Decree 63/2010, article 8.2); pure."""

from collections.abc import Sequence
from typing import Protocol

PARTS: dict[str, tuple[str, str]] = {
    "name": ("Tên thủ tục", "Name"),
    "steps": ("Trình tự thực hiện", "Steps"),
    "ways": ("Cách thức thực hiện", "Ways to file"),
    "papers": ("Thành phần hồ sơ", "Papers"),
    "limit": ("Thời hạn giải quyết", "Time limit"),
    "subject": ("Đối tượng thực hiện", "For whom"),
    "agency": ("Cơ quan giải quyết", "Deciding agency"),
    "result": ("Kết quả", "Result"),
    "fee": ("Phí, lệ phí", "Fee"),
    "law": ("Căn cứ pháp lý", "Legal bases"),
}
"""In the order of the decree. The legal bases stand in every decision of publication. A fee need not stand where there
is none: no line means that nothing is charged; a line of which nobody can say when it is owed is missing its part."""


class Parts(Protocol):
    """What is read of a content: a spec and a stored row alike."""

    @property
    def name_vi(self) -> str: ...
    @property
    def process_key(self) -> str: ...
    @property
    def online(self) -> str: ...
    @property
    def online_reason_vi(self) -> str: ...
    @property
    def who_vi(self) -> str: ...
    @property
    def levels(self) -> Sequence[str]: ...
    @property
    def result_name_vi(self) -> str: ...


def missing(row: Parts, *, papers: int, limits: int, legal_bases: int, vague_fees: int = 0) -> tuple[str, ...]:
    """Keys of PARTS that are not there, in order; the numbers count the lines of each kind. `vague_fees` are lines that
    are not charged from everybody and do not say from whom.

    A procedure that is not wholly online says why (circular on online services): without it the ways are incomplete.
    """
    lacking = {
        "name": not row.name_vi,
        "steps": not row.process_key,
        "ways": row.online not in ("full", "partial", "none") or (row.online != "full" and not row.online_reason_vi),
        "papers": not papers,
        "limit": not limits,
        "subject": not row.who_vi,
        "agency": not row.levels,
        "result": not row.result_name_vi,
        "fee": bool(vague_fees),
        "law": not legal_bases,
    }
    return tuple(part for part in PARTS if lacking[part])
