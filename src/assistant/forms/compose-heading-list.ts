import type { AnswerUnit } from '../../domain/answer.ts';
import type { ClauseRecord } from '../../domain/clause.ts';
import { escapeMarkdown } from '../../domain/escape-markdown.ts';
import { stripNumber } from '../../domain/heading-number.ts';
import { GENERIC_WORDS } from '../../questions/generic-words.ts';
import type { Ask } from '../../questions/question-reading.ts';
import { viewClause } from '../../retrieval/clause-view.ts';
import { coverWord } from '../../retrieval/topic-coverage.ts';
import { type WeighedTopic, weighTopic } from '../../retrieval/weigh-topic.ts';
import type { AnswerContext } from '../answer-context.ts';
import { toAnswerUnits, unitsForQuote } from '../clause-units.ts';
import type { DraftAnswer, DraftStatement } from '../draft.ts';
import { countShown, saysShown } from '../limit-citations.ts';
import { quoteOf } from '../quotes.ts';
import { renderUnits } from '../render-units.ts';
import { isInScope, narrowScope } from '../search-scope.ts';
import { taskText } from './compose-unit-list.ts';

interface HeadingItems {
  readonly heading: string;
  readonly documentId: string;
  readonly clauses: readonly ClauseRecord[];
  readonly fit: number;
}

const LEAST_FIT = 0.6;

/**
 * 「冷链方面有几项任务」: the topic is a heading; its items are listed and counted. Null where no heading
 * with items of its own carries the topic.
 */
export async function composeHeadingList(
  ask: Ask,
  documentIds: readonly string[],
  context: AnswerContext,
): Promise<DraftAnswer | null> {
  if (documentIds.length === 0) return null;
  const topic = await weighTopic(
    ask.topic,
    context.snapshot.keywords,
    context.scope.visibility,
    GENERIC_WORDS,
  );
  const scope = narrowScope(context.scope, documentIds);
  const within = scope.documentIds ?? [];
  const lists = await context.snapshot.clauses.getDocumentClauses(within, scope.visibility);
  const candidates = lists.flatMap((clauses, i) =>
    collectHeadings(
      clauses.filter((clause) => isInScope(clause, scope)),
      within[i]!,
      ask,
      topic,
    ),
  );
  const best = candidates.sort((a, b) => b.fit - a.fit || b.clauses.length - a.clauses.length)[0];
  if (!best || best.fit < LEAST_FIT) return null;
  return render(ask, best, context);
}

/** Every heading above at least two clauses, with how well the topic and it agree. */
function collectHeadings(
  clauses: readonly ClauseRecord[],
  documentId: string,
  ask: Ask,
  topic: WeighedTopic,
): HeadingItems[] {
  const groups = new Map<string, { heading: string; clauses: ClauseRecord[] }>();
  for (const clause of clauses) {
    const above =
      clause.title !== '' && stripNumber(clause.path.at(-1) ?? '') === clause.title
        ? clause.path.slice(0, -1)
        : clause.path;
    above.forEach((heading, depth) => {
      const key = above.slice(0, depth + 1).join('\n');
      const group = groups.get(key) ?? { heading, clauses: [] };
      group.clauses.push(clause);
      groups.set(key, group);
    });
  }
  return [...groups.values()]
    .filter((group) => group.clauses.length >= 2)
    .map(({ heading, clauses: members }) => ({
      heading,
      documentId,
      clauses: members,
      fit: headingFit(stripNumber(heading), ask, topic),
    }));
}

function headingFit(heading: string, ask: Ask, topic: WeighedTopic): number {
  if (heading.length >= 3 && ask.text.includes(heading)) return 2;
  if (topic.total === 0) return 0;
  const lower = heading.toLowerCase();
  const share =
    topic.words.reduce((sum, word) => sum + word.weight * (coverWord(word, lower) >= 0.75 ? 1 : 0), 0) /
    topic.total;
  if (share < 0.75) return 0;
  return (
    share *
    (0.6 +
      0.4 * Math.min(1, topic.words.map((word) => word.text).join('').length / Math.max(1, heading.length)))
  );
}

function render(ask: Ask, items: HeadingItems, context: AnswerContext): DraftAnswer {
  const document = context.corpus.documentById.get(items.documentId);
  const tasks = new Map<string, ClauseRecord[]>();
  for (const clause of items.clauses) tasks.set(clause.taskId, [...(tasks.get(clause.taskId) ?? []), clause]);
  const place = document ? `《${escapeMarkdown(document.title)}》` : '';
  const shownTasks = countShown([...tasks.values()], (clauses) => clauses.length);
  const statements: DraftStatement[] = [
    {
      text: `${place}“${escapeMarkdown(stripNumber(items.heading))}”下共有${tasks.size}项${saysShown(shownTasks, tasks.size, '项')}：`,
      quotes: [],
    },
  ];
  const units: AnswerUnit[] = [];
  let i = 0;
  for (const clauses of tasks.values()) {
    if (i === shownTasks) break;
    i += 1;
    const first = clauses[0]!;
    const shown = ask.wantsUnits ? unitsForQuote(first, null, ask.roles, context.scope).assignments : [];
    const named = shown.length > 0 ? `（${renderUnits(shown)}）` : '';
    statements.push({
      text: `${i}. ${taskText({ clauses })}${named}`,
      quotes: clauses.map((clause) => quoteOf(clause, viewClause(clause).sentences[0] ?? null)),
    });
    if (!ask.wantsUnits) continue;
    for (const clause of clauses) {
      const { assignments } = unitsForQuote(clause, null, ask.roles, context.scope);
      units.push(...toAnswerUnits(clause, assignments, context.unitDirectory, context.corpus.jurisdiction));
    }
  }
  return { kind: 'answer', statements, units, total: tasks.size };
}
