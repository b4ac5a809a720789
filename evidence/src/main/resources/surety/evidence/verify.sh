#!/bin/sh
# Verifies this evidence bundle with nothing but openssl (3.0 or later), jq and a POSIX shell.
#
#   sh verify.sh [FINGERPRINT]     the unpacked bundle that this script lies in
#   sh verify.sh ENVELOPE KEY      one envelope (*.dsse.json) with one public key (*.pem)
#
# Checks every file's digest, every signature, the numbers and the chain of the entries, and the
# signature of the checkpoint. The Merkle proofs and the states of the claims are checked by
# Verify.java, which does all of this too. Exit status 0 if there is no defect.
set -eu

work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
defects=0

defect() {
  echo "DEFECT $*"
  defects=$((defects + 1))
}

digest() {
  openssl dgst -sha256 -r "$1" | cut -d ' ' -f 1
}

# signed ENVELOPE KEY: whether the key signed the envelope; leaves the payload in $work/payload
signed() {
  jq -e '(.signatures | length) == 1 and (.payload | type) == "string"' "$1" >/dev/null 2>&1 || return 1
  type=$(jq -r .payloadType "$1")
  jq -j .payload "$1" | openssl base64 -d -A >"$work/payload" || return 1
  jq -j '.signatures[0].sig' "$1" | openssl base64 -d -A >"$work/signature" || return 1
  {
    printf 'DSSEv1 %s %s %s ' "${#type}" "$type" "$(wc -c <"$work/payload" | tr -d ' ')"
    cat "$work/payload"
  } >"$work/message"
  ed25519 "$2"
}

# ed25519 KEY: whether $work/signature is the key's signature of $work/message
ed25519() {
  openssl pkeyutl -verify -rawin -pubin -inkey "$1" -in "$work/message" \
    -sigfile "$work/signature" >/dev/null 2>&1
}

fingerprint() {
  openssl pkey -pubin -in "$1" -outform DER -out "$work/key.der" && digest "$work/key.der"
}

finish() {
  if [ "$defects" -eq 0 ]; then
    echo "Verified: no defect."
    exit 0
  fi
  echo "NOT verified: $defects defect(s)."
  exit 1
}

if [ $# -eq 2 ]; then
  signed "$1" "$2" || defect "$1: is not signed with this key"
  finish
fi

cd "$(dirname "$0")"
cp keys/1.pem "$work/key.pem"
echo "first key: $(fingerprint "$work/key.pem")"
if [ $# -eq 1 ] && [ "$(fingerprint "$work/key.pem")" != "$1" ]; then
  defect "keys/1.pem: is not the key with the fingerprint that was given"
fi

# --- digests ---
sed 's/^[0-9a-f]*  //' SHA256SUMS >"$work/listed"
while read -r sum name; do
  if [ ! -f "$name" ]; then
    defect "$name: is listed in SHA256SUMS and missing"
  elif [ "$(digest "$name")" != "$sum" ]; then
    defect "$name: its bytes were changed (digest)"
  fi
done <SHA256SUMS
find . -type f ! -name SHA256SUMS ! -name SHA256SUMS.dsse.json | sed 's|^\./||' >"$work/present"
while read -r name; do
  grep -q -F -x "$name" "$work/listed" || defect "$name: is not listed in SHA256SUMS"
done <"$work/present"

# --- entries ---
size=$(sed -n 2p checkpoint.note)
case $size in '' | *[!0-9]*) defect "checkpoint.note: is no checkpoint"; finish ;; esac
previous=0000000000000000000000000000000000000000000000000000000000000000
number=1
while [ "$number" -le "$size" ]; do
  entry=evidence/$number.dsse.json
  if [ ! -f "$entry" ]; then
    defect "entry $number: is missing from the ledger"
    number=$((number + 1))
    continue
  fi
  if ! signed "$entry" "$work/key.pem"; then
    defect "entry $number: is not signed with the key in force, or was changed"
  fi
  place=$(jq -r '.predicate.ledger | "\(.seq) \(.prev)"' "$work/payload" 2>/dev/null || echo none)
  [ "${place%% *}" = "$number" ] || defect "entry $number: holds entry ${place%% *}: it was swapped"
  [ "${place#* }" = "$previous" ] ||
    defect "entry $number: does not follow the entry before, which was changed or removed"
  previous=$(digest "$entry")
  if jq -e '.predicateType == "https://surety.invalid/key-rotation/v1"' "$work/payload" >/dev/null 2>&1; then
    jq -j .predicate.publicKey "$work/payload" | openssl base64 -d -A >"$work/next.der"
    openssl pkey -pubin -inform DER -in "$work/next.der" -out "$work/key.pem"
  fi
  number=$((number + 1))
done
[ ! -f "evidence/$number.dsse.json" ] ||
  defect "checkpoint.note: does not cover entry $number: it was rolled back"
echo "ledger entries: $size"

# --- checkpoint and list of digests ---
sed '/^$/,$d' checkpoint.note >"$work/message"
sed '1,/^$/d' checkpoint.note | sed -n 1p | sed 's/.* //' | tr -d '\n' |
  openssl base64 -d -A | tail -c +5 >"$work/signature"
ed25519 "$work/key.pem" || defect "checkpoint.note: is not signed with the key in force"
signed SHA256SUMS.dsse.json "$work/key.pem" ||
  defect "SHA256SUMS.dsse.json: is not signed with the key in force"
[ "$(jq -r '.subject[0].digest.sha256' "$work/payload" 2>/dev/null)" = "$(digest SHA256SUMS)" ] ||
  defect "SHA256SUMS: is not the list that was signed"
finish
