"""What `doctor` looks at: each check is a function that answers with a Finding; one that breaks is itself a finding."""

from collections.abc import Callable, Iterator

from motcua.jobs.examining import content, cube, machine, safety, service
from motcua.jobs.examining.finding import Finding

CHECKS: dict[str, Callable[[], Finding]] = {
    "python": machine.python,
    "mode": safety.mode,
    "database": machine.engine,
    "migrations": machine.migrations,
    "guards": machine.guarded,
    "files": machine.files,
    "disk": machine.space,
    "permissions": safety.permissions,
    "keys": safety.keys,
    "accounts": safety.accounts,
    "https": safety.https,
    "proxy": safety.proxy,
    "clock": service.clocks,
    "worker": service.worker,
    "outbox": service.outbox,
    "backup": service.backups,
    "replay": service.replayed,
    "cube": cube.cube,
    "clamd": service.scanner,
    "mail": service.mail,
    "calendar": content.calendar,
    "fees": content.fees,
    "people": content.people,
    "papers": machine.papers,
}


def examine() -> Iterator[tuple[str, Finding]]:
    """Every check in turn; one that breaks is itself a finding, and the others go on."""
    for what, check in CHECKS.items():
        try:
            yield what, check()
        except Exception as error:  # noqa: BLE001 — whatever is wrong is what was asked
            first = str(error).strip().split("\n", 1)[0]
            yield what, Finding("wrong", f"{type(error).__name__}: {first}")
