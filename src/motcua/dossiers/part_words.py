"""Sentences about parts at other agencies and hand-overs between them. (Vietnamese, English)."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from motcua.agencies import queries as agencies

EVENTS: dict[str, tuple[str, str]] = {
    "part_opened": ("Đã gửi {agency_vi} cùng giải quyết", "Sent in part to: {agency_en}"),
    "part_asked": ("Đã gửi {agency_vi} cho ý kiến", "Asked: {agency_en}"),
    "part_accepted": ("{agency_vi} đã nhận phần việc", "{agency_en} accepted its part"),
    "part_assigned": ("{agency_vi} đã phân công phần việc", "{agency_en} gave its part to an officer"),
    "part_answered": ("{agency_vi} đã trả lời", "{agency_en} has answered"),
    "part_returned": ("{agency_vi} trả lại phần việc", "{agency_en} sent its part back"),
    "part_warned": ("Đã nhắc {agency_vi} sắp đến hạn trả lời", "{agency_en} was reminded: its time ends soon"),
    "part_late": ("{agency_vi} quá hạn trả lời, đã báo lên", "{agency_en} is late with its answer; it went up"),
    "part_cancelled": ("Không cần phần việc của {agency_vi} nữa", "The part of {agency_en} is not needed any more"),
    "transfer_sent": ("Đã chuyển {thing_vi} đến {to_vi}", "The {thing_en} was sent to {to_en}"),
    "transfer_accepted": ("Nơi nhận đã nhận đủ {thing_vi}", "The {thing_en} has arrived whole"),
    "transfer_returned": (
        "Nơi nhận chuyển lại {thing_vi} cho {of_vi} hoàn chỉnh",
        "The {thing_en} went back to {of_en}, to be put right",
    ),
    "transfer_cancelled": ("Không chuyển {thing_vi} nữa", "The {thing_en} is not sent any more"),
    "return_changed": ("Đã đổi nơi nhận kết quả", "The place to collect the result was changed"),
}
INTERNAL = frozenset(
    {
        "part_accepted",
        "part_assigned",
        "part_returned",
        "part_cancelled",
        "transfer_cancelled",
        "part_warned",
        "part_late",
    }
)
"""What the applicant's story leaves out."""

_THINGS = {"dossier": ("hồ sơ", "dossier"), "result": ("kết quả", "result")}


def told(type: str, facts: Mapping[str, Any], on: date) -> dict[str, str]:
    """The names that the sentence of such an event needs, as the agencies are called on that day."""
    if not type.startswith(("part_", "transfer_")):
        return {}
    found: dict[str, str] = {}
    for member in ("agency", "to", "of"):
        code = facts.get(member)
        agency = agencies.find_agency(code) if isinstance(code, str) else None
        if agency is not None:
            for lang in ("vi", "en"):
                found[f"{member}_{lang}"] = agencies.name_of(agency, on, lang, short=True)
    thing = _THINGS.get(str(facts.get("kind")), ("", ""))
    return {**found, "thing_vi": thing[0], "thing_en": thing[1]}


