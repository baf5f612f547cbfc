#!/usr/bin/env bash
# Man pages and completions below SHARE are read by the programs that they are for.
set -euo pipefail
share=$1
pages=0
while read -r page; do
  # Missing dates are wanted: a page is the same whenever it was built. A quoted heading needs no macro of its own.
  gzip -dc "$page" | mandoc -T lint -W warning | grep -v 'missing date' && { echo "$page" >&2; exit 1; }
  gzip -dc "$page" | mandoc -T utf8 | grep -q . || { echo "$page is empty" >&2; exit 1; }
  pages=$((pages + 1))
done < <(find "$share/man" -name '*.gz')
[ "$pages" -gt 50 ] || { echo "only $pages man pages" >&2; exit 1; }
echo "$pages man pages"

bash -n "$share/bash-completion/completions/temgoc"
bash -n "$share/bash-completion/completions/temgoc-verify"

# `complete -C` says what fish would offer.
offers() {
  fish --no-config -c "source $share/fish/vendor_completions.d/$1.fish; complete -C '$2'" | cut -f 1 | sort | tr '\n' ' '
}
expect() {
  [ "$3" = "$4" ] || { printf '%s: after "%s" offered: %s\n  instead of: %s\n' "$1" "$2" "$3" "$4" >&2; exit 1; }
}
expect fish 'temgoc label ' "$(offers temgoc 'temgoc label p')" 'poster print '
expect fish 'temgoc label print --format ' "$(offers temgoc 'temgoc label print --format ')" 'pdf tspl zpl '
expect fish 'temgoc lot issue --pack' "$(offers temgoc 'temgoc lot issue --pack')" '--packed '
expect fish 'temgoc-verify --la' "$(offers temgoc-verify 'temgoc-verify --la')" '--lang '

# zsh completes on a terminal alone: it is given one, and what it inserts is read back.
completed_by_zsh() {
  zsh --no-rcs -c '
    zmodload zsh/zpty
    zpty shell zsh --no-rcs --no-zle-reset 2>/dev/null || zpty shell zsh -f
    zpty -w shell "PS1=; fpath=('"$share"'/zsh/vendor-completions \$fpath); autoload -Uz compinit; compinit -u -D; zstyle \":completion:*\" menu no; bindkey -e; print begun"
    zpty -r -m shell line "*begun*begun*"
    zpty -w -n shell "'"$1"'"$'"'\\t'"'
    sleep 1
    zpty -r -t shell line
    print -r -- "$line"' | tr -d '\r\a' | tail -n 1
}
for file in "$share"/zsh/vendor-completions/_*; do zsh -n "$file"; done
echo 'completions of bash, zsh and fish are sound'
