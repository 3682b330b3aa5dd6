"""A portal: one folder of ``content/``, one site."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import Field

from portail.model.base import Model, Several
from portail.model.scalars import SOURCE_LANGUAGE, Colour, Date, Language, LocalText, Slug, Url, Words, YesNo, wrong
from portail.model.translation import Basis, Method, MinorEdit


class Contact(Model):
    """Who answers for the portal."""

    organisation: Words = Field(alias="organisme", description="Nom de l'organisme")
    url: Url | None = Field(None, description="Page officielle de l'organisme")
    email: Url | None = Field(None, alias="courriel", description="mailto:…")
    phone: Url | None = Field(None, alias="telephone", description="tel:+1…")


class Colours(Model):
    """The city's two colours, dark enough for white text on them."""

    main: Colour = Field("#0b4f6c", alias="principale", description="Couleur de l'en-tête et des liens")
    accent: Colour = Field("#b45309", description="Couleur d'appoint")


class Portal(Model):
    """``content/<portail>/portail.yml``."""

    name: LocalText = Field(alias="nom", description="Nom court, en tête de chaque page")
    tagline: LocalText = Field(alias="devise", description="Ligne sous le nom")
    welcome: LocalText = Field(alias="accueil", description="Phrase d'accueil de la première page")
    url: Url | None = Field(None, description="Adresse publique du site, avec une barre à la fin")
    languages: Annotated[tuple[Language, ...], Several] = Field(
        (SOURCE_LANGUAGE,), alias="langues", description="Langues du site ; le français d'abord", min_length=1
    )
    layers: Annotated[tuple[Slug, ...], Several] = Field(
        ("commun",), alias="guide", description="Couches du guide, de la plus générale à la plus locale"
    )
    plans: Annotated[tuple[Slug, ...], Several] = Field((), description="Plans présentés, le plus récent d'abord")
    state: Literal["officiel", "apercu", "fictif"] = Field(
        "apercu", alias="etat", description="officiel ; apercu (pas encore adopté par la ville) ; fictif (inventé)"
    )
    exception: Basis | None = Field(
        None, description="Exception de la Charte de la langue française qui permet les pages en d'autres langues"
    )
    contact: Contact = Field(description="Qui répond du site")
    colours: Colours = Field(default_factory=Colours, alias="couleurs", description="Couleurs de la ville")
    offline: YesNo | None = Field(
        None,
        alias="hors_ligne",
        description="oui : les pages ouvertes se relisent sans connexion ; non, après oui : les copies sont effacées",
    )

    def model_post_init(self, _context: object) -> None:
        if self.languages[0] != SOURCE_LANGUAGE:
            raise wrong("langue", "le français doit être la première langue", "langues: [fr, …]", "langues")
        if len(set(self.languages)) < len(self.languages):
            raise wrong("doublon", "une langue est nommée deux fois", "la garder une fois", "langues")
        if self.url and not (self.url.startswith("http") and self.url.endswith("/")):
            raise wrong("adresse", "l'adresse du site doit finir par « / »", "https://portail.ville.qc.ca/", "url")


class Page(Model):
    """The front matter of a portal's own page (``content/<portail>/pages/<page>[.<langue>].md``)."""

    title: Words = Field(alias="titre", description="Titre de la page", max_length=120)
    summary: Words = Field(alias="resume", description="À quoi sert la page", max_length=250)
    source_hash: Words | None = Field(None, alias="traduit_de", description="Empreinte du texte français traduit")
    translated_on: Date | None = Field(None, alias="traduit_le", description="Jour de la traduction")
    method: Method | None = Field(None, alias="methode", description="Qui a traduit")
    minor_edits: tuple[MinorEdit, ...] = Field(
        (), alias="retouches", description="Changements du texte français qui ne font pas vieillir les traductions"
    )
