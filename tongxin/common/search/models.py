from __future__ import annotations

from django.db import models
from django.db.models import Q


class SearchEntry(models.Model):
    """A public thing as it can be found: its texts as they are shown. What is not public has no row.

    Written by `search.index` only. Never updated: a thing that changed gets a new row, so that a higher number is newer,
    and the word index can be read in that order. Its words are kept beside, by the engine of the database in use.
    """

    source = models.CharField(max_length=40)
    subject_id = models.CharField(max_length=64)
    key = models.JSONField(default=list)
    title = models.CharField(max_length=300)
    title_en = models.CharField(max_length=300, blank=True)
    names = models.TextField(blank=True)
    summary = models.TextField(blank=True)
    summary_en = models.TextField(blank=True)
    body = models.TextField(blank=True)
    on = models.DateField(null=True)
    is_sample = models.BooleanField(default=False)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["source", "subject_id"], name="search_entry_once")]
        # For the newest of a source.
        indexes = [models.Index(fields=["source", "id"], name="search_entry_of_source")]

    def __str__(self) -> str:
        return self.title


class SearchChange(models.Model):
    """A subject that changed and is not read into the index yet: written with the change, gone once it is read."""

    subject_kind = models.CharField(max_length=80)
    subject_id = models.CharField(max_length=64)

    def __str__(self) -> str:
        return f"{self.subject_kind}:{self.subject_id}"


class SearchState(models.Model):
    """One row: locked by whoever writes the index, and which way of making words it was built with."""

    only = models.BooleanField(primary_key=True, default=True)
    version = models.PositiveIntegerField(default=0)

    class Meta:
        constraints = [models.CheckConstraint(condition=Q(only=True), name="search_one_state")]

    def __str__(self) -> str:
        return f"version {self.version}"
