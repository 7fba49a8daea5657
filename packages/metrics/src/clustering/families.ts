import { type Family, single } from '../family.ts'
import { adjustedMutualInfo } from './adjusted-mutual-info.ts'
import { calinskiHarabasz } from './calinski-harabasz.ts'
import { daviesBouldin } from './davies-bouldin.ts'
import { completeness, homogeneity, normalizedMutualInfo, vMeasure } from './information.ts'
import { adjustedRand, fowlkesMallows, rand } from './pair-counts.ts'
import { silhouette } from './silhouette.ts'

const reads = 'prediction, label'
const oneGroup = 'a single group or cluster is warned of with DEGENERATE'
const shape = 'fewer than two clusters, or none of two rows: NaN with DEGENERATE'

/** Every metric of a clustering, one line each. */
export const clusteringFamilies: readonly Family<'clustering'>[] = [
  single(adjustedRand, {
    ...{ reads, summary: 'agreement on pairs of rows, adjusted for chance', source: 'sklearn.metrics.adjusted_rand_score' },
    edges: `truth and clusters alike: 1; ${oneGroup}`,
  }),
  single(adjustedMutualInfo, {
    ...{
      reads,
      summary: 'mutual information of groups and clusters, adjusted for chance',
      source: 'sklearn.metrics.adjusted_mutual_info_score, arithmetic',
    },
    edges: `different weights are refused; ${oneGroup}`,
  }),
  single(normalizedMutualInfo, {
    ...{
      reads,
      summary: 'mutual information of groups and clusters over their mean entropy',
      source: 'sklearn.metrics.normalized_mutual_info_score, arithmetic',
    },
    edges: `one group and one cluster: 1; ${oneGroup}`,
  }),
  single(homogeneity, {
    reads,
    summary: 'whether clusters hold one group',
    source: 'sklearn.metrics.homogeneity_score',
    edges: `one group: 1; ${oneGroup}`,
  }),
  single(completeness, {
    reads,
    summary: 'whether groups lie in one cluster',
    source: 'sklearn.metrics.completeness_score',
    edges: `one cluster: 1; ${oneGroup}`,
  }),
  single(vMeasure, {
    ...{ reads, summary: 'harmonic mean of homogeneity and completeness', source: 'sklearn.metrics.v_measure_score' },
    edges: `one group and one cluster: 1; ${oneGroup}`,
  }),
  single(fowlkesMallows, {
    ...{ reads, summary: 'geometric mean of precision and recall of pairs', source: 'sklearn.metrics.fowlkes_mallows_score' },
    edges: `no pair together in both: 0; ${oneGroup}`,
  }),
  single(rand, { reads, summary: 'share of pairs of rows agreed on', source: 'sklearn.metrics.rand_score', edges: `one row: 1; ${oneGroup}` }),
  single(silhouette, {
    reads: 'prediction, features',
    summary: 'how much nearer a row is to its own cluster than to the nearest other one',
    source: 'sklearn.metrics.silhouette_score, Euclidean',
    edges: `a row alone in its cluster: 0; more than 10,000 rows: a sample at equal steps, with SAMPLED; ${shape}`,
  }),
  single(calinskiHarabasz, {
    reads: 'prediction, features',
    summary: 'variance between clusters over variance within',
    source: 'sklearn.metrics.calinski_harabasz_score',
    edges: `all rows on their centroids: 1 with DEGENERATE; ${shape}`,
  }),
  single(daviesBouldin, {
    reads: 'prediction, features',
    summary: 'likeness of each cluster to the one most like it',
    source: 'sklearn.metrics.davies_bouldin_score',
    edges: `all rows on their centroids, or all centroids on one point: 0 with DEGENERATE; ${shape}`,
  }),
]
