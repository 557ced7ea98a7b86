"""Sentences for the refusals of this desk: code → (Vietnamese, English)."""

WORDS = {
    "public.code_missing": ("Ghi mã hồ sơ, in trên giấy hẹn", "Enter the code printed on the receipt"),
    "public.pin_missing": ("Ghi mã PIN, in trên giấy hẹn", "Enter the PIN printed on the receipt"),
    "public.pin_wrong": (
        "Mã PIN không đúng. Mã ghi trên giấy hẹn, hoặc trong trang xác nhận đã nộp",
        "The PIN is wrong. It is on the receipt and on the confirmation page",
    ),
    "public.place_missing": ("Chọn một xã, phường", "Choose a commune or ward"),
    "public.date_wrong": ("Ghi ngày dạng 25/08/2023", "Give a date like 25/08/2023"),
}
