import type { SegmentedWord } from '../../language/segmenter.ts';
import { isFunctionWord } from '../../language/stop-words.ts';

/** Words that ask for or grant, confirm or deny, and are no part of what is stated. */
const SAYS_WHETHER =
  /^(?:可以|能够?|不能|准许?|允许|行|要|不要|需要?|无需|必须|须|应当?|应该|该|不该|得|用|不用|会|不会|是|不是|算|属于|属|归|为|有|没有?|无|不|未|别|还|就|都|也|吗|么|呢|的话|有权|不得|禁止|免|予)$/u;
/** Parts of speech without content: particles, adverbs, prepositions, pronouns, numerals, measures, conjunctions, signs. */
const EMPTY_TAG = /^(?:u|d|p|r|y|c|m|q|x|e|o|z|f)/u;

export function isContentWord({ text, tag }: SegmentedWord): boolean {
  const word = text.trim();
  if (word === '' || /^[\p{P}\p{S}]+$/u.test(word) || SAYS_WHETHER.test(word) || isFunctionWord(word))
    return false;
  return !EMPTY_TAG.test(tag) || word.length > 2 || tag === 'eng';
}

/** Money that is asked for or not. */
export const CHARGING =
  /收(?:取)?(?:[^，。；]{0,4})费|(?:要|收|花|交|付|掏|给)(?:不[要收花交付掏给])?钱|付费|缴费|交费|免费|免收/u;
/** No money is asked for. */
export const FREE_OF_CHARGE =
  /免费|免收|免交|免缴|不(?:再|得|予)?(?:收|收取|交|缴纳?)[^，。；]{0,6}(?:费|钱|押金)|无需(?:缴纳|交纳|支付|付)/u;
