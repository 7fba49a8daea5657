import { isName, requireName } from './names.ts'

/** @example stageTag({ model: 'flight-delay', stage: 'production', n: 3 }) // 'flight-delay#production#3' */
export function stageTag({ model, stage, n }: StageTag): string {
  return `${stagePrefix(model, stage)}${n}`
}

/** What the tags of one stage of one model start with, and those of no other: `flight-delay#production#`. */
export function stagePrefix(model: string, stage: string): string {
  return `${requireName('model', model)}#${requireName('stage', stage)}#`
}

export interface StageTag {
  readonly model: string
  readonly stage: string
  /** From 1, without gaps; the largest is the newest. */
  readonly n: number
}

/** By GTO's grammar; null for tags that are not ours. */
export function parseStageTag(tag: string): StageTag | null {
  const [model = '', stage = '', count = '', ...rest] = tag.split('#')
  if (rest.length > 0 || !isName(model) || !isName(stage) || !/^[1-9]\d{0,8}$/.test(count)) return null
  return { model, stage, n: Number(count) }
}
