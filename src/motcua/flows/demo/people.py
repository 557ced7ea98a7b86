"""Synthetic people: names from common tokens, numbers that only look right. No real person is meant."""

import random
from dataclasses import dataclass
from datetime import date, timedelta

FAMILY = (
    ("Bùi", 24), ("Quách", 10), ("Đinh", 9), ("Bạch", 8), ("Hà", 5), ("Nguyễn", 18), ("Trần", 5), ("Lê", 4),
    ("Phạm", 3), ("Hoàng", 3), ("Vũ", 2), ("Xa", 2), ("Lường", 2), ("Đỗ", 2), ("Phùng", 2), ("Triệu", 1),
)  # fmt: skip
MIDDLE = {
    "male": ("Văn", "Đức", "Minh", "Quang", "Hữu", "Xuân", "Thanh", "Công", "Ngọc", "Đình"),
    "female": ("Thị", "Thị", "Thị", "Ngọc", "Thu", "Thanh", "Minh", "Bích", "Phương", "Kim"),
}
GIVEN = {
    "male": (
        "Dũng", "Thành", "Tuấn", "Hùng", "Cường", "Sơn", "Huy", "Nam", "Hiếu", "Long", "Toàn", "Quyết", "Thắng", "Ểu",
        "Bình", "Lâm", "Kiên", "Đạt", "Khánh", "Phúc",
    ),
    "female": (
        "Mai", "Lan", "Hoa", "Hương", "Huyền", "Thảo", "Linh", "Nga", "Hằng", "Thủy", "Yến", "Nhung", "Trang", "Ỷ",
        "Hiền", "Liên", "Phượng", "Loan", "Dung", "Hạnh",
    ),
}  # fmt: skip
MOBILE = (
    "032",
    "033",
    "035",
    "036",
    "037",
    "038",
    "039",
    "086",
    "096",
    "097",
    "098",
    "081",
    "082",
    "083",
    "088",
    "091",
    "094",
)
VILLAGES = (
    "Đồng Tâm", "Liên Sơn", "Đồng Bong", "Ninh Ngoại", "Khoan", "Rị", "Chùa", "Đồng Riệc", "Đồng Huống", "Lão Nội",
    "Thắng Lợi", "Quyết Tiến", "Đại Đồng", "Vai", "Suối Tép",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Somebody:
    """A synthetic person."""

    full_name: str
    sex: str
    personal_id: str
    birth_date: date
    phone: str
    village: str

    def as_party(self, address: str = "") -> dict[str, object]:
        """As the contract's JSON holds a party."""
        return {
            "kind": "person",
            "full_name": self.full_name,
            "personal_id": self.personal_id,
            "birth_date": self.birth_date.isoformat(),
            "phone": self.phone,
            "address": address or f"Thôn {self.village}",
        }


def somebody(chance: random.Random, on: date) -> Somebody:
    """One adult, the same for the same state of `chance`."""
    sex = chance.choice(("male", "female"))
    families, weights = zip(*FAMILY, strict=True)
    family = chance.choices(families, weights)[0]
    years = chance.choices((24, 36, 51, 66, 78), (24, 38, 25, 11, 2))[0]
    born = on - timedelta(days=years * 365 + chance.randrange(-5 * 365, 5 * 365))
    century = {"male": 0, "female": 1}[sex] + (2 if born.year >= 2000 else 0)
    province = chance.choice(("017",) * 8 + ("025", "026"))
    return Somebody(
        full_name=f"{family} {chance.choice(MIDDLE[sex])} {chance.choice(GIVEN[sex])}",
        sex=sex,
        personal_id=f"{province}{century}{born:%y}{chance.randrange(1_000_000):06d}",
        birth_date=born,
        phone=f"{chance.choice(MOBILE)}{chance.randrange(10_000_000):07d}",
        village=chance.choice(VILLAGES),
    )
