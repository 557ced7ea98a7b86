"""`Idempotency-Key` on POST: a repeat returns the first answer."""

import hashlib

from django.http import HttpRequest

from motcua.journal.requests import RequestKey
from motcua.kernel.errors import FieldError, Invalid

LONGEST = 200


def request_key(request: HttpRequest, body: bytes | None = None) -> RequestKey | None:
    """The key of this request with a hash of its address and body, or None. Raises Invalid for an odd key."""
    key = request.headers.get("Idempotency-Key")
    if key is None:
        return None
    if not key or len(key) > LONGEST or not key.isprintable():
        raise Invalid("request.invalid", [FieldError("Idempotency-Key", "request.key_wrong")])
    spoken = request.path.encode() + b"\x00" + (request.body if body is None else body)
    return RequestKey(key, hashlib.sha256(spoken).hexdigest())
