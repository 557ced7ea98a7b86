"""Internal processes: their versions, the draft of the next one, its trial on real dossiers, its file."""
