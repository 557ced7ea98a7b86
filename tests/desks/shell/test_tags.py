"""The component tags: words of the design, shapes, alternative texts, nothing that a strict policy would block."""

import re
from datetime import datetime
from pathlib import Path

import pytest
from django.template import Context, Template
from django.utils import translation

from motcua.desks.shell.parts import (
    Check,
    Event,
    Fact,
    FilterTab,
    LedgerLine,
    Life,
    LinkRow,
    Problem,
    Promise,
    Row,
    Share,
    Span,
)
from motcua.desks.shell.states import ICONS, LOOKS
from motcua.kernel.clock import LOCAL

STATIC = Path(__file__).resolve().parents[3] / "src" / "motcua" / "static"
DUE = datetime(2026, 11, 9, 10, 15, tzinfo=LOCAL)


def draw(source: str, language: str = "vi", **values: object) -> str:
    with translation.override(language):
        return Template(source).render(Context(values))


def words(html: str) -> str:
    return " ".join(re.sub(r"<[^>]+>", " ", html).replace("\xa0", " ").split())


DESIGN = [
    ("submitted", "Đã nộp, chờ xã xem", "Chờ tiếp nhận", "Submitted"),
    ("received", "Đã tiếp nhận", "Chờ phân công", "Received"),
    ("processing", "Đang giải quyết", "Thẩm định", "In progress"),
    ("supplement_requested", "Cần ông/bà bổ sung", "Đang dừng, chờ dân", "We need something from you"),
    ("payment_due", "Cần nộp 100.000 đ", "Chờ nộp tiền", "Payment due: 100,000 đ"),
    ("finished", "Có kết quả, mời đến nhận", "Chờ trả kết quả", "Ready to collect"),
    ("delivered", "Đã trả kết quả", "Đã trả", "Delivered"),
    ("refused", "Không tiếp nhận, xem lý do", "Từ chối tiếp nhận", "Not accepted"),
    ("withdrawn", "Đã rút theo yêu cầu", "Đã rút", "Withdrawn"),
    ("stopped", "Đã dừng giải quyết", "Đã dừng", "Stopped"),
]


@pytest.mark.parametrize(("state", "citizen", "officer", "english"), DESIGN)
def test_a_state_is_called_as_the_design_says(state, citizen, officer, english):
    assert words(draw("{% status_tag s amount=100000 %}", s=state)) == citizen
    assert words(draw('{% status_tag s "officer" step="Thẩm định" %}', s=state)) == officer
    assert words(draw("{% status_tag s amount=100000 %}", "en", s=state)) == english


def test_states_differ_by_icon_where_they_share_a_shape():
    shapes = [(look.tone, look.icon) for look in LOOKS.values()]
    assert len(set(shapes)) == len(shapes)


def test_an_unknown_state_is_a_dash_not_a_fault():
    assert words(draw('{% status_tag "something_else" %}')) == "–"


@pytest.mark.parametrize(
    ("minutes", "tone", "vi", "en"),
    [
        (995, "moving", "Còn 2 ngày làm việc", "2 working days left"),
        (241, "moving", "Còn 4 giờ 1 phút", "4 hours 1 min left"),
        (240, "soon", "Còn 4 giờ", "4 hours left"),
        (0, "soon", "Còn 0 phút", "0 min left"),
        (-1, "late", "Trễ 1 phút", "1 min late"),
        (-480, "late", "Trễ 1 ngày làm việc", "1 working day late"),
    ],
)
def test_time_left_warns_four_working_hours_ahead(minutes, tone, vi, en):
    html = draw("{% time_left m %}", m=minutes)
    assert words(html) == vi
    assert f"tag--{tone}" in html
    assert words(draw("{% time_left m %}", "en", m=minutes)) == en


def test_a_stopped_clock_says_for_whom_it_waits():
    assert words(draw("{% time_left None paused=True %}")) == "Đang dừng, chờ dân"
    assert words(draw('{% time_left None paused=True audience="citizen" %}')) == "Đang dừng, chờ ông/bà bổ sung"
    assert draw("{% time_left None %}") == "–"


def test_lateness_is_told_to_citizens_with_an_apology():
    assert words(draw("{% late_tag -490 %}")) == "Trễ 1 ngày làm việc, xã xin lỗi"
    assert words(draw("{% late_tag -490 %}", "en")) == "1 working day late, we are sorry"


def test_every_icon_of_the_sprite_is_known_and_every_known_icon_is_in_it():
    in_sprite = set(re.findall(r'<symbol id="(\w+)"', (STATIC / "icons.svg").read_text()))
    assert in_sprite == ICONS


def test_an_icon_that_does_not_exist_stops_the_page_in_development():
    with pytest.raises(LookupError, match="rocket"):
        draw('{% icon "rocket" %}')


def test_an_icon_alone_has_a_hidden_name():
    assert '<span class="vh">Tìm</span>' in draw('{% icon "search" "Tìm" %}')


def test_values_are_escaped():
    html = draw("{% tag text %}{% button text %}{% fact_grid facts %}", text="<script>", facts=[Fact("<b>", "<i>")])
    assert "<script>" not in html
    assert "&lt;script&gt;" in html
    assert "<b>" not in html


