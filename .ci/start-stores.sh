# PostgreSQL and Redis for the tests, for `.ci/run` to source: installed where they are missing, and started, on free
# ports and in a folder of their own, where none answers that the tests may use. They end with the shell.

# Debian keeps PostgreSQL's programs off the path.
for folder in /usr/lib/postgresql/*/bin; do PATH="$PATH:$folder"; done
stores_folder=$(mktemp -d)
redis_pid=

install_stores() {
  local missing=()
  command -v initdb >/dev/null || missing+=(postgresql)
  command -v redis-server >/dev/null || missing+=(redis-server)
  [ ${#missing[@]} -eq 0 ] && return
  apt-get update -qq && apt-get install -y -qq --no-install-recommends "${missing[@]}" >/dev/null
  for folder in /usr/lib/postgresql/*/bin; do PATH="$PATH:$folder"; done
}

# PostgreSQL refuses to run as root.
as_postgres() {
  if [ "$(id -u)" = 0 ]; then runuser -u postgres -- env "PATH=$PATH" "$@"; else "$@"; fi
}

free_port() {
  node -e 'const server = require("net").createServer().listen(0, "127.0.0.1", () => {
    console.log(server.address().port); server.close(); })'
}

start_postgres() {
  local port data="$stores_folder/postgres"
  port=$(free_port)
  mkdir "$data" && chmod 711 "$stores_folder"
  if [ "$(id -u)" = 0 ]; then chown postgres "$data"; fi
  as_postgres initdb -D "$data" -U postgres --auth=trust --no-sync -E UTF8 >/dev/null
  as_postgres pg_ctl -D "$data" -l "$data/log" -w start >/dev/null \
    -o "-p $port -k $data -c listen_addresses=127.0.0.1 -c fsync=off -c max_connections=200"
  export SLUICE_TEST_DATABASE_URL="postgres://postgres@127.0.0.1:$port/postgres"
}

start_redis() {
  local port
  port=$(free_port)
  redis-server --port "$port" --bind 127.0.0.1 --save '' --appendonly no --dir "$stores_folder" >/dev/null &
  redis_pid=$!
  for _ in $(seq 100); do
    if [ "$(redis-cli -p "$port" ping 2>/dev/null)" = PONG ]; then break; fi
    sleep 0.1
  done
  export SLUICE_TEST_REDIS_URL="redis://127.0.0.1:$port"
}

stop_stores() {
  if [ -d "$stores_folder/postgres" ]; then as_postgres pg_ctl -D "$stores_folder/postgres" -m immediate stop >/dev/null || true; fi
  if [ -n "$redis_pid" ]; then kill "$redis_pid" && wait "$redis_pid" || true; fi
  rm -rf "$stores_folder"
}
trap stop_stores EXIT

install_stores
if [ -z "${SLUICE_TEST_DATABASE_URL:-}" ] && ! psql -h 127.0.0.1 -U postgres -w -c 'SELECT 1' postgres >/dev/null 2>&1; then
  start_postgres
fi
if [ -z "${SLUICE_TEST_REDIS_URL:-}" ] && [ "$(redis-cli ping 2>/dev/null)" != PONG ]; then start_redis; fi
