"""Web-server logs in, counts of known pages out: nothing of anyone is kept or written."""

from __future__ import annotations

from portail.visits.importing import Outcome, import_logs

__all__ = ["Outcome", "import_logs"]
