"""Fonts of which only the widths are left: no outlines, no hints, no names of letters."""

import hashlib
import json
import shutil
import sys
import tempfile
from pathlib import Path

from fontTools.merge import Merger
from fontTools.ttLib import TTFont, newTable

SCRIPTS = ("latin", "latin-ext", "greek", "greek-ext", "cyrillic", "cyrillic-ext", "vietnamese", "hebrew")
LEFT = {"GlyphOrder", "head", "hhea", "maxp", "hmtx", "cmap", "GDEF", "GPOS", "GSUB", "OS/2", "name"}
"""What shaping a line needs, and what says whose font it is."""
NAMES = (0, 1, 2, 5, 13, 14)
"""Copyright, family, style, version, licence and its address."""


def widths(package: Path, weight: int, target: Path) -> None:
    """One font of a weight, of all scripts."""
    with tempfile.TemporaryDirectory() as folder:
        parts = []
        for script in SCRIPTS:
            font = TTFont(package / "files" / f"arimo-{script}-{weight}-normal.woff2")
            font.flavor = None
            parts.append(str(Path(folder) / f"{script}.ttf"))
            font.save(parts[-1])
        merged = Merger().merge(parts)
    for table in set(merged.keys()) - LEFT:
        del merged[table]
    merged["name"].names = [one for one in merged["name"].names if one.nameID in NAMES]
    bare = newTable("post")
    bare.formatType = 3.0
    for name in ("italicAngle", "underlinePosition", "underlineThickness", "isFixedPitch"):
        setattr(bare, name, 0)
    for name in ("minMemType42", "maxMemType42", "minMemType1", "maxMemType1"):
        setattr(bare, name, 0)
    merged["post"] = bare
    merged["head"].created = merged["head"].modified = 0
    merged.recalcTimestamp = False
    merged.save(target)


def main(package: Path, target: Path) -> None:
    """Replace a folder of fonts."""
    lock = json.loads(Path("package-lock.json").read_text(encoding="utf-8"))
    origin = lock["packages"]["node_modules/@fontsource/arimo"]
    shutil.rmtree(target, ignore_errors=True)
    target.mkdir(parents=True)
    shutil.copy(package / "LICENSE", target / "LICENSE.txt")
    files = {}
    for weight in (400, 700):
        file = target / f"arimo-{weight}.ttf"
        widths(package, weight, file)
        files[file.name] = hashlib.sha256(file.read_bytes()).hexdigest()
    about = {
        "package": "@fontsource/arimo",
        "version": origin["version"],
        "integrity": origin["integrity"],
        "licence": "OFL-1.1",
        "files": files,
    }
    (target / "about.json").write_text(json.dumps(about, indent=2) + "\n", encoding="utf-8")


main(Path(sys.argv[1]), Path(sys.argv[2]))
