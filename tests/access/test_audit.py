"""The audit finds what was done to it: change, removal, reorder, a cut tail, a chain made anew."""

import threading

import pytest
from django.core.management import CommandError, call_command
from django.db import connection

from amparo.access import audit, heads, verify
from amparo.access.acting import acting_as
from amparo.access.models import AuditLine
from amparo.core import keyring
from amparo.core.errors import Invalid
from tests.access.people import sign_in

pytestmark = pytest.mark.system_postgres


def write(actor, *subjects):
    for subject in subjects:
        with acting_as(actor):
            audit.record(by=actor, verb="work", subject_type="page", subject=subject)


@pytest.fixture
def lines(fresh_database, as_owner):
    """Ten lines in a database of their own, and a hand that passes by the application's rights."""
    from tests.cast import assemble

    cast = assemble()
    write(cast.officer, *(f"p{number}" for number in range(10)))

    def tamper(sql, *values):
        with as_owner(fresh_database) as owner:
            owner.execute(sql, values)

    return cast, tamper


def kinds(kept=()):
    return [(finding.seq, finding.kind) for finding in verify.everything(kept)[1]]


def test_what_was_written_holds(lines):
    assert verify.everything(heads.current_heads()) == (10, [])


def test_a_changed_line_is_found(lines):
    lines[1]("UPDATE access_auditline SET verb = 'other' WHERE seq = 4")
    assert kinds() == [(4, "changed")]


def test_a_moment_moved_by_a_microsecond_is_found(lines):
    lines[1]("UPDATE access_auditline SET at = at + interval '1 microsecond' WHERE seq = 4")
    assert kinds() == [(4, "changed")]


def test_a_removed_line_is_found(lines):
    lines[1]("DELETE FROM access_auditline WHERE seq = 4")
    assert (4, "missing") in kinds()


def test_a_removed_line_with_the_numbers_mended_is_found(lines):
    lines[1]("DELETE FROM access_auditline WHERE seq = 4")
    for seq in range(5, 11):
        lines[1]("UPDATE access_auditline SET seq = seq - 1 WHERE seq = %s", seq)
    assert kinds()[0] == (4, "changed")


def test_two_lines_swapped_are_found(lines):
    lines[1]("UPDATE access_auditline SET seq = 1000 WHERE seq = 4")
    lines[1]("UPDATE access_auditline SET seq = 4 WHERE seq = 5")
    lines[1]("UPDATE access_auditline SET seq = 5 WHERE seq = 1000")
    assert kinds()[:2] == [(4, "changed"), (5, "changed")]


def test_a_cut_tail_is_found_with_a_head_only(lines):
    kept = heads.current_heads()
    lines[1]("DELETE FROM access_auditline WHERE seq > 7")
    assert kinds() == []
    assert kinds(kept) == [(8, "cut")]


def test_a_chain_that_vanished_is_found_with_a_head(lines):
    kept = heads.current_heads()
    lines[1]("DELETE FROM access_auditline")
    assert [kind for _seq, kind in kinds(kept)] == ["gone"]


def test_a_chain_made_anew_with_the_key_is_found_with_a_head_only(lines):
    kept = heads.current_heads()
    lines[1]("UPDATE access_auditline SET verb = 'other' WHERE seq = 4")
    before = audit.START
    for line in AuditLine.objects.order_by("seq"):
        before = audit.mac_of(line, before)
        lines[1]("UPDATE access_auditline SET mac = %s WHERE seq = %s", before, line.seq)
    assert kinds() == []
    assert kinds(kept) == [(10, "recomputed")]


def test_the_chain_goes_on_under_a_new_key(lines, settings, tmp_path, monkeypatch):
    old = keyring.ring("audit")
    new = keyring.new_key()
    monkeypatch.setenv("AMPARO_AUDIT_KEY", ",".join(key.line() for key in (new, *old)))
    write(lines[0].officer, "after")
    assert verify.everything(heads.current_heads()) == (11, [])


def test_heads_are_signed(lines, tmp_path):
    file = tmp_path / "heads.jsonl"
    heads.append(file, heads.current_heads())
    assert [head.seq for head in heads.read(file)] == [10]
    file.write_text(file.read_text().replace('"seq":10', '"seq":9'))
    with pytest.raises(Invalid, match="firma"):
        heads.read(file)


def test_a_head_by_another_key_is_refused(lines, tmp_path, monkeypatch):
    file = tmp_path / "heads.jsonl"
    trusted = heads.public_keys()
    monkeypatch.setenv("AMPARO_AUDIT_KEY", keyring.new_key().line())
    heads.append(file, heads.current_heads())
    with pytest.raises(Invalid):
        heads.read(file, trusted)


def test_the_commands(lines, settings, tmp_path, capsys):
    settings.AMPARO_HEADS_DIR = str(tmp_path / "heads")
    call_command("audit_head", daily=True)
    (file,) = (tmp_path / "heads").iterdir()
    call_command("audit_head", public_key=True)
    public = capsys.readouterr().out.split()[-1]
    call_command("audit_verify", head=[file], public_key=[public])
    assert "10" in capsys.readouterr().out
    lines[1]("DELETE FROM access_auditline WHERE seq > 7")
    with pytest.raises(CommandError, match="NO"):
        call_command("audit_verify", head=[file])
    assert "#8" in capsys.readouterr().out


def test_eight_writers_at_once_keep_one_chain(fresh_database):
    from tests.cast import assemble

    cast = assemble()
    faults = []

    def work(number):
        try:
            for turn in range(12):
                write((cast.officer, cast.upe)[turn % 2], f"w{number}.{turn}")
        except Exception as fault:
            faults.append(fault)
        finally:
            connection.close()

    threads = [threading.Thread(target=work, args=[number]) for number in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(60)
    assert faults == []
    assert verify.everything() == (96, [])


def test_words_and_long_details_are_refused(cast):
    with acting_as(cast.officer):
        for subject in ("Rosa Quispe", "niña", "a\nb", "x" * 81):
            with pytest.raises(ValueError, match="codes"):
                audit.record(by=cast.officer, verb="work", subject_type="page", subject=subject)
        with pytest.raises(ValueError, match="few"):
            audit.record(by=cast.officer, verb="work", subject_type="page", subject="x", detail=[("k", "v" * 80)] * 6)


def test_the_auditor_reads_codes_and_checks_a_chain(cast):
    write(cast.officer, *(f"p{number}" for number in range(60)))
    client = sign_in(cast.users["auditor"])
    chain = AuditLine.objects.filter(actor=cast.officer.user_code).first().chain
    page = client.get("/casa/registro/", {"cadena": chain, "verificar": "1"})
    assert page.context["findings"] == []
    assert page.context["next"]
    assert client.get("/casa/registro/", {"cadena": chain, "antes": page.context["next"]}).status_code == 200
    assert "officer" not in page.content.decode()
    assert sign_in(cast.users["admin"]).get("/casa/registro/").status_code == 403
