import { nameKey } from './name-key.ts';

/** One written name of the directory: what stands before and after its level or place. */
export interface NamePattern {
  /** As written, with `*` where a level or place may stand; none for a literal name. */
  readonly pattern: string;
  readonly before: string;
  readonly after: string;
  readonly hasPlace: boolean;
}

/** `*工信{局,厅}` → `*工信局`, `*工信厅`; a name without braces gives itself. */
export function expandBraces(name: string): string[] {
  const match = /\{(?<choices>[^}]*)\}/u.exec(name);
  if (!match?.groups) return [name];
  const choices = (match.groups.choices as string).split(',');
  return choices.map((choice) => name.replace(/\{[^}]*\}/gu, choice));
}

/**
 * Reads a name as a file of `jurisdiction` prints it. In a city's file the level or the place becomes `*`:
 * 市科委 (天津市) → `*科委`, 人民银行天津分行 → `人民银行*分行`, 通管局 → `*通管局`.
 */
export function readNamePattern(name: string, jurisdiction: string): NamePattern {
  let pattern = name;
  if (!name.includes('*') && jurisdiction !== '*' && jurisdiction !== '全国') {
    const bare = jurisdiction.replace(/(?:省|市|自治区|自治州|州|区|县)$/u, '');
    const level = jurisdiction.slice(-1);
    if (name.includes(jurisdiction)) pattern = name.replace(jurisdiction, '*');
    else if (name.includes(bare)) pattern = name.replace(bare, '*');
    else pattern = name.startsWith(level) ? `*${name.slice(1)}` : `*${name}`;
  }
  const [before, after] = pattern.split('*');
  return { pattern, before: before as string, after: after ?? '', hasPlace: pattern.includes('*') };
}

/** Names with the same node are one name in other spelling of 委员会, 办公室, 和. */
export function patternNode(pattern: NamePattern): string {
  return pattern.hasPlace ? `${nameKey(pattern.before)}*${nameKey(pattern.after)}` : nameKey(pattern.before);
}
