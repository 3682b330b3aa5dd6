"""Open data: the plan, its progress and what was seen, as JSON, CSV, a workbook and standard formats."""

from portail.exports.files import Files, plan_files
from portail.exports.plan_csv import plan_csv
from portail.exports.plan_json import plan_json
from portail.exports.release import Release, plan_release

__all__ = ["Files", "Release", "plan_csv", "plan_files", "plan_json", "plan_release"]
