/** The names in a comma-separated input; none in an empty one. */
export function listed(input: string): readonly string[] {
  return input
    .split(',')
    .map((name) => name.trim())
    .filter((name) => name !== '')
}
