# completed_by.zsh FOLDER TEXT: what zsh makes of TEXT when Tab is pressed, with the completions in FOLDER.
zmodload zsh/zpty
buffer=$(mktemp)
zpty shell 'zsh -f -i'
zpty -w shell "PS1=; fpath=($1 \$fpath); autoload -Uz compinit; compinit -u -D; \
dump() { print -r -- \$BUFFER >$buffer }; zle -N dump; bindkey '^G' dump"
zpty -w -n shell "$2"$'\t\C-g'
for turn in {1..300}; do [[ -s $buffer ]] && break; sleep 0.1; done
cat $buffer
zpty -d shell
rm -f $buffer
