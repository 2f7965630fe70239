"""The program's files are found in a checkout and in an installed program."""

import os
import subprocess
import sys
from pathlib import Path

from clinicapp.config.resources import resource

ROOT = Path(__file__).resolve().parents[2]


def test_a_checkout_reads_the_folder_beside_the_package():
    assert resource("protocols", "preempt-fixed.toml") == (
        ROOT / "resources" / "protocols" / "preempt-fixed.toml"
    )
    assert resource("protocols", "preempt-fixed.toml").is_file()


def test_an_installed_program_carries_every_resource(tmp_path):
    build_wheel = [sys.executable, "-m", "pip", "install", "--quiet", "--no-deps", "--no-index"]
    build_wheel += ["--no-build-isolation", "--disable-pip-version-check"]
    source = _copy_of_source(tmp_path / "source")
    target = tmp_path / "installed"
    subprocess.run([*build_wheel, "--target", str(target), str(source)], check=True)

    ask = "from clinicapp.config.resources import resource; print(resource())"
    environment = {**os.environ, "PYTHONPATH": str(target)}
    printed = subprocess.run(
        [sys.executable, "-P", "-c", ask],
        cwd=tmp_path,
        env=environment,
        capture_output=True,
        text=True,
        check=True,
    )
    installed = Path(printed.stdout.strip())
    assert installed == target / "clinicapp" / "resources"
    assert _tree(installed) == _tree(ROOT / "resources")
    assert _modules(target / "clinicapp") == _modules(ROOT / "clinicapp")


def _copy_of_source(folder):
    folder.mkdir()
    for name in ("clinicapp", "resources", "pyproject.toml", "README.md"):
        (folder / name).symlink_to(ROOT / name)
    return folder


def _tree(folder):
    return {
        path.relative_to(folder): path.read_bytes()
        for path in folder.rglob("*")
        if path.is_file() and path.suffix not in (".py", ".pyc")
    }


def _modules(folder):
    return {path.relative_to(folder) for path in folder.rglob("*.py")}
