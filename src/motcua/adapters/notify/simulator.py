"""A post office in memory: for tests and for trying things out."""

from motcua.notifications.ports import Mail, MailRefused, MailUnavailable


class SimulatedMail:
    """Port `mail_sender` that keeps what was sent. `down` plays a server that does not answer; addresses in `unknown`
    are refused."""

    def __init__(self, *, down: bool = False, unknown: frozenset[str] = frozenset()) -> None:
        self.down = down
        self.unknown = unknown
        self.sent: list[Mail] = []

    def send(self, mail: Mail) -> None:
        """As the port says."""
        if self.down:
            raise MailUnavailable("the simulated server is down")
        if not mail.to or self.unknown.issuperset(mail.to):
            raise MailRefused("550 the simulated server knows nobody of that name")
        if "\n" in mail.subject or "\r" in mail.subject:
            raise MailRefused("a subject has one line")
        self.sent.append(mail)
