"""The eight occasions on which people come: each leads to the procedures that it takes, in the order in which they are
mostly needed."""

from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _


@dataclass(frozen=True, slots=True)
class LifeEvent:
    """`slugs` are those of the catalogue; what an installation does not have is left out of its list."""

    key: str
    icon: str
    title: str | Promise
    text: str | Promise
    slugs: tuple[str, ...]


LIFE_EVENTS = {
    event.key: event
    for event in (
        LifeEvent(
            "sinh-con",
            "baby",
            _("Sinh con"),
            _("Khai sinh, thẻ bảo hiểm y tế, nhập hộ khẩu cho con"),
            (
                "linked_birth_residence_hi",
                "birth",
                "birth_with_recognition",
                "birth_foreign",
                "recognition_parent_child",
                "re_birth",
                "birth_with_old_papers",
                "res_permanent",
                "civil_extract",
            ),
        ),
        LifeEvent(
            "ket-hon",
            "rings",
            _("Kết hôn, hôn nhân"),
            _("Đăng ký kết hôn, xác nhận tình trạng hôn nhân"),
            ("marriage", "marital_status", "marriage_foreign", "re_marriage", "civil_extract"),
        ),
        LifeEvent(
            "chung-thuc",
            "stamp",
            _("Chứng thực, sao giấy tờ"),
            _("Bản sao từ bản chính, chữ ký, trích lục"),
            (
                "cert_copy",
                "cert_signature",
                "civil_extract",
                "copy_from_register",
                "cert_transaction",
                "cert_will",
                "cert_refuse_inheritance",
                "cert_estate_division",
            ),
        ),
        LifeEvent(
            "nha-dat",
            "house",
            _("Đất đai, nhà ở"),
            _("Giấy phép xây nhà, tách thửa, sổ đỏ"),
            (
                "build_new",
                "build_repair",
                "build_extend",
                "land_split",
                "land_first",
                "land_exchange",
                "land_transfer",
                "land_purpose",
                "land_correct",
                "land_mediation",
                "crop_change",
                "power_lv",
                "power_owner",
            ),
        ),
        LifeEvent(
            "lam-an",
            "shop",
            _("Làm ăn, buôn bán"),
            _("Mở, đổi, tạm ngừng hộ kinh doanh"),
            ("hb_new", "hb_change", "hb_suspend", "hb_reissue", "hb_close", "food_catering", "food_agri"),
        ),
        LifeEvent(
            "tro-cap",
            "heart",
            _("Trợ cấp, người có công"),
            _("Trợ cấp hằng tháng, khuyết tật, hộ nghèo"),
            (
                "social_monthly",
                "social_pension",
                "disability_assess",
                "disability_reissue",
                "poor_regular",
                "poor_yearly",
                "merit_worship",
                "merit_martyr_family",
                "merit_relative_cert",
                "merit_education",
                "edu_lunch",
                "edu_boarding",
            ),
        ),
        LifeEvent(
            "cu-tru",
            "place",
            _("Cư trú"),
            _("Thường trú, tạm trú, tách hộ"),
            (
                "res_permanent",
                "res_temporary",
                "res_split",
                "res_confirm",
                "res_stay",
                "res_absence",
                "res_delete_permanent",
                "res_delete_temporary",
                "eid_level2",
            ),
        ),
        LifeEvent(
            "qua-doi",
            "flower",
            _("Người thân qua đời"),
            _("Khai tử, mai táng phí, tử tuất"),
            (
                "linked_death_residence_funeral",
                "death",
                "social_funeral",
                "social_pension_funeral",
                "funeral_veteran",
                "merit_death",
                "merit_worship",
                "res_delete_permanent",
                "cert_estate_division",
                "cert_refuse_inheritance",
            ),
        ),
    )
}
