"""Everything that an input of a draft chooses from."""

from datetime import date

from django.db.models import Q
from django.utils.translation import gettext as _

from motcua.agencies import queries as agencies
from motcua.agencies.models import Position
from motcua.catalogue import queries as catalogue
from motcua.catalogue.models import ProcedureVersion
from motcua.eforms import queries as eforms
from motcua.journal.reference import kept
from motcua.workflow.models import Process

Choices = dict[str, list[tuple[str, str]]]


@kept
def choices(on: date, lang: str) -> Choices:
    """By the name of the list. `lang` is the language that is spoken now."""
    english = lang == "en"
    posts: dict[str, str] = {}
    titles = Position.objects.filter(Q(valid_to=None) | Q(valid_to__gt=on)).order_by("pk")
    for slug, vi, en in titles.values_list("slug", "title_vi", "title_en"):
        posts.setdefault(slug, (en if english else "") or vi)
    handled = ProcedureVersion.objects.exclude(handled_by="").values_list("handled_by", flat=True).distinct()
    processes = {row.key: row for row in Process.objects.filter(valid_from__lte=on).order_by("number")}
    forms = eforms.forms_in_force(on)
    return {
        "levels": [
            ("commune", _("Xã, phường")),
            ("district", _("Huyện (trước 01/07/2025)")),
            ("province", _("Tỉnh")),
            ("department", _("Sở, ban")),
        ],
        "departments": [(row.code, row.short_name(lang)) for row in agencies.agencies_at(on, kind="department")],
        "posts": [("", "–"), *((slug, posts.get(slug, slug)) for slug in sorted(handled))],
        "online": [
            ("full", _("Làm hết trên mạng (toàn trình)")),
            ("partial", _("Nộp trên mạng, phải đến một lần (một phần)")),
            ("none", _("Chỉ nộp tại quầy")),
        ],
        "forms": [
            ("", _("Đơn đề nghị chung")),
            *((row.key, (row.name_en if english else "") or row.name_vi) for row in forms if row.key != "general"),
        ],
        "processes": [("", "–")]
        + [(key, (row.name_en if english else "") or row.name_vi) for key, row in sorted(processes.items())],
        "needs": [
            ("required", _("Luôn cần")),
            ("conditional", _("Tùy trường hợp")),
            ("shown", _("Chỉ cho xem, không nộp")),
            ("online", _("Chỉ khi nộp trên mạng")),
        ],
        "sources": [
            (item.code, (item.name_en if english else "") or item.name_vi)
            for item in catalogue.code_list("paper_source")
        ],
        "units": [
            ("working_days", _("ngày làm việc")),
            ("hours", _("giờ làm việc")),
            ("calendar_days", _("ngày")),
            ("months", _("tháng")),
            ("same_day", _("trong ngày")),
            ("none", _("không quy định")),
        ],
        "channels": [
            ("", _("Mọi cách nộp")),
            ("online", _("Nộp trên mạng")),
            ("direct", _("Nộp tại quầy")),
            ("post", _("Nộp qua bưu chính")),
        ],
        "policies": [("hour_exact", _("đúng giờ nhận")), ("end_of_day", _("cuối ngày"))],
        "cutoff_on": [
            ("start", _("tính giờ từ ngày làm việc sau")),
            ("hand_over", _("chỉ chuyển bộ phận giải quyết vào ngày làm việc sau")),
        ],
        "starts": [
            ("reception", _("quầy tiếp nhận")),
            ("competent", _("cơ quan giải quyết có đủ hồ sơ")),
        ],
        "after": [("pause", _("tính tiếp phần còn lại")), ("restart", _("tính lại từ đầu"))],
        "fee_kinds": [("phi", _("Phí")), ("le_phi", _("Lệ phí")), ("other", _("Khoản khác"))],
        "confidence": [("high", _("Cao")), ("medium", _("Vừa")), ("low", _("Thấp"))],
    }
