import type { ClauseRecord } from '../../domain/clause.ts';
import { escapeMarkdown } from '../../domain/escape-markdown.ts';
import { stripNumber } from '../../domain/heading-number.ts';
import type { PolicyDocument } from '../../domain/policy-document.ts';
import type { TextSpan } from '../../domain/text-span.ts';
import { viewClause } from '../../retrieval/clause-view.ts';
import { countWork } from '../../turns/work-budget.ts';
import type { AnswerContext } from '../answer-context.ts';
import type { DraftAnswer, DraftStatement } from '../draft.ts';
import { quoteOf } from '../quotes.ts';

/** A heading that opens the goals: 发展目标, 总体目标, 目标要求. */
const GOAL_HEADING = /目标(?:要求|任务)?$|^(?:总体|主要|工作)?目标/u;
const LONGEST_HEADING = 14;
/** A sentence that states a goal where no heading does. */
const GOAL_SENTENCE = /^[^。；]{0,30}?(?:目标(?:是|为|：|:)|到\s*\d{4}\s*年(?:底|末)?[，,]|力争)/u;
/** Of a clause the first sentences are said. */
const MOST_SENTENCES = 3;
const LONGEST_SAID = 400;
const STEPS_A_CLAUSE = 20;

/**
 * The goals of a document in its own sentences: of the part that is headed so, else those that state one; at most so many clauses. Null
 * where none does.
 */
export async function sayGoals(
  document: PolicyDocument,
  most: number,
  { snapshot, scope }: Pick<AnswerContext, 'snapshot' | 'scope'>,
): Promise<DraftAnswer | null> {
  const { documentId, title } = document;
  const [clauses = []] = await snapshot.clauses.getDocumentClauses([documentId], scope.visibility);
  countWork(STEPS_A_CLAUSE * clauses.length);
  const heading = goalHeading(clauses);
  const own =
    heading === null ? clauses.filter(statesGoal).slice(0, MOST_SENTENCES) : partOf(clauses, heading);
  const [first, ...others] = own.slice(0, most);
  if (!first) return null;
  const name = `《${escapeMarkdown(title)}》`;
  const of = heading === null ? '写明的目标' : `“${escapeMarkdown(stripNumber(heading.at(-1)!))}”`;
  const more = own.length > most && most > 1 ? `（共${own.length}条，以下为前${most}条）` : '';
  const say = (clause: ClauseRecord, before: string): DraftStatement => {
    const span = heading === null ? goalSpan(clause) : openingOf(clause);
    return {
      text: `${before}${escapeMarkdown(clause.text.slice(span.start, span.end))}`,
      quotes: [quoteOf(clause, span)],
    };
  };
  return {
    kind: 'answer',
    statements: [
      say(first, `${name}${of}${more}：`),
      ...others.map((clause) =>
        say(clause, `- ${clause.title === '' ? '' : `${escapeMarkdown(clause.title)}：`}`),
      ),
    ],
    units: [],
    isComputed: true,
    ...(heading !== null && {
      query: { find: 'clauses', where: { documentIds: [documentId], section: heading.at(-1)! } },
    }),
  };
}

/** The highest heading of goals, of several the first; its headings from the top. */
function goalHeading(clauses: readonly ClauseRecord[]): readonly string[] | null {
  let best: readonly string[] | null = null;
  for (const { path } of clauses)
    path.forEach((heading, depth) => {
      const name = stripNumber(heading);
      if (name.length > LONGEST_HEADING || !GOAL_HEADING.test(name)) return;
      if (best === null || depth + 1 < best.length) best = path.slice(0, depth + 1);
    });
  return best;
}

function partOf(clauses: readonly ClauseRecord[], heading: readonly string[]): ClauseRecord[] {
  return clauses.filter(({ path }) => heading.every((own, depth) => path[depth] === own));
}

function statesGoal(clause: ClauseRecord): boolean {
  return viewClause(clause).sentences.some(({ start, end }) =>
    GOAL_SENTENCE.test(clause.text.slice(start, end)),
  );
}

function goalSpan(clause: ClauseRecord): TextSpan {
  const { sentences } = viewClause(clause);
  return (
    sentences.find(({ start, end }) => GOAL_SENTENCE.test(clause.text.slice(start, end))) ?? openingOf(clause)
  );
}

/** The first sentences of a clause, its heading left out; parts of a sentence (…；…；) go together. */
function openingOf(clause: ClauseRecord): TextSpan {
  const { sentences } = viewClause(clause);
  const [first] = sentences;
  if (!first) return { start: 0, end: Math.min(clause.text.length, LONGEST_SAID) };
  let { end } = first;
  let whole = 0;
  for (const sentence of sentences) {
    if (whole === MOST_SENTENCES || sentence.end - first.start > LONGEST_SAID) break;
    end = sentence.end;
    if (/[。！？]$/u.test(clause.text.slice(0, end).trimEnd())) whole += 1;
  }
  return { start: first.start, end: Math.min(end, first.start + LONGEST_SAID) };
}
