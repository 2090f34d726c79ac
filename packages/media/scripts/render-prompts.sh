#!/usr/bin/env bash
# Renders the spoken prompts of prompts/en/prompts.json with flite's voice slt to 8 kHz mono WAV files beside it.
# Needs Debian's flite, sox and python3. The files are committed: only who changes a text runs this.
set -euo pipefail
cd "$(dirname "$0")/../prompts/en"
python3 - prompts.json <<'PYTHON' |
import json, sys
for name, text in json.load(open(sys.argv[1])).items():
    print(f'{name}\t{text}')
PYTHON
while IFS=$'\t' read -r name text; do
  raw="$(mktemp --suffix=.wav)"
  flite -voice slt -t "$text" -o "$raw"
  # Trim silence at both ends, keep a breath after, and leave headroom.
  sox "$raw" -r 8000 -c 1 -b 16 -D "$name.wav" \
    silence 1 0.02 0.5% reverse silence 1 0.02 0.5% reverse pad 0.02 0.12 highpass 150 norm -4
  rm -f "$raw"
done
