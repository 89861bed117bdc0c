#!/usr/bin/env bash
# The step of action.yml that lints. Inputs are variables of the environment: none of them is ever part of a command.
set -euo pipefail

report="$RUNNER_TEMP/policylint.json"
rm -f "$report"

options=(--format github --format sarif --output "$SARIF_FILE" --format json --output "$report")
if [ -n "$JUNIT_FILE" ]; then options+=(--format junit --output "$JUNIT_FILE"); fi
if [ -n "$MARKDOWN_FILE" ]; then options+=(--format markdown --output "$MARKDOWN_FILE"); fi
if [ -n "$CONFIG" ]; then options+=("--config=$CONFIG"); fi
if [ -n "$BASELINE" ]; then options+=("--baseline=$BASELINE"); fi
if [ -n "$FAIL_ON" ]; then options+=("--fail-on=$FAIL_ON"); fi
if [ -n "$CALENDAR" ]; then options+=("--calendar=$CALENDAR"); fi
if [ -n "$TODAY" ]; then options+=("--today=$TODAY"); fi

paths=()
while IFS= read -r path; do
  path="${path%$'\r'}"
  if [ -n "$path" ]; then paths+=("$path"); fi
done <<< "$PATHS"

code=0
# Behind the two dashes no path is taken for an option. (The odd expansion is for a bash that calls an empty list unset.)
"$PYTHON" -m policylint lint "${options[@]}" -- ${paths[@]+"${paths[@]}"} || code=$?

echo "exit-code=$code" >> "$GITHUB_OUTPUT"
if [ -e "$report" ]; then
  echo "sarif-file=$SARIF_FILE" >> "$GITHUB_OUTPUT"
  "$PYTHON" - "$report" >> "$GITHUB_OUTPUT" << 'END'
import json
import sys

with open(sys.argv[1], encoding="utf-8") as file:
    summary = json.load(file)["summary"]
for severity, number in summary.items():
    print(f"{severity}s={number}")
END
fi
exit "$code"
