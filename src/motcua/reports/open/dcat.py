"""The catalogue of open data as DCAT-AP 3 (JSON-LD), for the portals that gather catalogues."""

from collections.abc import Callable, Sequence
from datetime import datetime
from typing import Any

from motcua.kernel import clock
from motcua.reports.open.datasets import DATASETS, Dataset
from motcua.reports.open.files import FORMATS, LICENCE_URL, MEDIA_TYPES, VERSION, since, stored
from motcua.reports.scorecard import grain as grains

_VOCABULARY = "http://publications.europa.eu/resource/authority"
_FREQUENCY = {"month": "MONTHLY", "quarter": "QUARTERLY", "year": "ANNUAL", "": "CONT"}
_FILE_TYPES = {"csv": "CSV", "json": "JSON", "parquet": "PARQUET"}
CONTEXT = {
    "dcat": "http://www.w3.org/ns/dcat#",
    "dct": "http://purl.org/dc/terms/",
    "foaf": "http://xmlns.com/foaf/0.1/",
    "spdx": "http://spdx.org/rdf/terms#",
    "xsd": "http://www.w3.org/2001/XMLSchema#",
}
Url = Callable[..., str]
"""The absolute address of ("catalogue",), ("dataset", slug) or ("file", slug, key, format)."""


def catalogue(url: Url, *, publisher: str, now: datetime) -> dict[str, Any]:
    """All datasets with all their files."""
    begin = since()
    who = {"@id": f"{url('catalogue')}#publisher", "@type": "foaf:Agent", "foaf:name": publisher}
    return {
        "@context": CONTEXT,
        "@id": url("catalogue"),
        "@type": "dcat:Catalog",
        "dct:title": _words(("Dữ liệu mở Một Cửa", "Một Cửa open data")),
        "dct:description": _words(
            (
                "Số liệu giải quyết thủ tục hành chính, tính từ từng việc đã ghi, ai cũng tính lại được.",
                "Figures of administrative procedures, computed from recorded events; anybody can recompute them.",
            )
        ),
        "dct:publisher": who,
        "dct:license": {"@id": LICENCE_URL},
        "dct:language": [{"@id": f"{_VOCABULARY}/language/VIE"}, {"@id": f"{_VOCABULARY}/language/ENG"}],
        "dct:modified": _typed(clock.local_day(now).isoformat(), "date"),
        "dcat:themeTaxonomy": {"@id": f"{_VOCABULARY}/data-theme"},
        "dcat:dataset": [_dataset(one, url, who["@id"], begin, now) for one in DATASETS],
    }


def _dataset(dataset: Dataset, url: Url, publisher: str, begin: grains.Grain, now: datetime) -> dict[str, Any]:
    keys = dataset.keys(begin, now)
    found: dict[str, Any] = {
        "@id": url("dataset", dataset.slug),
        "@type": "dcat:Dataset",
        "dct:identifier": dataset.slug,
        "dct:title": _words(dataset.name),
        "dct:description": _words(dataset.about),
        "dct:publisher": {"@id": publisher},
        "dcat:theme": {"@id": f"{_VOCABULARY}/data-theme/GOVE"},
        "dcat:landingPage": {"@id": url("dataset", dataset.slug)},
        "dcat:version": VERSION,
        "dct:accrualPeriodicity": {
            "@id": f"{_VOCABULARY}/frequency/{_FREQUENCY[dataset.kinds[0] if dataset.kinds else '']}"
        },
        "dct:accessRights": {"@id": f"{_VOCABULARY}/access-right/PUBLIC"},
        "dcat:distribution": [_file(dataset, key, format, url) for key in keys for format in FORMATS],
    }
    spans = [span for key in keys if (span := grains.read(key)) is not None]
    if spans:
        found["dct:temporal"] = {
            "@type": "dct:PeriodOfTime",
            "dcat:startDate": _typed(min(one.first for one in spans).isoformat(), "date"),
            "dcat:endDate": _typed(max(one.last for one in spans).isoformat(), "date"),
        }
    return found


def _file(dataset: Dataset, key: str, format: str, url: Url) -> dict[str, Any]:
    address = url("file", dataset.slug, key, format)
    found: dict[str, Any] = {
        "@id": address,
        "@type": "dcat:Distribution",
        "dct:title": f"{dataset.slug} {key} ({format})",
        "dcat:accessURL": {"@id": url("dataset", dataset.slug)},
        "dcat:downloadURL": {"@id": address},
        "dcat:mediaType": {
            "@id": f"https://www.iana.org/assignments/media-types/{MEDIA_TYPES[format].partition(';')[0]}"
        },
        "dct:format": {"@id": f"{_VOCABULARY}/file-type/{_FILE_TYPES[format]}"},
        "dct:license": {"@id": LICENCE_URL},
    }
    copy = stored(dataset, key, format)
    if copy is not None and dataset.kinds:
        found["dcat:byteSize"] = _typed(str(copy.size), "nonNegativeInteger")
        found["spdx:checksum"] = {
            "@type": "spdx:Checksum",
            "spdx:algorithm": {"@id": "spdx:checksumAlgorithm_sha256"},
            "spdx:checksumValue": _typed(copy.sha256, "hexBinary"),
        }
    return found


def _words(words: Sequence[str]) -> list[dict[str, str]]:
    return [{"@value": text, "@language": lang} for text, lang in zip(words, ("vi", "en"), strict=True)]


def _typed(value: str, kind: str) -> dict[str, str]:
    return {"@value": value, "@type": f"xsd:{kind}"}
