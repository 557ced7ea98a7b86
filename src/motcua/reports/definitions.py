"""What each figure means, in both languages: printed on every report that shows it (contract section 5).

A changed definition is a new VERSION, shown beside the figures.
"""

from collections.abc import Iterable
from dataclasses import dataclass

VERSION = 1


@dataclass(frozen=True, slots=True)
class Definition:
    """The name of a figure (head of its column) and how it is counted."""

    key: str
    name_vi: str
    name_en: str
    words_vi: str
    words_en: str

    def name(self, lang: str = "vi") -> str:
        return self.name_en if lang == "en" else self.name_vi

    def words(self, lang: str = "vi") -> str:
        return self.words_en if lang == "en" else self.words_vi


_ALL = (
    Definition(
        "received_online",
        "Tiếp nhận trực tuyến",
        "Received online",
        "Hồ sơ nộp trên mạng, được tiếp nhận trong kỳ. Hồ sơ công chức nhập tại quầy tính là trực tiếp.",
        "Submitted online and received within the period. What an officer keys at the counter is direct.",
    ),
    Definition(
        "received_direct",
        "Tiếp nhận trực tiếp",
        "Received at the counter",
        "Hồ sơ nộp tại quầy, được tiếp nhận trong kỳ.",
        "Handed in at the counter and received within the period.",
    ),
    Definition(
        "received_post",
        "Tiếp nhận qua bưu chính",
        "Received by post",
        "Hồ sơ gửi qua bưu chính, được tiếp nhận trong kỳ.",
        "Sent by post and received within the period.",
    ),
    Definition(
        "carried_over",
        "Kỳ trước chuyển qua",
        "Carried over",
        "Hồ sơ tiếp nhận trước kỳ và chưa giải quyết xong trước kỳ.",
        "Received before the period and not resolved before it.",
    ),
    Definition(
        "received_total",
        "Tổng tiếp nhận",
        "Received in all",
        "Trực tuyến + trực tiếp + bưu chính + kỳ trước chuyển qua; bằng tổng đã giải quyết + tổng đang giải quyết.",
        "Online + counter + post + carried over; equals resolved in all + pending in all.",
    ),
    Definition(
        "resolved_early",
        "Giải quyết trước hạn",
        "Resolved early",
        "Giải quyết xong trong kỳ, vào một ngày trước ngày hẹn.",
        "Resolved within the period on a day before the due day.",
    ),
    Definition(
        "resolved_on_time",
        "Giải quyết đúng hạn",
        "Resolved on time",
        "Giải quyết xong trong kỳ, không trước ngày hẹn và không sau giờ hẹn; hồ sơ không có hẹn cũng tính ở đây.",
        "Resolved within the period, neither before the due day nor after the due time; also those without a due time.",
    ),
    Definition(
        "resolved_late",
        "Giải quyết quá hạn",
        "Resolved late",
        "Giải quyết xong trong kỳ, sau giờ hẹn đang có hiệu lực (đã trừ thời gian tạm dừng; hồ sơ dừng hoặc rút"
        " trong khi chờ bổ sung được xét tại lúc bắt đầu chờ).",
        "Resolved within the period after the due time in force (pauses applied; a dossier stopped or withdrawn while a"
        " supplement is awaited is judged at the moment the waiting began).",
    ),
    Definition(
        "resolved_in_time",
        "Giải quyết sớm và đúng hạn",
        "Resolved early or on time",
        "Trước hạn + đúng hạn.",
        "Early + on time.",
    ),
    Definition(
        "received",
        "Tiếp nhận trong kỳ",
        "Received in the period",
        "Trực tuyến + trực tiếp + bưu chính, không tính kỳ trước chuyển qua.",
        "Online + counter + post, carried-over excluded.",
    ),
    Definition(
        "resolved_total",
        "Tổng đã giải quyết",
        "Resolved in all",
        "Hồ sơ có kết quả trong kỳ, hoặc dừng, rút trong kỳ sau khi đã tiếp nhận. Hồ sơ không tiếp nhận, hoặc rút"
        " trước khi tiếp nhận, không tính ở đâu cả.",
        "Finished within the period, or stopped or withdrawn within it after reception. A refusal, or a withdrawal"
        " before reception, is counted nowhere.",
    ),
    Definition(
        "late_against_original",
        "Quá hẹn lần đầu",
        "Late against the first promise",
        "Giải quyết xong trong kỳ, sau giờ hẹn ghi lúc tiếp nhận, không trừ tạm dừng và không tính hẹn lại.",
        "Resolved within the period after the promise made at reception, neither pauses nor extensions applied.",
    ),
    Definition(
        "pending_within",
        "Đang giải quyết trong hạn",
        "Pending within time",
        "Đã tiếp nhận, chưa xong tại lúc xét, chưa quá hẹn. Khi đồng hồ dừng (chờ bổ sung), xét tại lúc bắt đầu dừng.",
        "Received, not resolved at the judged moment, not past the due time; while the clock stands still, judged"
        " when it stopped.",
    ),
    Definition(
        "pending_late",
        "Đang giải quyết quá hạn",
        "Pending late",
        "Đã tiếp nhận, chưa xong tại lúc xét, giờ hẹn đã qua. Khi đồng hồ dừng (chờ bổ sung), xét tại lúc bắt đầu"
        " dừng.",
        "Received, not resolved at the judged moment, past the due time; while the clock stands still, judged when it"
        " stopped.",
    ),
    Definition(
        "pending_total",
        "Tổng đang giải quyết",
        "Pending in all",
        "Đã tiếp nhận và chưa giải quyết xong tại lúc xét.",
        "Received and not resolved at the judged moment.",
    ),
    Definition(
        "online_percent",
        "Tỷ lệ trực tuyến",
        "Online share",
        "Trực tuyến ÷ (trực tuyến + trực tiếp + bưu chính) trong kỳ, không tính kỳ trước chuyển qua. Hồ sơ công chức"
        " nhập tại quầy tính là tại quầy. Làm tròn hai số lẻ.",
        "Online ÷ (online + counter + post) within the period, carried-over excluded. What an officer keys at the"
        " counter is direct. Rounded half up to two decimals.",
    ),
    Definition(
        "on_time_percent",
        "Tỷ lệ sớm và đúng hạn",
        "Early and on time",
        "(Trước hạn + đúng hạn) ÷ tổng đã giải quyết trong kỳ.",
        "(Early + on time) ÷ resolved in all within the period.",
    ),
    Definition(
        "satisfied_percent",
        "Tỷ lệ hài lòng",
        "Satisfied",
        "Câu trả lời hài lòng trở lên ÷ số câu trả lời có đến lúc xét, về hồ sơ giải quyết trong kỳ. Câu trả lời"
        " nhập từ hệ thống trước, không ghi lúc trả lời, tính từ lúc có kết quả.",
        "Answers “satisfied” or better ÷ answers given by the judged moment about dossiers resolved within the period."
        " Imported answers carry no time and count from the resolution.",
    ),
    Definition(
        "response_percent",
        "Tỷ lệ trả lời",
        "Response rate",
        "Số câu trả lời có đến lúc xét ÷ tổng đã giải quyết trong kỳ.",
        "Answers given by the judged moment ÷ resolved in all within the period.",
    ),
    Definition(
        "procedures_digitalised",
        "Tỷ lệ thủ tục đã số hóa",
        "Procedures digitalised",
        "Thủ tục nộp trên mạng được (toàn trình hoặc một phần) ÷ thủ tục của đơn vị, tại ngày xét.",
        "Procedures that can be submitted online (wholly or in part) ÷ procedures of the agency, on the judged day.",
    ),
    Definition(
        "apologies",
        "Đã xin lỗi vì trễ hẹn",
        "Apologies for lateness",
        "Thư xin lỗi (mẫu 04) lãnh đạo ký trong kỳ, tính cho cơ quan chịu trách nhiệm lúc ký; thư đã hoàn tác không"
        " tính. Hẹn lại nhập từ hệ thống trước cũng tính.",
        "Apologies (form 04) signed within the period, for the agency responsible when they were signed; those undone"
        " are left out. Extensions told by an earlier system count too.",
    ),
    Definition(
        "apologies_in_time",
        "Xin lỗi trước khi trễ",
        "Apologies before the due time",
        "Trong số thư xin lỗi, những thư ký trước giờ hẹn không giữ được.",
        "Of the apologies, those signed before the due time that was not kept.",
    ),
    Definition(
        "late_without_apology",
        "Trễ mà không xin lỗi",
        "Late without an apology",
        "Hồ sơ tính là trễ trong kỳ (đã xong hay chưa) mà đến lúc xét chưa có thư xin lỗi nào.",
        "Dossiers counted as late in the period, resolved or not, for which no apology was signed by the judged"
        " moment.",
    ),
    Definition(
        "second_supplements",
        "Yêu cầu bổ sung lần nữa",
        "Further supplement requests",
        "Yêu cầu bổ sung từ lần thứ hai trở đi của một hồ sơ, tính vào lúc yêu cầu, cho cơ quan chịu trách nhiệm lúc"
        " ấy.",
        "Requests for a supplement from the second of a dossier on, counted when asked, for the agency responsible"
        " then.",
    ),
    Definition(
        "forecast",
        "Dự báo cuối kỳ",
        "Forecast",
        "Tỷ lệ ở cuối kỳ nếu mỗi ngày còn lại như một ngày của 28 ngày gần nhất: (số đã có + số của 28 ngày gần nhất"
        " × số ngày còn lại ÷ 28), tính cả tử và mẫu. Không dự báo khi 28 ngày ấy có dưới 30 hồ sơ hoặc kỳ đã hết.",
        "The percentage at the period's end if each day to come is like a day of the last 28: (so far + the last 28"
        " days × days left ÷ 28), for part and whole alike. None when those days hold fewer than 30 dossiers, or when"
        " no day is left.",
    ),
    Definition(
        "causes",
        "Thời gian mất ở đâu",
        "Where the time went",
        "Mỗi hồ sơ trễ tính cho bước mà hồ sơ chờ lâu nhất, theo giờ làm việc từ lúc tiếp nhận đến lúc xong (hoặc lúc"
        " xét), không tính lúc dừng chờ bổ sung. Phần trăm là thời gian ở bước ấy trên tổng thời gian của các hồ sơ"
        " trễ. Hồ sơ nhập từ hệ thống trước không ghi bước nên chỉ chia theo trạng thái.",
        "Each late dossier counts for the step at which it waited longest, in working time from reception to the end"
        " (or the judged moment), pauses left out. The percentage is the time at that step of the whole time of the"
        " late dossiers. Imported dossiers carry no steps and are told apart by state only.",
    ),
    Definition(
        "heat",
        "Sớm và đúng hạn theo tháng",
        "On time by month",
        "Tỷ lệ sớm và đúng hạn của hồ sơ giải quyết trong tháng, mỗi tháng xét tại cuối tháng ấy. Dưới 30 hồ sơ thì"
        " không tính tỷ lệ.",
        "Early and on time of those resolved within the month, each month judged at its own end. No percentage below 30"
        " dossiers.",
    ),
    Definition(
        "gap",
        "So mục tiêu",
        "Gap to target",
        "Thực tế − mục tiêu, tính bằng điểm phần trăm.",
        "Actual − target, in percentage points.",
    ),
)
DEFINITIONS = {definition.key: definition for definition in _ALL}

RULES_VI = (
    "Kỳ tính theo ngày, gồm cả ngày đầu và ngày cuối, xét tại cuối kỳ hoặc lúc lập báo cáo, lúc nào sớm hơn."
    " Số của đơn vị gồm cả các đơn vị bên dưới như tổ chức vào ngày đó; mỗi hồ sơ thuộc một đơn vị: nơi chịu trách"
    " nhiệm khi giải quyết xong, hoặc tại lúc xét."
)
RULES_EN = (
    "Periods are whole local days, both ends included, judged at their end or when the report is made, whichever is"
    " earlier. An agency's figures include the units under it as organised on that day; each dossier belongs to one"
    " agency: the one responsible when it was resolved, else at the judged moment."
)


def definitions(keys: Iterable[str]) -> list[Definition]:
    """The definitions of these figures, in the given order; columns that are no figures are left out."""
    return [DEFINITIONS[key] for key in keys if key in DEFINITIONS]


def rules(lang: str = "vi") -> str:
    """What holds for all figures alike, with the version of the definitions."""
    if lang == "en":
        return f"{RULES_EN} Definitions version {VERSION}, the same for every period."
    return f"{RULES_VI} Cách tính bản {VERSION}, áp dụng cho mọi kỳ."
