"""Port `mail_sender`: what every carrier of mail promises, and what SMTP adds."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from email import message_from_bytes, policy
from email.message import EmailMessage
from pathlib import Path

import pytest

from motcua.adapters.notify.email import EmailSender
from motcua.adapters.notify.simulator import SimulatedMail
from motcua.notifications.ports import Attachment, Mail, MailRefused, MailSender, MailUnavailable
from tests.contracts.post_office import PostOffice

MAIL = Mail(
    id="notice-7.0123456789abcdef@motcua.test",
    to=("ba.lanh@thu.test",),
    subject="Hồ sơ H44.229-261105-0034: đã tiếp nhận",
    body="Kính gửi ông/bà,\n\nXã Lạc Thủy đã tiếp nhận hồ sơ.\n",
)


@dataclass
class Carrier:
    """A sender, and how to look into the letter boxes behind it: (subject, body, recipients)."""

    sender: MailSender
    arrived: Callable[[], list[tuple[str, str, tuple[str, ...]]]]
    take_down: Callable[[], None]


@pytest.fixture
def office() -> Iterator[PostOffice]:
    office = PostOffice()
    office.open()
    yield office
    office.close()


def _subject(message: EmailMessage) -> str:
    # The parser leaves the space of a folded header line at its beginning.
    return str(message["Subject"]).strip()


def smtp(office: PostOffice) -> EmailSender:
    return EmailSender(
        "mot-cua@motcua.test",
        backend="django.core.mail.backends.smtp.EmailBackend",
        host="127.0.0.1",
        port=office.port,
        timeout=5,
        use_tls=False,
        use_ssl=False,
        username="",
        password="",
    )


def by_smtp(office: PostOffice) -> Carrier:
    def arrived() -> list[tuple[str, str, tuple[str, ...]]]:
        return [
            (_subject(message), message.get_content(), tuple(to))
            for message, to in zip(office.arrived, office.recipients, strict=True)
        ]

    return Carrier(smtp(office), arrived, office.close)


def by_files(folder: Path) -> Carrier:
    box = folder / "mail"

    def arrived() -> list[tuple[str, str, tuple[str, ...]]]:
        found = []
        for path in sorted(box.glob("*.log")):
            head, _, _ = path.read_bytes().partition(b"\n" + b"-" * 79)
            message = message_from_bytes(head, policy=policy.default)
            to = tuple(one.strip() for one in str(message["To"]).split(","))
            assert isinstance(message, EmailMessage)
            found.append((_subject(message), message.get_content(), to))
        return found

    def take_down() -> None:
        box.write_text("a file where the folder should be")

    sender = EmailSender(
        "mot-cua@motcua.test", backend="django.core.mail.backends.filebased.EmailBackend", file_path=str(box)
    )
    return Carrier(sender, arrived, take_down)


def by_simulator() -> Carrier:
    simulator = SimulatedMail()

    def take_down() -> None:
        simulator.down = True

    return Carrier(simulator, lambda: [(mail.subject, mail.body, mail.to) for mail in simulator.sent], take_down)


@pytest.fixture(params=["smtp", "files", "simulator"])
def carrier(request: pytest.FixtureRequest, office: PostOffice, tmp_path: Path) -> Carrier:
    return {"smtp": lambda: by_smtp(office), "files": lambda: by_files(tmp_path), "simulator": by_simulator}[
        request.param
    ]()


def test_a_message_arrives_with_every_vietnamese_letter(carrier: Carrier) -> None:
    carrier.sender.send(MAIL)

    [(subject, body, to)] = carrier.arrived()
    assert subject == MAIL.subject
    assert body.replace("\r\n", "\n") == MAIL.body
    assert to == MAIL.to


def test_one_message_goes_to_several_people(carrier: Carrier) -> None:
    carrier.sender.send(replace(MAIL, to=("a@thu.test", "b@thu.test")))

    [(_, _, to)] = carrier.arrived()
    assert to == ("a@thu.test", "b@thu.test")


def test_a_subject_of_two_lines_is_refused_and_nothing_is_sent(carrier: Carrier) -> None:
    with pytest.raises(MailRefused):
        carrier.sender.send(replace(MAIL, subject="Hồ sơ\nBcc: other@thu.test"))
    assert carrier.arrived() == []


def test_a_message_to_nobody_is_refused(carrier: Carrier) -> None:
    with pytest.raises(MailRefused):
        carrier.sender.send(replace(MAIL, to=()))
    assert carrier.arrived() == []


def test_what_cannot_be_handed_over_now_is_unavailable(carrier: Carrier) -> None:
    carrier.take_down()
    with pytest.raises(MailUnavailable) as failure:
        carrier.sender.send(MAIL)
    assert str(failure.value)


@pytest.fixture(params=["smtp", "simulator"])
def knowing_carrier(request: pytest.FixtureRequest, office: PostOffice) -> Carrier:
    """A carrier that knows who lives where: nobody of the name nobody@thu.test."""
    if request.param == "simulator":
        simulator = SimulatedMail(unknown=frozenset({"nobody@thu.test"}))
        return Carrier(simulator, lambda: [(m.subject, m.body, m.to) for m in simulator.sent], lambda: None)
    office.answers["nobody@thu.test"] = "550 5.1.1 <nobody@thu.test> user unknown"
    return by_smtp(office)


def test_an_unknown_recipient_is_refused(knowing_carrier: Carrier) -> None:
    with pytest.raises(MailRefused) as refusal:
        knowing_carrier.sender.send(replace(MAIL, to=("nobody@thu.test",)))
    assert "550" in str(refusal.value)
    assert "nobody@" not in str(refusal.value)  # reasons are kept where addresses are not


def test_a_message_that_somebody_of_several_takes_is_sent(knowing_carrier: Carrier) -> None:
    knowing_carrier.sender.send(replace(MAIL, to=("a@thu.test", "nobody@thu.test")))
    assert len(knowing_carrier.arrived()) == 1


@pytest.mark.parametrize(
    ("reply", "kind"),
    [
        ("450 4.2.0 mailbox busy", MailUnavailable),
        ("452 4.2.2 mailbox full", MailUnavailable),
        ("553 5.1.3 bad address", MailRefused),
    ],
)
def test_smtp_replies_to_a_recipient_are_for_now_or_for_good(
    office: PostOffice, reply: str, kind: type[Exception]
) -> None:
    office.answers["ba.lanh@thu.test"] = reply
    with pytest.raises(kind):
        smtp(office).send(MAIL)


@pytest.mark.parametrize(
    ("reply", "kind"), [("451 4.3.0 try again", MailUnavailable), ("554 5.7.1 looks like spam", MailRefused)]
)
def test_smtp_replies_to_the_message_are_for_now_or_for_good(
    office: PostOffice, reply: str, kind: type[Exception]
) -> None:
    office.answer_to_data = reply
    with pytest.raises(kind):
        smtp(office).send(MAIL)


def test_smtp_carries_an_id_that_stays_the_same_and_asks_machines_not_to_answer(office: PostOffice) -> None:
    smtp(office).send(MAIL)
    [message] = office.arrived
    assert message["Message-ID"] == f"<{MAIL.id}>"
    assert message["Auto-Submitted"] == "auto-generated"
    assert message["Content-Language"] == "vi"
    assert message["From"] == "mot-cua@motcua.test"


def test_smtp_carries_files_whole(office: PostOffice) -> None:
    file = Attachment("ii-06a.xlsx", "application/octet-stream", bytes(range(256)))
    smtp(office).send(replace(MAIL, attachments=(file,)))
    [message] = office.arrived
    [part] = message.iter_attachments()
    assert part.get_filename() == file.name
    assert part.get_content() == file.content
    body = message.get_body()
    assert body is not None
    assert body.get_content().replace("\r\n", "\n") == MAIL.body
