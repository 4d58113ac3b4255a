# Runs a program until standard input ends. Prints the program's process id at once.
"$@" >&2 </dev/null &
server=$!
trap 'kill $server 2>/dev/null' EXIT
echo $server
cat >/dev/null
