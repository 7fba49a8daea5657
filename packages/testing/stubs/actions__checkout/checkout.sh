#!/usr/bin/env bash
set -euo pipefail
export GIT_TERMINAL_PROMPT=0 GIT_CONFIG_NOSYSTEM=1

case "$FOLDER" in /* | *..*) echo "::error::path must be inside the workspace: $FOLDER" && exit 1 ;; esac
mkdir -p "$GITHUB_WORKSPACE/$FOLDER"
cd "$GITHUB_WORKSPACE/$FOLDER"
[ -d .git ] || git init -q .
git config --local advice.detachedHead false

header="AUTHORIZATION: basic $(printf 'x-access-token:%s' "$TOKEN" | base64 -w0)"
key="http.$GITHUB_API_URL/.extraheader"
git config --local "$key" "$header"
git remote remove origin 2>/dev/null || true
git remote add origin "$GITHUB_API_URL/$REPOSITORY.git"

ref="$REF"
if [ -z "$ref" ]; then
  if [ "$REPOSITORY" = "$GITHUB_REPOSITORY" ]; then ref="${GITHUB_SHA:-HEAD}"; else ref=HEAD; fi
fi
options=(-q --no-recurse-submodules)
if [ "$DEPTH" = 0 ]; then
  git fetch "${options[@]}" --tags origin '+refs/heads/*:refs/remotes/origin/*'
else
  options+=(--depth "$DEPTH")
fi
[ "$TAGS" = true ] && options+=(--tags) || options+=(--no-tags)
git fetch "${options[@]}" origin "$ref"
commit=$(git rev-parse FETCH_HEAD^{commit})

if [ -n "$SPARSE" ]; then
  mode=--cone
  [ "$CONE" = true ] || mode=--no-cone
  printf '%s\n' "$SPARSE" | grep -v '^ *$' | git sparse-checkout set "$mode" --stdin
fi
branch=${ref#refs/heads/}
if [ -n "$REF" ] && git ls-remote --exit-code --heads origin "refs/heads/$branch" >/dev/null 2>&1; then
  git checkout -q --force -B "$branch" "$commit"
else
  git checkout -q --force --detach "$commit"
fi
[ "$CLEAN" = true ] && git clean -qffdx -e /.seaworthy-keep
[ "$PERSIST" = true ] || git config --local --unset-all "$key"
echo "commit=$commit" >>"$GITHUB_OUTPUT"
echo "ref=$ref" >>"$GITHUB_OUTPUT"
