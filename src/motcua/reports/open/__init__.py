"""Open data: figures as files that anybody may take, with what is needed to recompute them (ADR 24)."""

from motcua.reports.open.datasets import BY_SLUG, DATASETS, Dataset
from motcua.reports.open.files import (
    FORMATS,
    LICENCE,
    LICENCE_URL,
    MEDIA_TYPES,
    file_of,
    publish,
    stored,
    times_over,
    written_at,
)

__all__ = [
    "BY_SLUG",
    "DATASETS",
    "FORMATS",
    "LICENCE",
    "LICENCE_URL",
    "MEDIA_TYPES",
    "Dataset",
    "file_of",
    "publish",
    "stored",
    "times_over",
    "written_at",
]
