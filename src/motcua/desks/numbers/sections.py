"""What the first page of the desk leads to: one line a section, for the roles that may open it."""

from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

LEADS = ("commune_leader", "province_leader", "procedure_control_officer")
"""Those who steer by figures."""
OFFICES = (*LEADS, "single_window_officer", "specialist_officer", "administrator")
"""Everybody in an office."""


@dataclass(frozen=True, slots=True)
class Section:
    """One link with what it is for."""

    label: str | Promise
    about: str | Promise
    url_name: str
    roles: tuple[str, ...]
    order: int = 50


SECTIONS: list[Section] = [
    Section(
        _("Bảng số liệu"),
        _("Một đơn vị trên một trang: chỉ tiêu, dự báo, từng tháng; bản đồ các xã; màn hình treo tường."),
        "numbers:board",
        LEADS,
        order=5,
    ),
    Section(
        _("Báo cáo"),
        _("Biểu II.06a, II.06b, II.07b và các bảng khác; xem, so sánh, tải về."),
        "numbers:reports",
        (*LEADS, "single_window_officer", "specialist_officer"),
        order=10,
    ),
    Section(
        _("Bộ chỉ số 766"),
        _("100 điểm theo Quyết định 766: từng dòng mở ra hồ sơ, thử nếu đổi, số lấy từ ngoài."),
        "numbers:index",
        OFFICES,
        order=20,
    ),
    Section(
        _("Chín chỉ tiêu"),
        _("Đánh giá cơ quan và công chức theo Thông tư 01/2018, theo quý và năm."),
        "numbers:nine",
        (*LEADS, "single_window_officer", "specialist_officer"),
        order=21,
    ),
    Section(
        _("Dấu hiệu"),
        _("Nhập muộn, xong sát hẹn, bổ sung ngày cuối…: bảy câu hỏi về cách số liệu hình thành, mở ra hồ sơ."),
        "numbers:signals",
        (*LEADS, "single_window_officer", "specialist_officer"),
        order=55,
    ),
    Section(
        _("Kỳ đã chốt"),
        _("Số của mỗi kỳ được chốt bằng mã kiểm tra; đính chính đứng cạnh bản cũ."),
        "numbers:seals",
        (*LEADS, "single_window_officer", "specialist_officer"),
        order=60,
    ),
    Section(
        _("Chỉ tiêu"),
        _("Đang ở đâu, cuối kỳ tới đâu, hồ sơ nào bù lại được; phân bổ xuống đơn vị và vị trí."),
        "numbers:targets",
        (*LEADS, "single_window_officer", "specialist_officer"),
        order=8,
    ),
    Section(
        _("Câu hỏi tự do"),
        _("Hỏi bằng SQL trên bản sao mỗi đêm, không có tên người; trả lời thành bảng hoặc CSV."),
        "numbers:questions",
        ("procedure_control_officer",),
        order=80,
    ),
]
"""In the order of `order`; each part of the desk adds its own line."""
