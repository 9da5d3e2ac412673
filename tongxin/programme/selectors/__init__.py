"""Reads of a year of work, by subject; each starts from what the reader may see (`access`)."""
