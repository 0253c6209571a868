"""Sets the environment before Django reads its settings: throw-away keys, no real database until the fixture starts one.

With `-n 2` every process has keys and a server of its own; a file stays on one process, and all that drives the browser on one.
"""

import atexit
import os
import shutil
import sys
import tempfile
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
for folder in (str(ROOT / "src"), str(ROOT)):
    if folder not in sys.path:
        sys.path.insert(0, folder)

DATA = Path(tempfile.mkdtemp(prefix="amparo-tests-"))
(DATA / "static").mkdir()
atexit.register(shutil.rmtree, DATA, ignore_errors=True)

os.environ.update(
    {
        "DJANGO_SETTINGS_MODULE": "amparo.config.settings",
        "AMPARO_DATA": str(DATA),
        "AMPARO_KEYS": str(DATA / "keys"),
        "AMPARO_DEV": "1",
        "AMPARO_PLAIN_STATIC": "1",
        "DATABASE_URL": "postgresql://amparo_app@/not_started?host=/nonexistent",
        "PYTHONPATH": os.pathsep.join([str(ROOT / "src"), str(ROOT)]),
        "NO_PROXY": "*",
    }
)
for name in ("AMPARO_OWNER_URL", "AMPARO_AS_OWNER", "AMPARO_DEMO"):
    os.environ.pop(name, None)

from amparo.core.catalogues import compile_catalogues  # noqa: E402 - after the path is set

compile_catalogues(ROOT / "src" / "amparo")  # as the first start does


LONG = "tests/house/test_actions.py"  # each of its laws is a piece of its own: nothing is shared between them


def pytest_xdist_make_scheduler(config, log):
    """Hands out whole files, in the order they are collected; the browser folder, which shares one product, is one piece."""
    from xdist.scheduler import LoadFileScheduling

    class WholeFiles(LoadFileScheduling):
        def _split_scope(self, nodeid):
            if nodeid.startswith("tests/browser/"):
                return "tests/browser"
            return nodeid.partition("[")[0] if nodeid.startswith(LONG) else super()._split_scope(nodeid)

    config.option.loadscopereorder = False
    return WholeFiles(config, log)
