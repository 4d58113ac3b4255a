# Runs a separate PostgreSQL server in a temporary folder. The server stops when standard input ends, and the folder is
# deleted. Arguments: the folder of PostgreSQL's programs, and a port. The script prints the port when the server is
# ready. The script reads the commands "crash" and "start", and repeats each command when it is done.
set -euo pipefail
programs=$1 port=$2
data=$(mktemp -d)
settings="-c port=$port -c listen_addresses=127.0.0.1 -c unix_socket_directories= -c fsync=off -c max_connections=300"

start() { "$programs/pg_ctl" start -w -D "$data" -l "$data/log" -o "$settings" >/dev/null || { cat "$data/log" >&2; return 1; }; }
crash() { "$programs/pg_ctl" stop -m immediate -D "$data" >/dev/null; }

trap 'crash || true; rm -rf "$data"' EXIT
"$programs/initdb" -D "$data" -U oauth -A trust -E UTF8 --locale=C.UTF-8 --no-sync >/dev/null
start
echo "$port"
while read -r word; do "$word"; echo "$word"; done
