import { chmod, mkdir, writeFile } from 'node:fs/promises'
import path from 'node:path'

/** Refuses what GitHub refuses GITHUB_TOKEN: pushing a commit whose workflows no branch head has. */
const PRE_RECEIVE = `#!/bin/sh
[ "$SEAWORTHY_ACTOR" = integration ] || exit 0
heads=$(unset GIT_QUARANTINE_PATH; git for-each-ref --format='%(objectname)' refs/heads/)
while read -r old new ref; do
  workflows=$(git rev-parse -q --verify "$new:.github/workflows" 2>/dev/null) || continue
  known=no
  for head in $heads; do
    [ "$(git rev-parse -q --verify "$head:.github/workflows" 2>/dev/null)" = "$workflows" ] && known=yes
  done
  if [ "$known" = no ]; then
    echo "refusing to allow a GitHub App to create or update workflows in $ref without \\\`workflows\\\` permission" >&2
    exit 1
  fi
done
`

export async function installPushHook(gitDir: string): Promise<void> {
  const hook = path.join(gitDir, 'hooks', 'pre-receive')
  await mkdir(path.dirname(hook), { recursive: true })
  await writeFile(hook, PRE_RECEIVE)
  await chmod(hook, 0o755)
}
