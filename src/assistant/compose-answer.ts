import type { Answer, AnswerUnit, Citation, Refusal, Statement } from '../domain/answer.ts';
import { summarizeClause } from '../domain/clause-summary.ts';
import type { PolicyDocument } from '../domain/policy-document.ts';
import type { QuestionReading } from '../questions/question-reading.ts';
import { answerAsk } from './answer-ask.ts';
import type { AnswerContext } from './answer-context.ts';
import type { ClauseQuote, Draft, DraftAnswer, DraftStatement } from './draft.ts';
import { refuse } from './draft.ts';
import { escapeMarkdown } from './escape-markdown.ts';
import { isUnitInScope } from './search-scope.ts';
import { suggestFollowUps } from './suggest-follow-ups.ts';
import { judgeValidity } from './validity.ts';
import { verifyCitations } from './verify-citations.ts';

/** The parts of an answer that the question and the documents decide. */
export type ComposedAnswer = Pick<
  Answer,
  'statements' | 'refused' | 'refusal' | 'citations' | 'responsibleUnits' | 'viaCollective' | 'followUps'
>;

/** Answers every ask of the reading and puts the parts together under one numbering of citations. */
export async function composeAnswer(context: AnswerContext): Promise<ComposedAnswer> {
  const { reading } = context;
  const drafts: Draft[] = [];
  if (reading.kind === 'not-a-question') {
    drafts.push(
      refuse(
        'not-a-question',
        '请提出与政策文件有关的问题，例如某项任务由谁负责、目标是多少、某单位有哪些任务。',
      ),
    );
  } else if (reading.kind === 'unclear') {
    drafts.push(refuse('unclear', reading.askBack ?? '请把问题说得再具体一些。'));
  } else {
    for (const ask of reading.asks) drafts.push(await answerAsk(ask, context));
  }
  const answers = drafts.filter((draft): draft is DraftAnswer => draft.kind === 'answer');
  if (answers.length === 0) return composeRefusal(drafts, context);
  const missing = drafts.flatMap((draft) =>
    draft.kind === 'refusal' ? [{ text: escapeMarkdown(draft.message), quotes: [] }] : [],
  );
  const statements = [
    ...explainNames(reading, answers, context),
    ...answers.flatMap((draft) => draft.statements),
    ...missing,
  ];
  const { quotes, citations } = await citeStatements(statements, context);
  const marker = new Map(quotes.map((quote, i) => [quote.clause.clauseId, citations[i]?.marker]));
  const verified = statements.flatMap((statement) => verify(statement, marker));
  const cited = new Set(
    citations.filter((citation) => citation !== null).map((citation) => citation.clauseId),
  );
  if (cited.size === 0)
    return composeRefusal([refuse('no-evidence', '已收录的文件中没有可以核对的条款。')], context);
  const kept = citations.filter((citation): citation is Citation => citation !== null);
  const units = dedupeUnits(
    answers
      .flatMap((draft) => draft.units)
      .filter((unit) => cited.has(unit.clauseId) && isUnitInScope(unit, context.scope)),
  );
  const viaCollective = answers.flatMap((draft) => draft.viaCollective ?? []);
  return {
    statements: [...verified, ...periodNotes(kept, context)],
    refused: false,
    refusal: null,
    citations: kept,
    responsibleUnits: units,
    ...(answers.some((draft) => draft.viaCollective) ? { viaCollective } : {}),
    followUps: suggestFollowUps(reading, kept, units),
  };
}

