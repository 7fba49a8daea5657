import type { Batch } from '@seaworthy/datasets'
import type { Prediction } from '@seaworthy/inference'
import type { Boxes, DetectionRows } from '@seaworthy/metrics'
import { type CellBox, cellBoxes } from '../predictions/cell-boxes.ts'
import { ClassList } from './class-list.ts'
import { columnOf, eachLabel, strangeLabel } from './labels.ts'
import type { Answers, JudgedRows, TableOptions, TaskTable } from './task-table.ts'

type Detected = Extract<Prediction, { readonly kind: 'detection' }>

export interface ImageOptions extends TableOptions {
  /** What the candidate's file names; null: whatever occurs. */
  readonly classes: readonly string[] | null
}

/**
 * Boxes in images: those that are true as each row's label lists them, see `cellBoxes`, and those that the models find. The unit is the
 * image. A class of the label that the candidate does not name is refused; where it names none, classes are their numbers.
 */
export class DetectionTable implements TaskTable {
  readonly columns: readonly string[]
  readonly #options: ImageOptions
  readonly #classes: ClassList
  readonly #truth = new BoxStore()
  readonly #crowd: number[] = []
  readonly #area: number[] = []
  readonly #candidate = new BoxStore()
  readonly #baseline: BoxStore | null

  constructor(options: ImageOptions) {
    this.#options = options
    this.columns = [options.label]
    this.#classes = new ClassList(options.classes ?? [], { grows: true })
    this.#baseline = options.paired ? new BoxStore() : null
  }

  append(batch: Batch, at: number, { candidate, baseline }: Answers): void {
    if (candidate.kind !== 'detection') return
    const { label: name } = this.#options
    eachLabel(columnOf(batch, name), { name, at }, (value, row) => {
      const boxes = cellBoxes(String(value))
      if (typeof boxes === 'string')
        throw strangeLabel({ name, row, value }, { known: boxes, hint: 'a label is [{"bbox": [left, top, width, height], "category": …}, …]' })
      for (const box of boxes) this.#add(box, this.#classOf(box, { row, names: candidate.classes }))
      this.#truth.endImage()
    })
    this.#append(this.#candidate, candidate)
    if (baseline?.kind === 'detection' && this.#baseline) this.#append(this.#baseline, baseline)
  }

  done(weight: Float64Array | null): JudgedRows {
    const truth = { ...this.#truth.done(), crowd: Uint8Array.from(this.#crowd), area: Float64Array.from(this.#area) }
    const rows = (store: BoxStore): DetectionRows => ({
      kind: 'detection',
      classes: this.#classes.names,
      truth,
      prediction: { ...store.done(), score: Float64Array.from(store.score) },
      weight,
    })
    return { candidate: rows(this.#candidate), baseline: this.#baseline && rows(this.#baseline), grouping: null, unit: 'image' }
  }

  #add({ box, area, isCrowd }: CellBox, category: number): void {
    this.#truth.add(box, category)
    this.#crowd.push(isCrowd ? 1 : 0)
    this.#area.push(area ?? box[2] * box[3])
  }

  #append(store: BoxStore, { starts, box, category, score, classes }: Detected): void {
    for (let image = 0; image + 1 < starts.length; image++) {
      for (let at = starts[image] as number; at < (starts[image + 1] as number); at++) {
        const number = category[at] as number
        store.add(box.subarray(4 * at, 4 * at + 4), this.#classes.place(classes?.[number] ?? String(number)) ?? 0)
        store.score.push(score[at] as number)
      }
      store.endImage()
    }
  }

  // A number is that of the candidate's class, unless a class is called so.
  #classOf({ category }: CellBox, { row, names }: { readonly row: number; readonly names: readonly string[] | null }): number {
    const { label: name, classes: known } = this.#options
    const isName = known === null || known.includes(String(category))
    const called = isName ? String(category) : typeof category === 'number' ? known[category] : undefined
    const isNumbered = names !== null || /^\d+$/.test(String(category))
    if (called !== undefined && isNumbered) return this.#classes.place(called) ?? 0
    const said = known === null ? 'the candidate names no classes, so that they are numbers' : `the candidate's classes are ${known.join(', ')}`
    throw strangeLabel({ name, row, value: category }, { known: said, hint: 'mend the data, or train on every class that can occur' })
  }
}

/** Boxes of one image after the other. */
class BoxStore {
  readonly score: number[] = []
  readonly #starts = [0]
  readonly #category: number[] = []
  readonly #box: number[] = []

  add(box: ArrayLike<number>, category: number): void {
    for (let side = 0; side < 4; side++) this.#box.push(box[side] as number)
    this.#category.push(category)
  }

  endImage(): void {
    this.#starts.push(this.#category.length)
  }

  done(): Boxes {
    return { starts: Uint32Array.from(this.#starts), category: Int32Array.from(this.#category), box: Float64Array.from(this.#box) }
  }
}
