#!/bin/sh
# Makes sure that there is a Chromium for the browser tests; installs the system's package if not.
# The one without windows is best: a page costs it a third of the time.
set -eu
for name in "${CHROMIUM:-}" chromium-headless-shell chromium chromium-browser google-chrome \
    google-chrome-stable; do
    if [ -n "$name" ] && command -v "$name" >/dev/null 2>&1; then
        exit 0
    fi
done
if ! command -v apt-get >/dev/null 2>&1; then
    echo "There is no Chromium. Install one, or set CHROMIUM to its path." >&2
    exit 1
fi
as_root=
if [ "$(id -u)" -ne 0 ]; then
    as_root=sudo
fi
fonts="fonts-dejavu-core fonts-liberation fonts-noto-color-emoji"
$as_root apt-get update -qq
$as_root apt-get install -y -qq chromium-headless-shell $fonts ||
    $as_root apt-get install -y -qq chromium $fonts
