"""Runs the `main` of a module after Django is set up: `python -m tests.with_django tests.bench.table board`."""

from __future__ import annotations

import importlib
import os
import sys

import django

if __name__ == "__main__":
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "tongxin.config.settings")
    django.setup()
    sys.exit(importlib.import_module(sys.argv[1]).main(sys.argv[2:]))
