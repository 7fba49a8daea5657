/** A user's own set-up steps, which say whose they are and where they run. */
export function hook(owner: string): Readonly<Record<string, string>> {
  return {
    '.github/actions/seaworthy-setup/action.yml': `name: Set up
description: What a job needs before its stage
inputs:
  python:
    description: Whether the job trains
    default: 'true'
runs:
  using: composite
  steps:
    - shell: bash
      run: echo "hook of ${owner} in $GITHUB_JOB"
`,
  }
}
