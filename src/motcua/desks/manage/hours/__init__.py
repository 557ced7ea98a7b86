"""Opening hours and days off."""
