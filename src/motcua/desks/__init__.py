"""The interfaces, one per audience, thin, without models."""
