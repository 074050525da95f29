import type { MentionScanner } from './mention-scanner.ts';
import type { UnitMatch } from './unit-matcher.ts';

/** `function`: 教育部门; `district`: 西青, 西青区 for its government; `self`: 我局, 本单位. */
export type UnitMentionKind = 'unit' | 'function' | 'district' | 'self';

/** Words of a question that name a body. */
export interface UnitMention {
  readonly text: string;
  /** Place in the question, UTF-16, end exclusive. */
  readonly start: number;
  readonly end: number;
  readonly kind: UnitMentionKind;
  /** Empty where the words clearly name a body that the documents do not, and for `self`. */
  readonly matches: readonly UnitMatch[];
}

interface Candidate {
  readonly end: number;
  readonly kind: UnitMentionKind;
}

const SELF =
  /(?:我们|咱们|我|本|咱)(?:局|委|办|厅|部门|部|单位|机关|公司|区|县|街道|镇|乡|处室|处|中心|集团|管委会)/uy;
/** 城市, 超市, 上市: 市 that is no level. */
const LEVEL_IN_WORD: Readonly<Record<string, RegExp>> = {
  市: /[城都超夜集上股门菜闹]$/u,
  区: /[社园地小城校景片库矿林灾各]$/u,
  省: /[节俭各外]$/u,
  县: /[各]$/u,
  州: /[各]$/u,
};
/** A body that nobody listed: 市 + 投资促进 + 局. */
const UNLISTED =
  /(?![场民区块域长里内外级属直容中委])(?:(?![的和与由在是了吗呢哪谁么要把被有对给让为归将及或年月个项])\p{Script=Han}){2,7}?(?:委员会|管委会|办公室|(?:领导小组|协调|服务|管理|工作|推进|发展|建设|促进|指挥|保障|投资|招商)办|管理局|(?<![大全格布结僵开时政残乱定变危])局|(?<![常党])委(?!会)|厅)/uy;
const BEFORE_UNLISTED = /(?:^|[^\p{Script=Han}]|[由和与及跟归请问是让给向对按为有里中将把])$/u;
const AFTER_BARE_DISTRICT =
  /(?:大学|学院|省|市|路|街|站|港|机场|高铁|湾|开发区|经开区|高新区|保税区|走廊|新城|湖|河|山|寺)/uy;

/** Finds them left to right, at each place the longest; see `UnitDirectory.findMentions`. */
export function findUnitMentions(
  text: string,
  scanner: MentionScanner,
  match: (mention: string) => readonly UnitMatch[],
): UnitMention[] {
  const mentions: UnitMention[] = [];
  let index = 0;
  while (index < text.length) {
    const candidate = longestAt(text, index, scanner);
    if (candidate) {
      const words = text.slice(index, candidate.end);
      const matches = candidate.kind === 'self' ? [] : match(words);
      const named = matches.length > 0 || candidate.kind !== 'district';
      if (named) {
        mentions.push({ text: words, start: index, end: candidate.end, kind: candidate.kind, matches });
        index = candidate.end;
        continue;
      }
    }
    index += 1;
  }
  return mentions;
}

function longestAt(text: string, start: number, scanner: MentionScanner): Candidate | null {
  let best: Candidate | null = null;
  const offer = (end: number, kind: UnitMentionKind): void => {
    if ((!best || end > best.end) && scanner.words.mayEnd(text, end)) best = { end, kind };
  };
  const ends = prefixEnds(text, start, scanner);
  for (const trie of scanner.surfaces) {
    for (const { end, value } of trie.matchesAt(text, start)) {
      if (value === 'district-bare' && matchesAt(AFTER_BARE_DISTRICT, text, end)) continue;
      if (value === 'district' || value === 'district-bare') offer(end, 'district');
      else if (value === 'function') offer(end, 'function');
      else if (!scanner.needPrefix.has(text.slice(start, end)) && scanner.words.mayBegin(text, start)) {
        offer(end, 'unit');
      }
    }
    for (const middle of ends) {
      for (const { end, value } of trie.matchesAt(text, middle)) {
        if (value === 'core') offer(end, 'unit');
        if (value === 'function') offer(end, 'function');
      }
    }
  }
  for (const { before, after } of scanner.around) {
    if (!text.startsWith(before, start)) continue;
    for (const middle of prefixEnds(text, start + before.length, scanner)) {
      if (text.startsWith(after, middle)) offer(middle + after.length, 'unit');
    }
  }
  const self = matchesAt(SELF, text, start);
  if (self) offer(self, 'self');
  if (!best && ends.length > 0 && BEFORE_UNLISTED.test(text.slice(Math.max(0, start - 1), start))) {
    const middle = Math.max(...ends);
    const end = matchesAt(UNLISTED, text, middle);
    if (end) offer(end, 'unit');
  }
  return best;
}

/** Where a level or place, or a place within a place, that begins at `start` ends. */
function prefixEnds(text: string, start: number, scanner: MentionScanner): number[] {
  const ends: number[] = [];
  for (const { end, value } of scanner.prefixes.matchesAt(text, start)) {
    const word = text.slice(start, end);
    if (value === 'level' && LEVEL_IN_WORD[word]?.test(text.slice(Math.max(0, start - 1), start))) continue;
    ends.push(end);
    if (value !== 'place') continue;
    for (const inner of scanner.prefixes.matchesAt(text, end))
      if (inner.value === 'place') ends.push(inner.end);
  }
  return ends;
}

function matchesAt(pattern: RegExp, text: string, index: number): number {
  pattern.lastIndex = index;
  return pattern.test(text) ? pattern.lastIndex : 0;
}
