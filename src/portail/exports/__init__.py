"""Open data: the plan and its progress as JSON and CSV."""

from portail.exports.plan_csv import plan_csv
from portail.exports.plan_json import plan_json

__all__ = ["plan_csv", "plan_json"]
