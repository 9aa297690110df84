"""What is installed: locked by hash, nothing unlisted, and a clear word when it fails."""

import json
import re
import sys
from collections import namedtuple
from pathlib import Path

import pytest

from deploy.local import jars, setup

ROOT = Path(__file__).parents[2]
LOCKS = ("services", "runtime", "test")


def _locked(name: str) -> dict[str, str]:
    text = (ROOT / "requirements" / f"{name}.txt").read_text()
    return dict(re.findall(r"^([a-z0-9-]+)==(\S+)", text, re.MULTILINE))


@pytest.mark.parametrize("name", LOCKS)
def test_every_locked_package_has_a_hash_and_no_address(name: str) -> None:
    text = (ROOT / "requirements" / f"{name}.txt").read_text()
    entries = re.split(r"^(?=[a-z0-9-]+==)", text, flags=re.MULTILINE)[1:]
    assert {re.split("==", entry)[0] for entry in entries} == set(_locked(name))
    assert all("--hash=sha256:" in entry for entry in entries)
    assert "://" not in text
    assert "--index" not in text


def test_tests_run_with_the_versions_that_services_have() -> None:
    services, runtime, test = (_locked(name) for name in LOCKS)
    assert services.items() <= runtime.items() <= test.items()


def test_front_end_lock_names_no_address() -> None:
    packages = json.loads((ROOT / "package-lock.json").read_text())["packages"]
    assert all("integrity" in package and "resolved" not in package for name, package in packages.items() if name)


def test_old_python_is_told(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    version = namedtuple("version", "major minor micro releaselevel serial")  # noqa: PYI024 - as sys makes it
    monkeypatch.setattr(sys, "version_info", version(3, 10, 9, "final", 0))
    assert setup.main([]) == 1
    assert "Python 3.11 or later is needed" in capsys.readouterr().err


@pytest.mark.parametrize(
    ("output", "says"),
    [
        ("OSError: [Errno 28] No space left on device", "the disk is full"),
        ("npm error code ENOSPC", "the disk is full"),
        ("Temporary failure in name resolution", "Is the network up?"),
        ("npm error code ENOTFOUND", "Is the network up?"),
        ("requests.exceptions.ConnectionError: HTTPSConnectionPool", "Is the network up?"),
        ("THESE PACKAGES DO NOT MATCH THE HASHES", "DO NOT MATCH"),
    ],
)
def test_failed_step_says_what_to_do(output: str, says: str) -> None:
    assert says in setup.explain(output)


def test_failed_step_stops_with_its_last_words(capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(setup.SetupError, match="the reason"):
        setup.work("Trying", [sys.executable, "-c", "print('the reason'); raise SystemExit(1)"])
    assert capsys.readouterr().out.startswith("Trying … failed")


def test_a_full_disk_is_said_before_installing(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(setup, "VENV", tmp_path / "none")
    monkeypatch.setattr(setup, "NEEDED_MB", {"test": 1 << 62})
    with pytest.raises(setup.SetupError, match="MB are needed"):
        setup.require_space("test")


def _jar(folder: Path, name: str, content: bytes) -> Path:
    (folder / name).write_bytes(content)
    return folder / name


def test_jars_must_be_exactly_the_listed_ones(tmp_path: Path) -> None:
    good = _jar(tmp_path, "good.jar", b"good")
    wanted = {"good.jar": jars.checksum(good)}
    jars.verify([good], wanted)
    with pytest.raises(jars.JarError, match=r"missing: good\.jar"):
        jars.verify([], wanted)
    with pytest.raises(jars.JarError, match=r"nobody listed: extra\.jar"):
        jars.verify([good, _jar(tmp_path, "extra.jar", b"")], wanted)
    with pytest.raises(jars.JarError, match=r"not the committed one: good\.jar"):
        jars.verify([_jar(tmp_path, "good.jar", b"other")], wanted)


def test_jars_are_put_in_place_only_when_all_are_right(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    source = tmp_path / "source"
    source.mkdir()
    jar = _jar(source, "good.jar", b"good")
    monkeypatch.setattr(jars, "FOLDER", tmp_path / "jars")
    monkeypatch.setattr(jars, "resolve", lambda _: [jar])
    monkeypatch.setattr(jars, "expected", lambda: {"good.jar": "0" * 64})
    with pytest.raises(jars.JarError):
        jars.fetch()
    assert not (tmp_path / "jars").exists()
    monkeypatch.setattr(jars, "expected", lambda: {"good.jar": jars.checksum(jar)})
    jars.fetch()
    assert jars.present()


def test_listed_jars_are_kafkas() -> None:
    names = jars.expected()
    assert "kafka-clients-4.3.0.jar" in names
    assert "log4j-slf4j-impl-2.25.4.jar" in names
    assert all(re.fullmatch(r"[0-9a-f]{64}", digest) for digest in names.values())
