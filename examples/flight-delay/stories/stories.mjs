/**
 * Three pull requests that a team could have opened, in the order in which the demo opens them. Each is true on the real data:
 * the README of this example has the numbers. `changes(read)` gets a reader of the repository's files at that moment and returns
 * `{ path: content }`.
 */
import { readFileSync } from 'node:fs'
import { join } from 'node:path'

/** Replaces each `from`, which must stand in the text once, so that a story cannot silently change nothing. */
function edited(text, edits) {
  return edits.reduce((current, [from, to]) => {
    if (current.split(from).length !== 2) throw new Error(`"${from}" must stand once in the text that a story edits`)
    return current.replace(from, () => to)
  }, text)
}

const BIGGER = [
  ['max_iter: 100 ', 'max_iter: 300 '],
  ['max_leaf_nodes: 31 ', 'max_leaf_nodes: 63 '],
]
const FILTER_BY_AIRPORT = [
  [
    '    if params["drop_delay_over"] is not None:',
    '    known = pa.array(Path("airports.txt").read_text().split())\n    table = table.filter(pc.is_in(table["origin"], known))\n    if params["drop_delay_over"] is not None:',
  ],
  ['import pyarrow.compute as pc', 'import pyarrow as pa\nimport pyarrow.compute as pc'],
]

export const stories = [
  {
    id: 'a',
    branch: 'boosting',
    title: 'Boosted trees on all months',
    body: 'One month and a linear model leave a lot on the table. Same features, gradient boosting, January to April.',
    changes: (read) => ({
      'params.yaml': edited(read('params.yaml'), [
        ['model: logistic  ', 'model: boosting  '],
        ['months: 1  ', 'months: all'],
      ]),
    }),
  },
  {
    id: 'b',
    branch: 'drop-outliers',
    title: 'Drop outliers from the training rows',
    body: 'Delays over an hour are outliers that the model should not chase. Log loss gets better, too.',
    changes: (read) => ({ 'params.yaml': edited(read('params.yaml'), [['drop_delay_over: null', 'drop_delay_over: 60  ']]) }),
  },
  {
    id: 'c',
    branch: 'bigger-model',
    title: 'Bigger model, trained on known airports only',
    body: 'Three times the trees, twice the leaves. Also keeps mistyped airport codes out of the training rows, by a list of the known ones.',
    changes: (read) => ({
      'params.yaml': edited(read('params.yaml'), BIGGER),
      'train.py': edited(read('train.py'), FILTER_BY_AIRPORT),
      // The list itself has the typo: Atlanta is ATL, the list says ALT, and every flight from Atlanta is gone.
      'airports.txt': readFileSync(join(import.meta.dirname, 'airports.txt'), 'utf8'),
    }),
  },
]
