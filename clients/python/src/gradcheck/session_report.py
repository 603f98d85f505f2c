"""One report of all checks of a session."""

import json
import os
import uuid
from pathlib import Path
from typing import Any, Dict, List

from .checker import checker
from .session import SESSION

Report = Dict[str, Any]

PAGES = {"html": "index.html", "junit": "junit.xml"}
"""What is made of the report beside its JSON, by the reporters of the command."""


def keep(report: Path) -> None:
    """Puts the report of the check that has ended among the parts of the session's. Its subjects are named by their test."""
    if SESSION.parts is None or not report.exists():
        return
    part = json.loads(report.read_text(encoding="utf-8"))
    number = f" #{SESSION.number}" if SESSION.number > 1 else ""
    for result in part["results"]:
        result["subject"] += f" · {SESSION.test}{number}"
        if "replay" in result:
            result["replay"] = SESSION.replay(result["replay"])
    for subject in part.get("subjects", []):
        subject["name"] += f" · {SESSION.test}{number}"
    written = {"test": SESSION.test, "number": SESSION.number, "report": part}
    SESSION.parts.mkdir(parents=True, exist_ok=True)
    # Whole or not at all: a process may end at any moment
    unfinished = SESSION.parts / f"{uuid.uuid4()}.unfinished"
    unfinished.write_text(json.dumps(written), encoding="utf-8")
    unfinished.rename(unfinished.with_suffix(".json"))


def merged(reports: List[Report], command: str) -> Report:
    """One report of several: all results, and the origin of the first with the laws, engines and files of all."""
    first = reports[0]
    origin = {**first["provenance"], "command": command}
    for key in ("laws", "engines", "files"):
        together = {name: value for report in reports for name, value in report["provenance"].get(key, {}).items()}
        origin.update({key: together} if together or key in origin else {})
    if "effort" in origin:
        left = [name for report in reports for name in report["provenance"].get("effort", {}).get("leftOut", [])]
        origin["effort"] = {**origin["effort"], "leftOut": list(dict.fromkeys(left))}
    counts = [report["summary"] for report in reports]
    return {
        **first,
        "provenance": origin,
        "summary": {verdict: sum(count[verdict] for count in counts) for verdict in first["summary"]},
        "results": [result for report in reports for result in report["results"]],
        "subjects": [subject for report in reports for subject in report.get("subjects", [])],
    }


def write(folder: Path, command: str) -> List[Path]:
    """Makes one report of the parts, which are removed, and returns the files that it is written to: none where nothing was checked.

    Raises RuntimeError where the command cannot make its pages.
    """
    assert SESSION.parts
    files = sorted(SESSION.parts.glob("*.json"))
    parts = sorted((json.loads(file.read_text(encoding="utf-8")) for file in files), key=lambda part: (part["test"], part["number"]))
    for file in files:
        file.unlink()
    if not parts:
        return []
    whole = folder / "report.json"
    whole.write_text(json.dumps(merged([part["report"] for part in parts], command)), encoding="utf-8")
    pages = [folder / name for name in PAGES.values()]
    reporters = [word for name, page in zip(PAGES, pages) for word in ("--reporter", f"{name}={os.path.abspath(page)}")]
    with checker() as one:
        one.order(["report", os.path.abspath(whole), *reporters])
        while not one.done():
            pass
        status, said = one.outcome()
    if status != 0:
        raise RuntimeError(f"gradcheck: the report of the session could not be made: {said}")
    return [whole, *pages]
