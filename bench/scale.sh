# Growth: `./dev bench scale [SIZE…] [--server] [--scans N] [--out FOLDER]`; sizes as 10k, 1m, 10m (10k and 1m where none is named). A size of
# 10m takes about 20 GB of disk while it lasts.
scale() {
  temgoc --quiet key new --bundle --passphrase-file "$scratch/passphrase" >/dev/null
  local key
  key=$(temgoc --json trust sign --root-keys "$scratch/roots" --root-passphrase-file "$scratch/passphrase" | field value || true)
  temgoc --quiet trust sign --root-keys "$scratch/roots" --root-passphrase-file "$scratch/passphrase" ${key:+--confirm "$key"} >/dev/null
  python3 -B "$here/scale.py" --works "$TEMGOC_WORKPLACE" --passphrase "$scratch/passphrase" "${more[@]}"
}