WORDS: dict[str, tuple[str, str]] = {
    "part.waits": (
        "Bước này chờ phần “{name}” của {agency}. Khi nơi đó trả lời thì làm được; nếu gấp, gọi {agency}.",
        "This step waits for the part of {agency_en}. It can be done when they have answered; if it is urgent, call.",
    ),
    "part.waits_again": (
        "{agency} đã trả lại phần “{name}”. Gửi lại, hoặc lãnh đạo cho bỏ phần này, rồi làm tiếp.",
        "{agency_en} sent its part back. Send it again, or let a leader do without it, then go on.",
    ),
    "part.open": (
        "Còn phần số {number} đang chờ {agency} trả lời. Chờ trả lời, hoặc thôi hỏi kèm lý do, rồi mới quyết định.",
        "Part {number} still waits for {agency_en}. Wait for the answer, or cancel it with a reason, before deciding.",
    ),
    "part.unknown": ("Hồ sơ không có phần số {number}", "The dossier has no part number {number}"),
    "part.step_unknown": (
        "Quy trình của hồ sơ không có phần “{step}”",
        "The dossier’s process has no part “{step}”",
    ),
    "part.kind_unknown": ("Chọn ý kiến hoặc phần việc", "Choose an opinion or a piece of work"),
    "part.own_agency": (
        "Chọn cơ quan khác; hỏi trong cơ quan mình thì dùng “Hỏi ý kiến”",
        "Choose another agency; for colleagues of your own agency use “Ask for an opinion”",
    ),
    "part.asked_already": (
        "Cơ quan này đang giữ một phần chưa trả lời. Chờ trả lời, hoặc thôi hỏi rồi gửi lại.",
        "This agency has an open part already. Wait for its answer, or cancel that one first.",
    ),
    "part.opens_itself": (
        "Phần này tự gửi theo quy trình, không gửi tay được.",
        "The process sends this part by itself; it cannot be sent by hand.",
    ),
    "part.accepted_already": (
        "Phần này đã nhận lúc {on}. Mở lại trang để xem ai đang giữ.",
        "This part was accepted at {on}. Open the page again to see who has it.",
    ),
    "part.ended_already": (
        "Phần này đã kết thúc lúc {on}. Mở lại trang để xem.",
        "This part ended at {on}. Open the page again to see how.",
    ),
    "part.leader_gives_up": (
        "Phần này quy trình bắt buộc. Lãnh đạo mới cho bỏ được, kèm lý do.",
        "The process asks for this part. Only a leader can do without it, with a reason.",
    ),
    "part.answer_needed": (
        "Ghi kết quả, ý kiến, hoặc đính kèm văn bản trả lời",
        "Write the answer, or attach it as a paper",
    ),
    "part.too_many_papers": ("Đính kèm nhiều nhất {most} tệp", "Attach {most} files at most"),
    "part.other_agency": (
        "Phần này của cơ quan khác. Chỉ cơ quan đó làm được.",
        "This part belongs to another agency. Only they can act on it.",
    ),
    "transfer.on_the_way": (
        "Hồ sơ đang trên đường bàn giao. Chờ nơi nhận xác nhận.",
        "It is on its way already. Wait until the receiver accepts or returns it.",
    ),
    "transfer.none_open": (
        "Không có bàn giao nào đang chờ. Có thể người khác vừa nhận hoặc trả lại; mở lại trang để xem.",
        "Nothing is on its way here. A colleague may just have accepted or returned it; open the page again.",
    ),
    "transfer.to_other": (
        "Bàn giao này gửi cơ quan khác. Chỉ nơi nhận mới xác nhận được.",
        "This was sent to another agency. Only they can accept or return it.",
    ),
    "transfer.to_self": ("Chọn cơ quan khác, không phải cơ quan mình", "Choose an agency other than your own"),
    "transfer.not_yours": (
        "Cơ quan khác đang giữ. Chỉ nơi giữ mới chuyển đi được.",
        "Another agency has it. Only who has it can send it on.",
    ),
    "transfer.nothing_to_send": (
        "Hồ sơ này không chờ chuyển đi. Chỉ chuyển hồ sơ vừa bị trả lại, hoặc kết quả đã có.",
        "This dossier does not wait to be sent. What can be sent: one that came back, or a result that is ready.",
    ),
    "transfer.no_wish": (
        "Người nộp chọn nhận tại nơi giải quyết. Muốn chuyển đi, chọn nơi đến hoặc đổi nơi nhận kết quả trước.",
        "The person collects it where it is decided. To send it, choose where to, or change the place of collection.",
    ),
    "transfer.dossier_goes_on": (
        "Hồ sơ đang trên đường đến nơi giải quyết, không rút về được. Nơi nhận trả lại nếu sai.",
        "The dossier is on its way to the agency that decides it. They send it back if something is wrong.",
    ),
    "deliver.elsewhere": (
        "Kết quả đã chuyển đến {agency} để trả. Người dân đến đó nhận.",
        "The result was sent to {agency_en}, where it is handed over.",
    ),
    "return.address_needed": ("Ghi địa chỉ nhận qua bưu chính", "Give the address for the post"),
}
