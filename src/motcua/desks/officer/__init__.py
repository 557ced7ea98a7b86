"""For specialists who handle dossiers."""
