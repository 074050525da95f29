import { readdirSync, readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { parseSource } from '../../ingest/parse-source.ts';
import type { ClauseRecord } from '../../src/domain/clause.ts';

const FIXTURES = new URL('../fixtures/parsing/', import.meta.url);
const ROLES = { lead: '牵头', supporting: '配合', responsible: '责任' } as const;

/** A clause as people read it; the expected files hold exactly this. Run with `vitest -u` to rewrite them, then read the diff. */
function render(clause: ClauseRecord): string {
  const units = clause.units.map(
    ({ name, role, collective, openEnded, inheritedFrom }) =>
      `${ROLES[role]} ${name}${collective ? '*' : ''}${openEnded ? '+' : ''}${inheritedFrom ? ` ← ${inheritedFrom.split(':')[1]}` : ''}`,
  );
  return [
    `## ${clause.clauseId.split(':')[1]}${clause.taskId === clause.clauseId ? '' : ` (${clause.taskId.split(':')[1]})`}`,
    `path: ${clause.path.join(' / ')}`,
    `title: ${clause.title}`,
    clause.text,
    ...(clause.deadline ? [`deadline: ${clause.deadline.text} = ${clause.deadline.date}`] : []),
    `units: ${units.join('，') || '—'}`,
  ].join('\n');
}

describe('clauses of hand-written documents', () => {
  it.each(readdirSync(FIXTURES))('%s', async (name) => {
    const source = readFileSync(new URL(`${name}/input.txt`, FIXTURES), 'utf8');
    const { facts, clauses } = parseSource(source, 'doc');
    const head = `${facts.title} | ${facts.documentNumber} | ${facts.issuer} | ${facts.issuedOn} | ${facts.period ? `${facts.period.from}-${facts.period.to}` : null}`;
    const rendered = `${[head, ...clauses.map(render)].join('\n\n')}\n`;
    await expect(rendered).toMatchFileSnapshot(`../fixtures/parsing/${name}/expected.txt`);
    for (const clause of clauses) expect(source.slice(clause.span.start, clause.span.end)).not.toBe('');
  });
});
