"""The working calendar of the province: what is in force, and changing it by a decision."""
