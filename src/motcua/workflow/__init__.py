"""Internal processes as versioned data."""
