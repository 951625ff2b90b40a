#!/usr/bin/python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""A sheet of a spreadsheet (.xlsx) as a CSV that kith reads: a roster of either shape, places, students or codes.

    scripts/xlsx_to_csv.py ROSTER.xlsx [--sheet NAME] [-o ROSTER.csv]

Dates become yyyy-mm-dd, whole numbers lose their point, yes/no cells become true and false; formulas stand as the values that the spreadsheet
saved. Rows and columns at the end that are empty are left out, and so are rows above the header (--header N says in which row it stands).
Merged cells hold their value in the first cell alone, as the spreadsheet does; --fill-merged repeats it in all.

Needs openpyxl (Debian: python3-openpyxl; scripts/setup.sh installs it).
"""
import argparse
import csv
import datetime
import os
import sys
import tempfile
import warnings
import zipfile

ERRORS = ("#N/A", "#NAME?", "#NULL!", "#NUM!", "#REF!", "#VALUE!", "#DIV/0!")


class Mistake(Exception):
    """A sentence that a user can act on."""


def open_sheet(path, name, plain):
    """The sheet by its name, or the only one."""
    try:
        import openpyxl
    except ImportError as error:
        raise Mistake("openpyxl is not installed for this Python; scripts/setup.sh installs it, or: apt-get install python3-openpyxl") from error
    try:
        book = openpyxl.load_workbook(path, data_only=True, read_only=plain)
    except OSError as error:
        raise Mistake(f"{path}: cannot open: {error.strerror or error}") from error
    except (zipfile.BadZipFile, openpyxl.utils.exceptions.InvalidFileException, KeyError, ValueError) as error:
        raise Mistake(f"{path}: is no .xlsx spreadsheet (an .xls or .ods must be saved as .xlsx first): {error}") from error
    sheets = {sheet.title: sheet for sheet in book.worksheets}
    for sheet in sheets.values():
        if plain:
            sheet.reset_dimensions()  # some programs save a wrong one, and rows would be cut off
    if name is None and len(sheets) == 1:
        return next(iter(sheets.values()))
    if name not in sheets:
        listed = ", ".join(f'"{title}"' for title in sheets)
        what = "has several sheets" if name is None else f'has no sheet "{name}"'
        raise Mistake(f"{path}: {what}; say --sheet with one of {listed}")
    return sheets[name]


def text_of(value, where):
    """A cell as kith reads it."""
    if value is None:
        return ""
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, datetime.datetime):
        if value.time() != datetime.time(0):
            raise Mistake(f"{where}: {value} is a time of day; kith reads dates alone")
        return value.date().isoformat()
    if isinstance(value, datetime.date):
        return value.isoformat()
    if isinstance(value, (datetime.time, datetime.timedelta)):
        raise Mistake(f"{where}: {value} is a time of day; kith reads dates alone")
    if isinstance(value, float):
        return str(int(value)) if value.is_integer() and abs(value) < 1e15 else repr(value)
    text = str(value).strip()
    if text in ERRORS:
        raise Mistake(f"{where}: the cell shows {text}; mend the formula in the spreadsheet")
    return text


def rows_of(sheet, path, header):
    """All rows as texts, from the header on; every mistake at once."""
    from openpyxl.utils import get_column_letter
    rows, mistakes = [], []
    for number, cells in enumerate(sheet.iter_rows(values_only=True), start=1):
        if header and number < header:
            continue
        row = []
        for column, value in enumerate(cells, start=1):
            try:
                row.append(text_of(value, f"{path}: {sheet.title}!{get_column_letter(column)}{number}"))
            except Mistake as mistake:
                row.append("")
                mistakes.append(str(mistake))
        rows.append(row)
    if mistakes:
        more = [f"and {len(mistakes) - 20} more"] if len(mistakes) > 20 else []
        raise Mistake("\n".join(mistakes[:20] + more))
    rows = [row for row in rows if any(row)]
    width = max((k + 1 for row in rows for k, text in enumerate(row) if text), default=0)
    if not rows:
        raise Mistake(f'{path}: sheet "{sheet.title}" is empty')
    return [(row + [""] * width)[:width] for row in rows]


def fill_merged(sheet):
    """Repeats the value of merged cells in each of them."""
    for area in list(sheet.merged_cells.ranges):
        value = sheet.cell(area.min_row, area.min_col).value
        sheet.unmerge_cells(str(area))
        for row in sheet.iter_rows(area.min_row, area.max_row, area.min_col, area.max_col):
            for cell in row:
                cell.value = value


def write_rows(rows, output):
    """To a file, which bears its name only when it is whole, or to stdout."""
    if output is None:
        csv.writer(sys.stdout, lineterminator="\n").writerows(rows)
        return
    folder = os.path.dirname(os.path.abspath(output))
    try:
        with tempfile.NamedTemporaryFile("w", encoding="utf-8", newline="", dir=folder, prefix=".xlsx_to_csv", delete=False) as file:
            csv.writer(file, lineterminator="\n").writerows(rows)
        umask = os.umask(0)
        os.umask(umask)
        os.chmod(file.name, 0o666 & ~umask)
        os.replace(file.name, output)
    except OSError as error:
        raise Mistake(f"{output}: cannot write: {error.strerror}") from error


def main():
    """Converts; 2 if the spreadsheet is wrong."""
    parser = argparse.ArgumentParser(description="A sheet of an .xlsx spreadsheet as a CSV that kith reads.")
    parser.add_argument("spreadsheet")
    parser.add_argument("--sheet", help="name of the sheet; needed if there are several")
    parser.add_argument("--header", type=int, metavar="N", help="row of the header, from 1; the first that holds anything, else")
    parser.add_argument("--fill-merged", action="store_true", help="repeat the value of merged cells in each of them")
    parser.add_argument("-o", "--output", metavar="FILE", help="stdout if not given")
    options = parser.parse_args()
    if options.header is not None and options.header < 1:
        parser.error("--header counts from 1")
    warnings.simplefilter("ignore")  # of what openpyxl does not keep: colours, drop-down lists
    try:
        sheet = open_sheet(options.spreadsheet, options.sheet, not options.fill_merged)
        if options.fill_merged:
            fill_merged(sheet)
        write_rows(rows_of(sheet, options.spreadsheet, options.header), options.output)
    except Mistake as mistake:
        print("\n".join(f"error: {line}" for line in str(mistake).split("\n")), file=sys.stderr)
        return 2
    return 0


if __name__ == "__main__":
    sys.exit(main())
