import type { ClauseRecord } from '../../domain/clause.ts';
import { escapeMarkdown } from '../../domain/escape-markdown.ts';
import { stripNumber } from '../../domain/heading-number.ts';
import type { PolicyDocument } from '../../domain/policy-document.ts';
import { viewClause } from '../../retrieval/clause-view.ts';
import { countWork } from '../../turns/work-budget.ts';
import type { AnswerContext } from '../answer-context.ts';
import type { Draft, DraftStatement } from '../draft.ts';
import { quoteOf } from '../quotes.ts';

/** Documents whose clauses are looked at for an example. */
const MOST_DOCUMENTS = 3;
const LONGEST_TITLE = 20;
const TITLES_NAMED = 5;

/** What can be asked here, each kind with a question that a loaded clause answers. */
export async function sayService({ corpus, snapshot, scope }: AnswerContext): Promise<Draft | null> {
  const documents = corpus.documents.filter(
    ({ documentId }) => scope.documentIds?.includes(documentId) ?? true,
  );
  const titles = documents.slice(0, TITLES_NAMED).map(({ title }) => `《${escapeMarkdown(title)}》`);
  const more = documents.length > titles.length ? '等' : '';
  const statements: DraftStatement[] = [
    {
      text: `我按已收录的${documents.length}份文件（${titles.join('、')}${more}）回答问题，每句话都注明条文出处；文件没有写的，我会直说。可以这样问：`,
      quotes: [],
    },
  ];
  for (const document of documents.slice(0, MOST_DOCUMENTS)) {
    const [clauses = []] = await snapshot.clauses.getDocumentClauses([document.documentId], scope.visibility);
    countWork(clauses.length);
    statements.push(...examplesOf(document, clauses, corpus.knownUnits));
  }
  return statements.length > 1 ? { kind: 'answer', statements, units: [], isComputed: true } : null;
}

function examplesOf(
  { title }: PolicyDocument,
  clauses: readonly ClauseRecord[],
  bodies: readonly string[],
): DraftStatement[] {
  const say = (kind: string, question: string, clause: ClauseRecord): DraftStatement => ({
    text: `- ${kind}：“${escapeMarkdown(question)}”`,
    quotes: [quoteOf(clause, viewClause(clause).sentences[0] ?? null)],
  });
  const nameOf = ({ path, title: own }: ClauseRecord) => stripNumber(own || (path.at(-1) ?? ''));
  const isNamed = (clause: ClauseRecord) =>
    nameOf(clause) !== '' && nameOf(clause).length <= LONGEST_TITLE && !bodies.includes(nameOf(clause));
  const task = clauses.find((clause) => clause.units.length > 0 && isNamed(clause));
  const body = task?.units.find(({ collective }) => !collective);
  const other = clauses.find((clause) => isNamed(clause) && clause !== task);
  return [
    ...(task ? [say('谁负责', `${nameOf(task)}由谁负责？`, task)] : []),
    ...(task && body ? [say('单位的任务', `${body.name}在《${title}》里有哪些任务？`, task)] : []),
    ...(other ? [say('内容', `《${title}》对“${nameOf(other)}”有哪些要求？`, other)] : []),
  ];
}
