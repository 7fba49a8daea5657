import { type Family, single } from '../family.ts'
import { catalogueCoverage } from './catalogue-coverage.ts'
import { cutoffFamily } from './cutoff-family.ts'
import { areaPerQuery, bpref, fallOutAt, inferredAveragePrecision } from './judged-lists.ts'
import { ndcg } from './ndcg.ts'
import { personalization } from './personalization.ts'
import { noveltyAt, popularityAt } from './popularity-of-lists.ts'
import { hitRateAt, meanAveragePrecision, meanReciprocalRank, precisionAt, recallAt, rPrecision } from './precision-of-lists.ts'

const reads = 'score, relevance'
const noRelevant = 'a query without relevant items counts 0, with EMPTY_QUERIES'
const offered = [10, 1, 5, 100] as const

/** Every metric of ranked lists, one line each. */
export const rankingFamilies: readonly Family<'ranking'>[] = [
  cutoffFamily({
    ...{ name: 'ndcg', offered, isWholeListKnown: true, at: ndcg, reads },
    summary: 'discounted gain of the list as a share of the best possible one; equal scores share their ranks',
    source: 'sklearn.metrics.ndcg_score (linear gain)',
    edges: noRelevant,
  }),
  cutoffFamily({
    ...{ name: 'map', offered, isWholeListKnown: true, at: meanAveragePrecision, reads },
    summary: 'mean over queries of the precision at each relevant item, divided by all relevant items',
    source: 'trec_eval map, map_cut',
    edges: noRelevant,
  }),
  cutoffFamily({
    ...{ name: 'mrr', offered, isWholeListKnown: true, at: meanReciprocalRank, reads },
    summary: 'mean of 1 / the rank of the first relevant item',
    source: 'trec_eval recip_rank',
    edges: `none relevant in the list: 0; ${noRelevant}`,
  }),
  cutoffFamily({
    ...{ name: 'precision', offered, isWholeListKnown: false, at: precisionAt, reads },
    summary: 'share of relevant items among the best K, over K',
    source: 'trec_eval P',
    edges: `a list shorter than K is still divided by K; ${noRelevant}`,
  }),
  cutoffFamily({
    ...{ name: 'recall', offered, isWholeListKnown: false, at: recallAt, reads },
    summary: 'share of the relevant items that are among the best K',
    source: 'trec_eval recall',
    edges: noRelevant,
  }),
  cutoffFamily({
    ...{ name: 'hit_rate', offered, isWholeListKnown: false, at: hitRateAt, reads },
    summary: 'share of queries with a relevant item among the best K',
    source: 'trec_eval success',
    edges: noRelevant,
  }),
  single(rPrecision, {
    reads,
    summary: 'precision among the best R items, R being how many are relevant',
    source: 'trec_eval Rprec',
    edges: noRelevant,
  }),
  single(bpref, {
    reads: 'score, relevance, judged',
    summary: 'how few items judged irrelevant stand above relevant ones',
    source: 'trec_eval bpref',
    edges: `items that are not judged do not count; ${noRelevant}`,
  }),
  single(inferredAveragePrecision, {
    reads: 'score, relevance, judged',
    summary: 'average precision estimated from a judged sample of the items',
    source: 'trec_eval infAP',
    edges: `all items judged: average precision, smoothed by 0.00001; ${noRelevant}`,
  }),
  cutoffFamily({
    ...{ name: 'fall_out', offered, isWholeListKnown: false, at: fallOutAt, reads },
    summary: 'share of the irrelevant items that are among the best K',
    source: 'torchmetrics RetrievalFallOut',
    edges: 'a query without irrelevant items counts 1, with EMPTY_QUERIES',
  }),
  single(areaPerQuery, {
    reads,
    summary: 'ROC AUC within each list, averaged over queries',
    source: 'torchmetrics RetrievalAUROC',
    edges: 'a query without both relevant and irrelevant items counts 0, with EMPTY_QUERIES',
  }),
  cutoffFamily({
    ...{ name: 'coverage', offered, isWholeListKnown: false, at: catalogueCoverage, reads: 'score, item, popularity' },
    summary: 'share of the catalogue that is among the best K of some list',
    source: 'Ge et al. (2010)',
    edges: 'grows with the number of queries; a weight counts only as 0 or not',
  }),
  cutoffFamily({
    ...{ name: 'novelty', offered, isWholeListKnown: false, at: noveltyAt, reads: 'score, item, popularity' },
    summary: 'mean of -log2 of the share of meetings in training that each of the best K items had',
    source: 'Zhou et al. (2010)',
    edges: 'an item never met counts as met once, with UNSEEN_ITEMS; a query without items counts 0',
  }),
  cutoffFamily({
    ...{ name: 'popularity', offered, isWholeListKnown: false, at: popularityAt, reads: 'score, item, popularity' },
    summary: 'how often the best K items were met in training, on average',
    source: 'Yin et al. (2012)',
    edges: 'a query without items counts 0, with EMPTY_QUERIES',
  }),
  cutoffFamily({
    ...{ name: 'personalization', offered, isWholeListKnown: false, at: personalization, reads: 'score, item' },
    summary: '1 less the mean cosine of the best K items of two queries',
    source: '1 - mean cosine similarity of all pairs, written out',
    edges: 'fewer than two queries: NaN with TOO_FEW_ROWS; a query without items shares nothing',
  }),
]
