"""The guide's layers: shared fiches, a city's own, and their translations."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from functools import cached_property
from pathlib import PurePosixPath

from portail.load.typed import Loaded, load_markdown
from portail.model import Fiche, Translation, text_hash
from portail.model.scalars import LANGUAGE, RESERVED, SLUG, SOURCE_LANGUAGE, shown
from portail.problems import Position, Problem
from portail.sources import Tree

# Addresses that the tool's own pages and folders have; "index" is the portal's home page.
TAKEN = frozenset(
    ("404", "assets", "comptoir", "contenus", "donnees", "evenements", "glossaire", "guide", "hors-ligne",
     "images", "moment", "parcours", "personne", "plan", "recherche", "services", "visites")
)  # fmt: skip
IMAGES = (".png", ".jpg", ".jpeg", ".webp", ".avif")


@dataclass(frozen=True)
class FicheSources:
    """A fiche with its translations by language, from the layer that won."""

    slug: str
    layer: str
    french: Loaded[Fiche]
    translations: dict[str, Loaded[Translation]] = field(default_factory=dict)

    @cached_property
    def hash(self) -> str:
        """The hash that an up-to-date translation carries."""
        fiche = self.french.value
        return text_hash(fiche.title, fiche.summary, self.french.document.body)


def load_guide(tree: Tree, layers: tuple[str, ...]) -> tuple[dict[str, FicheSources], list[Problem]]:
    """The fiches of the layers by slug; a later layer replaces the fiches of an earlier one."""
    merged: dict[str, FicheSources] = {}
    problems: list[Problem] = []
    for layer in layers:
        fiches, found = load_layer(tree, layer)
        problems += found
        merged.update(fiches)
    return dict(sorted(merged.items())), problems


def load_layer(tree: Tree, layer: str) -> tuple[dict[str, FicheSources], list[Problem]]:
    """The fiches of ``guide/<layer>`` by slug."""
    paths, problems = tree.files(f"guide/{layer}", ".md")
    fiches: dict[str, FicheSources] = {}
    problems += doubled(paths)
    translations: list[tuple[str, str, str]] = []
    for path in paths:
        slug, language, problem = split_name(path)
        if problem:
            problems.append(problem)
        elif language != SOURCE_LANGUAGE:
            translations.append((path, slug, language))
        else:
            fiche, found = load_markdown(tree, path, Fiche)
            problems += found
            if fiche:
                fiches[slug] = FicheSources(slug, layer, fiche)
    for path, slug, language in translations:
        problems += _add_translation(tree, fiches, path, slug, language, paths)
    return fiches, problems


def _add_translation(
    tree: Tree, fiches: dict[str, FicheSources], path: str, slug: str, language: str, paths: list[str]
) -> list[Problem]:
    translation, problems = load_markdown(tree, path, Translation)
    french = str(PurePosixPath(path).with_name(f"{slug}.md"))
    if french not in paths:
        message = f"aucun texte français : « {slug}.md » n'existe pas"
        problems.append(Problem(Position(path), "traduction", message, "écrire d'abord la fiche française"))
    elif translation and slug in fiches:
        fiche = fiches[slug]
        fiches[slug] = replace(fiche, translations={**fiche.translations, language: translation})
    return problems


def load_images(tree: Tree, layers: tuple[str, ...]) -> tuple[dict[str, str], list[Problem]]:
    """The images of the layers (``guide/<layer>/images/``) by the name that fiches give them."""
    images: dict[str, str] = {}
    problems: list[Problem] = []
    for layer in layers:
        folder = f"guide/{layer}/"
        paths, _ = tree.files(f"{folder}images", "")
        for path in paths:
            if PurePosixPath(path).suffix.lower() in IMAGES:
                problems += tree.too_big(path)
                images[path.removeprefix(folder)] = path
            else:
                message = "ce n'est pas une image permise"
                problems.append(Problem(Position(path), "nom-de-fichier", message, "formats : " + ", ".join(IMAGES)))
    return images, problems


def doubled(paths: Iterable[str]) -> list[Problem]:
    """Files of a folder that would be the same page in the same language."""
    seen: dict[tuple[str, str], str] = {}
    problems: list[Problem] = []
    for path in paths:
        slug, language, problem = split_name(path)
        other = seen.setdefault((slug, language), path)
        if other != path and not problem:
            message = f"cette page a la même adresse que {other}"
            problems.append(Problem(Position(path), "doublon", message, "renommer l'un des deux fichiers"))
    return problems


def split_name(path: str) -> tuple[str, str, Problem | None]:
    """``guide/commun/logement.ar.md`` → ``logement``, ``ar``; or why the name does not do."""
    slug, dot, language = PurePosixPath(path).name.removesuffix(".md").partition(".")
    language = language or SOURCE_LANGUAGE
    if dot and language == SOURCE_LANGUAGE:
        message = "le texte français ne porte pas de code de langue"
        return slug, language, Problem(Position(path), "nom-de-fichier", message, f"renommer le fichier {slug}.md")
    if not LANGUAGE.fullmatch(language):
        message, remedy = f"« {shown(language)} » n'est pas un code de langue", f"par exemple {shown(slug)}.en.md"
        return slug, language, Problem(Position(path), "nom-de-fichier", message, remedy)
    if slug in TAKEN or (slug == "index" and path.startswith("guide/")):
        message = f"« {slug} » est déjà l'adresse d'une page de l'outil"
        return slug, language, Problem(Position(path), "nom-de-fichier", message, "choisir un autre nom")
    if not SLUG.fullmatch(slug) or RESERVED.fullmatch(slug):
        message = f"« {slug} » ne peut pas être l'adresse d'une page"
        remedy = "minuscules sans accent, chiffres et tirets : carte-soleil.md"
        return slug, language, Problem(Position(path), "nom-de-fichier", message, remedy)
    return slug, language, None
