"""The workbook of a catalogue: which sheets, which columns, what each column holds."""

from dataclasses import dataclass
from typing import Literal

from motcua.catalogue.rules import CHANNELS, ONLINE, UNITS
from motcua.catalogue.rules.spec import AFTER_SUPPLEMENT, CUTOFF_ON, FEE_KINDS, NEEDS, POLICIES, STARTS

Kind = Literal["text", "code", "whole", "flag", "day", "clock", "list", "tiers"]


@dataclass(frozen=True, slots=True)
class Column:
    """One column: `key` is the path in the JSON ("name.vi"), `words` the heading, `allowed` what a cell may say."""

    key: str
    words: str
    kind: Kind = "text"
    needed: bool = False
    allowed: tuple[str, ...] = ()
    width: int = 18

    @property
    def heading(self) -> str:
        """As it stands in the first row: words, then the key in brackets."""
        return f"{self.words} ({self.key})"


@dataclass(frozen=True, slots=True)
class Sheet:
    """One sheet. `member` is where its rows go: "" for versions themselves, else a list of each version."""

    name: str
    member: str
    columns: tuple[Column, ...]


_OF = (
    Column("code", "Mã thủ tục", "code", needed=True, width=14),
    Column("valid_from", "Hiệu lực từ", "day", needed=True, width=12),
)
FIELDS = Sheet(
    "Lĩnh vực",
    "fields",
    (
        Column("slug", "Tên ngắn", needed=True),
        Column("vi", "Tên", needed=True, width=40),
        Column("en", "Tên tiếng Anh", needed=True, width=40),
        Column("code", "Mã quốc gia"),
        Column("department", "Sở phụ trách"),
    ),
)
VERSIONS = Sheet(
    "Thủ tục",
    "",
    (
        *_OF,
        Column("id", "Tên ngắn", needed=True),
        Column("field", "Lĩnh vực", needed=True),
        Column("valid_to", "Bãi bỏ từ", "day", width=12),
        Column("assumed", "Ngày giả định", "flag", width=10),
        Column("name.vi", "Tên", needed=True, width=50),
        Column("name.en", "Tên tiếng Anh", width=50),
        Column("official_name", "Tên trong quyết định", width=50),
        Column("who.vi", "Dành cho ai", width=40),
        Column("who.en", "Dành cho ai, tiếng Anh", width=40),
        Column("levels", "Cấp giải quyết", "list", needed=True),
        Column("departments", "Sở, ban", "list"),
        Column("handled_by", "Vị trí thụ lý"),
        Column("online", "Trên mạng", needed=True, allowed=ONLINE),
        Column("online_reason.vi", "Vì sao không toàn trình", width=40),
        Column("online_reason.en", "Vì sao, tiếng Anh", width=40),
        Column("form", "Tờ khai"),
        Column("process", "Quy trình", needed=True),
        Column("result.vi", "Kết quả", width=30),
        Column("result.en", "Kết quả, tiếng Anh", width=30),
        Column("result.code", "Mã kết quả"),
        Column("pause_on_payment", "Dừng giờ khi chờ tiền", "flag"),
        Column("decision_no", "Số quyết định"),
        Column("provider.vi", "Cơ quan phối hợp", width=30),
        Column("provider.en", "Cơ quan phối hợp, tiếng Anh", width=30),
        Column("confidence", "Mức tin cậy", allowed=("high", "medium", "low")),
        Column("legal_bases", "Căn cứ", "list", width=60),
    ),
)
LIMITS = Sheet(
    "Thời hạn",
    "limits",
    (
        *_OF,
        Column("value", "Số", "whole"),
        Column("unit", "Đơn vị", needed=True, allowed=UNITS),
        Column("channel", "Cách nộp", allowed=CHANNELS),
        Column("case", "Trường hợp"),
        Column("policy", "Hết hạn", allowed=POLICIES),
        Column("case_when", "Trường hợp khi (mục=giá trị)", width=30),
        Column("cutoff", "Giờ chốt", "clock"),
        Column("cutoff_on", "Giờ chốt cho", allowed=CUTOFF_ON),
        Column("starts", "Tính từ khi", allowed=STARTS),
        Column("roll", "Sang giờ làm việc", "flag"),
        Column("after_supplement", "Sau bổ sung", allowed=AFTER_SUPPLEMENT),
        Column("note.vi", "Ghi chú", width=40),
        Column("note.en", "Ghi chú, tiếng Anh", width=40),
    ),
)
PAPERS = Sheet(
    "Giấy tờ",
    "papers",
    (
        *_OF,
        Column("key", "Khóa", needed=True),
        Column("vi", "Tên", needed=True, width=60),
        Column("en", "Tên tiếng Anh", width=60),
        Column("originals", "Bản chính", "whole", width=10),
        Column("copies", "Bản sao", "whole", width=10),
        Column("need", "Khi nào cần", allowed=NEEDS),
        Column("is_form", "Là tờ khai", "flag", width=10),
        Column("scan_accepted", "Nhận bản chụp", "flag", width=10),
        Column("fetch_from", "Tra được từ", "list"),
        Column("condition.vi", "Trường hợp", width=40),
        Column("condition.en", "Trường hợp, tiếng Anh", width=40),
    ),
)
FEES = Sheet(
    "Phí, lệ phí",
    "fees",
    (
        *_OF,
        Column("kind", "Loại", needed=True, allowed=FEE_KINDS),
        Column("amount", "Mức thu; để trống: HĐND tỉnh", "whole"),
        Column("per.vi", "Tính theo"),
        Column("per.en", "Tính theo, tiếng Anh"),
        Column("channel", "Cách nộp", allowed=CHANNELS),
        Column("default", "Mức thường", "flag"),
        Column("tiers", "Bậc thu, 3: 1000; 10: 500", "tiers"),
        Column("most", "Nhiều nhất", "whole"),
        Column("condition.vi", "Trường hợp", width=40),
        Column("condition.en", "Trường hợp, tiếng Anh", width=40),
    ),
)
NOTES = Sheet("Nên biết", "notes", (*_OF, Column("vi", "Ghi chú", width=60), Column("en", "Tiếng Anh", width=60)))
EXTENSIONS = Sheet(
    "Kéo dài",
    "extensions",
    (
        *_OF,
        Column("value", "Số", "whole"),
        Column("unit", "Đơn vị", needed=True, allowed=UNITS),
        Column("when.vi", "Khi nào", width=40),
        Column("when.en", "Khi nào, tiếng Anh", width=40),
        Column("in_all", "Là cả thảy", "flag"),
    ),
)
SHEETS = (FIELDS, VERSIONS, LIMITS, PAPERS, FEES, NOTES, EXTENSIONS)
LINES = (LIMITS, PAPERS, FEES, NOTES, EXTENSIONS)
YES, NO = "có", "không"
