"""Sealed periods: which stand, what is counted differently now, sealing by hand and corrections."""
