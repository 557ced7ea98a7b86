"""A new password for somebody who stands at the counter with an identity paper."""

from motcua.desks.counter.reset_account.page import reset_account, slip

__all__ = ["reset_account", "slip"]
