"""The wheel: built, installed into an empty environment and used in an empty folder, where there is Node, and neither npm nor this repository."""

import os
import re
import subprocess
import sys
import sysconfig
import venv
import zipfile
from pathlib import Path

import pytest

from gradcheck import node

CLIENT = Path(__file__).resolve().parents[1]
FIRST_TEST = re.search(r"```python\n(.*?)```", (CLIENT.parents[1] / "docs" / "python.md").read_text(), re.DOTALL).group(1)
SQUARE = '{"subjects": [{"name": "square", "variables": {"x": [-2, 2]}, "f": "x^2", "gradient": ["2*x"]}]}'


def pip(*words):
    subprocess.run([sys.executable, "-m", "pip", "--disable-pip-version-check", "--quiet", *map(str, words)], check=True)


@pytest.fixture(scope="module")
def wheel(tmp_path_factory):
    pytest.importorskip("setuptools")
    folder = tmp_path_factory.mktemp("wheel")
    pip("wheel", "--no-deps", "--no-build-isolation", "--no-index", "--wheel-dir", folder, CLIENT)
    return next(folder.glob("*.whl"))


@pytest.fixture(scope="module")
def place(wheel, tmp_path_factory):
    """An environment with the wheel, and the NumPy and pytest of this one."""
    place = tmp_path_factory.mktemp("place")
    venv.create(place / "own", with_pip=False)
    packages = Path(sysconfig.get_path("purelib", vars={"base": str(place / "own")}))
    (packages / "others.pth").write_text(sysconfig.get_path("purelib") + "\n")
    pip("install", "--no-index", "--no-deps", "--target", packages, wheel)
    return place


def tried(place, folder, text=FIRST_TEST, programs=("node",)):
    """What pytest says of a file with this text, where the PATH has Node and nothing else."""
    (folder / "test_energy.py").write_text(text)
    path = folder / "bin"
    path.mkdir()
    if "node" in programs:
        (path / "node").symlink_to(node.node())
    environment = {"PATH": str(path), "HOME": str(folder), "http_proxy": "http://127.0.0.1:9", "https_proxy": "http://127.0.0.1:9"}
    words = [place / "own" / "bin" / "python", "-m", "pytest", "-q", "-p", "no:cacheprovider", "test_energy.py"]
    return subprocess.run(words, cwd=folder, env=environment, capture_output=True, text=True)


def test_it_has_the_command_as_one_file_with_its_licences_in_a_megabyte(wheel):
    with zipfile.ZipFile(wheel) as files:
        names = [name for name in files.namelist() if ".dist-info/" not in name]
        licences = files.read("gradcheck/licences.txt").decode()
    assert sorted(name for name in names if not name.endswith(".py")) == ["gradcheck/cli.cjs", "gradcheck/licences.txt", "gradcheck/py.typed"]
    assert all(re.search(rf"^{name} \d", licences, re.MULTILINE) for name in ("fast-check", "yargs", "decimal.js", "zod", "mathjs"))
    assert "MIT License" in licences and wheel.stat().st_size < 1_000_000


def test_the_first_test_of_the_documents_is_green(place, tmp_path):
    ran = tried(place, tmp_path)
    assert ran.returncode == 0 and "1 passed" in ran.stdout, ran.stdout + ran.stderr
    assert sorted(entry.name for entry in tmp_path.iterdir() if entry.name != "__pycache__") == ["bin", "test_energy.py"]


def test_with_a_changed_sign_it_is_red_and_says_what_is_wrong_where_and_how_it_is_seen_again(place, tmp_path):
    ran = tried(place, tmp_path, FIRST_TEST.replace("np.cos", "-np.cos"))
    assert ran.returncode == 1 and "1 failed" in ran.stdout, ran.stdout + ran.stderr
    for part in ("the gradient says y changes by −1 per unit of x[0]; y changes by 1", "wrong       ∂y/∂x[0]: claimed -1, measured 1", "pytest test_energy.py::test_energy --gradcheck-path matches-differences:h0"):
        assert part in ran.stdout, ran.stdout


