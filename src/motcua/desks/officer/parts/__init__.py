"""Parts of dossiers at other agencies: the inbox of who does them, and the pages on which they are asked."""
