import { foldText } from './fold-text.ts';
import type { ParsedFile } from './parsed-file.ts';
import type { StructureGold } from './unit-gold.ts';

/** One structural fact of a document: wanted, found, and whether they agree. */
export interface StructureCheck {
  readonly name: string;
  readonly right: boolean;
  readonly expected: string;
  readonly found: string;
}

/** Title, document number, issuer, date, numbers of headings by level, and the printed level-1 headings. */
export function scoreStructure(parsed: ParsedFile, gold: StructureGold): StructureCheck[] {
  const titles = [gold.title, gold.inner_title].filter((title) => title !== '');
  const levels = countLevels(parsed);
  const topHeadings = parsed.clauses.flatMap(({ path }) => path).map(foldText);
  const missing = gold.level1_headings.filter(
    (heading) => !topHeadings.some((found) => found === foldText(heading)),
  );
  return [
    {
      name: 'title',
      right: titles.some((title) => foldText(title) === foldText(parsed.title)),
      expected: titles.join(' | '),
      found: parsed.title,
    },
    compare('documentNumber', gold.doc_number, parsed.documentNumber ?? ''),
    compare('issuer', gold.issuer, parsed.issuer ?? ''),
    compare('issuedOn', isoDate(gold.date), parsed.issuedOn ?? ''),
    ...[gold.n_level1, gold.n_level2, gold.n_level3].map((expected, level) =>
      compare(`level${level + 1}`, String(expected), String(levels[level])),
    ),
    {
      name: 'level1Headings',
      right: missing.length === 0,
      expected: gold.level1_headings.join(' | '),
      found: missing.length === 0 ? 'all' : `without ${missing.join(' | ')}`,
    },
  ];
}

/**
 * Numbered items by depth, read from clause ids: `doc:2.1.1` counts once each for 2, 2.1 and 2.1.1, so that heading-only
 * lines count through the clauses below them. Unnumbered paragraphs (`2.1.p2`) and dashes (`d3`) open no level.
 */
function countLevels(parsed: ParsedFile): [number, number, number] {
  const levels = [new Set<string>(), new Set<string>(), new Set<string>()] as const;
  for (const { clauseId } of parsed.clauses) {
    const parts = clauseId.slice(clauseId.lastIndexOf(':') + 1).split('.');
    const annex = parts[0]?.startsWith('annex') ? parts.shift()! : '';
    const numbered: string[] = [annex];
    for (const part of parts) {
      if (!/^(?:[a-z]+)?\d+(?:~\d+)?$/.test(part) || /^[pd]\d/.test(part)) break;
      numbered.push(part);
      levels[numbered.length - 2]?.add(numbered.join('.'));
    }
  }
  return [levels[0].size, levels[1].size, levels[2].size];
}

function compare(name: string, expected: string, found: string): StructureCheck {
  return { name, right: foldText(expected) === foldText(found), expected, found };
}

/** 2025年5月17日 → 2025-05-17; anything else as it is. */
function isoDate(printed: string): string {
  const match = /^(?<year>\d{4})年(?<month>\d{1,2})月(?<day>\d{1,2})日$/.exec(printed);
  if (!match?.groups) return printed;
  const { year, month, day } = match.groups as Record<'year' | 'month' | 'day', string>;
  return `${year}-${month.padStart(2, '0')}-${day.padStart(2, '0')}`;
}
