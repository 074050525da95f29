#!/usr/bin/env bash
# Runs the tests that need a browser. What is missing is installed from the system's packages: Chromium and a Chinese font.
set -euo pipefail
cd "$(dirname "$0")/.."

missing=()
[ -x "${CHROMIUM:-/usr/bin/chromium}" ] || missing+=(chromium)
if ! command -v fc-list >/dev/null || [ -z "$(fc-list :lang=zh family)" ]; then missing+=(fontconfig fonts-noto-cjk); fi
if [ ${#missing[@]} -gt 0 ]; then
  apt-get update -q
  DEBIAN_FRONTEND=noninteractive apt-get install -q -y --no-install-recommends "${missing[@]}"
fi

[ -d node_modules ] || npm ci
npm run build:page
npm run test:browser
