import type { Batch } from '@seaworthy/datasets'
import { type ClassRuns, classRuns, type Prediction } from '@seaworthy/inference'
import type { SegmentationRows } from '@seaworthy/metrics'
import { PipelineError } from '../errors.ts'
import type { LockedImages } from '../pictures/locked-images.ts'
import { readClassMap } from '../pictures/read-class-map.ts'
import { sortedClasses } from '../predictions/class-name.ts'
import { ClassList } from './class-list.ts'
import { type Confusion, confusionOf, segmentationRows, unjudged } from './confusions.ts'
import type { ImageOptions } from './detection-table.ts'
import { columnOf, eachLabel, strangeLabel } from './labels.ts'
import type { Answers, JudgedRows, TaskTable } from './task-table.ts'

type Segmented = Extract<Prediction, { readonly kind: 'segmentation' }>

export interface SegmentationOptions extends ImageOptions {
  readonly images: LockedImages
}

/**
 * Classes of pixels: the label of a row names a PNG of the numbers of classes, in which 255 is judged by nobody. The unit is the image;
 * its pixels are counted, and not kept. Numbers are those of the candidate's classes.
 */
export class SegmentationTable implements TaskTable {
  readonly columns: readonly string[]
  readonly #options: SegmentationOptions
  readonly #classes: ClassList
  readonly #candidate: Confusion[] = []
  readonly #baseline: Confusion[] = []

  constructor(options: SegmentationOptions) {
    this.#options = options
    this.columns = [options.label]
    this.#classes = new ClassList(options.classes ?? [], { grows: true })
  }

  async append(batch: Batch, at: number, { candidate, baseline }: Answers): Promise<void> {
    if (candidate.kind !== 'segmentation') return
    const { label: name, images } = this.#options
    const cells: string[] = []
    eachLabel(columnOf(batch, name), { name, at }, (value) => cells.push(String(value)))
    for (const [offset, cell] of cells.entries()) {
      const row = at + offset
      const map = await readClassMap(await images.read(cell, { column: name, row }), { column: name, row, cell })
      const truth = { ...map, runs: classRuns(map.classes), row }
      this.#candidate.push(this.#counted(truth, candidate, offset))
      if (baseline?.kind === 'segmentation') this.#baseline.push(this.#counted(truth, baseline, offset))
    }
  }

  done(weight: Float64Array | null): JudgedRows {
    const met = this.#classes.names
    const classes = this.#options.classes === null ? sortedClasses(met) : met
    const order = met.map((name) => classes.indexOf(name))
    const rows = (confusions: readonly Confusion[]): SegmentationRows => ({ ...segmentationRows(confusions, { classes, order }), weight })
    return { candidate: rows(this.#candidate), baseline: this.#options.paired ? rows(this.#baseline) : null, grouping: null, unit: 'image' }
  }

  #counted(truth: TrueMap, answers: Segmented, at: number): Confusion {
    const { width, height, runs, row } = truth
    const [wide, high] = [answers.width[at] as number, answers.height[at] as number]
    if (wide !== width || high !== height)
      throw new PipelineError(
        'IMAGE_INVALID',
        `row ${row} of the test window has a mask of ${width} × ${height}, and the model's is ${wide} × ${high}`,
        {
          hint: 'a mask has the size of its image',
        },
      )
    return confusionOf({
      truth: runs,
      said: runsAt(answers, at),
      trueOf: (number) => this.#trueClass(number, row),
      saidOf: (number) => this.#saidClass(number, answers),
    })
  }

  #trueClass(number: number, row: number): number {
    const { classes: known, label: name } = this.#options
    const called = known === null ? String(number) : known[number]
    if (number === unjudged && (known === null || called === undefined)) return -1
    if (called !== undefined) return this.#classes.place(called) ?? -1
    const hint = 'mend the mask, or train on every class that can occur; 255 stands for pixels that nobody judges'
    throw strangeLabel({ name, row, value: number }, { known: `the candidate's classes are 0 to ${(known?.length ?? 0) - 1}`, hint })
  }

  #saidClass(number: number, { classes }: Segmented): number {
    return this.#classes.place(classes?.[number] ?? String(number)) ?? 0
  }
}

interface TrueMap {
  readonly width: number
  readonly height: number
  readonly runs: ClassRuns
  readonly row: number
}

function runsAt({ starts, category, length }: Segmented, at: number): ClassRuns {
  const [from, until] = [starts[at] as number, starts[at + 1] as number]
  return { category: category.subarray(from, until), length: length.subarray(from, until) }
}
