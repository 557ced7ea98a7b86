"""What notices say: enough to act on, in both languages, with nothing personal outside."""

import re
from datetime import datetime, timedelta

import pytest
from django.conf import settings

from motcua.dossiers import actions as dossiers
from motcua.dossiers.models import Dossier
from motcua.flows import notify, rate
from motcua.journal import queries as journal
from motcua.kernel import clock, codes
from motcua.notifications.rendering import Rendered, render_about
from tests.factories.plain_lives import (
    a_delivered_dossier,
    a_dossier,
    a_finished_dossier,
    a_received_dossier,
    staff,
)

pytestmark = pytest.mark.django_db


def every_notice(now: datetime) -> dict[str, tuple[Dossier, str]]:
    """A dossier for each event of the table: event type → (dossier, template)."""
    counter, specialist, leader = (
        staff("single_window_officer"),
        staff("specialist_officer"),
        staff("commune_leader"),
    )
    later = now + timedelta(minutes=30)
    items = [{"kind": "paper", "key": "declaration", "label_vi": "Tờ khai", "label_en": "Declaration", "reason": "Mờ"}]
    asked = {"items": items, "reason": "Bản chụp của bà Lành bị mờ", "ground": "118/2025/NĐ-CP"}

    refused = a_dossier(at=now).code
    dossiers.refuse(refused, reason="Sai nơi nộp", ground="118/2025/NĐ-CP", by=counter, at=later)
    supplemented = a_received_dossier(at=now).code
    dossiers.request_supplement(supplemented, **asked, by=specialist, at=later)
    dossiers.supplement(supplemented, answers={}, papers=[], by=counter, at=later + timedelta(minutes=5))
    paid = a_received_dossier(at=now).code
    dossiers.request_payment(paid, amount=16_000, by=specialist, at=later)
    dossiers.confirm_payment(paid, amount=16_000, way="cash", by=counter, at=later + timedelta(minutes=5))
    extended = a_received_dossier(at=now)
    assert extended.due_at is not None
    dossiers.extend(
        extended.code, due_at=extended.due_at + timedelta(days=2), reason="máy chủ hỏng.", by=leader, at=later
    )
    withdrawn = a_received_dossier(at=now).code
    dossiers.withdraw(withdrawn, reason="Không cần nữa", by=counter, at=later)
    stopped = a_received_dossier(at=now).code
    dossiers.stop(stopped, reason="Theo đề nghị", by=leader, at=later)
    delivered = a_delivered_dossier(at=now).code
    codes_ = {
        "submitted": refused,
        "received": delivered,
        "refused": refused,
        "supplement_requested": supplemented,
        "supplemented": supplemented,
        "payment_due": paid,
        "paid": paid,
        "extended": extended.code,
        "finished": delivered,
        "delivered": delivered,
        "withdrawn": withdrawn,
        "stopped": stopped,
    }
    return {f"dossier.{name}": (Dossier.objects.get(code=code), name) for name, code in codes_.items()}


def text(dossier: Dossier, type: str, template: str, language: str) -> Rendered:
    event = journal.events(dossier.code, (type,))[-1]
    return render_about(event, dossier, template, language, rate_link=rate.link(dossier.code))


def test_every_event_of_the_table_says_what_a_citizen_needs_and_nothing_personal_outside(now: datetime) -> None:
    stories = every_notice(now)
    for type in stories:
        for template in notify.TABLE[type]:
            dossier, _ = stories[type]
            for language in ("vi", "en"):
                said = text(dossier, type, template.key, language)
                where = f"{template.key}.{language}"
                assert dossier.code in said.subject, where
                for secret in ("Lành", "017184003125", "khai sinh", "Birth"):
                    assert secret not in said.subject, where
                assert dossier.code in said.body, where
                assert {"vi": 'Đăng ký khai sinh "lưu động"', "en": "Birth registration"}[language] in said.body, where
                for secret in (codes.pin(dossier.code, settings.PIN_KEY), "Bùi Thị Lành", "bà Lành", "017184003125"):
                    assert secret not in said.body, where
                assert re.search(r"\bbạn\b|quý khách|vui lòng|!", said.body, re.IGNORECASE) is None, where
                assert "None" not in said.body, where
                assert "\n\n\n" not in said.body, where
                assert said.body.endswith("\n"), where
                if template.key == type.removeprefix("dossier."):
                    assert f"{settings.BASE_URL}/theo-doi/{dossier.code}\n" in said.body, where


def test_a_reception_tells_the_promise_with_its_weekday(now: datetime) -> None:
    dossier = a_received_dossier(at=now)
    said = text(dossier, "dossier.received", "received", "vi")
    due = clock.local(dossier.due_at)
    weekday = ("thứ Hai", "thứ Ba", "thứ Tư", "thứ Năm", "thứ Sáu", "thứ Bảy", "Chủ nhật")[due.weekday()]
    assert f"Hẹn trả kết quả: {due:%H:%M} {weekday} {due:%d/%m/%Y}\n" in said.body
    assert "Trạng thái: Đã tiếp nhận\n" in said.body
    assert "Xã Lạc Thủy đã tiếp nhận hồ sơ" in said.body
    assert "Lạc Thủy commune accepted the dossier" in text(dossier, "dossier.received", "received", "en").body


def test_an_apology_gives_the_old_promise_the_reason_and_the_new(now: datetime) -> None:
    dossier = a_received_dossier(at=now)
    old, new = dossier.due_at, dossier.due_at + timedelta(days=2)
    at = now + timedelta(hours=1)
    dossiers.extend(dossier.code, due_at=new, reason="máy chủ hỏng.", by=staff("commune_leader"), at=at)
    body = text(dossier, "dossier.extended", "extended", "vi").body
    assert "Xã Lạc Thủy xin lỗi ông/bà." in body
    assert f"Hẹn {clock.local(old):%H:%M}" in body
    assert "không giữ được vì: máy chủ hỏng." in body
    assert f"Hẹn mới: {clock.local(new):%H:%M}" in body
    assert "Chỉ hẹn lại lần này." in body


def test_money_is_written_as_the_language_writes_it(now: datetime) -> None:
    code = a_received_dossier(at=now).code
    at = now + timedelta(hours=1)
    dossier = dossiers.request_payment(code, amount=1_016_000, by=staff("specialist_officer"), at=at)
    assert "Cần nộp 1.016.000\u00a0đ để" in text(dossier, "dossier.payment_due", "payment_due", "vi").body
    assert "1,016,000\u00a0đ is due" in text(dossier, "dossier.payment_due", "payment_due", "en").body


def test_a_rejection_is_said_plainly_in_the_text_and_not_in_the_subject(now: datetime) -> None:
    dossier = a_finished_dossier(at=now, result="reject")
    said = text(dossier, "dossier.finished", "finished", "vi")
    assert "không được chấp thuận" in said.body
    assert said.subject == f"Hồ sơ {dossier.code}: có kết quả"
