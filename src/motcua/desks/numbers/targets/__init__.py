"""Targets: how they run, where they will end, what would close the gap; handed down to units and posts."""
