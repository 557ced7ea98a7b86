"""Acts on several dossiers at once: chosen in a list, tried before they are done, one transaction a dossier."""
