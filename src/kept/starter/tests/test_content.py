"""The content of this help centre keeps its contracts."""

import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).parent.parent
KEPT = Path(sys.executable).with_name("kept")


def test_kept_check_finds_nothing() -> None:
    result = subprocess.run([KEPT, "check"], cwd=ROOT, capture_output=True, text=True, check=False)
    assert result.returncode == 0, result.stdout + result.stderr
