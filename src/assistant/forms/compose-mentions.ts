import type { ClauseRecord } from '../../domain/clause.ts';
import { escapeMarkdown } from '../../domain/escape-markdown.ts';
import { literalTerms, normaliseForTerms } from '../../language/words.ts';
import type { Ask } from '../../questions/question-reading.ts';
import { viewClause } from '../../retrieval/clause-view.ts';
import { otherForms } from '../../retrieval/other-forms.ts';
import { countWork } from '../../turns/work-budget.ts';
import type { AnswerContext } from '../answer-context.ts';
import { type Draft, type DraftStatement, refuse } from '../draft.ts';
import { saysShown } from '../limit-citations.ts';
import { quoteOf } from '../quotes.ts';
import { narrowScope } from '../search-scope.ts';
import { MOST_CITED } from '../work-limits.ts';
import { taskText } from './compose-unit-list.ts';

/** 「哪些条款提到X」: every clause that contains the word or another form of it, in document order. */
export async function composeMentions(
  ask: Ask,
  words: readonly string[],
  context: AnswerContext,
): Promise<Draft> {
  const clauses = await findMentions(words, context, /任务|责任/.test(ask.text));
  const things = words.filter((word, i) => !words.slice(0, i).some((other) => isSameThing(other, word)));
  const shownWord = escapeMarkdown(things.join('、'));
  if (clauses.length === 0)
    return refuse('no-evidence', `已收录的文件中没有提到“${words.join('、')}”的条款。`);
  const documents = new Set(clauses.map((clause) => clause.documentId));
  const shown = clauses.slice(0, MOST_CITED);
  const statements: DraftStatement[] = [
    {
      text: `共有${clauses.length}条提到“${shownWord}”${saysShown(shown.length, clauses.length, '条')}：`,
      quotes: [],
    },
  ];
  shown.forEach((clause, i) => {
    const document = context.corpus.documentById.get(clause.documentId);
    const place = documents.size > 1 && document ? `《${escapeMarkdown(document.title)}》` : '';
    const sentence =
      viewClause(clause).sentences.find(({ normal }) => words.some((word) => containsWord(normal, word))) ??
      null;
    statements.push({
      text: `${i + 1}. ${place}${taskText({ clauses: [clause] })}${clause.title !== '' && sentence ? `：${escapeMarkdown(clause.text.slice(sentence.start, sentence.end))}` : ''}`,
      quotes: [quoteOf(clause, sentence)],
    });
  });
  return { kind: 'answer', statements, units: [], total: clauses.length };
}

/** Clauses that contain every one of the words (forms of one thing count as one); with `tasksOnly` those that name units, unless none does. */
export async function findMentions(
  words: readonly string[],
  context: AnswerContext,
  tasksOnly: boolean,
): Promise<ClauseRecord[]> {
  const scope = narrowScope(context.scope, context.reading.documents.named);
  const perWord = await Promise.all(
    words.map(async (word) => {
      const same = words.filter((other) => other === word || isSameThing(other, word));
      const forms = [...new Set(same.flatMap((one) => [one, ...otherForms(normaliseForTerms(one))]))];
      const lists = await Promise.all(
        forms.map((form) => context.snapshot.keywords.findWithAll(literalTerms(form), scope)),
      );
      return new Set(lists.flat());
    }),
  );
  const ids = [...(perWord[0] ?? [])].filter((id) => perWord.every((set) => set.has(id)));
  countWork(STEPS_A_CLAUSE * ids.length);
  const clauses = await context.snapshot.clauses.getClauses(ids, scope.visibility);
  const holds = createHolds(words);
  const place = new Map(context.corpus.documents.map((document, i) => [document.documentId, i]));
  const found = clauses
    .filter((clause): clause is ClauseRecord => clause !== undefined && holds(normalTextOf(clause)))
    .sort((a, b) => (place.get(a.documentId) ?? 0) - (place.get(b.documentId) ?? 0) || a.order - b.order);
  const withUnits = found.filter((clause) => clause.units.length > 0);
  return tasksOnly && withUnits.length > 0 ? withUnits : found;
}

/** Whether a text has every word; forms of one thing (IPv6 and 互联网协议第6版) count as one. */
function createHolds(words: readonly string[]): (normal: string) => boolean {
  const forms = words.map((word) => {
    const same = words.filter((other) => other === word || isSameThing(other, word));
    return [...new Set(same.flatMap(formsOf))];
  });
  return (normal) => forms.every((own) => own.some((form) => normal.includes(form)));
}

/** Loading a clause and looking for the words in it. */
const STEPS_A_CLAUSE = 20;

const normalTexts = new WeakMap<ClauseRecord, string>();

function normalTextOf(clause: ClauseRecord): string {
  const known = normalTexts.get(clause) ?? normaliseForTerms(clause.text);
  normalTexts.set(clause, known);
  return known;
}

function isSameThing(a: string, b: string): boolean {
  const forms = otherForms(normaliseForTerms(a));
  const other = normaliseForTerms(b);
  return forms.some((form) => form === other || form.startsWith(other) || other.startsWith(form));
}

function containsWord(normal: string, word: string): boolean {
  return formsOf(word).some((form) => normal.includes(form));
}

function formsOf(word: string): string[] {
  const form = normaliseForTerms(word);
  return [form, ...otherForms(form).filter((other) => other.length > 1)];
}
