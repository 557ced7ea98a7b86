"""For everybody in the offices who works with figures: reports, the index, signals, sealed periods, free questions."""
