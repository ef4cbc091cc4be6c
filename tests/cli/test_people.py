"""Accounts from the command line: the way in for an office that has no second administrator yet."""

from __future__ import annotations


def test_accounts_are_made_granted_and_listed(new_store):
    made = new_store.run("people", "add", "diaodu", "--name", "李调度", "--role", "dispatcher")
    assert made.returncode == 0, made.stderr
    assert "一次性口令" in made.stdout
    assert new_store.run("people", "grant", "diaodu", "statistician").returncode == 0
    assert "没有变化" in new_store.run("people", "grant", "diaodu", "statistician").stdout
    listed = new_store.run("people", "list").stdout
    assert "dispatcher、statistician" in listed
    assert new_store.run("people", "reset", "diaodu").stdout.startswith("一次性口令")
    assert new_store.run("verify").returncode == 0


def test_what_cannot_be_is_refused_and_nothing_is_kept(new_store):
    for argv, code in (
        (["add", "x", "--name", "甲", "--unit", "none"], "A524"),
        (["add", "x", "--name", "甲", "--role", "auditor", "--role", "dispatcher"], "A521"),
        (["grant", "x", "mayor"], "A523"),
    ):
        done = new_store.run("people", *argv)
        assert (done.returncode, done.stderr[:6]) == (2, f"[{code}]")
    assert "甲" not in new_store.run("people", "list").stdout


def test_the_last_administrator_keeps_the_role(new_store):
    new_store.run("people", "add", "admin", "--name", "管理员", "--role", "administrator")
    done = new_store.run("people", "end", "admin", "administrator", "--reason", "退休")
    assert done.stderr.startswith("[A522]")
