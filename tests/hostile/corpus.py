"""Hostile YAML: what to put in a file, and the code it is refused with."""

from __future__ import annotations

PLAIN = "date: 2026-03-21\naction: '1.1'\nnote: {}\n"
"""A follow-up record around one hostile value."""
A_LOT = 200_000


def deep(levels: int) -> str:
    """Mappings one in another, by indentation."""
    return "".join(f"{' ' * level}a:\n" for level in range(levels))


def merges() -> str:
    """« Billion laughs » with merge keys: 2²⁵ keys for whoever obeys them."""
    rows = ["a0: &a0 {x: y}"] + [f"a{n}: &a{n} {{<<: [*a{n - 1}, *a{n - 1}]}}" for n in range(1, 26)]
    return "\n".join(rows) + "\n"


def aliases() -> str:
    """« Billion laughs » with aliases."""
    return "\n".join(["a0: &a0 [x, x]"] + [f"a{n}: &a{n} [*a{n - 1}, *a{n - 1}]" for n in range(1, 26)]) + "\n"


ENCODINGS: dict[str, tuple[bytes, str]] = {
    "latin-1": (PLAIN.format("Été").encode("latin-1"), "encodage"),
    "windows-1252": (PLAIN.format("« l’été »").encode("cp1252"), "encodage"),
    "mac-roman": (PLAIN.format("déjà").encode("mac-roman"), "encodage"),
    "utf-16 with a mark": (PLAIN.format("été").encode("utf-16"), "encodage"),
    "utf-16 big endian with a mark": (b"\xfe\xff" + PLAIN.format("été").encode("utf-16-be"), "encodage"),
    "utf-16 without a mark": (PLAIN.format("ete").encode("utf-16-le"), "encodage"),
    "utf-32 with a mark": (PLAIN.format("été").encode("utf-32"), "encodage"),
    "truncated sequence": (PLAIN.format("ét").encode() + b"\xc3", "encodage"),
    "overlong slash": (PLAIN.format("x").encode() + b"note2: \xc0\xaf\n", "encodage"),
    "lone surrogate": (PLAIN.format("x").encode() + b"# \xed\xa0\x80\n", "encodage"),
    "beyond unicode": (PLAIN.format("x").encode() + b"# \xf5\x80\x80\x80\n", "encodage"),
    "random bytes": (bytes(range(256)), "encodage"),
    "a picture": (b"\x89PNG\r\n\x1a\n" + bytes(100), "encodage"),
    "NUL": (PLAIN.format("a\0b").encode(), "caractere-interdit"),
    "a megabyte of NUL": (b"\0" * 1_000_000, "encodage"),
    "200 000 escapes": (b"\x1b" * 200_000, "caractere-interdit"),
    "escape sequence of a terminal": (PLAIN.format("\x1b[2Jrien").encode(), "caractere-interdit"),
    "backspaces": (PLAIN.format("oui\b\b\bnon").encode(), "caractere-interdit"),
    "DEL": (PLAIN.format("\x7f").encode(), "caractere-interdit"),
    "next line (NEL)": (PLAIN.format("a\x85b").encode(), "caractere-interdit"),
    "line separator": (PLAIN.format("a\u2028b").encode(), "caractere-interdit"),
    "paragraph separator": (PLAIN.format("a\u2029b").encode(), "caractere-interdit"),
    "bidi override": (PLAIN.format("\u202egpj.exe").encode(), "caractere-interdit"),
    "bidi isolate": (PLAIN.format("\u2066x\u2069").encode(), "caractere-interdit"),
    "form feed": (PLAIN.format("a\fb").encode(), "caractere-interdit"),
    "NUL as a code": (PLAIN.format('"a\\0b"').encode(), "caractere-interdit"),
    "bidi override as a code": (PLAIN.format('"\\u202ex"').encode(), "caractere-interdit"),
    "line separator as a code": (PLAIN.format('"a\\Lb"').encode(), "caractere-interdit"),
    "control character in a key": (b'"dat\\u0007e": 2026-03-21\n', "caractere-interdit"),
    "surrogate as a code": (PLAIN.format('"\\ud83d"').encode(), "yaml-syntaxe"),
    "a code beyond unicode": (PLAIN.format('"\\U00110000"').encode(), "yaml-syntaxe"),
    "no character (U+FFFF)": (PLAIN.format("a\uffffb").encode(), "yaml-syntaxe"),
}
STRUCTURES: dict[str, tuple[str, str]] = {
    "empty": ("", "cle-manquante"),
    "spaces": ("   \n\n  ", "cle-manquante"),
    "a comment": ("# rien\n", "cle-manquante"),
    "a text": ("bonjour\n", "type"),
    "a list": ("- date: 2026-03-21\n", "type"),
    "null": ("~\n", "type"),
    "two documents": (PLAIN.format("x") + "---\n" + PLAIN.format("y"), "yaml-interdit"),
    "a document and its end": (PLAIN.format("x") + "...\nsuite\n", "yaml-syntaxe"),
    "a version": ("%YAML 9.9\n---\n" + PLAIN.format("x"), "yaml-syntaxe"),
    "a directive": ("%FAIRE tout\n---\n" + PLAIN.format("x"), "yaml-syntaxe"),
    "a handle of tags": ("%TAG ! tag:x,2000:\n---\n" + PLAIN.format("!y z"), "yaml-interdit"),
    "twice a key": (PLAIN.format("x") + "note: y\n", "cle-en-double"),
    "twice a key, one quoted": (PLAIN.format("x") + '"note": y\n', "cle-en-double"),
    "an empty key": (PLAIN.format("x") + ": y\n", "yaml-syntaxe"),
    "a key that is a list": ("[a, b]: c\n", "yaml-interdit"),
    "a key that is a mapping": ("? {a: b}\n: c\n", "yaml-interdit"),
    "an anchor": (PLAIN.format("&a x"), "yaml-interdit"),
    "an alias to nothing": (PLAIN.format("*a"), "yaml-interdit"),
    "an alias to itself": ("&a [*a]\n", "yaml-interdit"),
    "a merge key": ("<<: {date: 2026-03-21}\n", "yaml-interdit"),
    "an English key": ("day: 2026-03-21\nstatus: en-cours\n", "cle-inconnue"),
    "a tab": ("date: 2026-03-21\naction: '1.1'\nmesures:\n\tparticipants: 6\n", "yaml-syntaxe"),
    "a tab before a dash": ("date: 2026-03-21\npreuves:\n\t- titre: x\n", "yaml-syntaxe"),
    "a quote never closed": (PLAIN.format('"x'), "yaml-syntaxe"),
    "an apostrophe never closed": (PLAIN.format("'x"), "yaml-syntaxe"),
    "a bracket never closed": (PLAIN.format("[x"), "yaml-syntaxe"),
    "a brace never closed": (PLAIN.format("{fr: x"), "yaml-syntaxe"),
    "a bracket closed by a brace": (PLAIN.format("[x}"), "yaml-syntaxe"),
    "a closing bracket": (PLAIN.format("]"), "yaml-syntaxe"),
    "colons": (PLAIN.format("a: b: c"), "yaml-syntaxe"),
    "an at sign": (PLAIN.format("@a"), "yaml-syntaxe"),
    "a grave accent": (PLAIN.format("`a`"), "yaml-syntaxe"),
    "a percent sign": (PLAIN.format("%a"), "yaml-syntaxe"),
    "a block mark with text": (PLAIN.format("| x"), "yaml-syntaxe"),
    "a bad indentation": (" date: 2026-03-21\naction: '1.1'\n", "yaml-syntaxe"),
    "an unknown escape": (PLAIN.format('"\\q"'), "yaml-syntaxe"),
    "!!python": (PLAIN.format("!!python/object/apply:os.system [id]"), "yaml-interdit"),
    "!!int of nothing": (PLAIN.format('!!int ""'), "yaml-interdit"),
    "!!float x": (PLAIN.format("!!float x"), "yaml-interdit"),
    "!!timestamp x": (PLAIN.format("!!timestamp x"), "yaml-interdit"),
    "!!binary": (PLAIN.format("!!binary ////"), "yaml-interdit"),
    "!!set": (PLAIN.format("!!set {a, b}"), "yaml-interdit"),
    "a tag by its address": (PLAIN.format("!<tag:yaml.org,2002:str> x"), "yaml-interdit"),
    "a list where a text is meant": (PLAIN.format("[a, b]"), "type"),
    "a mapping in a mapping": (PLAIN.format("{fr: {fr: x}}"), "type"),
    "an empty list": ("date: []\naction: '1.1'\nnote: x\n", "type"),
}
BOMBS: dict[str, tuple[str, str]] = {
    "200 000 opening brackets": ("[" * A_LOT, "yaml-profondeur"),
    "200 000 opening braces": ("{" * A_LOT, "yaml-interdit"),
    "brackets and braces": ("[{a: " * 50_000, "yaml-profondeur"),
    "dashes": ("- " * A_LOT, "yaml-profondeur"),
    "question marks": ("? " * A_LOT, "yaml-interdit"),
    "deep by indentation": (deep(600), "yaml-profondeur"),
    "deep in a list": ("".join(f"{' ' * n}-\n" for n in range(600)), "yaml-profondeur"),
    "merge bomb": (merges(), "yaml-interdit"),
    "alias bomb": (aliases(), "yaml-interdit"),
    "90 000 keys": ("".join(f"k{n}: v\n" for n in range(90_000)), "fichier-trop-gros"),
    "19 000 unknown keys": ("".join(f"k{n}: v\n" for n in range(19_000)), "cle-inconnue"),
    "100 000 times a key": ("date: x\n" * 100_000, "cle-en-double"),
    "19 000 indicators": (
        "date: 2026-03-21\naction: '1.1'\nmesures:\n" + "".join(f" k{n}: 1\n" for n in range(19_000)), "renvoi",
    ),
    "19 000 wrong numbers": (
        "date: 2026-03-21\naction: '1.1'\nmesures:\n" + "".join(f" k{n}: x\n" for n in range(19_000)), "nombre",
    ),
    "5 000 digits": ("date: 2026-03-21\naction: '1.1'\nmesures: {participants: " + "9" * 5_000 + "}\n", "nombre"),
    "a date of 5 000 digits": (f"date: {'2' * 5_000}-03-21\naction: '1.1'\nnote: x\n", "date"),
    "a key of 900 000 letters": (f"{'a' * 900_000}: x\n", "yaml-syntaxe"),
    "a quoted key of 900 letters": (f"'{'a' * 900}': x\n", "cle-inconnue"),
    "a text of 900 000 letters as a date": (f"date: {'a' * 900_000}\naction: '1.1'\nnote: x\n", "date"),
    "an action of 900 000 letters": (f"date: 2026-03-21\naction: {'a' * 900_000}\nnote: x\n", "identifiant"),
    "a choice of 900 000 letters": (f"date: 2026-03-21\naction: '1.1'\nstatut: {'a' * 900_000}\n", "choix"),
    "a comment of 990 000 letters": ("#" * 990_000 + "\n", "cle-manquante"),
    "spaces": (" " * 990_000, "cle-manquante"),
    "lines": ("\n" * 990_000, "cle-manquante"),
    "quotes": ('"' * 990_001, "yaml-syntaxe"),
    "colons": (":" * 990_000, "yaml-syntaxe"),
    "escapes": ('"' + "\\x61" * 240_000, "yaml-syntaxe"),
    "tags": ("!" * 900_000, "yaml-interdit"),
    "ampersands": ("&" * 900_000, "yaml-syntaxe"),
    "documents": ("---\n" * 200_000, "yaml-interdit"),
    "percents": ("%\n" * 400_000, "yaml-syntaxe"),
}  # fmt: skip
FRONT_MATTER: dict[str, tuple[str, str]] = {
    "missing": ("Bonjour.\n", "en-tete"),
    "empty file": ("", "en-tete"),
    "never closed": ("---\ntitre: x\n", "en-tete"),
    "three dashes alone": ("---", "en-tete"),
    "empty": ("---\n---\nBonjour.\n", "en-tete"),
    "a blank line before": ("\n---\ntitre: x\n---\n", "en-tete"),
    "a space before": (" ---\ntitre: x\n---\n", "en-tete"),
    "a list": ("---\n- titre\n---\n", "en-tete"),
    "a text": ("---\ntitre\n---\n", "en-tete"),
    "closed by dots": ("---\ntitre: x\n...\nBonjour.\n", "en-tete"),
    "four dashes": ("----\ntitre: x\n----\n", "en-tete"),
    "TOML": ("+++\ntitre = 'x'\n+++\n", "en-tete"),
    "JSON": ('{"titre": "x"}\n', "en-tete"),
    "an internal note after a bracket never closed": ("---\ntitre: [x\nnote: ne pas publier\n---\n", "yaml-syntaxe"),
    "30 February": ("---\ntitre: x\nresume: x\ntheme: sante\nverifie_le: 2026-02-30\n---\n", "date-impossible"),
    "200 000 brackets": (f"---\ntitre: {'[' * A_LOT}\n---\n", "yaml-profondeur"),
    "an anchor": ("---\ntitre: &a x\nresume: *a\n---\n", "yaml-interdit"),
    "twice the title": ("---\ntitre: x\ntitre: y\n---\n", "cle-en-double"),
    "a key of the engine": ("---\ntemplate: ../../main.html\n---\n", "cle-inconnue"),
    "a title that is a list": ("---\ntitre: [x]\n---\n", "type"),
    "a text of 900 000 letters": (f"---\ntitre: {'x' * 900_000}\n---\n", "type"),
}
