"""What is said to the applicant when a part of a linked filing ends with another: kept with the act, as it was said."""

ENDS = (
    "Việc này cần kết quả của “{name}”. Hồ sơ {code} không có kết quả, nên việc này dừng theo. "
    "Khi có giấy tờ ấy, ông/bà nộp lại riêng thủ tục “{own}”; tờ khai đã ghi dùng lại được."
)
ENDS_WITHDRAWN = (
    "Việc này đi cùng “{name}”. Hồ sơ {code} không làm tiếp, nên việc này được rút theo. "
    "Cần làm riêng thì ông/bà nộp thủ tục “{own}”; tờ khai đã ghi dùng lại được."
)
