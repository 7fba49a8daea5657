/** One line of `npm run check`. */
export interface Check {
  readonly name: string
  run(root: string): CheckResult | Promise<CheckResult>
}

export type CheckResult =
  | { readonly kind: 'passed' }
  | { readonly kind: 'failed'; readonly problems: readonly string[] }
  /** A tool is not on this machine; with CI=true that is a failure. */
  | { readonly kind: 'skipped'; readonly reason: string }

export function judged(problems: readonly string[]): CheckResult {
  return problems.length === 0 ? { kind: 'passed' } : { kind: 'failed', problems }
}
