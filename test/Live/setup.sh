#!/usr/bin/env bash
# Installs PyTorch, its exporter and the peers into build/venv-peers, for the tests in test/Live.
# LXT_BUILD names another build folder.
set -euo pipefail
cd "$(dirname "$0")/../.."
venv=${LXT_BUILD:-build}/venv-peers
wanted=$(cat test/Live/requirements.txt test/Live/peers.txt)
[ "$(cat "$venv/installed.txt" 2>/dev/null)" != "$wanted" ] || exit 0

echo "== installing the peers into $venv"
python3 -m venv --clear "$venv"
"$venv/bin/pip" install -q --disable-pip-version-check -r test/Live/requirements.txt
# The rest that they ask for, torchvision and transformers among it, is for models of other libraries.
"$venv/bin/pip" install -q --disable-pip-version-check --no-deps -r test/Live/peers.txt
echo "$wanted" >"$venv/installed.txt"
