import type { UnitAssignment, UnitRole } from '../../domain/responsible-unit.ts';
import type { UnitDirectory } from '../../units/directory/unit-directory.ts';
import { normalForm } from './content-pairs.ts';
import type { ProofSource } from './proof-source.ts';
import { type NamedPlace, readRoleClaims } from './read-role-claims.ts';

/** What names of units are looked up in. */
export interface UnitNames {
  readonly directory: UnitDirectory;
  /** Printed names of the index; the same array as long as the index stays the same. */
  readonly knownUnits: readonly string[];
  readonly jurisdiction: string | null;
}

/** What ends the name of a body, for names that nobody listed. */
const BODY_END =
  /(?:委员会|管委会|办公室|领导小组|指挥部|人民政府|检察院|法院|总队|支队|集团|公司|银行|协会|学会|联合会|基金会|研究院|研究所|大学|学院|医院|海关|服务中心|管理中心|中心|联盟|总局|管理局|(?<![大全格布结僵开时政残乱定变危])局|(?<![原编常党])委(?!托|派|任|员)|厅|署)/gu;

/** Ends of bodies that are ordinary words in front of these: 数据中心 is no body, 市场 neither. */
const ORDINARY =
  /(?:数据|计算|智算|超算|物流|消费|金融|航运|贸易|商业|城市|会展|创新|研发|算力|国际|医学|医疗|区域|灾备|市)中心$|(?:中|大|小|本)?学院$|^(?:组织|加强|推进)/u;

/** Where a statement names units, or what is wrong with how it does. */
export type CheckedUnits = { readonly problem: 'unit' | 'role' } | { readonly places: readonly NamedPlace[] };

/**
 * Whether every unit that a statement names belongs to the clause, and every role it gives agrees with the records (牵头 only
 * where the record leads).
 */
export function checkUnits(
  text: string,
  source: ProofSource,
  { directory, knownUnits, jurisdiction }: UnitNames,
): CheckedUnits {
  const { units } = source.clause;
  const printed = new Set(units.map(({ name }) => name));
  const places: NamedPlace[] = [...placesOf(printed, text)];
  for (const mention of directory.findMentions(text, knownUnits, { jurisdiction })) {
    if (mention.kind === 'self') return { problem: 'unit' };
    if (places.some((place) => place.start < mention.end && mention.start < place.end)) continue;
    // 澜江两岸: a place, no body.
    if (mention.kind === 'district' && !/[区县市旗州镇乡]$|政府|街道/u.test(mention.text)) continue;
    const names = [...printed].filter(
      (name) =>
        standsFor(mention.text, name) ||
        mention.matches.some((match) => match.name === name && !match.relation.endsWith('succession')),
    );
    if (names.length === 0 && !isInClause(mention.text, source)) return { problem: 'unit' };
    places.push({ start: mention.start, end: mention.end, names });
  }
  if (namesStranger(text, places, source)) return { problem: 'unit' };
  places.sort((a, b) => a.start - b.start);
  if (!keepsPartners(text, places, source)) return { problem: 'role' };
  const claims = readRoleClaims(text, places);
  return claims.every(({ place, role, isDenied }) => holds(place, role, isDenied, units))
    ? { places }
    : { problem: 'role' };
}

/** 「A会同B」 is A's task: who stands before 会同 must stand there in the clause too. */
function keepsPartners(text: string, places: readonly NamedPlace[], { body }: ProofSource): boolean {
  return [...text.matchAll(/会同/gu)].every(({ index }) => {
    const first = places.filter(({ end }) => end <= index && index - end <= REACH).at(-1);
    return !first || first.names.some((name) => standsBefore(normalForm(name), '会同', body));
  });
}

/** Characters between a name and 会同: 市财政局要会同. */
const REACH = 4;

function standsBefore(name: string, word: string, text: string): boolean {
  for (let at = text.indexOf(word); at >= 0; at = text.indexOf(word, at + word.length)) {
    const found = text.lastIndexOf(name, at - name.length);
    if (found >= 0 && at - (found + name.length) <= REACH) return true;
  }
  return false;
}

/** Where printed names stand, the longest where several begin alike (国务院有关部门, not 国务院). */
function placesOf(printed: ReadonlySet<string>, text: string): NamedPlace[] {
  const places: NamedPlace[] = [];
  for (const name of [...printed].filter((one) => one !== '').sort((a, b) => b.length - a.length)) {
    for (let start = text.indexOf(name); start >= 0; start = text.indexOf(name, start + name.length)) {
      const end = start + name.length;
      if (places.some((place) => place.start < end && start < place.end)) continue;
      places.push({ start, end, names: [name] });
    }
  }
  return places;
}

/** A body's name that neither the directory nor the clause knows: 市未来发展局. */
function namesStranger(
  text: string,
  covered: readonly { readonly start: number; readonly end: number }[],
  source: ProofSource,
): boolean {
  for (const match of text.matchAll(BODY_END)) {
    const end = match.index + match[0].length;
    if (covered.some((span) => span.start < end && match.index < span.end)) continue;
    if (text[match.index - 1] === '的') continue;
    const head = /\p{Script=Han}{0,2}$/u.exec(text.slice(0, match.index))![0];
    const name = head + match[0];
    if (name.length < 3 || ORDINARY.test(text.slice(Math.max(0, match.index - 4), end))) continue;
    if (!isInClause(name, source)) return true;
  }
  return false;
}

/** 市卫健委 stands in the clause's text or headings, though it answers for nothing there. */
function isInClause(words: string, source: ProofSource): boolean {
  const normal = normalForm(words);
  return source.body.includes(normal) || source.frame.includes(normal);
}

/** 发展改革委 for 市发展改革委: a name without its level; 澜江区 for its government. */
function standsFor(mention: string, name: string): boolean {
  if (mention.length < 2 || !name.includes(mention)) return false;
  return (
    (mention.length >= 3 && name.endsWith(mention)) ||
    /^(?:人民政府|政府|管委会)$/u.test(name.replace(mention, ''))
  );
}

function holds(
  place: NamedPlace,
  role: UnitRole | 'partner',
  isDenied: boolean,
  units: readonly UnitAssignment[],
): boolean {
  const roles = new Set(units.filter(({ name }) => place.names.includes(name)).map((unit) => unit.role));
  // A body that the text mentions without a duty has no role at all.
  if (roles.size === 0) return isDenied;
  const has =
    role === 'partner' ||
    roles.has(role) ||
    (role === 'responsible' && roles.has('lead') && units.every((unit) => unit.role !== 'responsible'));
  return isDenied ? !has : has;
}
