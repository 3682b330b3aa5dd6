"""Open data: the plan, its progress and what was seen, in standard formats; the register of pages not in French."""

from portail.exports.files import Files, plan_files
from portail.exports.languages_csv import REGISTER, language_register
from portail.exports.plan_csv import plan_csv
from portail.exports.plan_json import plan_json
from portail.exports.release import Release, plan_release

__all__ = [
    "REGISTER",
    "Files",
    "Release",
    "language_register",
    "plan_csv",
    "plan_files",
    "plan_json",
    "plan_release",
]
