"""The kinds of source files, in the words of the French data reference, each with a real example."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from portail.model import (
    Fiche,
    Glossary,
    Journey,
    Page,
    Plan,
    Portal,
    Record,
    Synonyms,
    TableMap,
    Translation,
    Visit,
)  # fmt: skip
from portail.model.base import Model
from portail.model.translation import SECTIONS


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
         "recherche de ne pas le montrer.",
         "`exception` nomme ce qui permet d'écrire dans une autre langue en plus du français. Seule la municipalité peut "
         "le dire (sa directive, art. 29.15 de la Charte). Chaque page qui n'est pas en français le montre, avec un lien "
         "vers la page française ; `donnees/registre-langues.csv` les énumère toutes."),
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
         "pas.",
         "La fraîcheur est calculée. **À jour** : `traduit_de` est l'empreinte du texte français, ou d'un texte dont il "
         "ne diffère que par des `retouches`. **À réviser** : le texte français a changé depuis. **Périmée** : il a "
         "changé, et le délai `a_reverifier` de la fiche (6 mois sans cette clé) est passé depuis `traduit_le`. "
         "**Absente** : il n'y a pas de traduction.",
         "Une retouche du français (faute de frappe, lien réparé) ne demande pas de traduire de nouveau : l'écrire dans "
         "`retouches` de la fiche française, `- {avant: a-calculer, apres: a-calculer, note: faute de frappe}` ; la "
         "vérification donne les deux empreintes. Elle ne vaut que d'un texte à l'autre : au prochain vrai changement, "
         "les traductions vieillissent, sans qu'on ait à l'enlever."),
    ),
    Kind(
        "parcours", Journey, "Le parcours",
        "Des démarches dans l'ordre, chacune vers les fiches qui l'expliquent : la page « Mon parcours » les montre à qui "
        "elles servent. Une fiche qu'aucun parcours ne nomme y vient d'elle-même, par ses `etapes` et ses `statuts`.",
        "`guide/parcours/<parcours>.yml`",
        (Excerpt("guide/parcours/premiere-annee.yml", "- id: ecole", "- id: logement"),),
        ("Entre deux conditions, « et » ; entre les valeurs d'une condition, « ou ».",
         "Un titre ne dit aucun fait que la fiche ne dit pas."),
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
        "import", TableMap, "Le tableau de suivi",
        "Ce qu'est chaque colonne du tableau que `portail suivi import` lit ; dit une fois, gardé avec le plan.",
        "`plans/<plan>/import.yml`",
        (Excerpt("plans/exemple-2024-2027/import.yml"),),
        ("Une colonne qui n'est pas nommée est refusée ; `ignorer` dit qu'elle ne compte pas. Une cellule vide est "
         "sans donnée, jamais 0.",),
    ),
    Kind(
        "visites", Visit, "Les visites",
        "Des nombres par jour, par page et par langue ; rien sur personne.",
        "`content/<portail>/visites/<AAAA-MM>.csv`",
        (Excerpt("content/exemple/visites/2026-03.csv", "jour,", "2026-03-04"),),
        ("La première ligne porte les noms de colonnes, dans cet ordre.",
         "`sources.csv`, écrit par `portail visits import`, dit d'où vient chaque jour : voir [visites.md](visites.md).",
         "La première page du portail est `index`."),
        schema=False,
    ),
)  # fmt: skip

CHARTER = (
    "[Charte de la langue française]"
    "(https://www.legisquebec.gouv.qc.ca/fr/version/lc/c-11?code=se:22_3&historique=20230529)"
)
WHY = {
    "accueil-6-mois": "accueil des personnes immigrantes durant les six premiers mois de leur arrivée au Québec",
    "sante": "la santé l'exige",
    "securite-publique": "la sécurité publique l'exige",
    "justice-naturelle": "les principes de justice naturelle l'exigent",
    "hors-quebec": "services et relations à l'extérieur du Québec",
}

CHOICES: dict[str, tuple[str, dict[str, str]]] = {
    "theme": ("theme", {}),
    "statuts": ("personne", {}),
    "etapes": ("etape", {}),
    "enfants": ("enfants", {}),
    "occupation": ("occupation", {}),
    "francais": ("niveau", {}),
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
    "exception": ("", {basis: f"{WHY[basis]} ({CHARTER}, {section})" for basis, section in SECTIONS.items()}),
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
    "dates": ("", {
        "aaaa-mm-jj": "2026-03-21",
        "jj/mm/aaaa": "21/03/2026",
        "mm/jj/aaaa": "03/21/2026",
    }),
}  # fmt: skip
"""For each key with choices: the prefix of their words in ``theme/strings/fr.yml``, or their meanings."""

SAME_CHOICES = {"genre_unite": "par"}
"""Keys that share the choices of another."""
