"""The one file of a backup is written whole or not at all, and trusted in nothing when it is read."""

import gzip
import io
import json
import stat
import tarfile

import pytest
from django.core.files.storage import storages
from django.core.files.storage.memory import InMemoryStorage

from motcua.flows import backup
from motcua.flows.backup import archive
from motcua.flows.backup.archive import Source
from motcua.kernel.errors import Cannot
from tests.factories.organisation import AT

NAME = "files/ab/" + "ab" * 32


@pytest.fixture
def written(tmp_path):
    path = tmp_path / "one.backup"
    archive.write(path, [Source("keys/pin", b"key"), Source(NAME, b"bytes")], about={"engine": "sqlite"}, made_at=0)
    return path


def members(path) -> dict[str, bytes]:
    with tarfile.open(path) as tar:
        return {entry.name: tar.extractfile(entry).read() for entry in tar}


def rewrite(path, parts: list[tuple[tarfile.TarInfo | str, bytes]]) -> None:
    with tarfile.open(path, "w:gz") as tar:
        for name, content in parts:
            entry = tarfile.TarInfo(name) if isinstance(name, str) else name
            entry.size = len(content)
            tar.addfile(entry, io.BytesIO(content))


def refused(path, folder) -> str:
    with pytest.raises(Cannot) as refusal:
        archive.unpack(path, folder)
    return refusal.value.code


def test_it_comes_back_as_it_went(written, tmp_path):
    manifest = archive.unpack(written, tmp_path / "new")
    assert manifest["engine"] == "sqlite"
    assert (tmp_path / "new" / NAME).read_bytes() == b"bytes"
    assert set(manifest["members"]) == {"keys/pin", NAME}


def test_only_its_owner_reads_it(written, tmp_path):
    assert stat.S_IMODE(written.stat().st_mode) == 0o600
    archive.unpack(written, tmp_path / "new")
    assert stat.S_IMODE((tmp_path / "new" / "keys" / "pin").stat().st_mode) == 0o600


def test_the_same_is_written_in_the_same_bytes(written, tmp_path):
    again = tmp_path / "again"
    archive.write(again, [Source("keys/pin", b"key"), Source(NAME, b"bytes")], about={"engine": "sqlite"}, made_at=0)
    assert again.read_bytes() == written.read_bytes()


def test_an_old_backup_is_never_written_over(written):
    before = written.read_bytes()
    with pytest.raises(Cannot) as refusal:
        archive.write(written, [], about={}, made_at=0)
    assert refusal.value.code == "backup.file_exists"
    assert written.read_bytes() == before


def test_what_fails_on_the_way_leaves_nothing(tmp_path):
    with pytest.raises(FileNotFoundError):
        archive.write(
            tmp_path / "one", [Source("keys/pin", b"key"), Source(NAME, tmp_path / "no")], about={}, made_at=0
        )
    assert list(tmp_path.iterdir()) == []


def test_every_cut_is_noticed_that_takes_more_than_padding(written, tmp_path):
    whole, content = written.read_bytes(), members(written)
    for length in range(0, len(whole), 7):
        written.write_bytes(whole[:length])
        try:
            archive.unpack(written, tmp_path / str(length))
        except Cannot:
            continue
        assert (tmp_path / str(length) / NAME).read_bytes() == content[NAME]
        assert length > len(whole) * 0.9


def test_every_altered_byte_is_noticed_or_harmless(written, tmp_path):
    whole, content = written.read_bytes(), members(written)
    for position in range(0, len(whole), 5):
        changed = bytearray(whole)
        changed[position] ^= 0x15
        written.write_bytes(bytes(changed))
        try:
            archive.unpack(written, tmp_path / str(position))
        except Cannot:
            continue
        assert (tmp_path / str(position) / NAME).read_bytes() == content[NAME]


def test_an_altered_file_is_named(written, tmp_path):
    parts = members(written) | {NAME: b"other"}
    rewrite(written, list(parts.items()))
    assert refused(written, tmp_path / "new") == "backup.member_wrong"


@pytest.mark.parametrize("left_out", [NAME, "keys/pin"])
def test_a_missing_file_is_noticed(written, tmp_path, left_out):
    parts = members(written)
    del parts[left_out]
    rewrite(written, list(parts.items()))
    assert refused(written, tmp_path / "new") == "backup.member_wrong"


def test_an_added_file_is_noticed(written, tmp_path):
    rewrite(written, [("keys/secret", b"mine"), *members(written).items()])
    assert refused(written, tmp_path / "new") == "backup.member_wrong"


@pytest.mark.parametrize("name", ["../outside", "/etc/passwd", "files/../../x", "keys/../x", "static/app.js"])
def test_a_name_of_nothing_we_write_is_refused(written, tmp_path, name):
    rewrite(written, [(name, b"x"), *members(written).items()])
    assert refused(written, tmp_path / "inner" / "new") == "backup.member_strange"
    assert not (tmp_path / "outside").exists()


def test_links_are_refused(written, tmp_path):
    link = tarfile.TarInfo("keys/secret")
    link.type, link.linkname = tarfile.SYMTYPE, "/etc/passwd"
    rewrite(written, [(link, b""), *members(written).items()])
    assert refused(written, tmp_path / "new") == "backup.member_strange"


def test_what_comes_twice_or_after_the_manifest_is_refused(written, tmp_path):
    parts = list(members(written).items())
    rewrite(written, [parts[0], *parts])
    assert refused(written, tmp_path / "a") == "backup.member_strange"
    rewrite(written, [*parts, ("keys/secret", b"x")])
    assert refused(written, tmp_path / "b") == "backup.member_strange"


@pytest.mark.parametrize("text", [b"", b"[]", b"{}", b'{"format": 1}', b"\xff", b"no"])
def test_a_manifest_of_another_shape_is_no_backup(written, tmp_path, text):
    rewrite(written, [("manifest.json", text)])
    assert refused(written, tmp_path / "new") == "backup.not_a_backup"


def test_a_later_format_is_said(written, tmp_path):
    manifest = json.loads(members(written)["manifest.json"]) | {"format": 9}
    rewrite(written, [("manifest.json", json.dumps(manifest).encode())])
    assert refused(written, tmp_path / "new") == "backup.format_unknown"


@pytest.mark.parametrize(
    "content", [b"", b"SQLite format 3\0", gzip.compress(b"no tar", mtime=0), gzip.compress(b"", mtime=0)]
)
def test_any_other_file_is_no_backup(tmp_path, content):
    path = tmp_path / "x"
    path.write_bytes(content)
    assert refused(path, tmp_path / "new") == "backup.not_a_backup"


def test_a_store_elsewhere_is_refused_with_what_to_do(monkeypatch, tmp_path):
    monkeypatch.setitem(storages._storages, "default", InMemoryStorage())  # stands for an S3 store
    for act in (lambda: backup.back_up(tmp_path / "x", at=AT), lambda: backup.restore(tmp_path / "x")):
        with pytest.raises(Cannot) as refusal:
            act()
        assert refusal.value.code == "backup.store_elsewhere"