/** One citation a clause, numbered by first use; several quotes of one clause become the run that covers them. */
async function citeStatements(
  statements: readonly DraftStatement[],
  context: AnswerContext,
): Promise<{ quotes: ClauseQuote[]; citations: (Citation | null)[] }> {
  const byClause = new Map<string, ClauseQuote>();
  for (const quote of statements.flatMap((statement) => statement.quotes)) {
    const known = byClause.get(quote.clause.clauseId);
    const start = Math.min(known?.start ?? quote.start, quote.start);
    const end = Math.max(known?.end ?? quote.end, quote.end);
    if (!known || end - start <= 500)
      byClause.set(quote.clause.clauseId, { clause: quote.clause, start, end });
  }
  const quotes = [...byClause.values()];
  const verified = await verifyCitations(quotes, context, context.scope.visibility);
  const byId = new Map(verified.map((citation) => [citation.clauseId, citation]));
  return { quotes, citations: quotes.map((quote) => byId.get(quote.clause.clauseId) ?? null) };
}

/** A statement all of whose quotes failed is left out. */
function verify(statement: DraftStatement, marker: ReadonlyMap<string, number | undefined>): Statement[] {
  if (statement.quotes.length === 0) return [{ text: statement.text, markers: [] }];
  const markers = [
    ...new Set(
      statement.quotes.flatMap((quote) => {
        const found = marker.get(quote.clause.clauseId);
        return found === undefined ? [] : [found];
      }),
    ),
  ];
  return markers.length === 0 ? [] : [{ text: statement.text, markers }];
}

/** 「市科技局：2018年机构改革前为市科委（按机构沿革推定）」, once for each unit found under another name. */
function explainNames(
  reading: QuestionReading,
  answers: readonly DraftAnswer[],
  context: AnswerContext,
): DraftStatement[] {
  const shown = new Set(answers.flatMap((draft) => draft.units.map((unit) => unit.name)));
  const lines: string[] = [];
  for (const unit of reading.asks.flatMap((ask) => ask.units)) {
    if (unit.names.some((name) => shown.has(name))) continue;
    if (!unit.bySuccession.some((name) => shown.has(name))) continue;
    const { jurisdiction, knownUnits } = context.corpus;
    const matches = context.unitDirectory.namesFor(unit.mention, knownUnits, { jurisdiction });
    const match = matches.find((candidate) => shown.has(candidate.name) && candidate.explanation !== null);
    if (match?.explanation) lines.push(match.explanation);
  }
  return [...new Set(lines)].map((line) => ({ text: `${escapeMarkdown(line)}。`, quotes: [] }));
}

function periodNotes(citations: readonly Citation[], context: AnswerContext): Statement[] {
  const documents = new Map<string, PolicyDocument>();
  for (const { documentId } of citations) {
    const document = context.corpus.documentById.get(documentId);
    if (document && judgeValidity(document, context.asOf).state === 'period-ended')
      documents.set(documentId, document);
  }
  if (documents.size === 0) return [];
  const text = [...documents.values()]
    .map((document) => `《${escapeMarkdown(document.title)}》${judgeValidity(document, context.asOf).basis}`)
    .join('，');
  return [{ text: `注：${text}，计划期已结束。`, markers: [] }];
}

function dedupeUnits(units: readonly AnswerUnit[]): AnswerUnit[] {
  return [...new Map(units.map((unit) => [`${unit.clauseId} ${unit.role} ${unit.name}`, unit])).values()];
}

function composeRefusal(drafts: readonly Draft[], context: AnswerContext): ComposedAnswer {
  const first =
    drafts.find((draft) => draft.kind === 'refusal') ?? refuse('unclear', '请把问题说得再具体一些。');
  const nearest = first.nearest.slice(0, 3).flatMap((clause) => {
    const document = context.corpus.documentById.get(clause.documentId);
    return document ? [summarizeClause(clause, document)] : [];
  });
  const refusal: Refusal = { reason: first.reason, message: first.message, nearest };
  const statements: Statement[] = [{ text: escapeMarkdown(first.message), markers: [] }];
  if (nearest.length > 0) {
    const names = nearest.map(
      (clause) => `《${clause.documentTitle}》“${clause.title || clause.excerpt.slice(0, 30)}”`,
    );
    statements.push({ text: `相近的条款：${escapeMarkdown(names.join('；'))}。`, markers: [] });
  }
  return { statements, refused: true, refusal, citations: [], responsibleUnits: [], followUps: [] };
}
