import { withoutUnits } from './check-content.ts';
import { coverPairs, normalForm } from './content-pairs.ts';
import { type ContentWord, contentWords, holdsWord } from './content-words.ts';
import { type FollowedCell, followedCells } from './followed-cells.ts';
import type { ProofSource, SourceCell, SourceSentence } from './proof-source.ts';
import { isYear, type Quantity, readQuantities } from './read-quantities.ts';
import type { NamedPlace } from './read-role-claims.ts';
import type { StatementCell, StatementSentence } from './statement-sentences.ts';

/**
 * Share of a stretch of the clause that must be said with it: 「对新建设施按核定造价的40%给予补助」 is not said by 「对设施给予补助」, which
 * holds for more. Measured by `npm run eval:statements`.
 */
const SAID_WITH = 0.7;

/** Share of a stretch's words in headings and title from which on it only names them. */
const NAMES_FRAME = 0.9;

/** Words between whose sides it matters which stands first: 租金不得高于成本价, 由甲向乙报告. */
const DIRECTED =
  /占|作为|为|比|用于|设在|是|承担|负责|高于|低于|大于|小于|优于|给予|报|委托|授权|移交|监督|服务|支持|指导|转|代替|取代|替代|纳入|并入|从|至|由|向|给|先|后|优先|依托|按|以/u;

/** Where and when, in one character: 摊位内 is not 摊位外, 22时后 not 22时前. */
const SIDES = /[内外前后初末底]/gu;
const SIDES_IN_WORDS =
  /国内|国外|境内|境外|海外|涉外|对外|外贸|外商|外资|户外|内容|内部|内涵|前提|前沿|前端|后续|后端|先后|初步|初期|底座|彻底|目前|此前|此后|然后|随后|外部|室内|室外|内陆|内河/gu;

/** Bodies by their role alone: 配合单位, 各牵头部门. */
const ROLE_NOUN = /(?:牵头|配合|责任|主办|协办|参与|主管|成员)(?:单位|部门)/gu;

/**
 * Whether a sentence stays so close to the clause that nothing is lost or joined anew: a stretch says most of the stretch that it
 * follows, its words in that order where order matters, and takes words from no stretch that it does not say. Null: it does.
 */
export function checkTight(
  sentence: StatementSentence,
  aligned: readonly SourceSentence[],
  source: ProofSource,
  places: readonly NamedPlace[],
): 'content' | 'mixed' | 'question' | null {
  if (/(?:吗|呢|么)$|[？?]/u.test(sentence.text.trim())) return 'question';
  const pairs = new Set(sentence.cells.flatMap((cell) => [...cell.pairs]));
  for (const cell of sentence.cells) {
    const followed = followedCells(cell, aligned);
    if (followed.length === 0) continue;
    if (!keepsSides(cell, followed, source) || !keepsRoleNouns(cell, followed, sentence, places))
      return 'mixed';
    // Headings, title and number may be named beside what the clause says.
    if (cell.pairs.size < 2 || coverPairs(cell.pairs, source.framePairs) >= NAMES_FRAME) continue;
    if (!followed.some((one) => saysAll(one, sentence, source))) return 'content';
    if (!followed.some((one) => keepsOrder(cell.normal, one.cell.normal))) return 'mixed';
  }
  return borrows(sentence, aligned, source, places, pairs) ? 'mixed' : null;
}

/** A word that names something stands in a stretch that is said, or in a heading. */
function borrows(
  sentence: StatementSentence,
  aligned: readonly SourceSentence[],
  source: ProofSource,
  places: readonly NamedPlace[],
  pairs: ReadonlySet<string>,
): boolean {
  const said = aligned
    .flatMap(({ cells }) => cells)
    .filter((cell) => cell.pairs.size === 0 || coverPairs(cell.pairs, pairs) >= SAID_WITH)
    .map(({ normal }) => normal)
    .join('\n');
  const text = `${said}\n${source.headings}`;
  return contentWords(withoutUnits(sentence, places)).some((word) => word.isName && !holdsWord(text, word));
}

