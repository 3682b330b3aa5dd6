"""Open data: the plan and its progress as JSON and CSV; the register of pages that are not in French."""

from portail.exports.languages_csv import REGISTER, language_register
from portail.exports.plan_csv import plan_csv
from portail.exports.plan_json import plan_json

__all__ = ["REGISTER", "language_register", "plan_csv", "plan_json"]
