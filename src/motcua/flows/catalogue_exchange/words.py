"""Why a file of procedures is refused: code → (Vietnamese, English)."""

WORDS = {
    "catalogue.excel_later": (
        "{file}: chưa đọc và ghi Excel. Dùng tệp .json do catalogue export ghi.",
        "{file}: Excel is not read or written yet. Use a .json file as catalogue export writes it.",
    ),
    "catalogue.too_large": ("Tệp lớn quá {most} byte.", "The file has more than {most} bytes."),
    "catalogue.not_json": ("{file} không phải JSON: {why}", "{file} is not JSON: {why}"),
    "catalogue.wrong": (
        "Tệp có {count} chỗ sai; chưa thay đổi gì.",
        "The file has {count} mistakes; nothing was changed.",
    ),
}
