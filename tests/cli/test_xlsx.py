# SPDX-License-Identifier: GPL-3.0-or-later
"""Spreadsheets become CSV files: either shape, dates, sheets by name; and a spreadsheet that cannot be read says why."""
import datetime
import pathlib
import subprocess
import sys
import unittest

import openpyxl

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parents[1]))
from kith import ROOT, Case  # noqa: E402

SCRIPT = ROOT / "scripts/xlsx_to_csv.py"


def convert(*words):
    """The script as a user calls it, by the Python that runs this test."""
    return subprocess.run([sys.executable, str(SCRIPT), *map(str, words)], capture_output=True, text=True, check=False)


class Xlsx(Case):
    def book(self, sheets, name="r.xlsx"):
        """A spreadsheet of {sheet: rows}; its path."""
        book = openpyxl.Workbook()
        book.remove(book.active)
        for title, rows in sheets.items():
            sheet = book.create_sheet(title)
            for row in rows:
                sheet.append(row)
        book.save(self.folder / name)
        return self.folder / name

    def expect(self, text, *words):
        done = convert(*words)
        self.assertEqual((done.returncode, done.stderr, done.stdout), (0, "", text))

    def refuse(self, *words):
        done = convert(*words)
        self.assertEqual((done.returncode, done.stdout), (2, ""))
        self.assertNotIn("Traceback", done.stderr)
        return done.stderr

    def test_long(self):
        path = self.book({"Roster": [
            [], ["student_id", "start", "end", "Site, ward", "team", None],
            ["s1", datetime.date(2025, 9, 1), datetime.datetime(2025, 9, 14), "North", 7.0, None],
            [101.0, datetime.date(2025, 9, 1), None, "Süd \"B\"", 1.5, None], [None] * 6]})
        text = ("student_id,start,end,\"Site, ward\",team\ns1,2025-09-01,2025-09-14,North,7\n"
                "101,2025-09-01,,\"Süd \"\"B\"\"\",1.5\n")
        self.expect(text, path)
        self.expect("", path, "-o", self.folder / "r.csv")
        self.assertEqual((self.folder / "r.csv").read_text(encoding="utf-8"), text)
        self.assertEqual(sorted(p.name for p in self.folder.iterdir()), ["r.csv", "r.xlsx"])

    def test_wide_with_dates_as_names(self):
        path = self.book({"Grid": [["student_id", datetime.date(2025, 9, 1), datetime.date(2025, 9, 15)], ["a", "North/gp", None]]})
        self.expect("student_id,2025-09-01,2025-09-15\na,North/gp,\n", path)

    def test_sheets_by_name(self):
        path = self.book({"Notes": [["x"]], "Roster": [["student_id", "site"], ["a", True]]})
        self.expect("student_id,site\na,true\n", path, "--sheet", "Roster")
        self.assertEqual(self.refuse(path), f'error: {path}: has several sheets; say --sheet with one of "Notes", "Roster"\n')
        self.assertEqual(self.refuse(path, "--sheet", "roster"),
                         f'error: {path}: has no sheet "roster"; say --sheet with one of "Notes", "Roster"\n')

    def test_header_and_merged_cells(self):
        path = self.book({"R": [["Draft of May"], ["student_id", "1", "2"], ["a", "North", None]]})
        book = openpyxl.load_workbook(path)
        book["R"].merge_cells("B3:C3")
        book.save(path)
        self.expect("student_id,1,2\na,North,\n", path, "--header", 2)
        self.expect("student_id,1,2\na,North,North\n", path, "--header", 2, "--fill-merged")

    def test_mistakes(self):
        path = self.book({"R": [["student_id", "start"], ["a", datetime.datetime(2025, 9, 1, 12, 30)], ["b", "#REF!"]]})
        self.assertEqual(self.refuse(path), f"error: {path}: R!B2: 2025-09-01 12:30:00 is a time of day; kith reads dates alone\n"
                                            f"error: {path}: R!B3: the cell shows #REF!; mend the formula in the spreadsheet\n")
        self.assertIn("is empty", self.refuse(self.book({"R": []}, "e.xlsx")))
        self.assertIn("is empty", self.refuse(path, "--header", 9))
        self.assertIn("cannot open: No such file", self.refuse(self.folder / "none.xlsx"))
        for name, content in (("text.xlsx", b"student_id,site\n"), ("zip.xlsx", b"PK\3\4 cut off"), ("none.xlsx", b"")):
            self.assertIn("is no .xlsx spreadsheet", self.refuse(self.write(name, content)))
        self.assertIn("cannot write", self.refuse(self.book({"R": [["a"]]}), "-o", self.folder / "no/where.csv"))


if __name__ == "__main__":
    unittest.main()
