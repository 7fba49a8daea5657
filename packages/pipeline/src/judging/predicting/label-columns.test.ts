import { type Task, tasks } from '@seaworthy/config'
import { describe, expect, it } from 'vitest'
import { tinyModel } from '../../fixtures/tiny-plan.ts'
import type { LockedDataset } from '../../locked-data.ts'
import { labelColumns } from './label-columns.ts'

const [plan] = tinyModel().data
if (!plan) throw new Error('the tiny model has no data')
const labelled = (label: string | null): LockedDataset => ({
  plan: { ...plan, label },
  files: [],
  artifacts: [],
  bytes: 0,
  window: null,
  reading: null,
})

const columns = ['id', 'day', 'query', 'store', 'amount', 'Late', 'late_by', 'label_printer', 'Y_TRUE']

describe('columns that tell what is true', () => {
  it.each(tasks.filter((task) => task !== 'multilabel-classification'))(
    'are in %s the declared label and those called label or y_true, in any case',
    (task) => {
      expect(labelColumns(columns, { task, dataset: labelled('late') })).toEqual(['Late', 'Y_TRUE'])
    },
  )

  it('are with several labels one for each, too, named after the label', () => {
    const names = ['id', 'tags', 'Tags_rain', 'tagsore', 'label_rain', 'LABEL_snow', 'y_true_snow', 'labelling', 'amount']
    expect(labelColumns(names, { task: 'multilabel-classification', dataset: labelled('tags') })).toEqual([
      'tags',
      'Tags_rain',
      'label_rain',
      'LABEL_snow',
      'y_true_snow',
    ])
  })

  it.each<Task>(['regression', 'ranking', 'forecasting'])('are in %s the labels of the other datasets, too', (task) => {
    const siblings = new Map([
      ['train', labelled('sales')],
      ['rows', labelled(null)],
    ])
    expect(labelColumns(['day', 'sales', 'sales_final', 'store'], { task, dataset: { ...labelled('sales_final'), siblings } })).toEqual([
      'sales',
      'sales_final',
    ])
  })

  it('are none where nothing is called so', () => {
    expect(labelColumns(['id', 'amount'], { task: 'clustering', dataset: labelled(null) })).toEqual([])
  })
})
