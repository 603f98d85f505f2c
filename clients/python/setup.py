"""Carries the command gradcheck, as one file with the licences of what is built in, in what is built of this package for others."""

import shutil
import subprocess
from pathlib import Path

from setuptools import setup
from setuptools.command.build_py import build_py

REPOSITORY = Path(__file__).resolve().parents[2]


class WithCommand(build_py):
    """Builds the package anew, and the command out of the repository's build. An editable package uses that where it is."""

    def run(self) -> None:
        if self.editable_mode:
            return super().run()
        shutil.rmtree(self.build_lib, ignore_errors=True)
        super().run()
        if not (REPOSITORY / "dist" / "cli.cjs").is_file():
            raise SystemExit(f"the command that this package carries is not built: run `npm ci` in {REPOSITORY}")
        maker = ["node", "--import", "jiti/register", "packaging/one-file.ts", str((Path(self.build_lib) / "gradcheck").resolve())]
        subprocess.run(maker, cwd=REPOSITORY, check=True)


setup(cmdclass={"build_py": WithCommand})
