/**
 * The id that our catalogue has for a metric of another tool, whatever prefix says on which rows it was measured; null where there is none,
 * or where the tool computes it in another way (the trapezoidal area under a precision-recall curve is no average precision).
 * @example canonicalName('eval_accuracy') // 'accuracy'
 * @example canonicalName('precision_recall_auc') // null
 */
export function canonicalName(name: string): string | null {
  const plain = name
    .split('/')
    .at(-1)
    ?.toLowerCase()
    .replace(/,none$/, '')
    .replace(/^(eval|test|val|valid|validation)[_-]/, '')
    .replace(/[\s-]+/g, '_')
  return plain !== undefined && Object.hasOwn(same, plain) ? (same[plain as keyof typeof same] ?? null) : null
}

const same = {
  accuracy: 'accuracy',
  acc: 'accuracy',
  accuracy_score: 'accuracy',
  binary_accuracy: 'accuracy',
  balanced_accuracy: 'balanced_accuracy',
  balanced_accuracy_score: 'balanced_accuracy',
  f1: 'f1',
  f1_score: 'f1',
  precision: 'precision',
  precision_score: 'precision',
  recall: 'recall',
  recall_score: 'recall',
  roc_auc: 'roc_auc',
  roc_auc_score: 'roc_auc',
  auroc: 'roc_auc',
  auc: 'roc_auc',
  average_precision: 'average_precision',
  average_precision_score: 'average_precision',
  log_loss: 'log_loss',
  logloss: 'log_loss',
  binary_logloss: 'log_loss',
  multi_logloss: 'log_loss',
  mlogloss: 'log_loss',
  brier: 'brier',
  brier_score_loss: 'brier',
  matthews_corrcoef: 'mcc',
  matthews_correlation: 'mcc',
  mcc: 'mcc',
  cohen_kappa_score: 'cohen_kappa',
  mean_absolute_error: 'mae',
  mae: 'mae',
  l1: 'mae',
  mean_squared_error: 'mse',
  mse: 'mse',
  l2: 'mse',
  root_mean_squared_error: 'rmse',
  rmse: 'rmse',
  r2: 'r2',
  r2_score: 'r2',
  mean_absolute_percentage_error: 'mape',
  mape: 'mape',
  max_error: 'max_error',
  explained_variance: 'explained_variance',
  exact_match: 'exact_match',
  bleu: 'bleu',
  wer: 'wer',
  cer: 'cer',
  perplexity: 'perplexity',
  word_perplexity: null,
  ndcg: 'ndcg',
} as const satisfies Readonly<Record<string, string | null>>
