import type { Rows } from '@seaworthy/metrics'

/** A handful of metrics that these rows have what is needed for; the first is the one that models are compared by where none is named. */
export function defaultMetrics(rows: Rows): readonly string[] {
  switch (rows.kind) {
    case 'binary': {
      const isProbability = rows.score !== null && withinOne(rows.score)
      const ranked = rows.score === null ? [] : ['roc_auc', 'average_precision', ...(isProbability ? ['log_loss', 'brier'] : [])]
      return [...ranked, ...(rows.prediction || isProbability ? ['accuracy', 'precision', 'recall', 'f1'] : [])]
    }
    case 'multiclass':
      return ['accuracy', 'balanced_accuracy', 'f1_macro', ...(rows.probability ? ['log_loss', 'roc_auc_ovr_macro'] : [])]
    case 'multilabel': {
      const isDecided = rows.prediction !== null || (rows.score !== null && withinOne(rows.score))
      return [...(isDecided ? ['f1_macro', 'f1_micro', 'hamming_loss', 'accuracy'] : []), ...(rows.score ? ['average_precision_macro', 'lrap'] : [])]
    }
    case 'regression':
      return ['mae', 'rmse', 'r2', 'mean_error', ...ofDistribution(rows, 'crps')]
    case 'forecasting': {
      const scaled = [...(rows.scale ? ['mase'] : []), ...(rows.squaredScale ? ['rmsse'] : [])]
      return [...scaled, 'mae', 'rmse', 'smape', 'mean_error', ...ofDistribution(rows, 'wql')]
    }
    case 'ranking':
      return ['ndcg@10', 'map', 'mrr', 'recall@10']
    case 'clustering': {
      const known = rows.label ? ['adjusted_rand', 'normalized_mutual_info', 'homogeneity', 'completeness'] : []
      return [...known, ...(rows.features ? ['silhouette'] : [])]
    }
    case 'text':
      return [...(rows.prediction ? ['token_f1', 'exact_match', 'rouge_l', 'chrf'] : []), ...(rows.likelihood ? ['perplexity'] : [])]
    case 'detection':
      return ['ap', 'ap_50', 'ap_75', 'ar_100']
    case 'segmentation':
      return ['mean_iou', 'dice', 'pixel_accuracy']
  }
}

function ofDistribution(
  { quantiles, interval }: Pick<Extract<Rows, { kind: 'regression' }>, 'quantiles' | 'interval'>,
  ofQuantiles: string,
): readonly string[] {
  return [...(quantiles ? [ofQuantiles] : []), ...(interval ? ['interval_coverage', 'interval_width'] : [])]
}

function withinOne(values: ArrayLike<number>): boolean {
  for (let at = 0; at < values.length; at++) if (!((values[at] as number) >= 0 && (values[at] as number) <= 1)) return false
  return true
}
