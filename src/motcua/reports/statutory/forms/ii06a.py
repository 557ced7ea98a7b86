"""Form II.06a: how an agency that decides handled dossiers, by field (circular 01/2020/TT-VPCP)."""

from motcua.reports.statutory import counting, ministry
from motcua.reports.statutory.columns import BALANCE, HANDLING
from motcua.reports.statutory.report import Report

REPORT = Report(
    key="II.06a",
    name=("Tình hình, kết quả giải quyết thủ tục", "How procedures were handled"),
    answers=(
        "Nhận bao nhiêu, xong bao nhiêu, còn bao nhiêu, trễ bao nhiêu, theo từng lĩnh vực.",
        "How many came, were resolved, are left, were late, by field.",
    ),
    source=("Biểu II.06a, Thông tư 01/2020/TT-VPCP", "Form II.06a, circular 01/2020/TT-VPCP"),
    columns=HANDLING,
    by=("field", "procedure", "agency", "channel"),
    checks=BALANCE,
    compute=lambda asked: counting.lines(asked, HANDLING),
    whole=lambda asked: counting.whole(asked, HANDLING),
    beside=ministry.beside,
    beside_words=ministry.WORDS,
    order=10,
)
