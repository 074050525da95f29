import type { ClauseRecord } from '../../domain/clause.ts';
import { escapeMarkdown } from '../../domain/escape-markdown.ts';
import { UNIT_ROLES } from '../../domain/responsible-unit.ts';
import { viewClause } from '../../retrieval/clause-view.ts';
import type { AnswerContext } from '../answer-context.ts';
import { clauseName } from '../clause-name.ts';
import { toAnswerUnits } from '../clause-units.ts';
import type { DraftAnswer } from '../draft.ts';
import { countShown, saysShown } from '../limit-citations.ts';
import { quoteOf } from '../quotes.ts';
import { ROLE_NAMES } from '../render-units.ts';

/** Clauses as a table, a row for each printed task: what, its units by role, its deadline, its document; columns that would be empty are left out. */
export function sayTable(
  clauses: readonly ClauseRecord[],
  { corpus, unitDirectory }: Pick<AnswerContext, 'corpus' | 'unitDirectory'>,
): DraftAnswer {
  const tasks = new Map<string, ClauseRecord[]>();
  for (const clause of withoutOpenings(clauses)) {
    const task = tasks.get(clause.taskId);
    if (task) task.push(clause);
    else tasks.set(clause.taskId, [clause]);
  }
  const all = [...tasks.values()];
  const rows = all.slice(
    0,
    countShown(all, (row) => row.length),
  );
  const listed = rows.flat();
  const titleOf = ([first]: readonly ClauseRecord[]) =>
    corpus.documentById.get(first!.documentId)?.title ?? first!.documentId;
  const isOfSeveral = new Set(all.map(titleOf)).size > 1;
  const columns: readonly (readonly [string, (row: readonly ClauseRecord[], at: number) => string])[] = [
    ['序号', (_, at) => String(at + 1)],
    ['任务', (row) => row.map(clauseName).join('、')],
    ...UNIT_ROLES.map(
      (role) =>
        [
          ROLE_NAMES[role],
          (row: readonly ClauseRecord[]) => {
            const units = row.flatMap((clause) => clause.units).filter((unit) => unit.role === role);
            return [...new Set(units.map(({ name }) => name))].join('、');
          },
        ] as const,
    ),
    ['完成期限', (row) => [...new Set(row.flatMap(({ deadline }) => deadline?.text ?? []))].join('、')],
    ...(isOfSeveral ? [['文件', (row: readonly ClauseRecord[]) => `《${titleOf(row)}》`] as const] : []),
  ];
  const filled = columns.filter(([, cell]) => rows.some((row, at) => cell(row, at) !== ''));
  const line = (cells: readonly string[]) => `| ${cells.join(' | ')} |`;
  const table = [
    line(filled.map(([name]) => name)),
    line(filled.map(() => '---')),
    ...rows.map((row, at) => line(filled.map(([, cell]) => escapeMarkdown(cell(row, at)) || '—'))),
  ].join('\n');
  const of = isOfSeveral ? '' : `《${escapeMarkdown(titleOf(rows[0]!))}》`;
  return {
    kind: 'answer',
    statements: [
      {
        text: `${of}共${all.length}项${saysShown(rows.length, all.length, '项')}：`,
        quotes: listed.map((clause) => {
          const phrase = clause.units.find(({ textSpan }) => textSpan !== null)?.textSpan;
          return quoteOf(clause, phrase ?? viewClause(clause).sentences[0] ?? null);
        }),
      },
      { text: table, quotes: [] },
    ],
    units: listed.flatMap((clause) =>
      toAnswerUnits(clause, clause.units, unitDirectory, corpus.jurisdiction),
    ),
    total: all.length,
    isComputed: true,
  };
}

/** Without clauses that open a part of others and name no unit. */
function withoutOpenings(clauses: readonly ClauseRecord[]): readonly ClauseRecord[] {
  const above = new Set(
    clauses.flatMap(({ documentId, path }) =>
      path.slice(0, -1).map((_, depth) => JSON.stringify([documentId, ...path.slice(0, depth + 1)])),
    ),
  );
  return clauses.filter(
    ({ units, documentId, path }) => units.length > 0 || !above.has(JSON.stringify([documentId, ...path])),
  );
}