def test_a_button_with_an_address_is_a_link():
    assert draw('{% button "Xem" url="/x" kind="second" %}').startswith('<a class="btn btn--2" href="/x">')
    assert draw('{% button "Nộp" %}').startswith('<button class="btn" data-main>')
    assert 'data-keys="alt+b"' in draw('{% button "Báo" kind="second" keys="Alt B" %}')
    assert 'name="act" value="stop"' in draw('{% button "x" name="act" value="stop" %}')
    assert " disabled>" in draw('{% button "x" disabled=True %}')


def test_a_bar_says_value_and_target_and_shows_which_is_higher():
    below = draw("{% bar 71.85 80 %}")
    assert words(re.sub(r'.*aria-label="([^"]*)".*', r"\1", below)) == "71,85 %, mục tiêu 80,00 %"
    assert "bar2" in below
    assert "bar2" not in draw("{% bar 80 80 %}")
    assert 'width="100%"' in draw("{% bar 120 80 %}")
    assert words(draw("{% bar None 80 %}")) == "–"


def test_a_life_bar_fills_its_width_and_has_words():
    html = draw("{% life_bar life %}", life=Life([Span("used", 30), Span("paused", 10), Span("left", 60)], "Đời hồ sơ"))
    widths = [float(width) for width in re.findall(r'<svg x="[\d.]+%" width="([\d.]+)%"', html)]
    assert widths == [30, 10, 60]
    assert 'role="img" aria-label="Đời hồ sơ"' in html
    assert "<pattern" not in draw("{% life_bar life %}", life=Life([Span("used", 30)], "x"))
    assert draw("{% life_bar life %}", life=Life([], "x"))


def test_two_life_bars_on_a_page_have_different_patterns():
    life = Life([Span("used", 1), Span("paused", 1)], "x")
    ids = re.findall(r'pattern id="(\w+)"', draw("{% life_bar life %}{% life_bar life %}", life=life))
    assert len(set(ids)) == 2


def test_a_sparkline_ends_in_a_dot_and_dashes_a_target_in_range():
    html = draw('{% sparkline values "Đất đai" 25 %}', values=[18, 24, 38])
    assert html.count("<circle") == 1
    assert "goal" in html
    assert "goal" not in draw('{% sparkline values "x" 80 %}', values=[18, 24, 38])
    assert words(draw('{% sparkline values "x" %}', values=[])) == "–"
    assert draw('{% sparkline values "x" %}', values=[5])


def test_a_stacked_bar_says_small_parts_beneath():
    shares = [Share("Sớm", 60, "early"), Share("Đúng hẹn", 35, "on_time"), Share("Trễ", 5, "late")]
    html = draw("{% stacked shares %}", shares=shares)
    assert html.count("<text") == 2
    assert 'aria-label="Sớm 60,00' in html
    assert "Trễ 5,00" in html.split("only-l")[1]


@pytest.mark.parametrize(("value", "step"), [(None, 0), (0, 0), (1, 0), (8, 1), (22, 3), (44, 5)])
def test_a_heat_cell_has_one_of_six_steps(value, step):
    assert draw("{% heat v 44 %}", v=value) == f"h{step}"


def test_the_promise_comes_with_time_left_or_the_reason_for_none():
    ahead = words(draw("{% promise p %}", p=Promise(DUE, 995, state="processing")))
    assert ahead == "Đang giải quyết Hẹn trả kết quả 10:15 thứ Hai 09/11/2026 Còn 2 ngày làm việc"
    late = words(draw("{% promise p %}", p=Promise(DUE, -490)))
    assert late == "Hẹn trả kết quả 10:15 thứ Hai 09/11/2026 Trễ 1 ngày làm việc, xã xin lỗi"
    assert "Đang dừng, chờ ông/bà bổ sung" in words(draw("{% promise p %}", p=Promise(DUE, 995, paused=True)))
    assert "Có ngày hẹn khi xã tiếp nhận" in words(draw("{% promise p %}", p=Promise(None)))
    assert words(draw("{% promise p %}", p=Promise(DUE, done_at=DUE))).startswith("Xong lúc 10:15")


def test_why_this_date_is_open_when_the_date_changed():
    once, twice = [LedgerLine("08:15 26/10", "Xã nhận.")], [LedgerLine("", "a"), LedgerLine("", "b")]
    assert '<details class="govuk-details">' in draw("{% promise p %}", p=Promise(DUE, 5, ledger=once))
    assert '<details class="govuk-details" open>' in draw("{% promise p %}", p=Promise(DUE, 5, ledger=twice))


def test_a_changed_promise_shows_the_old_date_and_the_reason():
    html = words(
        draw("{% promise p %}", p=Promise(DUE, 5, was=datetime(2026, 11, 4, 16, 10, tzinfo=LOCAL), reason="Vì mưa."))
    )
    assert "Hẹn trước: 16:10 thứ Tư 04/11/2026. Vì mưa." in html


