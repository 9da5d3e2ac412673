"""Writes of naming: each checks the permission, changes rows and adds its audit row in one transaction."""
