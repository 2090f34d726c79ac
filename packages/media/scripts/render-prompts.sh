#!/usr/bin/env bash
# Renders the spoken prompts of prompts/<language>/prompts.json to 8 kHz mono A-law WAV files beside it: English by flite's
# voice slt, German by espeak-ng. Without arguments both; with prompt names behind a language only those.
# Needs Debian's flite, espeak-ng, sox and python3. The files are committed: only who changes a text runs this.
#   render-prompts.sh            render-prompts.sh de            render-prompts.sh en goodbye main-menu
set -euo pipefail
prompts="$(cd "$(dirname "$0")/../prompts" && pwd)"

speak() { # language text file
  case "$1" in
    en) flite -voice slt --setf duration_stretch=1.05 -t "$2" -o "$3" ;;
    de) espeak-ng -v de+f2 -s 145 -w "$3" -- "$2" ;;
    *) echo "no voice for $1" >&2; exit 1 ;;
  esac
}

render() { # language [name…]
  local language="$1" raw
  shift
  raw="$(mktemp --suffix=.wav)"
  python3 - "$prompts/$language/prompts.json" "$@" <<'PYTHON' |
import json, sys
wanted = set(sys.argv[2:])
for name, text in json.load(open(sys.argv[1], encoding='utf-8')).items():
    if not wanted or name in wanted:
        print(f'{name}\t{text}')
PYTHON
  while IFS=$'\t' read -r name text; do
    speak "$language" "$text" "$raw" < /dev/null
    # Trim silence at both ends, keep a breath after a sentence and less after a word, and leave headroom.
    local breath=0.04
    [[ "$text" == *[.!?] ]] && breath=0.15
    sox "$raw" -r 8000 -c 1 -e a-law -D "$prompts/$language/$name.wav" \
      silence 1 0.02 0.5% reverse silence 1 0.02 0.5% reverse pad 0.02 "$breath" highpass 150 norm -4
  done
  rm -f "$raw"
}

if [ "$#" -eq 0 ]; then
  render en
  render de
else
  render "$@"
fi
