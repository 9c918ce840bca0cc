#!/bin/sh
# Makes sure that there are Firefox and WebKitGTK for the journeys through other browsers;
# installs the system's packages if not. Where there is no apt-get it says what is missing:
# the tests of a browser that is not there are skipped.
set -eu
packages=
if [ -z "${FIREFOX:-}" ] && ! command -v firefox-esr >/dev/null 2>&1 &&
    ! command -v firefox >/dev/null 2>&1; then
    packages="$packages firefox-esr"
fi
if ! command -v WebKitWebDriver >/dev/null 2>&1; then
    packages="$packages webkit2gtk-driver"
fi
if ! command -v Xvfb >/dev/null 2>&1; then
    packages="$packages xvfb"
fi
if [ -z "$packages" ]; then
    exit 0
fi
if ! command -v apt-get >/dev/null 2>&1; then
    echo "Not here:$packages. To try the app in these browsers too, install them, or set FIREFOX" >&2
    echo "to the path of a Firefox; their tests are skipped until then." >&2
    exit 0
fi
as_root=
if [ "$(id -u)" -ne 0 ]; then
    as_root=sudo
fi
$as_root apt-get update -qq
# Ubuntu's name of the first is another, and what stands behind it a snap: it may be missing.
for package in $packages; do
    $as_root apt-get install -y -qq --no-install-recommends "$package" ||
        echo "$package could not be installed: the tests that need it are skipped." >&2
done
