"""`./amparo bench register`: a register of 50,000 rows, dry, applied and taken back, in a process of its own like the real command.

There is no yardstick of another kind: the goals are the issue's own times and memory. `--quick` takes 2,000 rows and counts up.
"""

import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import Any

from amparo.access.acting import acting_as
from amparo.access.models import Institution, InstitutionName, Membership, Unit, User
from amparo.access.sessions import actor_of
from amparo.core.ids import new_code
from amparo.exchange.models import Batch

ROWS, QUICK = 50_000, 2_000
EMAIL = "bench@example.pe"
UNDO = f"""
import sys, uuid, django
django.setup()
from amparo.exchange import runs
from amparo.exchange.importers import importer
from amparo.exchange.models import Profile
runs.undo(importer("{EMAIL}", "", Profile.objects.get(pk="policial")), uuid.UUID(sys.argv[1]))
"""  # as the worker does it, in a process of its own


def run(quick: bool, report: Callable[[str], None]) -> Mapping[str, Any]:
    """Seconds for 50,000 rows (dry run, apply, taken back) and the peak memory of the process, in MB."""
    rows = QUICK if quick else ROWS
    actor = _somebody()
    with tempfile.TemporaryDirectory(prefix="amparo-bench-") as folder:
        file = Path(folder) / "registro.xlsx"
        report(f"register: {rows} rows")
        _child(["-m", "amparo.exchange.sample_registers", "--seed", "11", "--long", str(file), "--rows", str(rows)])
        command = ["-m", "django", "import_registro", str(file), "--perfil", "policial", "--como", EMAIL]
        dry, dry_peak = _child(command)
        report(f"dry run: {dry:.1f} s, {dry_peak:.0f} MB")
        applied, applied_peak = _child([*command, "--apply"])
        report(f"apply: {applied:.1f} s, {applied_peak:.0f} MB")
        with acting_as(actor):
            batch = Batch.objects.visible_to(actor).get()
        undone, undone_peak = _child(["-c", UNDO, str(batch.pk)])
        report(f"undo: {undone:.1f} s, {undone_peak:.0f} MB")
    with acting_as(actor):
        left = Batch.objects.visible_to(actor).get().state
    up = ROWS / rows
    return {
        "rows": batch.rows,
        "figures": {
            "dry_run_seconds": dry * up,
            "apply_seconds": applied * up,
            "undo_seconds": undone * up,
            "peak_mb": max(dry_peak, applied_peak, undone_peak),
            "not_undone": int(left != "undone"),
            "released": batch.released,
            "quarantined": batch.quarantined,
            "duplicates": batch.duplicates,
            "merged": batch.merged,
            "files": batch.children,
            "sum_differs": abs(batch.rows - batch.released - batch.quarantined - batch.duplicates - batch.merged),
        },
        "goals": {
            "dry_run_seconds": "<= 180",
            "apply_seconds": "<= 900",
            "peak_mb": "<= 300",
            "sum_differs": "== 0",
            "not_undone": "== 0",
        },
    }


def _child(arguments: Sequence[str]) -> tuple[float, float]:
    """Seconds and peak memory (MB) of a Python process. Raises where it fails."""
    begun, peak = time.perf_counter(), 0.0
    process = subprocess.Popen([sys.executable, *arguments], stdout=subprocess.DEVNULL)
    while process.poll() is None:
        peak = max(peak, _peak(process.pid))
        time.sleep(0.05)
    if process.returncode:
        raise RuntimeError(f"{' '.join(arguments[:3])} ended with {process.returncode}")
    return time.perf_counter() - begun, peak


def _peak(pid: int) -> float:
    """The high water of a process's own memory, in MB (its `ru_maxrss` would begin with that of its parent)."""
    try:
        lines = Path(f"/proc/{pid}/status").read_text("ascii").splitlines()
    except OSError:
        return 0.0
    return next((int(line.split()[1]) / 1024 for line in lines if line.startswith("VmHWM")), 0.0)


def _somebody() -> Any:
    house = Institution.objects.create(code="pnp", kind="police")
    InstitutionName.objects.create(institution=house, name="PNP", short_name="PNP")
    unit = Unit.objects.create(code="pnp-bench", institution=house, name="pnp-bench", kind="police")
    unit.refresh_from_db()
    user = User.objects.create(code=new_code("USR"), email=EMAIL, display_name="bench")
    membership = Membership.objects.create(user=user, unit=unit, role="police", state="active")
    membership.unit = unit
    return actor_of(user, membership)
