#!/usr/bin/env bash
# Restores, checks the format, builds with warnings as errors, runs every test in Release. Needs the .NET 10 SDK only.
# The last line is "N passed, N failed"; the exit code is 0 only when nothing failed.
set -uo pipefail
cd "$(dirname "$0")"
export DOTNET_CLI_TELEMETRY_OPTOUT=1 DOTNET_NOLOGO=1

give_up() {
    echo "test.sh: $1 failed, so no test ran" >&2
    echo "0 passed, 1 failed"
    exit 1
}

dotnet restore OAuthSignals.sln || give_up "restore"
dotnet format OAuthSignals.sln --verify-no-changes --no-restore || give_up "the format check (mend it with: dotnet format OAuthSignals.sln)"
dotnet build OAuthSignals.sln -c Release --no-restore || give_up "the build"

results=$(mktemp -d)
trap 'rm -rf "$results"' EXIT
dotnet test OAuthSignals.sln -c Release --no-build --logger trx --results-directory "$results"
ended=$?

# A test that did not run is not a test that passed: whatever is skipped counts as failed.
sum() { local total=0 n; for n in $(cat "$results"/*.trx 2>/dev/null | grep -o '<Counters [^>]*' | grep -o " $1=\"[0-9]*\"" | tr -dc '0-9\n'); do total=$((total + n)); done; echo "$total"; }
total=$(sum total)
passed=$(sum passed)
failed=$((total - passed))
[ "$total" -gt 0 ] || failed=1
[ "$ended" -eq 0 ] || [ "$failed" -gt 0 ] || failed=1
echo "$passed passed, $failed failed"
[ "$failed" -eq 0 ]
