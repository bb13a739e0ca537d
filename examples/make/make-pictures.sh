#!/usr/bin/env bash
# Draws the example pictures from the pages beside this script. Needs Chromium and Liberation fonts (Debian: chromium,
# fonts-liberation). The pictures are committed; run this only to change them.
set -euo pipefail
cd "$(dirname "$0")"
draw() { # page, width, height
  chromium --headless --no-sandbox --disable-gpu --hide-scrollbars --force-device-scale-factor=1 \
    --window-size="$2,$3" --screenshot="../$1.png" "$1.html" 2>/dev/null
}
draw notice 1000 640
draw rude-note 800 270
draw receipt 660 780
draw sign 880 330
