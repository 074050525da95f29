/** Words from which on a sentence says what is to be done or not. */
const MODAL =
  /不得|禁止|严禁|不能|不可(?!抗|或缺|分割|逆)|不准|不许|不允许|无需|无须|不需要?|不必|不用|不要求|免予|免于|应当|必须|需要|应该|应(?!用|急|对|届)|须|可以|可(?!靠|持续|再生|行性|见|信|视|控|追溯|移动|比|用性)|允许|准予|有权|能(?![力源耗效级量动])|要(?!求|素|点|件)|需(?!求)/u;
const NEGATION =
  /(?:不(?!超过|低于|少于|高于|大于|小于|足|满|到|得超过|同|仅|只|断)|未(?!满|来|成年)|非(?!常|遗|机动)|无(?!人机|线)|没有?|停止|取消|暂停)[^，。；]?/gu;

export interface Qualified {
  /** What stands before the word that commands or allows, or before the last 的: 未参加培训的人员. */
  readonly qualifier: string;
  readonly rest: string;
}

/** Parts who is meant from what is said of them. Where nothing commands or allows, only a negated attribute is parted off. */
export function partQualifier(text: string): Qualified {
  const modal = MODAL.exec(text)?.index ?? -1;
  if (modal > 0) return { qualifier: text.slice(0, modal), rest: text.slice(modal) };
  const of = text.lastIndexOf('的');
  const isNegatedBehind = negationsOf(text.slice(of + 1)).length > 0;
  if (modal < 0 && of > 0 && of < text.length - 2 && !isNegatedBehind)
    return { qualifier: text.slice(0, of + 1), rest: text.slice(of + 1) };
  return { qualifier: '', rest: text };
}

/** The negations of a qualifier, each with the sign behind it: 未参, 非本, 无房. */
export function negationsOf(text: string): string[] {
  return [...text.matchAll(NEGATION)].map(([found]) => found);
}
