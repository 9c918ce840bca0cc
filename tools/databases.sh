#!/bin/sh
# Makes sure that there are Valkey or Redis, and PostgreSQL, for the tests of the stores; installs the
# system's packages if not. The tests start servers of their own, on free ports, in folders that
# they remove: one that the package would start is kept from it.
set -eu
packages=
if [ -z "${VALKEY_SERVER:-}" ] && ! command -v valkey-server >/dev/null 2>&1 &&
    ! command -v redis-server >/dev/null 2>&1; then
    packages="$packages valkey-server|redis-server"
fi
if [ -z "${POSTGRES_BIN:-}" ] && ! command -v initdb >/dev/null 2>&1 &&
    ! ls /usr/lib/postgresql/*/bin/initdb >/dev/null 2>&1; then
    packages="$packages postgresql"
fi
if [ -z "$packages" ]; then
    exit 0
fi
if ! command -v apt-get >/dev/null 2>&1; then
    echo "Not here:$packages. The tests of the stores need them: install them, or set VALKEY_SERVER to" >&2
    echo "the path of a server, and POSTGRES_BIN to the folder that holds initdb and postgres." >&2
    exit 1
fi
as_root=
if [ "$(id -u)" -ne 0 ]; then
    as_root=sudo
fi
# dpkg asks this program whether a package may start its service; 101 is no.
policy=/usr/sbin/policy-rc.d
made_policy=
if [ ! -e "$policy" ]; then
    printf '#!/bin/sh\nexit 101\n' | $as_root tee "$policy" >/dev/null
    $as_root chmod +x "$policy"
    made_policy=1
fi
failed=
$as_root apt-get update -qq
for choice in $packages; do
    done=
    for package in $(echo "$choice" | tr '|' ' '); do
        if $as_root apt-get install -y -qq --no-install-recommends "$package"; then
            done=1
            break
        fi
    done
    if [ -z "$done" ]; then
        echo "None of $choice could be installed: the tests of the stores need it." >&2
        failed=1
    fi
done
if [ -n "$made_policy" ]; then
    $as_root rm -f "$policy"
fi
[ -z "$failed" ]
