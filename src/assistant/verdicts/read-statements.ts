import type { TextSpan } from '../../domain/text-span.ts';
import { findQuantities, type Quantity } from '../../language/quantities/index.ts';
import { FREE_OF_CHARGE } from './claim-words.ts';
import { partQualifier } from './qualifiers.ts';

/** How a part of a sentence speaks of what it names. */
export type Stance = 'states' | 'denies' | 'allows' | 'forbids' | 'owes' | 'spares';

/** One part of a sentence between commas that says something. */
export interface Statement extends TextSpan {
  readonly text: string;
  /** What stands before it in its sentence: subject, conditions. */
  readonly before: string;
  readonly stance: Stance;
  /** Conditions in words: 逾期不还的. */
  readonly cases: readonly string[];
  /** Quantities that say for which cases it holds: 超过24小时的. */
  readonly conditions: readonly Quantity[];
  /** Quantities that it states itself: 不超过1次. */
  readonly figures: readonly Quantity[];
  /** What it makes an exception of: 除抢险车辆外. */
  readonly exception: string | null;
  readonly isFree: boolean;
}

const STANCES: readonly (readonly [Stance, RegExp])[] = [
  [
    'spares',
    /无需|不需要?|无须|不必|不用|免予|免于|免(?:交|缴|收|办|费|除|检|票|试|征)|可以?不(?!同)|不要求|不受[^，。；]{0,12}限制|不影响/u,
  ],
  ['forbids', /不得|禁止|严禁|不能|不可(?!抗|或缺|分割|逆|移动|预见)|不准|不许|不允许|不应|谢绝/u],
  [
    'denies',
    /不(?!断|仅|只|少于|低于|小于|超过|高于|大于|同|足|满|到|良|锈|动产|定期|限|论|含|可抗|可或缺|等|合格|少|符合|达标|在|变|力|法)|未(?!来|成年|婚|满|达|按|经|能)|没有|没(?!收|入)|无(?![人线障锡机缝害偿纺形效论])|暂停|停止|取消/u,
  ],
  ['owes', /应当|必须|应(?!用|急|对|届|予|收|付|有|届)|须|需(?!求)|需要|要(?!求|素|点|件)|方可|凭/u],
  [
    'allows',
    /可以|可(?!靠|持续|再生|行性|见|能|信|视|控|追溯|移动|比|用性)|允许|准予|能够?(?!力|源|耗|效|级|量|动)|有权/u,
  ],
];

/** 「除抢险车辆外」 「老年人除外」 「急诊病人不受此限」 */
const EXCEPT =
  /除(?<before>[^，。；]{2,30}?)(?:以|之)?外(?:，|,)?|(?<after>[^，。；]{2,30}?)(?:的)?(?:除外|不受(?:此|前款|上述)[^，。；]{0,8}限(?:制)?|不在此限|例外)/u;
const ENDS_CONDITION = /(?:的|时|后|前|者|期间|情形下?|情况下?)$/u;
const OPENS_CONDITION = /^(?:凡|对|对于|如果?|若|当|因|经|自|在|为了?|根据|按照|除)/u;

/** The statements of a sentence, in order. */
export function readStatements(sentence: string): Statement[] {
  const exception = exceptionOf(sentence);
  const statements: Statement[] = [];
  let before = '';
  let conditions: Quantity[] = [];
  let cases: string[] = [];
  for (const match of sentence.matchAll(/[^，,。；;：:！!\n]+/gu)) {
    const text = match[0].trim();
    if (text.length < 2) continue;
    const found = findQuantities(text).map((quantity) => reached(quantity, text));
    const isCondition =
      ENDS_CONDITION.test(text) || (OPENS_CONDITION.test(text) && stanceOf(text) === 'states');
    if (isCondition) {
      conditions = [...conditions, ...found];
      if (exception === null || !text.includes(exception)) cases = [...cases, text];
      before += `${text}，`;
      continue;
    }
    const within = found.filter(
      ({ end }) =>
        /^[^，。；]{0,12}的(?!\s*$)/u.test(text.slice(end)) &&
        !/^(?:以[上下内])?的?(?:标准|比例|罚款|补[助贴]|奖励)/u.test(text.slice(end)),
    );
    statements.push({
      start: match.index,
      end: match.index + match[0].length,
      text,
      before,
      stance: stanceOf(partQualifier(text).rest),
      cases,
      conditions: [...conditions, ...within],
      figures: found.filter((quantity) => !within.includes(quantity)),
      exception,
      isFree: FREE_OF_CHARGE.test(text),
    });
    before += `${text}，`;
  }
  return statements;
}

/** 年满28周岁, 达到80分: at least so much. */
function reached(quantity: Quantity, text: string): Quantity {
  const isReached = quantity.bound === 'exactly' && /(?:满|达到?|已有)$/u.test(text.slice(0, quantity.start));
  return isReached ? { ...quantity, bound: 'at-least' } : quantity;
}

function stanceOf(text: string): Stance {
  return STANCES.find(([, pattern]) => pattern.test(text))?.[0] ?? 'states';
}

function exceptionOf(sentence: string): string | null {
  const found = EXCEPT.exec(sentence)?.groups;
  return found?.['before'] ?? found?.['after'] ?? null;
}
