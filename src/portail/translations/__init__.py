"""Translations: whether they are of today's French, what is left to translate, exchange with translators."""

from portail.translations.freshness import fiche_freshness, page_freshness

__all__ = ["fiche_freshness", "page_freshness"]
