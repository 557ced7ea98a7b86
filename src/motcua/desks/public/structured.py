"""A procedure for search engines: schema.org GovernmentService as JSON-LD, a data block that no browser runs."""

import json
from typing import Any

from django.conf import settings
from django.urls import reverse
from django.utils.safestring import SafeString, mark_safe

from motcua.catalogue.queries import Sheet


def service(sheet: Sheet, *, lang: str, who: str, place: str) -> dict[str, Any]:
    """What the sheet says, in the words of schema.org."""
    url = f"{settings.BASE_URL}{reverse('public:procedure', args=[sheet.code])}"
    found: dict[str, Any] = {
        "@context": "https://schema.org",
        "@type": "GovernmentService",
        "identifier": sheet.code,
        "name": sheet.name,
        "serviceType": sheet.field_name,
        "url": url,
        "inLanguage": lang,
        "provider": {"@type": "GovernmentOrganization", "name": who},
        "availableChannel": {"@type": "ServiceChannel", "serviceUrl": url},
    }
    if sheet.who:
        found["audience"] = {"@type": "Audience", "audienceType": sheet.who}
    if sheet.result_name:
        found["serviceOutput"] = {"@type": "Thing", "name": sheet.result_name}
    if place:
        found["areaServed"] = {"@type": "AdministrativeArea", "name": place}
    known = [fee for fee in sheet.fees if fee.amount is not None]
    if known:
        found["offers"] = [
            {"@type": "Offer", "price": fee.amount, "priceCurrency": "VND", "description": fee.condition or fee.kind}
            for fee in known
        ]
    return found


def block(value: dict[str, Any]) -> SafeString:
    """The data block; nothing in it can end it."""
    text = json.dumps(value, ensure_ascii=False, separators=(",", ":"))
    for char in "<>&\u2028\u2029":
        text = text.replace(char, f"\\u{ord(char):04x}")
    return mark_safe(f'<script type="application/ld+json">{text}</script>')  # noqa: S308 — escaped above
