"""E-mail by Django's mail backends: SMTP for real, files in the demo."""

import re
import smtplib
from typing import Any, Final

from django.core.exceptions import ImproperlyConfigured
from django.core.mail import EmailMessage, get_connection

from motcua.notifications.ports import Mail, MailRefused, MailUnavailable

_ADDRESS: Final = re.compile(r"<?[^\s<>@]+@[^\s<>@]+>?")


class EmailSender:
    """Port `mail_sender`."""

    def __init__(self, from_address: str, *, backend: str | None = None, **options: Any) -> None:
        """`backend` and `options` as Django's `get_connection` takes them; without them as the settings say."""
        self._from = from_address
        self._backend = backend
        self._options = options

    def send(self, mail: Mail) -> None:
        """As the port says. A server that takes some of several recipients has taken the message."""
        if not mail.to:
            raise MailRefused("there is no recipient")
        message = EmailMessage(
            mail.subject,
            mail.body,
            self._from,
            list(mail.to),
            headers={
                "Message-ID": f"<{mail.id}>",
                "Auto-Submitted": "auto-generated",  # RFC 3834: no answer by machines
                "Content-Language": mail.language,
            },
        )
        try:
            for one in mail.attachments:
                message.attach(one.name, one.content, one.media_type)
            message.message()  # what no mail can carry is found before the server is called
            with get_connection(self._backend, **self._options) as connection:
                connection.send_messages([message])
        except smtplib.SMTPRecipientsRefused as error:
            codes = [code for code, _ in error.recipients.values()]
            words = "; ".join(f"{code} {_text(text)}" for code, text in error.recipients.values())
            raise _kind(min(codes, default=550))(_plain(words)) from None
        except smtplib.SMTPResponseException as error:
            # A server that wants another password or sender may be put right; only the message itself is hopeless.
            hopeless = isinstance(error, smtplib.SMTPDataError) and error.smtp_code >= 500
            kind = MailRefused if hopeless else MailUnavailable
            raise kind(_plain(f"{error.smtp_code} {_text(error.smtp_error)}")) from None
        except ValueError as error:  # an address or header that no mail can carry
            raise MailRefused(_plain(f"{type(error).__name__}: {error}")) from None
        except (smtplib.SMTPException, OSError, ImproperlyConfigured) as error:
            raise MailUnavailable(_plain(f"{type(error).__name__}: {error}")) from None


def _kind(code: int) -> type[MailRefused] | type[MailUnavailable]:
    """Replies 4xx are for now, 5xx for good (RFC 5321, section 4.2.1)."""
    return MailRefused if code >= 500 else MailUnavailable


def _text(text: bytes | str) -> str:
    return text.decode("utf-8", "replace") if isinstance(text, bytes) else str(text)


def _plain(words: str) -> str:
    """On one line and without the address: reasons are kept where addresses are not."""
    return _ADDRESS.sub("…", " ".join(words.split()))[:280]
