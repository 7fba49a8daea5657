import type { Answers, Question } from './answers.ts'

/** A number counts as another one when it moves by more than this share of itself. */
const numberShare = 0.05

/** How answers become decisions. */
export interface DecisionRule extends Pick<Question, 'kind'> {
  /** Above it, a score decides for the class. */
  readonly threshold: number
}

/**
 * 1 for each row whose decision differs between two answers: another side of the threshold, another most likely class, another set of
 * labels, another group; a predicted number that moved by more than 5 % of itself.
 */
export function changedRows({ kind, threshold }: DecisionRule, before: Answers, after: Answers): Uint8Array {
  const { width } = before
  const rows = before.values.length / width
  const differs = comparison(kind, { before, after, threshold })
  return Uint8Array.from({ length: rows }, (_, row) => (differs(row * width) ? 1 : 0))
}

interface Compared {
  readonly before: Answers
  readonly after: Answers
  readonly threshold: number
}

function comparison(kind: Question['kind'], { before, after, threshold }: Compared): (start: number) => boolean {
  const value = ({ values }: Answers, at: number): number => values[at] as number
  if (before.named) return (start) => value(before, start) !== value(after, start)
  switch (kind) {
    case 'binary':
    case 'multilabel':
      return (start) => some(before.width, (at) => value(before, start + at) > threshold !== value(after, start + at) > threshold)
    case 'multiclass':
      return (start) => largest(before, start) !== largest(after, start)
    case 'regression':
    case 'ranking':
      return (start) => Math.abs(value(after, start) - value(before, start)) > numberShare * Math.abs(value(before, start))
    case 'clustering':
    case 'detection':
    case 'segmentation':
    case 'text':
      return (start) => value(before, start) !== value(after, start)
  }
}

function some(width: number, holds: (at: number) => boolean): boolean {
  for (let at = 0; at < width; at++) if (holds(at)) return true
  return false
}

// The first of equals, as metrics decide.
function largest({ values, width }: Answers, start: number): number {
  let best = 0
  for (let at = 1; at < width; at++) if ((values[start + at] as number) > (values[start + best] as number)) best = at
  return best
}
