#!/bin/sh
# What pip cannot bring: a Chinese font and Pango for PDF, antiword for old .doc files (run), Chromium for the
# browser tests (test).
# Installs through apt when it can; says by name what is missing when it cannot.
#
#   setup/system.sh run     what `make run` needs: missing parts are named, and serving goes on without PDF
#   setup/system.sh test    what `make test` needs: a missing part is an error
set -u
purpose=${1:-run}

missing() {
    fc-list ':lang=zh-cn' 2>/dev/null | grep -q . || echo fonts-noto-cjk
    ldconfig -p 2>/dev/null | grep -q 'libpangoft2-1\.0\.so' || echo libpangoft2-1.0-0
    ldconfig -p 2>/dev/null | grep -q 'libharfbuzz-subset\.so' || echo libharfbuzz-subset0
    command -v fc-list >/dev/null 2>&1 || echo fontconfig
    command -v antiword >/dev/null 2>&1 || echo antiword
    if [ "$purpose" = test ]; then
        command -v chromium >/dev/null 2>&1 || echo chromium
    fi
}

wanted=$(missing | sort -u | tr '\n' ' ')
[ -z "$wanted" ] && exit 0

if command -v apt-get >/dev/null 2>&1 && [ "$(id -u)" = 0 ]; then
    echo "正在用 apt 安装系统部件：$wanted"
    export DEBIAN_FRONTEND=noninteractive
    apt-get update -qq && apt-get install -y -qq --no-install-recommends $wanted >/dev/null
fi

wanted=$(missing | sort -u | tr '\n' ' ')
[ -z "$wanted" ] && exit 0

echo "还缺少系统部件：$wanted" >&2
echo "请以 root 运行：apt-get install $wanted" >&2
if [ "$purpose" = test ]; then
    exit 1
fi
echo "网页照常可用；在装好之前不能生成 PDF，或不能读 .doc。" >&2
