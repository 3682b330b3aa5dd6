"""Sentences made from the bench's own words (``lexique.yml``), the same for the same seed."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from pathlib import Path
from random import Random
from typing import Any

import yaml

LANGUAGES = ("fr", "en", "es", "ar", "pt", "uk", "vi", "ro")
"""All that the corpus speaks; a corpus of N languages speaks the first N."""
ELISIONS = ((" de le ", " du "), (" de les ", " des "), (" à le ", " au "))


@cache
def lexicon() -> dict[str, dict[str, Any]]:
    """The words of each language."""
    found: dict[str, dict[str, Any]] = yaml.safe_load(Path(__file__).with_name("lexique.yml").read_text("utf-8"))
    return found


def word(language: str, key: str) -> str:
    """A word of the site: « guide », « plan » …"""
    return str(lexicon()[language][key])


@dataclass(frozen=True)
class Speaker:
    """Speaks one language, at random but always the same way for the same seed."""

    language: str
    random: Random

    def pick(self, key: str) -> str:
        return str(self.random.choice(lexicon()[self.language][key]))

    def several(self, key: str, count: int) -> list[str]:
        """Different words of a list, as many as asked or as there are."""
        words = [str(text) for text in lexicon()[self.language][key]]
        return self.random.sample(words, min(count, len(words)))

    def sentence(self) -> str:
        """One sentence of about a dozen words; one in six has something in bold."""
        thing = self.pick("objets")
        shown = f"**{thing}**" if self.random.random() < 1 / 6 else thing
        text = f"{self.pick('sujets')} {self.pick('verbes')} {shown} {self.pick('lieux')}"
        if self.random.random() < 0.6:
            text = f"{self.pick('ouvertures')}{'،' if self.language == 'ar' else ','} {text}"
        if self.language == "fr":
            for before, after in ELISIONS:
                text = text.replace(before, after)
        return text[0].upper() + text[1:] + "."

    def sentences(self, count: int) -> str:
        return " ".join(self.sentence() for _ in range(count))


def speaker(seed: int, place: str, language: str) -> Speaker:
    """The speaker of one text: no other text changes what it says."""
    return Speaker(language, Random(f"{seed}/{place}/{language}"))


def title(seed: int, rank: int, language: str) -> str:
    """The title of a fiche, unlike any other in its language."""
    voice = speaker(seed, f"titre-{rank}", language)
    return f"{voice.pick('titres')} {voice.pick('objets')} ({rank})"
