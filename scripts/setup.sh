#!/bin/sh
# Makes this machine ready for the platform: checks the programs it needs, installs what Debian
# has of them when it may, and makes .tools/ with the installers of the Python modules.
# Needs nothing but a POSIX shell. A second run takes a few milliseconds. `setup.sh browser` also
# sees to the browser that the tests of the pages need.
set -eu

root=$(CDPATH='' cd -- "$(dirname -- "$0")/.." && pwd)
tools=$root/.tools
requirements=$root/scripts/requirements/tools.txt
PATH=${PATH:-/usr/bin:/bin}:/usr/local/bin:/usr/sbin:/sbin
export PATH

say() { printf '%s\n' "$*"; }
stop() {
    say "$*" >&2
    exit 1
}
have() { command -v "$1" >/dev/null 2>&1; }

python_fits() {
    "$1" -c 'import sys, venv, ensurepip; sys.exit(not (3, 11) <= sys.version_info[:2] < (3, 15))' \
        >/dev/null 2>&1
}

# $PYTHON wins; then whatever python3 the shell finds; then each version by its own name.
find_python() {
    for candidate in ${PYTHON:-} python3 python3.14 python3.13 python3.12 python3.11 \
        /usr/bin/python3 /usr/local/bin/python3; do
        if have "$candidate" && python_fits "$candidate"; then
            "$candidate" -c 'import sys; print(sys.executable)'
            return 0
        fi
    done
    return 1
}

node_fits() {
    have node && have npm || return 1
    version=$(node --version)
    version=${version#v}
    [ "${version%%.*}" -ge 20 ]
}

# What Debian offers; empty when the package is unknown. $2: the least version that helps.
debian_offers() {
    offered=$(apt-cache policy "$1" 2>/dev/null | sed -n 's/^ *Candidate: *\([0-9:.]*\).*/\1/p')
    offered=${offered#*:}
    [ -n "$offered" ] && [ "$(printf '%s\n%s\n' "$2" "$offered" | sort -V | head -n 1)" = "$2" ]
}

as_root() {
    if [ "$(id -u)" -eq 0 ]; then "$@"; else sudo -n "$@"; fi
}
may_install() {
    have apt-get && { [ "$(id -u)" -eq 0 ] || { have sudo && sudo -n true 2>/dev/null; }; }
}

# $1: packages.
install_debian() {
    say "Installing from Debian: $1"
    as_root apt-get update -qq
    # RUNLEVEL keeps the package from starting a server of its own on port 80.
    # shellcheck disable=SC2086  # several packages are several words
    as_root env DEBIAN_FRONTEND=noninteractive RUNLEVEL=1 \
        apt-get install -y -qq --no-install-recommends $1 >/dev/null
}

# $1: command that asks whether the program fits, $2: packages, $3: least version,
# $4: what the program is for, $5: where to get it when Debian has none that fits.
require_program() {
    if $1; then return 0; fi
    say "Missing: $4"
    if may_install; then
        as_root apt-get update -qq || true
        if debian_offers "${2%% *}" "$3"; then
            install_debian "$2"
            $1 || stop "$2 was installed, but it still does not fit: $4"
            return 0
        fi
        stop "This system's packages have none that fits. $5"
    fi
    stop "Run this, and then the same command again:  sudo apt-get install $2
Where the system's packages are too old: $5"
}

python_found() { python=$(find_python); }
nginx_found() { have nginx; }

check_programs() {
    require_program python_found "python3 python3-venv" 3.11 \
        "Python 3.11 to 3.14 with venv (the servers and the installer)" \
        "Install one of those versions and name it: make PYTHON=/path/to/python3 install"
    require_program node_fits "nodejs npm" 20 "Node.js 20 or newer with npm (builds the front end)" \
        "Get Node.js 20 or newer from its makers or from your distribution's backports."
    require_program nginx_found "nginx-light" 1.22 "nginx 1.22 or newer (the gateway)" \
        "Get nginx 1.22 or newer from its makers."
}

make_tools() {
    say "Making .tools/ (uv and Poetry, which install the Python modules from their lock files)"
    rm -rf "$tools"
    "$python" -m venv "$tools"
    say '*' >"$tools/.gitignore"
    uv_requirement=$(awk '/^uv==/ {on = 1} on {print} on && !/\\$/ {exit}' "$requirements")
    printf '%s\n' "$uv_requirement" >"$tools/uv.txt"
    "$tools/bin/pip" install --quiet --disable-pip-version-check --no-deps --require-hashes \
        -r "$tools/uv.txt"
    # The certificates of the system are those that pip, too, was just content with.
    [ -w "${HOME:-/nonexistent}" ] || export UV_CACHE_DIR="$tools/cache"
    UV_SYSTEM_CERTS=1 "$tools/bin/uv" pip install --quiet \
        --python "$tools/bin/python" --require-hashes -r "$requirements"
}

fingerprint() {
    cksum <"$requirements"
    say "$root"
}

ready() {
    [ -x "$tools/bin/poetry" ] && [ -x "$tools/bin/python" ] && have node && have npm && have nginx &&
        [ "$(fingerprint)" = "$(cat "$tools/stamp" 2>/dev/null)" ] && "$tools/bin/python" -IS -c ''
}

make_ready() {
    mkdir -p "$root/.local"
    say '*' >"$root/.local/.gitignore"
    # Two shells that start at once must not build the same folder.
    if have flock; then
        exec 9>"$root/.local/setup.lock"
        flock 9
        if ready; then return 0; fi
    fi
    check_programs
    make_tools
    fingerprint >"$tools/stamp"
}

browser_found() { have chromium || have chromium-browser || have google-chrome; }

ready || make_ready
if [ "${1:-}" = browser ]; then
    require_program browser_found chromium 100 "Chromium (the tests of the pages use it)" \
        "Install Chromium or Chrome from its makers."
fi
