"""``plan.xlsx``: the tables as the sheets of a workbook, which opens right in an Excel of any language.

A French Excel puts a whole line of a CSV in one cell, because it expects semicolons and decimal commas. In
a workbook numbers are numbers and texts are texts: nothing is guessed, nothing can be run as a formula, and
no apostrophe is added. Written by hand (ECMA-376, the smallest parts that a reader needs): a library would
put the time of the build in the file, and two builds would differ.
"""

from __future__ import annotations

import datetime as dt
import io
import re
import zipfile
from collections.abc import Iterable, Iterator, Sequence
from html import escape  # xml.sax.saxutils would import an HTTP client

from portail.exports.tables import Row, Table

HEAD = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
LINKS = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
PACKAGE = "http://schemas.openxmlformats.org/package/2006"
SHEETS = "application/vnd.openxmlformats-officedocument.spreadsheetml"
EPOCH = (1980, 1, 1, 0, 0, 0)
"""The earliest time a zip can hold: the same in every build."""
LONGEST = 32_767
"""Characters that a cell can hold."""
FIRST_DAY = dt.date(1899, 12, 30)
NOT_XML = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")
PLAIN = 'fontId="0" fillId="0" borderId="0"'
STYLES = (
    f'{HEAD}<styleSheet xmlns="{MAIN}"><fonts count="2"><font><sz val="11"/><name val="Calibri"/></font>'
    '<font><b/><sz val="11"/><name val="Calibri"/></font></fonts>'
    '<fills count="2"><fill><patternFill patternType="none"/></fill><fill><patternFill patternType="gray125"/></fill>'
    '</fills><borders count="1"><border><left/><right/><top/><bottom/><diagonal/></border></borders>'
    f'<cellStyleXfs count="1"><xf numFmtId="0" {PLAIN}/></cellStyleXfs><cellXfs count="3">'
    f'<xf numFmtId="0" {PLAIN} xfId="0"/>'
    '<xf numFmtId="0" fontId="1" fillId="0" borderId="0" xfId="0" applyFont="1"/>'
    f'<xf numFmtId="14" {PLAIN} xfId="0" applyNumberFormat="1"/></cellXfs>'
    '<cellStyles count="1"><cellStyle name="Normal" xfId="0" builtinId="0"/></cellStyles></styleSheet>'
)
BOLD, DAY = 1, 2


def workbook(sheets: Sequence[tuple[Table, Iterable[Row]]]) -> bytes:
    """The bytes of a workbook, one sheet for each table, the header's row frozen."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as package:
        for name, text in _parts(sheets):
            entry = zipfile.ZipInfo(name, EPOCH)
            entry.compress_type = zipfile.ZIP_DEFLATED
            entry.create_system = 0
            package.writestr(entry, text.encode())
    return out.getvalue()


def _parts(sheets: Sequence[tuple[Table, Iterable[Row]]]) -> Iterator[tuple[str, str]]:
    ranks = range(1, len(sheets) + 1)
    parts = "".join(
        f'<Override PartName="/xl/worksheets/sheet{n}.xml" ContentType="{SHEETS}.worksheet+xml"/>' for n in ranks
    )
    yield (
        "[Content_Types].xml",
        (
            f'{HEAD}<Types xmlns="{PACKAGE}/content-types">'
            '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
            f'<Override PartName="/xl/workbook.xml" ContentType="{SHEETS}.sheet.main+xml"/>'
            f'<Override PartName="/xl/styles.xml" ContentType="{SHEETS}.styles+xml"/>{parts}</Types>'
        ),
    )
    yield "_rels/.rels", _links([("officeDocument", "xl/workbook.xml")])
    names = "".join(f'<sheet name="{one.name}" sheetId="{n}" r:id="rId{n}"/>' for n, (one, _) in enumerate(sheets, 1))
    yield "xl/workbook.xml", (f'{HEAD}<workbook xmlns="{MAIN}" xmlns:r="{LINKS}"><sheets>{names}</sheets></workbook>')
    yield (
        "xl/_rels/workbook.xml.rels",
        _links([*(("worksheet", f"worksheets/sheet{n}.xml") for n in ranks), ("styles", "styles.xml")]),
    )
    yield "xl/styles.xml", STYLES
    for n, (one, rows) in enumerate(sheets, 1):
        yield f"xl/worksheets/sheet{n}.xml", _sheet(one.header, rows)


def _links(targets: Sequence[tuple[str, str]]) -> str:
    rows = (
        f'<Relationship Id="rId{n}" Type="{LINKS}/{kind}" Target="{path}"/>'
        for n, (kind, path) in enumerate(targets, 1)
    )
    return f'{HEAD}<Relationships xmlns="{PACKAGE}/relationships">{"".join(rows)}</Relationships>'


def _sheet(header: Sequence[str], rows: Iterable[Row]) -> str:
    first = "".join(_text(name, BOLD) for name in header)
    body = "".join(f"<row>{''.join(map(_cell, row))}</row>" for row in rows)
    return (
        f'{HEAD}<worksheet xmlns="{MAIN}"><sheetViews><sheetView workbookViewId="0">'
        '<pane ySplit="1" topLeftCell="A2" activePane="bottomLeft" state="frozen"/></sheetView></sheetViews>'
        f"<sheetData><row>{first}</row>{body}</sheetData></worksheet>"
    )


def _cell(value: object) -> str:
    if value is None:
        return "<c/>"
    if isinstance(value, bool):
        return f'<c t="b"><v>{int(value)}</v></c>'
    if isinstance(value, (int, float)):
        return f"<c><v>{value!r}</v></c>"
    if isinstance(value, dt.date):
        return f'<c s="{DAY}"><v>{(value - FIRST_DAY).days}</v></c>'
    return _text(str(value))


def _text(value: str, style: int = 0) -> str:
    text = escape(NOT_XML.sub("\N{REPLACEMENT CHARACTER}", value[:LONGEST]), quote=False)
    return f'<c s="{style}" t="inlineStr"><is><t xml:space="preserve">{text}</t></is></c>'