/**
 * Every word that names something and every figure of the stretch is said: what is left out would be a limit (31个[非涉密]系统,
 * [22时后]禁止). Names of units are compared with the records elsewhere.
 */
function saysAll({ cell }: FollowedCell, { normal }: StatementSentence, source: ProofSource): boolean {
  const { words, figures, limits } = wantedOf(cell, source);
  if (words.some((word) => !holdsWord(normal, word))) return false;
  const own = readQuantities(normal);
  const isSaid = (figure: Quantity) =>
    own.some((one) => one.value === figure.value && one.upTo === figure.upTo);
  return (
    figures.every(isSaid) &&
    limits.every(({ limit, word }) => !normal.includes(word) || normal.includes(limit))
  );
}

/** What a statement must say of a stretch of the clause. */
interface Wanted {
  readonly words: readonly ContentWord[];
  readonly figures: readonly Quantity[];
  readonly limits: readonly { readonly limit: string; readonly word: string }[];
}

const wanted = new WeakMap<SourceCell, Wanted>();

/** Kept per stretch: every statement of every answer is compared with it. */
function wantedOf(cell: SourceCell, { clause }: ProofSource): Wanted {
  const known = wanted.get(cell);
  if (known) return known;
  const text = clause.units.reduce(
    (left, { name }) => left.replaceAll(normalForm(name), '\n'),
    cell.normal.replace(ITEM_NUMBER, '\n'),
  );
  const found: Wanted = {
    words: contentWords(text).filter((word) => word.isName && !LOOSE.has(word.text)),
    figures: readQuantities(text).filter(
      (figure) => !isYear(figure) && figure.unit !== '' && figure.unit !== '第',
    ),
    limits: [...text.matchAll(LIMIT)].map(({ groups }) => ({
      limit: groups!['limit']!,
      word: groups!['word']!,
    })),
  };
  wanted.set(cell, found);
  return found;
}

/** 第三条, （二）, 1.: the clause's own number. */
const ITEM_NUMBER =
  /第[\d〇零一二三四五六七八九十百千]+[编章节条款项目]|^[(（]?[\d一二三四五六七八九十]{1,3}[)）.、．]/gu;

/** Words of place and kind that limit nothing in a document of that place. */
const LOOSE = new Set(['全市', '全县', '全区', '全省', '我市', '本市', '市级']);

/** One character before a word that makes it another thing: 非涉密, 新设施. */
const LIMIT = /(?<limit>[非未无新老旧])(?<word>\p{Script=Han}{2})/gu;

/** Two words in the other order than in the clause, with a word between them there that says who does what to whom. */
function keepsOrder(statement: string, source: string): boolean {
  let last = -1;
  for (const { text } of contentWords(statement)) {
    const at = source.indexOf(text);
    if (at < 0 || source.indexOf(text, at + 1) >= 0) continue;
    if (at < last && DIRECTED.test(source.slice(at + text.length, last))) return false;
    last = at;
  }
  return true;
}

function keepsSides(cell: StatementCell, followed: readonly FollowedCell[], source: ProofSource): boolean {
  const text = followed.map((one) => `${one.before?.normal ?? ''}，${one.cell.normal}`).join('，');
  const sides = cell.normal.replace(SIDES_IN_WORDS, '').match(SIDES) ?? [];
  return sides.every((side) => text.includes(side) || source.headings.includes(side));
}

/** 「配合单位负总责」 where the clause says it of 牵头单位. Beside a name the records decide. */
function keepsRoleNouns(
  { normal }: StatementCell,
  followed: readonly FollowedCell[],
  { start, text }: StatementSentence,
  places: readonly NamedPlace[],
): boolean {
  if (places.some((place) => place.start >= start && place.end <= start + text.length)) return true;
  const own = normal.match(ROLE_NOUN) ?? [];
  return own.every((noun) =>
    followed.some((one) => `${one.before?.normal ?? ''}${one.cell.normal}`.includes(noun)),
  );
}
