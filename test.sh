#!/usr/bin/env bash
# Restores, checks the format, builds with warnings as errors, runs every test in Release. Needs the .NET 10 SDK only: what the peers of
# the tests need it installs itself if it can. The tests of a peer that is not there are skipped, all of them with --no-peers.
# The last line is "N passed, N failed"; the exit code is 0 only when nothing failed. With CI=true a test that was skipped has failed.
set -uo pipefail
cd "$(dirname "$0")"
export DOTNET_CLI_TELEMETRY_OPTOUT=1 DOTNET_NOLOGO=1

case "$*" in
    "") ;;
    --no-peers) export PEERS=none ;;
    *) echo "usage: ./test.sh [--no-peers]" >&2; exit 2 ;;
esac

give_up() {
    echo "test.sh: $1 failed, so no test ran" >&2
    echo "0 passed, 1 failed"
    exit 1
}

# What each peer needs, a function for each and a word in the list below. The tests themselves find out whether it is there.
oidc_provider() {
    local folder=OAuthClient.Tests/Peers/oidc-provider
    [ "$folder/node_modules/.package-lock.json" -nt "$folder/package-lock.json" ] && return
    command -v npm || debian npm || return
    (cd "$folder" && npm ci)
}

oauthlib() {
    /usr/bin/python3 -c "import oauthlib, jwt, cryptography" && return
    debian python3-oauthlib python3-jwt python3-cryptography
}

# Debian would make a server of its own and start it; the tests make theirs.
postgres() {
    compgen -G "/usr/lib/postgresql/*/bin/initdb" || command -v initdb && return
    local settings=/etc/postgresql-common/createcluster.d
    mkdir -p "$settings" && echo "create_main_cluster = false" > "$settings/no-main-cluster.conf"
    debian postgresql
}

# Debian would start it as a service; the tests start their own.
redis() {
    command -v redis-server && return
    debian redis-server || return
    if [ -d /run/systemd/system ]; then systemctl disable --now redis-server; else service redis-server stop; fi
}

# For the tests of the sample. Not called chromium: command -v would find this function.
browser() {
    command -v chromium && return
    debian chromium
}

# Debian would start it as a service; the tests start their own.
nginx() {
    [ -x /usr/sbin/nginx ] && return
    debian nginx-light || return
    if [ -d /run/systemd/system ]; then systemctl disable --now nginx; else service nginx stop; fi
}

# For the tests of programs at a terminal.
terminal() {
    command -v tmux && return
    debian tmux
}

# The compiler to native code comes from NuGet; it needs a linker.
native_aot() {
    command -v clang || command -v gcc && return
    debian gcc libc6-dev
}

# A keychain in a session of its own, for the key of stored tokens.
keychain() {
    command -v gnome-keyring-daemon && command -v dbus-run-session && ldconfig -p | grep libsecret-1 && return
    debian libsecret-1-0 gnome-keyring dbus
}

debian() {
    [ "$(id -u)" -eq 0 ] && command -v apt-get || { echo "no $*, and apt-get is for root on Debian"; return 1; }
    apt-get update -q && DEBIAN_FRONTEND=noninteractive apt-get install -qy --no-install-recommends "$@"
}

[ "${PEERS:-}" = none ] || for peer in oidc_provider oauthlib postgres redis browser nginx terminal native_aot; do
    said=$("$peer" 2>&1 </dev/null) || printf 'test.sh: %s could not be installed\n%s\n' "$peer" "$said" >&2
done

dotnet restore OAuthSignals.sln || give_up "restore"
dotnet format OAuthSignals.sln --verify-no-changes --no-restore || give_up "the format check (mend it with: dotnet format OAuthSignals.sln)"
dotnet build OAuthSignals.sln -c Release --no-restore || give_up "the build"

results=$(mktemp -d)
trap 'rm -rf "$results"' EXIT
dotnet test OAuthSignals.sln -c Release --no-build --logger trx --results-directory "$results"
ended=$?

sum() { local total=0 n; for n in $(cat "$results"/*.trx 2>/dev/null | grep -o '<Counters [^>]*' | grep -o " $1=\"[0-9]*\"" | tr -dc '0-9\n'); do total=$((total + n)); done; echo "$total"; }
reasons() { cat "$results"/*.trx | awk '/<UnitTestResult /{skipped = /outcome="NotExecuted"/} skipped && /<Message>/' | sed -E 's/ *<\/?Message>//g' | sort | uniq -c; }

total=$(sum total)
passed=$(sum passed)
skipped=$((total - $(sum executed)))
failed=$((total - passed))
if [ "$skipped" -gt 0 ]; then
    echo "$skipped skipped:"
    reasons
    [ "${CI:-}" = true ] || failed=$((failed - skipped))
fi
[ "$total" -gt 0 ] || failed=1
[ "$ended" -eq 0 ] || [ "$failed" -gt 0 ] || failed=1
echo "$passed passed, $failed failed"
[ "$failed" -eq 0 ]
