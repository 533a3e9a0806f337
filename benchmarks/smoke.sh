#!/usr/bin/env bash
# Runs the benchmark on small models, a moment each: all of its code runs, and results have to agree; times are not
# looked at.
set -euo pipefail
cd "$(dirname "$0")"
exec bash run.sh --small --rounds 2 --budget 0 --models transformer-2,llama,vit-b-16,resnet18,digits \
  --memory '^(lxt.efficient|attnlrp-efficient)$' "$@"