def test_without_node_it_is_told_how_to_get_it(place, tmp_path):
    ran = tried(place, tmp_path, programs=())
    assert ran.returncode == 1 and "pip install 'gradcheck[node]'" in ran.stdout, ran.stdout + ran.stderr


@pytest.mark.parametrize("words", [["bin/gradcheck"], ["bin/python", "-m", "gradcheck"]])
def test_it_has_the_command_gradcheck(words, place, tmp_path):
    (tmp_path / "square.gradcheck.json").write_text(SQUARE)
    own = place / "own"
    # Where a package is installed for a folder, pip writes its scripts for the Python that runs pip
    script = f"#!{own / 'bin' / 'python'}\nimport sys\nfrom gradcheck.node import main\nsys.exit(main())\n"
    (own / "bin" / "gradcheck").write_text(script)
    (own / "bin" / "gradcheck").chmod(0o755)
    command = [own / words[0], *words[1:], "run", "square.gradcheck.json", "--effort", "quick", "--no-memory"]
    ran = subprocess.run(command, cwd=tmp_path, capture_output=True, text=True)
    assert ran.returncode == 0 and "1 right" in ran.stdout, ran.stdout + ran.stderr
    (tmp_path / "served.py").write_text("import gradcheck\ngradcheck.function(x=(2,), gradient=lambda x: 2 * x)(lambda x: (x**2).sum())\ngradcheck.serve()\n")
    asked = [*command[: len(words)], "run", "--exec", f"{own / 'bin' / 'python'} served.py", "--effort", "quick", "--no-memory"]
    bare = subprocess.run(asked, cwd=tmp_path, env={"PATH": str(tmp_path), "GRADCHECK_NODE": node.node()}, capture_output=True, text=True)
    assert bare.returncode == 0 and "1 right" in bare.stdout, bare.stdout + bare.stderr
    missing = subprocess.run(command, cwd=tmp_path, env={"PATH": str(tmp_path)}, capture_output=True, text=True)
    assert (missing.returncode, missing.stdout, missing.stderr) == (2, "", node.HOW + "\n")


def test_it_announces_its_command(wheel):
    with zipfile.ZipFile(wheel) as files:
        (announced,) = [files.read(name).decode() for name in files.namelist() if name.endswith("entry_points.txt")]
    assert "[console_scripts]\ngradcheck = gradcheck.node:main\n" in announced


def test_the_script_of_a_package_without_the_command_does_not_start_itself(tmp_path, monkeypatch):
    (tmp_path / "gradcheck").write_text("#!/bin/sh\n")
    (tmp_path / "gradcheck").chmod(0o755)
    monkeypatch.setattr(node.Path, "is_file", lambda _: False)
    monkeypatch.setenv("PATH", str(tmp_path))
    assert node.command() == [str(tmp_path / "gradcheck")]
    monkeypatch.setattr(node.sysconfig, "get_path", lambda _: str(tmp_path))
    with pytest.raises(RuntimeError, match="gradcheck's command was not found"):
        node.command()


def test_its_command_starts_workers_and_writes_pages(place, tmp_path):
    command = next((place / "own").rglob("cli.cjs"))
    (tmp_path / "square.gradcheck.json").write_text(SQUARE)
    words = [node.node(), command, "run", "square.gradcheck.json", "--effort", "quick", "--workers", "2", "--no-memory"]
    ran = subprocess.run([*words, "--reporter", "terminal", "--reporter", "html=page.html"], cwd=tmp_path, capture_output=True, text=True)
    assert ran.returncode == 0 and "1 right" in ran.stdout, ran.stdout + ran.stderr
    assert "gradcheckExplorer" in (tmp_path / "page.html").read_text()
    told = subprocess.run([node.node(), command, "--version"], capture_output=True, text=True, check=True)
    assert re.fullmatch(r"\d+\.\d+\.\d+\n", told.stdout)
