import type { LsaModel } from './lsa-model.ts';
import { chooseVocabulary, weighTerms } from './term-vocabulary.ts';
import { trainProjection } from './train-projection.ts';

/**
 * Chosen on a quarter of the questions over 57,687 statute articles: 256 dimensions find a little more by themselves and
 * nothing more beside keywords; a second round costs double and finds less.
 */
const DIMENSION = 192;
const ROUNDS = 1;
const VOCABULARY = { minTexts: 2, maxShare: 0.3, maxTerms: 25_000 };
/** More texts than this are thinned out evenly: a third of the statutes trained vectors as good as half of them. */
const MAX_TRAINING_TEXTS = 20_000;
/** Below so many texts a term of one text alone is kept too: there are few to begin with. */
const SMALL_CORPUS = 1000;
/** A corpus of n texts has about n / 3 directions worth telling apart. */
const TEXTS_PER_DIMENSION = 3;
/** Fewer would not even keep a handful of texts apart. */
const FEW_DIMENSIONS = 16;
/**
 * Directions are divided by their singular value to this power: the strongest ones, which hold what nearly all texts
 * share, count for less.
 */
const WHITENING = 1;

/**
 * Latent semantic analysis: terms that stand in the same texts come to lie near each other, so that a question finds a
 * clause which says it in other words. Deterministic bit for bit. A corpus without a common term gives a model without
 * terms, whose vectors are all zero.
 */
export async function trainLsaModel(
  texts: readonly string[],
  extractTerms: (text: string) => readonly string[],
  options: { readonly dimension?: number } = {},
): Promise<LsaModel> {
  const step = Math.max(1, texts.length / MAX_TRAINING_TEXTS);
  const sampleSize = Math.floor(texts.length / step);
  const bags = Array.from({ length: sampleSize }, (_, i) => extractTerms(texts[Math.floor(i * step)]!));
  const limits = texts.length < SMALL_CORPUS ? { ...VOCABULARY, minTexts: 1 } : VOCABULARY;
  const { terms, idf } = chooseVocabulary(bags, limits);
  if (terms.length === 0) return { dimension: 1, terms, idf, directions: new Float32Array(0) };
  const numbers = new Map(terms.map((term, number) => [term, number]));
  const rows = bags.map((bag) => weighTerms(bag, numbers, idf));
  const wanted =
    options.dimension ??
    Math.min(DIMENSION, Math.max(FEW_DIMENSIONS, Math.floor(texts.length / TEXTS_PER_DIMENSION)));
  const projection = await trainProjection(rows, {
    termCount: terms.length,
    dimension: wanted,
    rounds: ROUNDS,
  });
  const { dimension, values, singularValues } = projection;
  const scale = singularValues.map((value) => (value > 1e-6 ? value ** -WHITENING : 0));
  const directions = values.map((value, at) => value * scale[at % dimension]!);
  return { dimension, terms, idf, directions };
}
