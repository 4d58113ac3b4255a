#!/bin/sh
# Records docs/session.svg: types commands of the harness into a terminal (tmux), against its pretend provider, and
# draws what the terminal shows. The user's browser is played by curl.
#
#   dotnet build OAuthHarness -c Release && docs/session.sh
#
# Needs tmux, curl and bash.
set -eu
root=$(cd "$(dirname "$0")/.." && pwd)
port=${PORT:-8400}
issuer=http://127.0.0.1:$port
work=$(mktemp -d)
terminal="tmux -u -L harness-session -f /dev/null"

finish() {
    $terminal kill-server 2>/dev/null || true
    [ -z "${provider:-}" ] || kill "$provider" 2>/dev/null || true
    rm -rf "$work"
}
trap finish EXIT INT TERM

mkdir "$work/bin" "$work/demo"
cat > "$work/bin/oauth-harness" <<END
#!/bin/sh
exec dotnet "$root/OAuthHarness/bin/Release/net10.0/oauth-harness.dll" "\$@"
END
cat > "$work/bin/anna" <<'END'
#!/bin/sh
# The browser of a user who allows every login: opens the page, presses its button, and follows the redirect.
page=$(curl -s "$1")
ticket=$(printf '%s' "$page" | sed -n 's/.*name="ticket" value="\([^"]*\)".*/\1/p')
origin=$(printf '%s' "$1" | cut -d/ -f1-3)
back=$(curl -s -o /dev/null -w '%{redirect_url}' -d "ticket=$ticket" -d user=anna -d decision=allow "$origin/consent")
curl -s -o /dev/null "$back"
END
chmod +x "$work/bin/oauth-harness" "$work/bin/anna"

export PATH="$work/bin:$PATH" BROWSER="anna" OAUTH_HARNESS_HOME="$work/home" LC_ALL=C.UTF-8 HISTFILE=
oauth-harness serve --port "$port" --json > "$work/provider.json" 2>/dev/null &
provider=$!
until curl -s -o /dev/null "$issuer/.well-known/oauth-authorization-server"; do sleep 0.2; done

client=$(sed -n 's/.*"client_id": *"\([^"]*\)".*/\1/p' "$work/provider.json")
secret=$(sed -n 's/.*"client_secret": *"\([^"]*\)".*/\1/p' "$work/provider.json" | sed 's/\\u0026/\&/')
oauth-harness profiles save demo --provider "$issuer" --client-id "$client" --client-secret "$secret" \
    --field "api_base_url=$issuer/api" > "$work/saved" 2>&1 || { cat "$work/saved" >&2; exit 1; }

cd "$work/demo"
printf "PS1='\$ '\n" > "$work/rc"
$terminal new-session -d -x "${COLUMNS_SHOWN:-96}" -y 120 "bash --noprofile --rcfile '$work/rc'"
typed=0

# Waits for the prompt that comes after each command.
wait_for_prompt() {
    for round in $(seq 150); do
        [ "$($terminal capture-pane -p | grep -c '^\$')" -le "$typed" ] || return 0
        sleep 0.2
    done
    echo "The command has not ended: $1" >&2
    $terminal capture-pane -p | grep . >&2
    exit 1
}

run() {
    wait_for_prompt "the shell"
    $terminal send-keys -l "$1"
    $terminal send-keys Enter
    typed=$((typed + 1))
    wait_for_prompt "$1"
}

run "oauth-harness login demo --no-device"
run "oauth-harness call GET me"
run "oauth-harness login --no-device --explain 2>&1 | grep -E '✓|✗|decided'"
run "oauth-harness picture --last -o dance.html"

$terminal capture-pane -e -p | sed "s|$work|~|g" |
    oauth-harness session --title "A session of oauth-harness" > "$root/docs/session.svg"
echo "docs/session.svg has $(wc -c < "$root/docs/session.svg") bytes" >&2
