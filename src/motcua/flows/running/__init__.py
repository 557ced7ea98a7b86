"""Running an installation: which processes live, whether the database fits the code, upgrades, figures to watch."""
