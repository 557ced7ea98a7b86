"""Free questions in SQL on the night's copy, for the control office."""
