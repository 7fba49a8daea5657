import { loggedTable } from './logged-table.ts'

/** Lightning's CSVLogger: sparse rows by epoch and step. */
export const lightning = loggedTable({
  format: 'lightning',
  files: /(^|\/)metrics\.csv$/,
  separator: ',',
  isIts: (columns) => columns.includes('epoch') && columns.includes('step'),
  places: /^(epoch|step)$/,
})

/** Ultralytics' `results.csv`, whose heads have spaces before them. Its mAP is the COCO one of boxes (B), else of masks or poses. */
export const ultralytics = loggedTable({
  format: 'ultralytics',
  files: /(^|\/)results\.csv$/,
  separator: ',',
  isIts: (columns) => columns.includes('epoch') && columns.some((name) => name.startsWith('metrics/')),
  places: /^(epoch|time|lr\/.*)$/,
  canonical: (name) => ({ 'metrics/mAP50-95(B)': 'ap', 'metrics/mAP50(B)': 'ap_50', 'metrics/accuracy_top1': 'accuracy' })[name] ?? null,
})

/** Keras' CSVLogger. */
export const kerasTable = loggedTable({
  format: 'keras',
  files: /\.(csv|log)$/,
  separator: ',',
  isIts: (columns) =>
    columns.includes('epoch') && columns.includes('loss') && !columns.includes('step') && !columns.some((name) => name.includes('/')),
  places: /^(epoch|learning_rate|lr)$/,
})

/** CatBoost's `learn_error.tsv` and `test_error.tsv`. */
export const catboost = loggedTable({
  format: 'catboost',
  files: /(^|\/)(learn|test)_error\.tsv$/,
  separator: '\t',
  isIts: ([first]) => first === 'iter',
  places: /^iter$/,
  canonical: (name) =>
    ({ Logloss: 'log_loss', AUC: 'roc_auc', Accuracy: 'accuracy', RMSE: 'rmse', MAE: 'mae', F1: 'f1', MultiClass: 'log_loss' })[
      name.split(':')[0] ?? ''
    ] ?? null,
})