def test_lists_print_what_they_are_given():
    assert 'aria-current="step"' in draw("{% timeline e %}", e=[Event("now", "Đang thẩm định")])
    assert "chưa tới" in draw("{% timeline e %}", e=[Event("todo", "Ký")])
    rows = draw(
        "{% summary_list r %}", r=[Row("Mẹ", "Bùi Thị Hạnh", source="CSDL dân cư, 09:38", url="#x"), Row("Cha", "")]
    )
    assert words(rows) == "Mẹ Bùi Thị Hạnh CSDL dân cư, 09:38 Sửa Mẹ Cha –"
    assert draw("{% link_rows r %}", r=[LinkRow("Sinh con", url="/x"), LinkRow("Chỉ xem")]).count("<a ") == 1
    tabs = draw(
        '{% filter_tabs t "Lọc" %}', t=[FilterTab("Trễ", "?x", 1200, hot=True), FilterTab("Xong", "?y", 0, hot=True)]
    )
    assert words(tabs) == "Trễ 300+ Xong 0"
    assert tabs.count('class="hot"') == 1
    assert words(draw("{% checklist c %}", c=[Check("no", "Móng"), Check("ok", "Đất")])) == "Không đạt Móng Đạt Đất"


def test_the_error_summary_counts_and_leads_to_the_fields():
    one = draw("{% error_summary p %}", p=[Problem("id_name", "Ghi họ, chữ đệm, tên của trẻ")])
    assert words(one) == "Có 1 chỗ cần sửa Ghi họ, chữ đệm, tên của trẻ"
    assert 'href="#id_name"' in one
    assert 'tabindex="-1"' in one
    assert words(draw("{% error_summary p %}", "en", p=[Problem("a", "b")])).startswith("1 thing to fix")
    assert words(draw("{% error_summary p %}", "en", p=[Problem("a", "b")] * 2)).startswith("2 things to fix")
    assert draw("{% error_summary p %}", p=[]).strip() == ""


def test_a_field_names_its_hint_and_its_error():
    html = draw('{% field "phone" "Điện thoại" "091" hint="10 chữ số" error="Sai" %}')
    assert 'for="id_phone"' in html
    assert 'aria-describedby="id_phone-hint id_phone-error"' in html
    assert 'aria-invalid="true"' in html
    assert "Lỗi:" in html
    assert 'value="091"' in html


def test_a_password_is_never_printed_back():
    assert "hunter2" not in draw('{% field "p" "Mật khẩu" "hunter2" kind="password" %}')


def test_nothing_is_pre_chosen():
    options = [("a", "Có"), ("b", "Không", "Nêu căn cứ")]
    assert "checked" not in draw('{% choices "x" "Hỏi" o %}', o=options)
    assert draw('{% choices "x" "Hỏi" o chosen="b" %}', o=options).count(" checked") == 1
    assert draw('{% choices "x" "Hỏi" o chosen=c many=True %}', o=options, c=["a", "b"]).count(" checked") == 2


def test_a_wrong_date_is_kept_as_typed():
    html = draw(
        '{% date_field "born" "Sinh ngày nào?" v error="Tháng 2/2026 chỉ có 28 ngày" %}',
        v={"day": "30", "month": "2", "year": "2026"},
    )
    assert re.findall(r'value="(\d+)"', html) == ["30", "2", "2026"]
    assert 'name="born-day"' in html
    assert draw('{% date_field "d" "x" v %}', v=DUE.date()).count('value="9"') == 1


def test_a_paper_that_cannot_be_shown_is_a_link():
    assert "<iframe" in draw('{% document_viewer "/f/1" "Đơn" "application/pdf" %}')
    assert "<img" in draw('{% document_viewer "/f/1" "Ảnh" "image/jpeg" %}')
    other = draw('{% document_viewer "/f/1" "Đơn" "application/msword" %}')
    assert "<iframe" not in other
    assert "Tải về" in other


def test_blocks_wrap_what_stands_inside():
    assert words(draw('{% note "soon" title="Sắp hạn" %}<p>Trình đi</p>{% endnote %}')) == "Sắp hạn Trình đi"
    assert "<h2>Giấy tờ</h2>" in draw('{% pane title="Giấy tờ" %}x{% endpane %}')
    assert 'tabindex="0"' in draw('{% scroll "Bảng" %}x{% endscroll %}')


def test_filters_speak_the_active_language():
    source = "{{ due|instant }}|{{ n|integer }}|{{ p|percent }}|{{ d|named }}|{{ none|percent }}|{{ empty|missing }}"
    values = {"due": DUE, "n": 5673, "p": 92.56, "d": {"name_vi": "Hộ tịch", "name_en": "Civil status"}, "none": None}
    vi, en = (words(draw(source, language, **values)) for language in ("vi", "en"))
    assert vi == "10:15 thứ Hai 09/11/2026|5.673|92,56 %|Hộ tịch|–|–"
    assert en == "10:15 Monday 9 November 2026|5,673|92.56%|Civil status|–|–"


def test_a_changed_file_has_another_address():
    assert re.fullmatch(r"/static/app\.css\?v=[0-9a-f]{8}", draw('{% asset "app.css" %}'))
