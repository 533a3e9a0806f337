#!/usr/bin/env bash
# Runs the benchmark beside the peers, which setup.sh installs: see docs/performance.md.
# Without arguments it measures everything, and writes benchmarks/results.json and the tables in docs/performance.md.
# Other arguments are those of run.py. The project has to be built (scripts/setup.sh); LXT_BUILD names another folder.
set -euo pipefail
cd "$(dirname "$0")/.."
bash benchmarks/setup.sh
[ $# -gt 0 ] || set -- --json benchmarks/results.json --docs docs/performance.md
exec "${LXT_BUILD:-build}/venv-bench/bin/python" benchmarks/run.py "$@"
