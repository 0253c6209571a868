"""The samples: the same for the same seed, dirty as promised, marked, and true to their truth."""

import csv
import hashlib
import zipfile
from pathlib import Path

import pytest
from python_calamine import CalamineWorkbook, PasswordError

from amparo.exchange.marks import MARK, carries_mark
from amparo.exchange.sample_registers import (
    police_truth,
    protection_truth,
    write_police,
    write_police_stream,
    write_protection,
)
from amparo.exchange.sample_registers.police import FIRST_ROW, HEADINGS
from amparo.exchange.sample_registers.protection import DELIMITER, ENCODING
from amparo.exchange.sample_registers.truth import Fault
from tests.exchange import files
from tests.plugin import ROOT

SAMPLES = ROOT / "samples"


def digest(path: Path) -> str:
    return hashlib.sha256(path.read_bytes()).hexdigest()


def cells(path: Path) -> list[list[object]]:
    return CalamineWorkbook.from_path(str(path)).get_sheet_by_index(0).to_python(skip_empty_area=False)  # type: ignore[return-value]


def test_the_samples_in_the_folder_are_those_of_seed_7(tmp_path: Path) -> None:
    write_police(tmp_path / "p.xlsx", 7)
    write_protection(tmp_path / "u.csv", 7)
    assert cells(tmp_path / "p.xlsx") == cells(SAMPLES / "registro-policial.xlsx")
    assert digest(tmp_path / "u.csv") == digest(SAMPLES / "registro-upe.csv")
    write_police(tmp_path / "other.xlsx", 8)
    assert cells(tmp_path / "other.xlsx") != cells(tmp_path / "p.xlsx")


def test_the_police_truth_has_every_row_and_every_kind_of_fault(tmp_path: Path) -> None:
    truth = write_police(tmp_path / "p.xlsx", 7)
    assert truth == police_truth(7)
    rows = cells(tmp_path / "p.xlsx")
    assert [row.row for row in truth.rows] == list(range(FIRST_ROW, FIRST_ROW + 300)) == list(range(FIRST_ROW, len(rows) + 1))
    assert rows[FIRST_ROW - 2] == list(HEADINGS)
    assert set(truth.faults) == set(Fault) - {Fault.COUNT_DISAGREES}
    for row in truth.rows:
        if Fault.SUBTOTAL in row.faults:
            assert rows[row.row - 1][1] == "SUB TOTAL"
        if row.duplicate_of is not None:
            [original] = [other for other in truth.rows if other.row == row.duplicate_of]
            assert original.children == row.children and original.event == row.event


def test_the_sums_of_the_truth_hold() -> None:
    truth = police_truth(7)
    alone = sum(not row.event for row in truth.rows)
    assert truth.events + truth.joined + truth.duplicates + alone == len(truth.rows) == 300


def test_merged_operations_are_in_the_file(tmp_path: Path) -> None:
    write_police(tmp_path / "p.xlsx", 7)
    with zipfile.ZipFile(tmp_path / "p.xlsx") as archive:
        sheet = archive.read("xl/worksheets/sheet1.xml").decode()
    assert sheet.count("<mergeCell ") > 20


def test_the_protection_register_lists_several_children_in_a_cell(tmp_path: Path) -> None:
    truth = write_protection(tmp_path / "u.csv", 7)
    assert truth == protection_truth(7)
    with (tmp_path / "u.csv").open(encoding=ENCODING, newline="") as file:
        rows = list(csv.reader(file, delimiter=DELIMITER))
    assert len(rows) == 303
    several = [row for row in truth.rows if len(row.children) > 1]
    assert len(several) > 50
    for row in several:
        assert rows[row.row - 1][7].count("/") == len(row.children) - 1


def test_some_children_are_in_both_registers() -> None:
    police = {child for row in police_truth(7).rows for child in row.children}
    protection = {child for row in protection_truth(7).rows for child in row.children}
    assert 20 < len(police & protection) < 70


def test_both_samples_carry_the_mark_and_nothing_else_does(tmp_path: Path) -> None:
    write_police(tmp_path / "p.xlsx", 3, 20)
    write_protection(tmp_path / "u.csv", 3, 20)
    write_police_stream(tmp_path / "long.xlsx", 3, 20)
    assert carries_mark(tmp_path / "p.xlsx") and carries_mark(tmp_path / "u.csv") and carries_mark(tmp_path / "long.xlsx")
    (tmp_path / "utf8.csv").write_text(f"{MARK}\n", encoding="utf-8-sig")
    (tmp_path / "later.csv").write_text(f"a;b\n{MARK}\n", encoding="utf-8")
    assert carries_mark(tmp_path / "utf8.csv")
    assert not carries_mark(tmp_path / "later.csv")
    assert not carries_mark(tmp_path / "missing.csv")


def test_the_long_register_has_the_rows_of_the_short_one(tmp_path: Path) -> None:
    write_police_stream(tmp_path / "long.xlsx", 7, 2_000)
    rows = cells(tmp_path / "long.xlsx")
    assert len(rows) == FIRST_ROW - 1 + 2_000
    truth = police_truth(7, 2_000)
    for row in truth.rows:
        if row.event:
            assert row.event in str(rows[row.row - 1][1])


@pytest.mark.parametrize("build", files.ALL, ids=lambda build: build.__name__)
def test_no_adversarial_file_carries_the_mark(tmp_path: Path, build: object) -> None:
    path = build(tmp_path)  # type: ignore[operator]
    assert path.exists()
    assert not carries_mark(path)


def test_the_adversarial_files_are_what_they_say(tmp_path: Path) -> None:
    with pytest.raises(PasswordError):
        CalamineWorkbook.from_path(str(files.password_protected(tmp_path)))
    old = tmp_path / "old.xls"
    old.write_bytes(files.xls_named_xlsx(tmp_path).read_bytes())
    assert cells(old)[1] == ["NI 0001-2024", "15/03/2024", "QUISPE MAMANI, Rosa Elena", 15.0, "F", "Wanchaq"]
    assert files.inflated(tmp_path).stat().st_size < 2_000_000
    assert files.million_empty_rows(tmp_path).stat().st_size < 5_000_000
    assert files.empty(tmp_path).stat().st_size == 0
