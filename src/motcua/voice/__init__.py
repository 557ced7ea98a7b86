"""Satisfaction of those who were served."""
