"""What stands around a text in another language: its method, its minor edits, the law that permits it."""

from __future__ import annotations

import hashlib
import unicodedata
from typing import Literal

from pydantic import Field

from portail.model.base import Model
from portail.model.scalars import Words

Method = Literal["humaine", "machine", "machine-relue"]
Freshness = Literal["a-jour", "a-reviser", "perimee", "absente"]
"""Whether a translation is of today's French text: ``portail.translations.freshness`` says by which rule."""
Basis = Literal["accueil-6-mois", "sante", "securite-publique", "justice-naturelle", "hors-quebec"]
"""Why a municipality may write in another language in addition to French."""
SECTIONS: dict[Basis, str] = {
    "accueil-6-mois": "art. 22.3, al. 1, par. 2° c)",
    "sante": "art. 22.3, al. 1, par. 1°",
    "securite-publique": "art. 22.3, al. 1, par. 1°",
    "justice-naturelle": "art. 22.3, al. 1, par. 1°",
    "hors-quebec": "art. 22.3, al. 1, par. 2° d)",
}
"""Where each exception stands in the Charte de la langue française, RLRQ, c. C-11.

Source: https://www.legisquebec.gouv.qc.ca/fr/version/lc/c-11?code=se:22_3&historique=20230529. Only the
exceptions that a newcomer's guide may rely on are listed; the section has others (tourism, for one).
"""


class MinorEdit(Model):
    """A change of the French text that asks nothing of its translations, from one exact text to another.

    Both ends are named: a later change of substance leads away from ``after``, and the translations age
    again without anyone having to take this declaration back.
    """

    before: Words = Field(alias="avant", description="Empreinte du texte français avant la retouche")
    after: Words = Field(alias="apres", description="Empreinte du texte français après la retouche")
    note: Words | None = Field(None, description="Ce qui a été retouché : une faute de frappe, un lien")


def text_hash(title: str, summary: str, body: str) -> str:
    """Twelve hexadecimal digits that stand for a French text; spacing and line breaks do not count."""
    words = " ".join(f"{title}\n{summary}\n{body}".split())
    return hashlib.sha256(unicodedata.normalize("NFC", words).encode()).hexdigest()[:12]


def is_hash(text: str) -> bool:
    """Whether a text has the shape of ``text_hash``."""
    return len(text) == 12 and not set(text) - set("0123456789abcdef")
