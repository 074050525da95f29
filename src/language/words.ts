/** Words of a text: one door to segmentation, index terms and function words. */
export { addWords, type SegmentedWord, segmentWords } from './segmenter.ts';
export { isFunctionWord, STOP_WORDS } from './stop-words.ts';
export { extractTerms, literalTerms, normaliseForTerms, termsOfQuery } from './terms.ts';
