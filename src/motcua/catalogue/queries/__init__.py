"""Reading the catalogue: procedures by code and day, found by words, offered by agencies, printed as sheets."""

from motcua.catalogue.queries.fees import FeeToSet, fees_at, fees_to_set, line_of, local_fees, missing_fees
from motcua.catalogue.queries.find import Brief, procedures_of, search
from motcua.catalogue.queries.offer import decides, deciding_agencies, digitalisation, online_level
from motcua.catalogue.queries.result_template import (
    Placeholder,
    get_template,
    placeholders,
    templates_for,
    templates_of,
)
from motcua.catalogue.queries.sheet import FeeRow, LimitRow, PaperRow, Sheet, sheet
from motcua.catalogue.queries.version import (
    allowance_of,
    code_list,
    fields,
    find_procedure,
    find_version,
    get_procedure,
    get_version,
    limit_of,
    owed_of,
    spec_of,
    version_in_force,
    versions,
)

__all__ = [
    "Brief",
    "FeeRow",
    "FeeToSet",
    "LimitRow",
    "PaperRow",
    "Placeholder",
    "Sheet",
    "allowance_of",
    "code_list",
    "decides",
    "deciding_agencies",
    "digitalisation",
    "fees_at",
    "fees_to_set",
    "fields",
    "find_procedure",
    "find_version",
    "get_procedure",
    "get_template",
    "get_version",
    "limit_of",
    "line_of",
    "local_fees",
    "missing_fees",
    "online_level",
    "owed_of",
    "placeholders",
    "procedures_of",
    "search",
    "sheet",
    "spec_of",
    "templates_for",
    "templates_of",
    "version_in_force",
    "versions",
]
