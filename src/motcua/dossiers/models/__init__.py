"""The dossier and what belongs to it. Each module holds one part of its life."""

from motcua.dossiers.models.alert import Alert
from motcua.dossiers.models.bundle import Bundle, BundleMember
from motcua.dossiers.models.clock import LedgerEntry, Standing
from motcua.dossiers.models.consulting import Consultation, HandOver
from motcua.dossiers.models.correction import Correction
from motcua.dossiers.models.counter_day import Collection, DayClosing, HandOverAnswer, HandOverLine, HandOverList
from motcua.dossiers.models.dossier import CodeCounter, Dossier, DossierPaper, Remark
from motcua.dossiers.models.draft import Draft
from motcua.dossiers.models.drafting import ResultDraft
from motcua.dossiers.models.handling import Proposal, ResultFile, Supplement
from motcua.dossiers.models.importing import ImportedLine, ImportRun
from motcua.dossiers.models.lateness import Apology, StopProposal, SupplementPart, SupplementProposal
from motcua.dossiers.models.paper_register import PaperLine, PaperRegister
from motcua.dossiers.models.parts import Part, PartPaper
from motcua.dossiers.models.tracking import PinGuard
from motcua.dossiers.models.transfer import Transfer
from motcua.dossiers.models.undoing import UndoOffer

__all__ = [
    "Alert",
    "Apology",
    "Bundle",
    "BundleMember",
    "CodeCounter",
    "Collection",
    "Consultation",
    "Correction",
    "DayClosing",
    "Dossier",
    "DossierPaper",
    "Draft",
    "HandOver",
    "HandOverAnswer",
    "HandOverLine",
    "HandOverList",
    "ImportRun",
    "ImportedLine",
    "LedgerEntry",
    "PaperLine",
    "PaperRegister",
    "Part",
    "PartPaper",
    "PinGuard",
    "Proposal",
    "Remark",
    "ResultDraft",
    "ResultFile",
    "Standing",
    "StopProposal",
    "Supplement",
    "SupplementPart",
    "SupplementProposal",
    "Transfer",
    "UndoOffer",
]
