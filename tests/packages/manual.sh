#!/usr/bin/env bash
# Man pages and completions below SHARE are read by the programs that they are for.
set -euo pipefail
share=$1
pages=0
while read -r page; do
  # A date is left out on purpose: a page is the same whenever it was built.
  gzip -dc "$page" | mandoc -T lint -W warning | grep -v 'missing date' && { echo "$page" >&2; exit 1; }
  [ "$(gzip -dc "$page" | mandoc -T utf8 | wc -l)" -gt 10 ] || { echo "$page has nothing to say" >&2; exit 1; }
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

# zsh completes on a terminal alone, so it is given one.
for file in "$share"/zsh/vendor-completions/_*; do zsh -n "$file"; done
completed() { timeout 60 zsh -f "$(dirname "$0")/completed_by.zsh" "$share/zsh/vendor-completions" "$1"; }
expect zsh 'temgoc temp' "$(completed 'temgoc temp')" 'temgoc template '
expect zsh 'temgoc lot iss' "$(completed 'temgoc lot iss')" 'temgoc lot issue '
expect zsh 'temgoc lot issue --pack' "$(completed 'temgoc lot issue --pack')" 'temgoc lot issue --packed '
expect zsh 'temgoc label print --format z' "$(completed 'temgoc label print --format z')" 'temgoc label print --format zpl '
expect zsh 'temgoc-verify --bu' "$(completed 'temgoc-verify --bu')" 'temgoc-verify --bundle '

# bash is given the words as its line editor would.
completed_by_bash() {
  bash --norc -c 'source "$1"; COMP_WORDS=($2); COMP_CWORD=$((${#COMP_WORDS[@]} - 1)); _temgoc; printf "%s " $(printf "%s\n" "${COMPREPLY[@]}" | sort)' \
    _ "$share/bash-completion/completions/temgoc" "$1"
}
expect bash 'temgoc label p' "$(completed_by_bash 'temgoc label p')" 'poster print '
expect bash 'temgoc label print --codes item_s' "$(completed_by_bash 'temgoc label print --codes item_s')" 'item_seal '
echo 'completions of bash, zsh and fish are sound'
