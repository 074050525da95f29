import * as z from 'zod';
import { UNIT_ROLES } from '../../src/domain/responsible-unit.ts';
import { foldText } from './fold-text.ts';
import type { ParsedClause, ParsedFile } from './parsed-file.ts';

/** One reference record: a clause with its units and the headings above it. */
export const ClauseGold = z.object({
  ref: z.string(),
  /** The file name begins with it. */
  doc: z.string(),
  /** Empty where none is printed. */
  title: z.string(),
  /** The clause without its unit list. */
  body: z.string().min(1),
  lead: z.array(z.string()),
  supporting: z.array(z.string()),
  responsible: z.array(z.string()),
  collective: z.array(z.string()),
  open: z.boolean(),
  /** Headings above; a row of a flat table has row number and unit instead: "1 市发展改革委". */
  path: z.array(z.string()),
});
export type ClauseGold = z.infer<typeof ClauseGold>;

export interface ClauseDifference {
  readonly field: string;
  readonly expected: string;
  readonly found: string;
}

/** What differs between a reference record and the clause that holds its body; empty where they agree. */
export function compareClause(gold: ClauseGold, parsed: Pick<ParsedFile, 'clauses'>): ClauseDifference[] {
  const body = foldText(gold.body);
  const [clause] = parsed.clauses
    .filter(({ text }) => foldText(text).includes(body))
    .sort((a, b) => a.text.length - b.text.length);
  if (!clause) return [{ field: 'clause', expected: gold.body.slice(0, 60), found: 'no clause holds it' }];
  const named = clause.units.filter(({ collective }) => !collective);
  const lists = [
    ...UNIT_ROLES.map((role) => ({
      field: role,
      expected: gold[role],
      found: named.filter((unit) => unit.role === role).map(({ name }) => name),
    })),
    {
      field: 'collective',
      expected: gold.collective,
      found: [...new Set(clause.units.filter(({ collective }) => collective).map(({ name }) => name))],
    },
    { field: 'title', expected: [gold.title], found: [clause.title] },
    { field: 'open', expected: [String(gold.open)], found: [String(clause.units.some((u) => u.openEnded))] },
  ];
  const differences = lists
    .filter(({ expected, found }) => expected.map(foldText).join('\n') !== found.map(foldText).join('\n'))
    .map(({ field, expected, found }) => ({ field, expected: expected.join('、'), found: found.join('、') }));
  const surplus = textBesideBody(clause, body);
  if (surplus !== '') differences.push({ field: 'body', expected: gold.body, found: surplus });
  if (!hasPath(clause, gold)) {
    differences.push({ field: 'path', expected: gold.path.join(' > '), found: clause.path.join(' > ') });
  }
  return differences;
}

/** What the clause holds besides the body, its own heading or row number, and its unit phrases. */
function textBesideBody(clause: ParsedClause, body: string): string {
  let text = foldText(clause.text);
  for (const raw of new Set(clause.units.map((unit) => foldText(unit.raw)))) {
    const at = text.lastIndexOf(raw);
    if (at !== -1) text = text.slice(0, at) + text.slice(at + raw.length);
  }
  const at = text.indexOf(body);
  if (at === -1) return `${text} (a unit phrase inside the body)`;
  const before = text.slice(0, at);
  const heading = foldText(clause.path.at(-1) ?? '');
  const isOwnHeading =
    [heading, heading.replace(foldText(clause.title), '')].includes(before) || /^\d*$/.test(before);
  return (isOwnHeading ? '' : before) + text.slice(at + body.length);
}

function hasPath(clause: ParsedClause, gold: ClauseGold): boolean {
  const row = gold.path.length === 1 ? /^(?<number>\d+) /.exec(gold.path[0]!)?.groups : undefined;
  if (row && new RegExp(`[:.]${row.number}(?:~\\d+)?$`).test(clause.clauseId)) return true;
  const path = clause.path.map(foldText);
  const wanted = gold.path.map(foldText).join('\n');
  return [path, path.slice(0, -1)].some((candidate) => candidate.join('\n') === wanted);
}
