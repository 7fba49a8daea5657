/** A value as text that is the same for equal values, whatever the order of keys. @example canonical({ b: 1, a: [2] }) // '{"a":[2],"b":1}' */
export function canonical(value: unknown): string {
  return (
    JSON.stringify(value, (_, part: unknown) =>
      typeof part === 'object' && part !== null && !Array.isArray(part)
        ? Object.fromEntries(Object.entries(part).toSorted(([one], [other]) => (one < other ? -1 : 1)))
        : part,
    ) ?? 'undefined'
  )
}
