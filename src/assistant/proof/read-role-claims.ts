import type { UnitRole } from '../../domain/responsible-unit.ts';

/** A unit named in a statement: the words and their place. */
export interface NamedPlace {
  readonly start: number;
  readonly end: number;
  /** Printed names of the clause's records that the words stand for. */
  readonly names: readonly string[];
}

/** What a statement says of a unit: that it has a role, or that it has not. */
export interface RoleClaim {
  readonly place: NamedPlace;
  readonly role: UnitRole | 'partner';
  readonly isDenied: boolean;
}

const ROLE_WORDS =
  /(?<!各|有关|相关|其他|该|本|项)(?<denied>(?:不是|并非|而非|不由|没有|非|不)(?:该条的?|此项的?)?)?(?:(?<lead>总?牵头|主办|主责)|(?<supporting>配合|协助|协办|参与|参加)|(?<partner>会同|联合)|(?<responsible>责任|承担|负责))(?<noun>(?:责任)?(?:单位|部门|机构|主体|方))?(?<more>(?:负责|落实|实施|推进|组织)*)/gu;

/** Between the names and a role noun before them: 牵头单位是A, 配合单位：B、C, 牵头的是A, 牵头单位有两家，即A和B. */
const INTRODUCES =
  /^(?:的?(?:是|为|有|包括|即|则?为|由|分别[是为]|：|:|\s|就是|共?[\d一二三四五六七八九十两]+[家个]|，|,|“|「|《|【|\*)*)$/u;

/**
 * The roles that a statement gives to units: 「由A牵头，B、C配合」, 「牵头单位是A，配合单位为B和C」, 「A会同B落实」. A role word
 * claims the units before it back to the last role word, or those behind it where it introduces a list.
 */
export function readRoleClaims(text: string, places: readonly NamedPlace[]): RoleClaim[] {
  const words = [...text.matchAll(ROLE_WORDS)].map((match) => ({
    start: match.index,
    end: match.index + match[0].length,
    role: roleOf(match.groups!),
    hasNoun: match.groups!['noun'] !== undefined,
    isDenied: match.groups!['denied'] !== undefined,
  }));
  const claims: RoleClaim[] = [];
  const listed = new Set<NamedPlace>();
  words.forEach((word, i) => {
    const next = words[i + 1]?.start ?? text.length;
    const from = words[i - 1]?.end ?? 0;
    const behind = places.filter(
      ({ start }) => start >= word.end && start < listEnd(text, word.end, next, places),
    );
    const before = places.filter(
      (place) => place.start >= from && place.end <= word.start && !listed.has(place),
    );
    const first = behind[0];
    const introduces =
      first !== undefined &&
      INTRODUCES.test(text.slice(word.end, first.start)) &&
      (word.hasNoun || word.role === 'partner' || before.length === 0);
    const claimed = introduces
      ? behind
      : before.filter(({ start }) => start >= sentenceStart(text, word.start));
    if (introduces) for (const place of behind) listed.add(place);
    for (const place of claimed) claims.push({ place, role: word.role, isDenied: word.isDenied });
  });
  return claims;
}

function roleOf(groups: Record<string, string | undefined>): RoleClaim['role'] {
  if (groups['lead'] !== undefined) return 'lead';
  if (groups['supporting'] !== undefined) return 'supporting';
  return groups['partner'] !== undefined ? 'partner' : 'responsible';
}

/**
 * A list behind a role word ends with the sentence. Where the next role word closes a list of its own (「牵头单位是A，B、C为配合
 * 单位」) it ends with the comma before that one.
 */
function listEnd(text: string, from: number, next: number, places: readonly NamedPlace[]): number {
  const stop = text.slice(from, next).search(/[。；;\n]/u);
  if (stop >= 0) return from + stop;
  const last = places.filter(({ end }) => end > from && end <= next).at(-1);
  const closes = last !== undefined && next < text.length && CLOSES.test(text.slice(last.end, next));
  const comma = closes ? text.slice(from, next).search(/[，,](?=[^，,]*$)/u) : -1;
  return comma > 0 ? from + comma : next;
}

/** What may stand between the last name of a list and the role word that closes it. */
const CLOSES = /^(?:等?(?:单位|部门)?(?:则|共同|分别|均|都|作为|担任|负责|是|为|一起|也|来)*)$/u;

function sentenceStart(text: string, before: number): number {
  const head = text.slice(0, before);
  return Math.max(...['。', '；', ';', '\n'].map((sign) => head.lastIndexOf(sign))) + 1;
}
