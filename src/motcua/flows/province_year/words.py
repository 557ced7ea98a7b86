"""Why a province-year is not written or not compared: code → (Vietnamese, English)."""

from collections.abc import Mapping

WORDS = {
    "province_year.communes_wrong": (
        "--communes là số xã, từ 1 đến {most} (năm {year} có {most} xã), không phải {given}.",
        "--communes is how many communes: 1 to {most} (there are {most} in {year}), not {given}.",
    ),
    "province_year.dossiers_wrong": (
        "--dossiers là số hồ sơ, từ 1 đến {most}, không phải {given}.",
        "--dossiers is how many dossiers: 1 to {most}, not {given}.",
    ),
    "province_year.year_wrong": (
        "--year từ {first} đến {last}: gói dữ liệu quốc gia có các cơ quan từ 2020 và hồ sơ năm trước được chuyển qua;"
        " không làm được năm {given}.",
        "--year is one of {first} to {last}: the country pack knows the agencies from 2020 on, and dossiers of the year"
        " before are carried over; {given} is not.",
    ),
    "province_year.merger_wrong": (
        "--merger là một ngày trong năm {year}, từ ngày {first} trở đi, và cần ít nhất hai xã; {given} thì không được.",
        "--merger is a day of {year}, from {first} on, and needs two communes at least; not {given}.",
    ),
    "province_year.needs": (
        "Cần {missing}. Ví dụ: motcua province-year --seed 1 --communes 148 --dossiers 400000 --year 2026 --out DIR",
        "{missing} is needed, for example: motcua province-year --seed 1 --communes 148 --dossiers 400000 --year 2026"
        " --out DIR",
    ),
    "province_year.folder_needed": (
        "Cần thư mục của bộ dữ liệu: motcua province-year {act} DIR",
        "The folder of a data set is needed: motcua province-year {act} DIR",
    ),
    "province_year.folder_full": (
        "{folder} đã có tệp. Chọn thư mục khác, hoặc thêm --force để ghi đè các tệp của bộ dữ liệu.",
        "{folder} is not empty. Choose another folder, or add --force to write over the files of a data set.",
    ),
    "province_year.folder_is_file": ("{folder} là một tệp, không phải thư mục.", "{folder} is a file, not a folder."),
    "province_year.file_missing": (
        "{folder} không có {file}. Tạo bộ dữ liệu bằng motcua province-year --out {folder}.",
        "{folder} holds no {file}: write the data set with motcua province-year --out {folder}.",
    ),
    "province_year.file_unreadable": (
        "{file} không đọc được: {why}",
        "{file} cannot be read: {why}",
    ),
    "province_year.file_changed": (
        "{file} không phải tệp mà expected.json đã đếm. Đếm lại: python {folder}/expected.py {folder}",
        "{file} is not the file that expected.json counted; count again: python {folder}/expected.py {folder}",
    ),
}


class Refused(ValueError):
    """What was asked for cannot be done: a stable code with facts for its sentence."""

    def __init__(self, code: str, **facts: object) -> None:
        super().__init__(code)
        self.code = code
        self.facts: Mapping[str, object] = facts

    def __str__(self) -> str:
        vi, en = (words.format_map(self.facts) for words in WORDS[self.code])
        return f"{vi} / {en} [{self.code}]"
