"""How this part speaks of steps: acts, posts, roles, agencies."""

from dataclasses import dataclass
from datetime import date

from django.db.models import Q
from django.utils.translation import gettext as _

from motcua.agencies import queries as agencies
from motcua.agencies.models import Position
from motcua.journal.reference import kept
from motcua.people.access import ROLE_NAMES
from motcua.workflow.rules import Step

ROLES = ("single_window_officer", "specialist_officer", "commune_leader", "province_leader")
Options = list[tuple[str, str]]

WORDS = {"process_file.missing": ("Chọn một tệp .bpmn", "Choose a .bpmn file")}


@dataclass(frozen=True, slots=True)
class Names:
    """Names in the language that is spoken now."""

    english: bool
    posts: dict[str, str]
    agencies: dict[str, str]
    acts: dict[str, str]
    also: dict[str, str]

    def step(self, step: Step) -> str:
        return (step.name_en if self.english else "") or step.name_vi

    def post(self, step: Step) -> str:
        return self.post_of(step.agency, step.post)

    def post_of(self, agency: str, post: str) -> str:
        name = self.posts.get(post, post)
        return f"{self.agencies.get(agency, agency)}: {name}" if agency else name

    def act(self, step: Step) -> str:
        return self.acts.get(step.act, step.act)


def names(on: date, lang: str) -> Names:
    """Everything that a step names, in words."""
    return Names(lang == "en", _posts(on, lang), _agencies(on, lang), acts(), also())


def acts() -> dict[str, str]:
    """What a step may wait for."""
    return {
        "receive": _("Tiếp nhận"),
        "forward": _("Làm rồi chuyển tiếp"),
        "propose": _("Đề xuất kết quả"),
        "approve": _("Ký duyệt"),
        "deliver": _("Trả kết quả"),
        "part": _("Phần việc của cơ quan khác"),
    }


def also() -> dict[str, str]:
    """What a step may allow beside its own act."""
    return {
        "assign": _("Phân công người làm"),
        "request_supplement": _("Yêu cầu bổ sung"),
        "request_payment": _("Yêu cầu nộp phí"),
        "consult": _("Lấy ý kiến"),
        "extend": _("Hẹn lại"),
        "stop": _("Dừng giải quyết"),
    }


def units() -> dict[str, str]:
    """Units of a limit."""
    return {
        "hours": _("giờ làm việc"),
        "working_days": _("ngày làm việc"),
        "calendar_days": _("ngày"),
        "months": _("tháng"),
        "same_day": _("trong ngày"),
    }


@kept
def _posts(on: date, lang: str) -> dict[str, str]:
    found = {
        "specialist": _("Chuyên viên thụ lý"),
        "leader": _("Lãnh đạo cơ quan"),
        "single_window_officer": _("Bộ phận Một cửa"),
    }
    titles = Position.objects.filter(Q(valid_to=None) | Q(valid_to__gt=on)).order_by("pk")
    for slug, vi, en in titles.values_list("slug", "title_vi", "title_en"):
        found.setdefault(slug, (en if lang == "en" else "") or vi)
    return found


@kept
def _agencies(on: date, lang: str) -> dict[str, str]:
    found = {"parent": _("Cơ quan cấp trên"), "field": _("Sở quản lý lĩnh vực")}
    return found | {row.code: row.short_name(lang) for row in agencies.agencies_at(on, kind="department")}


def options(names: Names, lang: str) -> dict[str, Options]:
    """What the inputs of a step choose from."""
    return {
        "acts": list(names.acts.items()),
        "posts": sorted(names.posts.items(), key=lambda one: one[1]),
        "roles": [(role, ROLE_NAMES[role][lang == "en"]) for role in ROLES],
        "agencies": [("", _("Cơ quan giải quyết")), *names.agencies.items()],
        "also": list(names.also.items()),
        "timing": [
            ("hours", _("Số giờ ghi bên dưới")),
            ("rest", _("Phần thời hạn còn lại")),
            ("none", _("Không tính giờ")),
        ],
    }
