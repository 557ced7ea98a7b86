"""The dossier and what belongs to it. Each module holds one part of its life."""

from motcua.dossiers.models.clock import LedgerEntry, Standing
from motcua.dossiers.models.dossier import CodeCounter, Dossier, DossierPaper, Remark
from motcua.dossiers.models.draft import Draft
from motcua.dossiers.models.handling import Proposal, ResultFile, Supplement
from motcua.dossiers.models.tracking import PinGuard

__all__ = [
    "CodeCounter",
    "Dossier",
    "DossierPaper",
    "Draft",
    "LedgerEntry",
    "PinGuard",
    "Proposal",
    "Remark",
    "ResultFile",
    "Standing",
    "Supplement",
]
