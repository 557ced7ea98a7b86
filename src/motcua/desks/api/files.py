"""Uploads."""

import json
from typing import Any

from django.http import HttpRequest
from ninja import File, Router, UploadedFile

from motcua.desks.api.auth import caller
from motcua.desks.api.idempotency import request_key
from motcua.desks.api.problems import Problem
from motcua.desks.api.schemas import FileOut
from motcua.documents import actions as documents
from motcua.journal import requests
from motcua.kernel import clock
from motcua.people import access

router = Router(tags=["files"])


@router.post(
    "/files",
    response={200: FileOut, **dict.fromkeys((401, 403, 409, 413, 422, 429, 503, 507), Problem)},
    summary="Upload a file",
)
def upload(request: HttpRequest, file: UploadedFile = File(...)) -> Any:  # type: ignore[type-arg]  # noqa: B008
    by, at = caller(request), clock.now()
    access.require("file.upload", by)
    stated = json.dumps([file.name, file.size]).encode()
    key = request_key(request, stated)
    if (first := requests.first_answer(by, key)) is not None:
        return first
    row = documents.store_upload(file, file.name or "", by=by, at=at)
    answer = {
        "file_id": row.file_id,
        "sha256": row.stored.sha256,
        "media_type": row.stored.media_type,
        "size": row.stored.size,
    }
    if key is not None:
        from django.db import transaction

        with transaction.atomic():
            requests.remember(by, key, lambda: answer, at)
    return answer
