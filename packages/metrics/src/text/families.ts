import { type Family, single } from '../family.ts'
import { exactMatch, tokenF1 } from './answers.ts'
import { bleu, sentenceBleu } from './bleu.ts'
import { chrf } from './chrf.ts'
import { characterErrorRate, matchErrorRate, wordErrorRate, wordInformationLost } from './error-rates.ts'
import { perplexity } from './perplexity.ts'
import { rougeL, rougeLsum, rougeN } from './rouge.ts'
import { ter } from './ter.ts'

const reads = 'text'
const bestReference = 'of several references the best counts'
const noWords = 'references without words: what was said there is added, with EMPTY_REFERENCE; of several references the lowest rate counts'

/** Every metric of texts, one line each. */
export const textFamilies: readonly Family<'text'>[] = [
  single(exactMatch, {
    reads,
    summary: 'share of answers that are a reference, after SQuAD normalisation',
    source: 'SQuAD evaluation script',
    edges: 'case, ASCII punctuation, "a", "an", "the" and white space do not count',
  }),
  single(tokenF1, {
    reads,
    summary: 'mean F1 of the words that answer and reference share, after SQuAD normalisation',
    source: 'SQuAD 2.0 evaluation script',
    edges: `two texts without words agree; ${bestReference}`,
  }),
  single(bleu, {
    reads,
    summary: 'BLEU of all documents together, 0 to 100',
    source: 'sacrebleu BLEU, case:mixed|eff:no|tok:13a|smooth:exp',
    edges: 'no match at all: 0; an order without a match is smoothed, and there is then no influence',
  }),
  single(sentenceBleu, {
    reads,
    summary: "mean of each document's own BLEU, 0 to 100",
    source: 'sacrebleu sentence BLEU, case:mixed|eff:yes|tok:13a|smooth:exp',
    edges: bestReference,
  }),
  single(chrf(0), {
    reads,
    summary: 'character F2 of all documents together, 0 to 100',
    source: 'sacrebleu chrF2, case:mixed|eff:yes|nc:6|nw:0|space:no',
    edges: `nothing shared: 0, without influence; ${bestReference}`,
  }),
  single(chrf(2), {
    reads,
    summary: 'chrF++: chrF with runs of one and two words, 0 to 100',
    source: 'sacrebleu chrF2++, case:mixed|eff:yes|nc:6|nw:2|space:no',
    edges: `nothing shared: 0, without influence; ${bestReference}`,
  }),
  single(ter, {
    reads,
    summary: 'edits and moved pieces per hundred words of the references',
    source: 'sacrebleu TER, case:lc|tok:tercom|norm:no|punct:yes|asian:no',
    edges: 'no word in any reference: 100 or 0, with EMPTY_REFERENCE; several references: fewest edits, mean length',
  }),
  single(rougeN(1), {
    reads,
    summary: 'mean F1 of shared words',
    source: 'rouge-score rouge1, without stemming',
    edges: `nothing shared: 0; ${bestReference}`,
  }),
  single(rougeN(2), {
    ...{ reads, summary: 'mean F1 of shared pairs of words', source: 'rouge-score rouge2, without stemming' },
    edges: `nothing shared: 0; ${bestReference}`,
  }),
  single(rougeL, {
    ...{ reads, summary: 'mean F1 of the longest common subsequence', source: 'rouge-score rougeL, without stemming' },
    edges: `nothing shared: 0; ${bestReference}`,
  }),
  single(rougeLsum, {
    ...{ reads, summary: 'the same of sentences, one on each line', source: 'rouge-score rougeLsum, without stemming' },
    edges: `nothing shared: 0; ${bestReference}`,
  }),
  single(wordErrorRate, { reads, summary: 'wrong words per word of the references', source: 'jiwer wer', edges: noWords }),
  single(characterErrorRate, { reads, summary: 'wrong characters per character of the references', source: 'jiwer cer', edges: noWords }),
  single(matchErrorRate, { reads, summary: 'wrong words per pair of the alignment', source: 'jiwer mer', edges: noWords }),
  single(wordInformationLost, {
    ...{ reads, summary: '1 less the product of the shares of words that match on both sides', source: 'jiwer wil' },
    edges: `one side without words: 1; ${noWords}`,
  }),
  single(perplexity, {
    reads: 'likelihood',
    summary: 'exp of the mean -log likelihood of a token',
    source: 'torchmetrics Perplexity',
    edges: 'no tokens: NaN with EMPTY_REFERENCE; models of different vocabularies do not compare',
  }),
]
