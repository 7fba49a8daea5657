/** What a model of XGBoost, saved as JSON, holds. */
export interface XgboostModel {
  /** `gbtree`, `dart` or `gblinear`. */
  readonly booster: string
  /** Nodes of its trees, or weights of its linear model. */
  readonly parameters: number
}

/** Null where the text is other JSON, or none. */
export function xgboostModel(text: string): XgboostModel | null {
  const learner = fieldOf(parsed(text), 'learner')
  const booster = fieldOf(learner, 'gradient_booster')
  const name = fieldOf(booster, 'name')
  if (typeof name !== 'string') return null
  return { booster: name, parameters: parametersOf(name === 'dart' ? fieldOf(booster, 'gbtree') : booster) }
}

function parametersOf(booster: unknown): number {
  const model = fieldOf(booster, 'model')
  const weights = fieldOf(model, 'weights')
  if (Array.isArray(weights)) return weights.length
  const trees = fieldOf(model, 'trees')
  if (!Array.isArray(trees)) return 0
  return trees.reduce((sum: number, tree: unknown) => sum + lengthOf(fieldOf(tree, 'left_children')), 0)
}

function lengthOf(value: unknown): number {
  return Array.isArray(value) ? value.length : 0
}

function fieldOf(value: unknown, name: string): unknown {
  return typeof value === 'object' && value !== null && Object.hasOwn(value, name) ? Reflect.get(value, name) : undefined
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return null
  }
}
