# Runs a program until standard input ends. Prints its process's number at once.
"$@" >&2 </dev/null &
server=$!
trap 'kill $server 2>/dev/null' EXIT
echo $server
cat >/dev/null
