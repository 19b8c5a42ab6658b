#!/usr/bin/env bash
# Run the tests on another Python, inside a folder with Debian's unstable suite:
#     tools/test_debian.sh FOLDER [python3.15] [make's arguments in place of test]
# The folder is made if it is missing. Needs root, git and debootstrap. Tests what is committed.
set -euo pipefail
cd "$(dirname "$0")/.."
say() { echo "$1" >&2; exit 1; }
folder=${1:-} python=${2:-python3.15}
[ -n "$folder" ] || say "Name a folder for Debian: tools/test_debian.sh FOLDER [python3.15]"
[ "$(id -u)" = 0 ] || say "Only root can work inside another Debian: run this as root."
if [ ! -x "$folder/usr/bin/apt-get" ]; then
    command -v debootstrap >/dev/null || say "debootstrap is missing: apt-get install debootstrap"
    debootstrap --variant=minbase sid "$folder"
fi

# This machine's way to the network: certificates, name servers, settings of apt and pip.
for file in /etc/ssl/certs /etc/resolv.conf /etc/hosts /etc/apt/apt.conf.d /etc/pip.conf /etc/xdg/pip; do
    if [ -e "$file" ]; then
        mkdir -p "$folder$(dirname "$file")"
        cp -rL "$file" "$folder$(dirname "$file")" 2>/dev/null || true  # a link to nowhere
    fi
done
mounted=()
trap 'for place in "${mounted[@]}"; do umount -l "$place"; done' EXIT
for place in proc dev; do
    mountpoint -q "$folder/$place" && continue
    mount --rbind "/$place" "$folder/$place"
    mount --make-rslave "$folder/$place"
    mounted+=("$folder/$place")
done
inside() { DEBIAN_FRONTEND=noninteractive HOME=/root chroot "$folder" "$@"; }
packages=("$python" "$python-venv" git make ca-certificates chromium)
if ! inside dpkg --status "${packages[@]}" >/dev/null 2>&1; then
    inside apt-get update -qq
    inside apt-get install -qq --no-install-recommends "${packages[@]}" >/dev/null ||
        say "Debian's unstable suite does not offer all of: ${packages[*]}"
fi

course=$folder/srv/course
[ -d "$course" ] || git clone --quiet . "$course"
git -C "$course" fetch --quiet "$PWD" HEAD
git -C "$course" reset --quiet --hard FETCH_HEAD
goals=("${@:3}")
inside env CI=true make -C /srv/course "${goals[@]:-test}" PYTHON="$python" VENV=".venv-$python"
