#!/bin/sh
# Checks the seal of a temgoc label with openssl and nothing of temgoc.
# usage: verify_with_openssl.sh URI REALM PUBLIC_KEY_PEM
# Prints openssl's own word, "Signature Verified Successfully", and exits 0; else exits 1.
# The steps are those of seal_format.md, "Check it yourself"; the numbers below are its steps.
set -eu
LC_ALL=C
export LC_ALL

refuse() {
  printf 'not a sealed label: %s\n' "$1" >&2
  exit 1
}

[ $# -eq 3 ] || { printf 'usage: %s URI REALM PUBLIC_KEY_PEM\n' "$0" >&2; exit 1; }
uri=$1 realm=$2 public_key=$3

# 1. Take the path apart: digits, GTIN, lot, serial.
path=$(printf '%s' "$uri" |
  sed -n 's|^[Hh][Tt][Tt][Pp][Ss]\{0,1\}://[A-Za-z0-9.-]*/\([^?#]*\).*$|\1|p' | sed 's|/$||')
fields=$(printf '%s\n' "$path" | awk -F/ '
  NF == 5 && $2 == "01" && $4 == "10"               { print $1, $3, $5 }
  NF == 7 && $2 == "01" && $4 == "10" && $6 == "21" { print $1, $3, $5, $7 }')
[ -n "$fields" ] || refuse 'the path is not <187 digits>/01/<gtin>/10/<lot>[/21/<serial>]'
digits=$(printf '%s' "$fields" | awk '{ print $1 }')
gtin=$(printf '%s' "$fields" | awk '{ print $2 }')
lot=$(printf '%s' "$fields" | awk '{ print $3 }')
serial=$(printf '%s' "$fields" | awk '{ print $4 }')
[ ${#digits} -eq 187 ] || refuse "${#digits} digits instead of 187"
case $digits in *[!0-9]*) refuse 'a character that is no digit' ;; esac

# 2. Eleven groups of 17 digits are eleven groups of 7 bytes. The leading 1 keeps the shell from
#    reading a number that begins with 0 as octal.
hex=
rest=$digits
while [ -n "$rest" ]; do
  group=${rest%"${rest#?????????????????}"}
  rest=${rest#"$group"}
  number=$((1$group - 100000000000000000))
  [ "$number" -lt 72057594037927936 ] || refuse "the group $group is 2^56 or more"
  hex=$hex$(printf '%014x' "$number")
done
header=$(printf '%s' "$hex" | cut -c 1-26)
signature=$(printf '%s' "$hex" | cut -c 27-154)
case $header in 10*) ;; *) refuse 'another format version or suite' ;; esac

# 3. The six lines that were signed, and the 64 bytes of the signature.
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
printf '%s\n' 'temgoc-lot-seal/v1' "$realm" "$header" "$gtin" "$lot" "$serial" > "$folder/message"
for byte in $(printf '%s' "$signature" | sed 's/../& /g'); do
  printf "\\$(printf '%03o' "0x$byte")"
done > "$folder/signature"

# 4. Ask openssl.
if openssl pkeyutl -verify -rawin -pubin -inkey "$public_key" \
  -in "$folder/message" -sigfile "$folder/signature"; then
  exit 0
fi
exit 1
