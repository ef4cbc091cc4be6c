#!/bin/sh
# A virtual environment in .venv with the locked packages of one set: base (to run) or dev (to test).
set -eu
set_name=${1:-base}
PYTHON=${PYTHON:-python3}

"$PYTHON" - <<'PY' || { echo "需要 Python 3.11 或更高版本。" >&2; exit 1; }
import sys
sys.exit(sys.version_info < (3, 11))
PY

if [ ! -x .venv/bin/python ] || ! .venv/bin/python -m pip --version >/dev/null 2>&1; then
    rm -rf .venv
    if ! "$PYTHON" -m venv .venv >/dev/null 2>&1; then
        rm -rf .venv
        if command -v apt-get >/dev/null 2>&1 && [ "$(id -u)" = 0 ]; then
            apt-get update -qq && DEBIAN_FRONTEND=noninteractive apt-get install -y -qq python3-venv >/dev/null
        fi
        "$PYTHON" -m venv .venv || { echo "不能建立虚拟环境，请先安装 python3-venv。" >&2; exit 1; }
    fi
fi

pip() { .venv/bin/python -m pip --disable-pip-version-check --quiet "$@"; }
pip install --require-hashes -r requirements/build.txt
pip install --require-hashes -r "requirements/$set_name.txt"
pip install --no-deps --no-build-isolation --editable .
