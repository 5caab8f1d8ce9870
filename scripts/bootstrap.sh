#!/bin/sh
# Install what is missing, then create the virtual environment given as $1 (default .venv).
# System packages are installed on Debian and Ubuntu when root or sudo is at hand; elsewhere one line says what to do.
set -eu
venv=${1:-.venv}
packages="python3 python3-venv tesseract-ocr tesseract-ocr-vie poppler-utils fonts-croscore"

say() { printf '%s\n' "$*" >&2; }

have_python() {
    for python in ${PYTHON:-python3} python3.14 python3.13 python3.12 python3.11; do
        if "$python" -c 'import sys, venv, ensurepip; sys.exit(sys.version_info < (3, 11))' >/dev/null 2>&1; then
            printf '%s' "$python"
            return 0
        fi
    done
    return 1
}

have_fonts() {
    for folder in /usr/share/fonts/truetype/croscore /usr/share/fonts/croscore; do
        [ -d "$folder" ] && return 0
    done
    command -v fc-list >/dev/null 2>&1 && [ -n "$(fc-list ':lang=vi' 2>/dev/null | head -n 1)" ]
}

have_system() {
    have_python >/dev/null && command -v tesseract >/dev/null && command -v pdftoppm >/dev/null \
        && tesseract --list-langs 2>/dev/null | grep -qx vie && have_fonts
}

install_system() {
    command -v apt-get >/dev/null || return 1
    if [ "$(id -u)" = 0 ]; then
        sudo=
    elif command -v sudo >/dev/null; then
        sudo=sudo
    else
        return 1
    fi
    say "Cài gói hệ thống / installing system packages: $packages"
    $sudo apt-get update -qq || return 1
    # shellcheck disable=SC2086
    $sudo env DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends $packages >/dev/null || return 1
}

if ! have_system && ! install_system; then
    say "Thiếu gói hệ thống. Hãy chạy / please run: sudo apt-get install $packages"
fi
if ! python=$(have_python); then
    say "Cần Python từ 3.11 có venv / Python 3.11 or newer with venv is needed: sudo apt-get install python3 python3-venv"
    exit 1
fi

say "Tạo môi trường / creating $venv with $($python --version)"
"$python" -m venv "$venv"
"$venv/bin/python" -m pip install --quiet --disable-pip-version-check --require-hashes --requirement requirements.lock
"$venv/bin/python" -m pip install --quiet --disable-pip-version-check --no-deps --no-build-isolation --editable .
