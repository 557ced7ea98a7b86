"""The dossier, its papers, the deadline ledger, supplements, results."""
