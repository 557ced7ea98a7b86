"""Sentences of the form editor: code → (Vietnamese, English)."""

WORDS = {
    "form.condition_not_json": ("Dòng {line}: không phải JSON", "Line {line}: this is not JSON"),
    "form.condition_no_field": ("Chọn trường mà điều kiện xem", "Choose the field that the condition looks at"),
    "form.not_yaml": ("Dòng {line}: {why}", "Line {line}: {why}"),
    "form.option_wrong": (
        "Dòng {line}: ghi mã | tiếng Việt | tiếng Anh",
        "Line {line}: write code | Vietnamese | English",
    ),
    "form.row_used": (
        "Không bỏ được: {what} đang dùng trường này. Sửa nơi đó trước.",
        "It cannot be removed: {what} uses this field. Change that first.",
    ),
    "form.group_used": (
        "Bước này còn {count} trường. Chuyển hoặc bỏ các trường trước.",
        "This step still has {count} fields. Move or remove them first.",
    ),
    "form.list_used": (
        "Danh mục đang dùng ở trường {what}. Sửa trường đó trước.",
        "Field {what} uses this list. Change the field first.",
    ),
    "form.list_name": (
        "Tên danh mục gồm chữ thường không dấu, số và gạch dưới",
        "The name of a list has small letters, digits and _",
    ),
}
