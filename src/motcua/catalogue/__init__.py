"""Fields, procedures and their dated versions."""
