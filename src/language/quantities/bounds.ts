/** How a number is bounded; `exactly` where nothing says otherwise. */
export type Bound = 'at-least' | 'more-than' | 'at-most' | 'less-than' | 'about' | 'exactly' | 'range';

const LINK = '(?:了|为|到|在|至|于)?\\s*';
const BEFORE: readonly (readonly [Bound, RegExp])[] = [
  [
    'at-least',
    new RegExp(
      `(?:不低于|不少于|不小于|不得低于|不得少于|不得小于|不能低于|不能少于|不短于|最低)${LINK}$|(?:至少|最少|起码)[\\u4e00-\\u9fff]{0,4}$`,
      'u',
    ),
  ],
  [
    'at-most',
    new RegExp(
      `(?:不超过|不高于|不大于|不多于|不长于|不得超过|不得高于|不得大于|不得多于|不得长于|不能超过|不突破|至多|最多|最高|最高不超过|上限|控制在|最长|最大)${LINK}$`,
      'u',
    ),
  ],
  ['more-than', new RegExp(`(?:超过|超出|高于|大于|多于|突破|逾|(?<![高])超)${LINK}$`, 'u')],
  ['less-than', new RegExp(`(?:低于|少于|小于|不足|不到|未满|不满|短于)${LINK}$`, 'u')],
  ['about', /(?:大约|约|将近|接近|近|大概|左右)\s*$/u],
];
/** 「不得高于成本价的80%」: the base stands between. */
const OF_BASE =
  /(?<bound>不低于|不少于|不得低于|不得少于|不超过|不高于|不得超过|不得高于|超过|低于|高于)(?<base>[\u4e00-\u9fff]{2,10}的)$/u;
const NEGATED = /(?:不|不得|不能|未|没有)$/u;

const AFTER: readonly (readonly [Bound, RegExp])[] = [
  ['at-least', /^(?:的?\s*)?(?:及以上|以上|之上|起(?![诉草点步始]))/u],
  ['at-most', /^(?:的?\s*)?(?:及以下|以下|以内|之内|之下|封顶|内(?![容部地外陆河销需涝心蒙]))/u],
  ['about', /^(?:左右|上下)/u],
];

/** The bound of the number at `start` … `end` and the place with the words that say so. `isMore`: 多, 余 stand in it. */
export function readBound(
  text: string,
  start: number,
  end: number,
  isMore: boolean,
): { readonly bound: Bound; readonly from: number; readonly to: number } {
  const before = text.slice(Math.max(0, start - 20), start);
  const after = text.slice(end, end + 6);
  const behind = AFTER.map(([bound, pattern]) => ({ bound, match: pattern.exec(after) })).find(
    ({ match }) => match,
  );
  const to = end + (behind?.match?.[0].length ?? 0);
  for (const [bound, pattern] of BEFORE) {
    const match = pattern.exec(before);
    if (
      !match ||
      ((bound === 'more-than' || bound === 'less-than') && NEGATED.test(before.slice(0, match.index)))
    )
      continue;
    return { bound, from: start - match[0].length, to };
  }
  const base = OF_BASE.exec(before);
  if (base) {
    const bound = readBound(
      `${base.groups!['bound']}0`,
      base.groups!['bound']!.length,
      base.groups!['bound']!.length + 1,
      false,
    ).bound;
    return { bound, from: start - base[0].length, to };
  }
  return { bound: behind?.bound ?? (isMore ? 'about' : 'exactly'), from: start, to };
}
