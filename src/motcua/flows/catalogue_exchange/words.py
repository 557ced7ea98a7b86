"""Why a file of procedures is refused: code → (Vietnamese, English)."""

WORDS = {
    "catalogue.kind_unknown": (
        "{file}: chỉ nhận tệp .json hoặc .xlsx, như danh mục xuất ra.",
        "{file}: only .json and .xlsx files are taken, as the catalogue is exported.",
    ),
    "catalogue.not_excel": (
        "{file} không phải sổ Excel .xlsx hoặc bị hỏng ({why}). Mở bằng phần mềm bảng tính, lưu lại dạng .xlsx.",
        "{file} is no Excel workbook or is broken ({why}). Open it in a spreadsheet and save it as .xlsx.",
    ),
    "catalogue.moved_on": (
        "Từ lúc xem thử, danh mục đã thay đổi. Xem thử lại rồi xác nhận.",
        "The catalogue has changed since the trial. Look at the trial again, then confirm.",
    ),
    "catalogue.import_unknown": ("Không còn tệp này để nhập.", "This file is not here any more."),
    "catalogue.reason_missing": (
        "Có bản bắt đầu trước hôm nay ({days}). Ghi lý do",
        "Some versions begin before today ({days}). Give the reason",
    ),
    "catalogue.too_large": ("Tệp lớn quá {most} byte.", "The file has more than {most} bytes."),
    "catalogue.not_json": ("{file} không phải JSON: {why}", "{file} is not JSON: {why}"),
    "catalogue.wrong": (
        "Tệp có {count} chỗ sai; chưa thay đổi gì.",
        "The file has {count} mistakes; nothing was changed.",
    ),
}
