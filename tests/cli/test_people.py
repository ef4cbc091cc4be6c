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


def test_a_role_has_a_scope_and_an_account_is_shut_and_opened(new_store):
    new_store.home.joinpath("units.csv").write_text("代码,名称\nswj,商务局\n", encoding="utf-8")
    new_store.run("load", "units", "units.csv")
    new_store.run("people", "add", "lianluo", "--name", "王联络", "--unit", "swj", "--role", "liaison")
    assert "liaison（unit:swj）" in new_store.run("people", "list").stdout
    assert "没有变化" in new_store.run("people", "grant", "lianluo", "liaison").stdout
    for scope, code in (("swj", "A527"), ("unit:none", "A526"), ("region:150300", "A525")):
        assert new_store.run("people", "grant", "lianluo", "liaison", "--scope", scope).stderr.startswith(f"[{code}]")
    assert "已停用" in new_store.run("people", "disable", "LIANLUO", "--reason", "离职").stdout
    assert "停用" in new_store.run("people", "list").stdout
    assert "已启用" in new_store.run("people", "enable", "lianluo").stdout
    assert "没有变化" in new_store.run("people", "approve", "lianluo").stdout
    assert "已解锁" in new_store.run("people", "unlock", "lianluo").stdout
    assert "即刻起" in new_store.run("people", "end", "lianluo", "liaison", "--reason", "换人").stdout
    assert "liaison" not in new_store.run("people", "list").stdout
    assert new_store.run("verify").returncode == 0
