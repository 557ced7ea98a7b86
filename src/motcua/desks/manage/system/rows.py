"""Every table, to be looked at: no row is added, changed or deleted here, and what is secret or personal is not shown.

Two things may be done: a throttle may be given up, and deliveries that gave up may be tried again.
"""

from typing import Any

from django.apps import apps
from django.contrib import messages
from django.contrib.admin import ModelAdmin, action
from django.db import models, transaction
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from motcua.desks.manage.system.site import site
from motcua.journal.actions import record
from motcua.journal.models import Delivery, Throttle
from motcua.kernel import clock
from motcua.kernel.actor import Actor
from motcua.people import access

SECRET = frozenset({"password", "hash", "session_key", "session_data", "lease", "key"})
PERSONAL = frozenset(
    {
        "personal_id",
        "phone",
        "email",
        "before",
        "birth_date",
        "address",
        "answers",
        "answers_before",
        "answer",
        "applicant",
        "submitter",
        "search",
        "value",
        "values",
        "note",
        "text",
        "reason",
        "content",
        "body",
        "full_name",
        "old_number",
        "paper",
        "wishes",
    }
)
KEPT_SECRETS = {"Event": {"hash"}, "Seal": {"hash"}, "ChainHead": {"hash"}}
"""Hashes of the journal are for everybody to compare."""


class ReadOnly(ModelAdmin):  # type: ignore[type-arg]
    """A table to be looked at."""

    show_full_result_count = False
    list_per_page = 50
    actions: list[Any] = []
    ordering = ("-pk",)

    def shown(self) -> "list[models.Field[Any, Any]]":
        """Columns that are neither secret nor personal."""
        kept = KEPT_SECRETS.get(self.model.__name__, set())
        hidden = (SECRET | PERSONAL) - kept
        return [one for one in self.model._meta.concrete_fields if one.name not in hidden]

    def get_list_display(self, request: HttpRequest) -> list[Any]:
        return [one.attname for one in self.shown()[:8]]

    def get_fields(self, request: HttpRequest, obj: Any = None) -> list[Any]:
        return [one.name for one in self.shown()]

    def get_readonly_fields(self, request: HttpRequest, obj: Any = None) -> list[Any]:
        return self.get_fields(request, obj)

    def has_add_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False

    def has_view_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return site.has_permission(request)

    def has_module_permission(self, request: HttpRequest) -> bool:
        return site.has_permission(request)

    def change_view(
        self, request: HttpRequest, object_id: str, form_url: str = "", extra_context: dict[str, Any] | None = None
    ) -> Any:
        """Who looked at which row stands in the journal."""
        if site.has_permission(request):
            _remember(request, "account.technical_page_seen", table=self.model._meta.db_table, row=object_id[:40])
        return super().change_view(request, object_id, form_url, extra_context)

    def log_deletions(self, request: HttpRequest, queryset: Any) -> Any:
        """Our journal is the log."""
        return []


class Throttles(ReadOnly):
    """A throttle may be given up: somebody who mistyped need not wait."""

    actions: list[Any] = ["give_up"]

    @action(description=_("Bỏ giới hạn đã chọn"))
    def give_up(self, request: HttpRequest, queryset: "models.QuerySet[Throttle]") -> None:
        with transaction.atomic():
            count = queryset.count()
            queryset.delete()
            _remember(request, "throttle.given_up", count=count)
        messages.success(request, _("Đã bỏ %(n)d giới hạn.") % {"n": count})


class Deliveries(ReadOnly):
    """Deliveries that gave up may be tried again."""

    actions: list[Any] = ["try_again"]
    list_filter = ("state", "handler")

    @action(description=_("Thử lại việc đã chọn"))
    def try_again(self, request: HttpRequest, queryset: "models.QuerySet[Delivery]") -> None:
        now = clock.now()
        with transaction.atomic():
            failed = queryset.filter(state=Delivery.State.FAILED)
            count = failed.update(state=Delivery.State.WAITING, attempts=0, next_try_at=now, leased_until=None)
            _remember(request, "deliveries.tried_again", count=count)
        messages.success(request, _("%(n)d việc sẽ được thử lại.") % {"n": count})


def _remember(request: HttpRequest, type: str, **facts: Any) -> None:
    account = request.user.pk
    with transaction.atomic():
        by = Actor("account", str(account), access.ANONYMOUS)
        record(type, subject=f"account:{account}", by=by, at=clock.now(), **facts)


def register() -> None:
    """Every table of the product, once."""
    own = {Throttle: Throttles, Delivery: Deliveries}
    for model in apps.get_models():
        if model._meta.is_composite_pk:
            continue  # the admin knows no such key: sums, which `motcua cube` shows and checks
        if model.__module__.startswith("motcua.") and not site.is_registered(model):
            site.register(model, own.get(model, ReadOnly))
