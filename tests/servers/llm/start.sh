#!/usr/bin/env bash
# Starts a real llama.cpp server with the OpenAI API on loopback, on a model of
# random weights made here. Stop it with SIGTERM or ctrl-C. See README.md.
set -euo pipefail
here=$(cd "$(dirname "$0")" && pwd)
home=${PEER_HOME:-${XDG_CACHE_HOME:-$HOME/.cache}/pendopo-peers}/llm
export PEER_STATE=${PEER_STATE:-$home/state}
port=${LLM_PORT:-8130}

# It comes as source and takes minutes to build: done only when somebody asks for it by hand.
if [ ! -f "$home/installed" ]; then
  [ "${1:-}" = build ] || { echo "not built here: run tests/servers/llm/start.sh build once (about 9 minutes)" >&2; exit 2; }
  mkdir -p "$home"
  python3 -m venv "$home/venv"
  CMAKE_BUILD_PARALLEL_LEVEL=$(nproc) CMAKE_ARGS="-DLLAVA_BUILD=OFF" "$home/venv/bin/pip" install -q \
    'llama-cpp-python[server]==0.3.36' 'gguf==0.19.0' >&2
  touch "$home/installed"
fi
case ${1:-} in install | build) exit 0 ;; esac

rm -rf "$PEER_STATE"; mkdir -p "$PEER_STATE"
"$home/venv/bin/python" "$here/tiny_model.py" "$PEER_STATE/random.gguf"
"$home/venv/bin/python" -m llama_cpp.server --model "$PEER_STATE/random.gguf" --model_alias random --host 127.0.0.1 \
  --port "$port" --n_ctx 4096 --chat_format chatml --verbose False >"$PEER_STATE/llm.log" 2>&1 &
server=$!
stop() { trap - EXIT TERM INT; kill -TERM "$server" 2>/dev/null || true; wait "$server" 2>/dev/null || true; }
trap 'stop; exit 0' TERM INT
trap stop EXIT
for _ in $(seq 1200); do
  (exec 3<>"/dev/tcp/127.0.0.1/$port") 2>/dev/null && break
  kill -0 "$server" || exit 1
  sleep 0.05
done
printf '{"base": "http://127.0.0.1:%s/v1", "model": "random", "pid": %s}\n' "$port" "$server" >"$PEER_STATE/peer.json.tmp"
mv "$PEER_STATE/peer.json.tmp" "$PEER_STATE/peer.json"
wait "$server"
