import type { Mark } from './ports.ts'

/** The name of the artifact that a mark is: what can be counted is the name, so the name says it all. */
export function markName({ model, name }: Omit<Mark, 'by'>): string {
  return `seaworthy-${name}-${model}`
}
