"""The kinds of source files, in the words of the French data reference, each with a real example."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from portail.model import Fiche, Glossary, Page, Plan, Portal, Record, Synonyms, Translation, Visit
from portail.model.base import Model


@dataclass(frozen=True)
class Excerpt:
    """Lines of a file of the project: from the one that starts with ``first`` to before ``last``."""

    path: str
    first: str = ""
    last: str = ""

    def text(self, root: Path) -> str:
        """The lines, moved to the left margin; raises ValueError when the file has changed too much."""
        lines = (root / self.path).read_text(encoding="utf-8").rstrip().split("\n")
        start = _find(lines, self.first, 0, self.path) if self.first else 0
        end = _find(lines, self.last, start + 1, self.path) if self.last else len(lines)
        margin = len(lines[start]) - len(lines[start].lstrip())
        return "\n".join(line[margin:] for line in lines[start:end]).rstrip()


def _find(lines: list[str], mark: str, start: int, path: str) -> int:
    for number, line in enumerate(lines[start:], start):
        if line.strip().startswith(mark):
            return number
    raise ValueError(f"{path}: no line starts with {mark!r}; choose another example in scripts/docgen/kinds.py")


@dataclass(frozen=True)
class Kind:
    """One kind of file: its model, what it is for, where it stands (in Markdown), examples."""

    name: str
    model: type[Model]
    title: str
    purpose: str
    place: str
    examples: tuple[Excerpt, ...]
    notes: tuple[str, ...] = ()
    schema: bool = True


KINDS = (
    Kind(
        "portail", Portal, "Le portail",
        "Un dossier de `content/`, un site. Ce fichier dit son nom, ses langues, ses plans et ses couleurs.",
        "`content/<portail>/portail.yml`",
        (Excerpt("content/exemple/portail.yml"),),
        ("Une ville de plus est un dossier de plus : rien d'autre n'est à déclarer.",
         "Un site dont l'état n'est pas `officiel` le dit au bas de chaque page et demande aux moteurs de "
         "recherche de ne pas le montrer."),
    ),
    Kind(
        "page", Page, "La page propre au portail",
        "Une page qui n'est pas une fiche du guide : « À propos », par exemple. Son lien est mis au pied du site.",
        "`content/<portail>/pages/<page>.md`, et `<page>.<langue>.md` pour ses traductions",
        (Excerpt("content/exemple/pages/a-propos.md", "---", "## "),),
        ("Les clés `traduit_…` et `methode` ne servent qu'aux traductions.",),
    ),
    Kind(
        "fiche", Fiche, "La fiche",
        "Une page du guide, en français. L'en-tête est entre deux lignes `---` ; le texte suit, en Markdown.",
        "`guide/commun/<fiche>.md` pour tous les portails, `guide/<portail>/<fiche>.md` pour un seul",
        (Excerpt("guide/exemple/histoire-amina.md", "---", "## "),),
        ("Une fiche d'une ville remplace la fiche commune du même nom.",
         "Les images vont dans `guide/<couche>/images/`."),
    ),
    Kind(
        "traduction", Translation, "La traduction d'une fiche",
        "Le même nom de fichier, avec le code de la langue. Le thème, les sources et les dates restent ceux de la "
        "fiche française.",
        "`guide/<couche>/<fiche>.<langue>.md`",
        (Excerpt("guide/exemple/histoire-amina.en.md", "---", "## "),),
        ("`python scripts/stamp_translations.py FICHIER…` écrit `traduit_de`. Quand le texte français change, "
         "l'empreinte ne correspond plus et la page traduite le dit. Les espaces et les retours à la ligne ne comptent "
         "pas.",),
    ),
    Kind(
        "synonymes", Synonyms, "Les synonymes de la recherche",
        "Ce que les gens tapent, et ce que les fiches disent : « carte soleil » trouve la fiche de l'assurance maladie.",
        "`guide/<couche>/synonymes/<langue>.yml` ; les couches s'ajoutent : une ville complète les synonymes communs",
        (Excerpt("guide/commun/synonymes/fr.yml", "groupes:", "- [école"),
         Excerpt("guide/commun/synonymes/fr.yml", "renvois:", "- {mots: [malade")),
        ("Les accents, les majuscules, l'article arabe et les petites fautes ne comptent pas : inutile de les écrire.",
         "Un synonyme de plusieurs mots est trouvé là où ils sont ensemble : dans un titre, un mot-clé, un intertitre.",
         "Un mot français dans le fichier d'une autre langue mène aux fiches qui ne sont pas encore traduites.",
         "Ce qui est cherché : titre, mots-clés, intertitres, mots en gras, sigles et résumé de chaque fiche écrite dans "
         "la langue. La page « Chercher » dit le poids de cette liste, téléchargée à la première recherche seulement."),
    ),
    Kind(
        "glossaire", Glossary, "Les mots expliqués",
        "Les sigles et les mots d'ici, chacun expliqué une fois. Une fiche explique ceux qu'elle emploie, à sa fin ; la "
        "page « Mots expliqués » les réunit.",
        "`guide/<couche>/glossaire/<langue>.yml` ; les couches s'ajoutent, et la plus locale l'emporte",
        (Excerpt("guide/commun/glossaire/fr.yml", "termes:", "- {terme: SAAQ"),),
        ("Un sigle est reconnu en majuscules seulement ; un autre mot, quelles que soient ses majuscules.",
         "Un mot qui n'est pas expliqué dans une langue l'est en français, marqué comme tel. `developpe` se dit une fois, "
         "dans `fr.yml`."),
    ),
    Kind(
        "plan", Plan, "Le plan d'action",
        "Ce que la ville a adopté : axes, objectifs, (stratégies,) actions, indicateurs, cibles. Les numéros, les "
        "chiffres, les dates et les noms sont ceux du document.",
        "`plans/<plan>/plan.yml`",
        (Excerpt("plans/exemple-2024-2027/plan.yml", "id: exemple", "annees:"),
         Excerpt("plans/exemple-2024-2027/plan.yml", "- id: visites", "- id: langues")),
        ("Un objectif a des `actions`, ou des `strategies` qui ont des actions.",
         "Le total d'un budget est la somme de `rh` et de `autres` ; sinon la vérification le dit."),
    ),
    Kind(
        "suivi", Record, "Le suivi",
        "Ce qui a été vu : une activité ou un rapport, un fichier. On ne le modifie plus ensuite : une correction est "
        "un nouveau fichier, qui nomme l'ancien dans `corrige`.",
        "`plans/<plan>/suivi/<AAAA-MM-JJ>-<nom>.yml`",
        (Excerpt("plans/exemple-2024-2027/suivi/2024-09-21-fete-voisinages.yml"),),
        ("Le nom du fichier commence par sa date. Aucun nom de personne.",
         "Un fichier doit dire au moins une mesure, un statut, une note ou une correction."),
    ),
    Kind(
        "visites", Visit, "Les visites",
        "Des nombres par jour, par page et par langue ; rien sur personne.",
        "`content/<portail>/visites/<AAAA-MM>.csv`",
        (Excerpt("content/exemple/visites/2026-03.csv", "jour,", "2026-03-04"),),
        ("La première ligne porte les noms de colonnes, dans cet ordre.",),
        schema=False,
    ),
)  # fmt: skip

CHOICES: dict[str, tuple[str, dict[str, str]]] = {
    "theme": ("theme", {}),
    "statuts": ("personne", {}),
    "etapes": ("etape", {}),
    "roles": ("role", {}),
    "par": ("par", {}),
    "statut": ("statut", {}),
    "etat": ("", {
        "officiel": "le site de la ville ; les moteurs de recherche peuvent le montrer",
        "apercu": "préparé à partir de documents publics, pas encore adopté par la ville",
        "fictif": "ville inventée, données inventées",
    }),
    "methode": ("", {
        "humaine": "traduit par une personne",
        "machine": "traduit par une machine, pas relu : la page le dit",
        "machine-relue": "traduit par une machine, relu par une personne",
    }),
    "source": ("", {
        "suivi": "les mesures des fichiers de suivi",
        "contenus": "les fiches publiées qui nomment l'action dans `contenu_plan`",
        "visites": "les visites de ces fiches",
    }),
    "agregation": ("", {
        "somme": "les observations s'ajoutent",
        "dernier": "la plus récente compte",
        "maximum": "la plus grande compte",
        "moyenne": "leur moyenne compte",
    }),
}  # fmt: skip
"""For each key with choices: the prefix of their words in ``theme/strings/fr.yml``, or their meanings."""

SAME_CHOICES = {"genre_unite": "par"}
"""Keys that share the choices of another."""
