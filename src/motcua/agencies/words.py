"""Sentences for this room's refusals: code → (Vietnamese, English)."""

WORDS = {
    "agency.unknown": ("Không có cơ quan “{agency}” vào ngày này.", "There is no agency “{agency}” on this day."),
    "agency.code_wrong": (
        "Mã cơ quan {agency} không đúng: chữ in hoa, chữ số và dấu chấm, nhiều nhất 35 ký tự.",
        "The agency code {agency} is wrong: capitals, digits and dots, at most 35 characters.",
    ),
    "agency.code_taken": ("Mã cơ quan {agency} đã có.", "The agency code {agency} is taken."),
    "agency.period_overlaps": (
        "Cơ quan {agency} đã có tên hoặc cấp trên khác trong thời gian từ {valid_from}.",
        "Agency {agency} already has another name or parent in the time from {valid_from}.",
    ),
    "agency.change_too_early": (
        "Thay đổi phải sau ngày {valid_from}, ngày bắt đầu của tên hoặc cấp trên đang dùng.",
        "The change must come after {valid_from}, when the present name or parent began.",
    ),
    "agency.not_existing": (
        "Cơ quan {agency} không tồn tại vào ngày {on}.",
        "Agency {agency} does not exist on {on}.",
    ),
    "agency.under_itself": (
        "Cơ quan {agency} không thể thuộc chính nó hoặc đơn vị cấp dưới của nó.",
        "Agency {agency} cannot belong to itself or to a unit below it.",
    ),
    "agency.has_children": (
        "Cơ quan {agency} còn {children} đơn vị cấp dưới vào ngày {on}. Sắp xếp các đơn vị đó trước.",
        "Agency {agency} still has {children} units below it on {on}. Reorganise them first.",
    ),
    "agency.succession_known": (
        "Đã ghi {successor} kế thừa {predecessor}.",
        "It is already recorded that {successor} succeeds {predecessor}.",
    ),
    "agency.succeeds_itself": ("Cơ quan không kế thừa chính nó.", "An agency does not succeed itself."),
    "organisation.reference_missing": (
        "Dữ liệu tổ chức nhắc đến {reference}, nhưng không có vào ngày {on}.",
        "The organisation names {reference}, which does not exist on {on}.",
    ),
    "place.unknown": ("Không có địa bàn với mã {place}.", "There is no place with the code {place}."),
    "position.overlaps": (
        "Cơ quan đã có vị trí {slug} trong thời gian từ {valid_from}.",
        "The agency already has the post {slug} in the time from {valid_from}.",
    ),
    "position.closed_already": ("Vị trí này đã kết thúc.", "This post has ended."),
    "position.invalid": ("Có chỗ cần sửa.", "There is something to fix."),
    "position.title_missing": ("Ghi tên vị trí", "Enter the title of the post"),
    "position.same": ("Tên này đang dùng, không có gì đổi.", "That is the present name; nothing changes."),
    "position.change_too_early": (
        "Ngày đổi phải sau {valid_from}, ngày tên đang dùng bắt đầu.",
        "The change must come after {valid_from}, when the present name began.",
    ),
    "position.held": (
        "Còn {count} người giữ vị trí này sau ngày đó. Kết thúc các lần giao trước, hoặc chọn kết thúc cùng lúc.",
        "{count} people hold this post after that day. End their appointments first, or choose to end them with it.",
    ),
}
