import { describe, expect, it } from 'vitest'
import { xgboostModel } from './xgboost-json.ts'

const trees = [{ left_children: [1, -1, -1] }, { left_children: [-1] }]

describe('xgboostModel', () => {
  it('counts the nodes of all trees', () => {
    const model = { learner: { gradient_booster: { name: 'gbtree', model: { trees } } }, version: [3, 0, 0] }
    expect(xgboostModel(JSON.stringify(model))).toEqual({ booster: 'gbtree', parameters: 4 })
  })

  it('finds the trees of a dart, which keeps them one level deeper', () => {
    const model = { learner: { gradient_booster: { name: 'dart', gbtree: { model: { trees } } } } }
    expect(xgboostModel(JSON.stringify(model))).toEqual({ booster: 'dart', parameters: 4 })
  })

  it('counts the weights of a linear model', () => {
    const model = { learner: { gradient_booster: { name: 'gblinear', model: { weights: [1, 2, 3] } } } }
    expect(xgboostModel(JSON.stringify(model))).toEqual({ booster: 'gblinear', parameters: 3 })
  })

  it.each(['{}', '[]', 'null', '{"learner": 1}', '{"learner": {"gradient_booster": {}}}', '{'])('is not taken in by %s', (text) => {
    expect(xgboostModel(text)).toBe(null)
  })
})
