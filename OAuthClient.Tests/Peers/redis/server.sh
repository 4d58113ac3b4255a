#!/bin/sh
# Runs a Redis server that is killed, as in a crash, when standard input ends. Prints the server's address when the
# server is ready. Arguments: a port, the data folder (- for a temporary folder), and Redis options.
port=$1 folder=$2
shift 2
if [ "$folder" = - ]; then
    folder=$(mktemp -d)
    trap 'rm -rf "$folder"' EXIT
fi

ask() { redis-cli -p "$port" "$@" 2>&1; }

redis-server --port "$port" --bind 127.0.0.1 --dir "$folder" --save "" "$@" >&2 </dev/null &
server=$!
until [ "$(ask ping)" = PONG ]; do
    kill -0 $server || exit 1
    sleep 0.05
done
case "$*" in *cluster-enabled*)
    ask cluster addslotsrange 0 16383 >&2
    until ask cluster info | grep -q cluster_state:ok; do sleep 0.05; done ;;
esac

echo "127.0.0.1:$port"
cat >/dev/null
kill -9 $server
wait $server
