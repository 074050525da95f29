import type {
  Answer,
  AnswerNotice,
  AnswerUnit,
  Citation,
  Contact,
  Refusal,
  Statement,
} from '../domain/answer.ts';
import { summarizeClause } from '../domain/clause-summary.ts';
import { escapeMarkdown } from '../domain/escape-markdown.ts';
import { judgeValidity } from '../domain/judge-validity.ts';
import type { PolicyDocument } from '../domain/policy-document.ts';
import { CUT_SENTENCE } from '../questions/cut-message.ts';
import type { QuestionReading } from '../questions/question-reading.ts';
import { restFromWork } from '../turns/work-budget.ts';
import { answerAsk } from './answer-ask.ts';
import type { AnswerContext } from './answer-context.ts';
import { createCiter, type OnStatement } from './cite-statements.ts';
import type { Draft, DraftAnswer, DraftStatement } from './draft.ts';
import { refuse } from './draft.ts';
import { limitCitations } from './limit-citations.ts';
import { addProse, type WritingOptions } from './prose/add-prose.ts';
import { answerStructured } from './queries/answer-structured.ts';
import { isUnitInScope } from './search-scope.ts';
import { suggestFollowUps } from './suggest-follow-ups.ts';
import { MOST_CITED, TOO_MUCH, unlessTooMuch } from './work-limits.ts';

/** The parts of an answer that the question and the documents decide. */
export type ComposedAnswer = Pick<
  Answer,
  | 'statements'
  | 'refused'
  | 'refusal'
  | 'citations'
  | 'responsibleUnits'
  | 'viaCollective'
  | 'total'
  | 'query'
  | 'reading'
  | 'followUps'
  | 'clarification'
  | 'mode'
  | 'aiGenerated'
  | 'modelReport'
  | 'notices'
> & {
  /** Milliseconds in which a model was waited for. */
  readonly modelMs: number;
};

export interface ComposeOptions extends WritingOptions {
  /** Told of each statement as soon as it is certain. */
  readonly onStatement?: OnStatement;
  /** Named in refusals. */
  readonly contact?: Contact | null;
}

/** Answers every ask of the reading by rules; what answers is put into words and cited by `composeDrafts`. */
export async function answerAsks(context: AnswerContext): Promise<Draft[]> {
  const { reading } = context;
  if (reading.kind === 'not-a-question') {
    return [
      refuse(
        'not-a-question',
        '请提出与政策文件有关的问题，例如某项任务由谁负责、目标是多少、某单位有哪些任务。',
      ),
    ];
  }
  if (reading.kind === 'unclear') return [refuse('unclear', reading.askBack ?? '请把问题说得再具体一些。')];
  const whole = await answerWhole(context);
  if (whole) return [whole];
  const drafts: Draft[] = [];
  for (const ask of reading.asks) {
    await restFromWork();
    drafts.push(
      await unlessTooMuch(
        async () =>
          (reading.asks.length > 1 ? await answerStructured(ask.text, context) : null) ??
          (await answerAsk(ask, context)),
        () => refuse('unclear', TOO_MUCH),
      ),
    );
  }
  return drafts;
}

/** The whole message as one question to the records; null where it is none, or too much work. */
export function answerWhole(context: AnswerContext): Promise<Draft | null> {
  return unlessTooMuch(
    () => answerStructured(context.reading.question, context),
    () => null,
  );
}

/** Puts the drafts of all asks together under one numbering of citations; with a writer in its words, as far as proven. */
export async function composeDrafts(
  drafts: readonly Draft[],
  context: AnswerContext,
  options: ComposeOptions = {},
): Promise<ComposedAnswer> {
  const { reading } = context;
  const answers = drafts.filter((draft): draft is DraftAnswer => draft.kind === 'answer');
  if (answers.length === 0) return composeRefusal(drafts, context, options);
  const statements = limitCitations([
    ...explainNames(reading, answers, context),
    ...drafts.flatMap((draft) =>
      draft.kind === 'answer' ? draft.statements : [{ text: escapeMarkdown(draft.message), quotes: [] }],
    ),
  ]);
  const citer = createCiter(context, options.onStatement);
  const prose = await addProse(statements, citer, context, options);
  const kept = await citer.finish();
  if (kept.length === 0)
    return composeRefusal([refuse('no-evidence', '已收录的文件中没有可以核对的条款。')], context, options);
  citer.addNotes([...validityNotes(kept, context), ...(prose.aiGenerated ? [AI_LABEL] : [])]);
  const cited = new Set(kept.map((citation) => citation.clauseId));
  const units = dedupeUnits(
    answers
      .flatMap((draft) => draft.units)
      .filter((unit) => cited.has(unit.clauseId) && isUnitInScope(unit, context.scope)),
  );
  const viaCollective = answers.flatMap((draft) => draft.viaCollective ?? []).slice(0, MOST_CITED);
  const totals = answers.flatMap((draft) => draft.total ?? []);
  return {
    statements: citer.statements,
    refused: false,
    refusal: null,
    citations: kept,
    responsibleUnits: units,
    ...(answers.some((draft) => draft.viaCollective) ? { viaCollective } : {}),
    ...(totals.length > 0 ? { total: totals.reduce((sum, total) => sum + total, 0) } : {}),
    ...queryOf(answers),
    followUps: suggestFollowUps(reading, kept, units),
    ...prose,
    ...withCutNotice(reading, prose.notices),
  };
}

/** The query, where the whole answer is the result of one. */
function queryOf([first, ...others]: readonly DraftAnswer[]): Pick<ComposedAnswer, 'query' | 'reading'> {
  if (!first?.query || others.length > 0) return {};
  return { query: first.query, ...(first.queryReading && { reading: first.queryReading }) };
}

/** Says of a message that only a part of it was read. */
function withCutNotice(
  reading: QuestionReading,
  notices: readonly AnswerNotice[] = [],
): Pick<ComposedAnswer, 'notices'> {
  const cut: readonly AnswerNotice[] = reading.isCut ? [{ code: 'question-cut', message: CUT_SENTENCE }] : [];
  return notices.length + cut.length > 0 ? { notices: [...notices, ...cut] } : {};
}

/** Said at the end of every answer that a model helped to write (人工智能生成合成内容标识办法, in force since 2025-09-01). */
const AI_LABEL: Statement = {
  text: '（AI生成：以上部分文字由人工智能生成，已逐句与所列条文核对，请以条文原文为准。）',
  markers: [],
};

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

/** What is said of documents that do not hold on the day asked for. */
const NOT_IN_FORCE = [
  ['period-ended', '计划期已结束'],
  ['expired', '有效期已过'],
  ['repealed', '已经废止'],
  ['superseded', '已有新的文件'],
  ['not-yet-in-force', '尚未施行'],
] as const;

function validityNotes(citations: readonly Citation[], context: AnswerContext): Statement[] {
  const cited = new Map<string, PolicyDocument>();
  for (const { documentId } of citations) {
    const document = context.corpus.documentById.get(documentId);
    if (document) cited.set(documentId, document);
  }
  const judged = [...cited.values()].map(
    (document) => ({ document, validity: judgeValidity(document, context.asOf) }) as const,
  );
  return NOT_IN_FORCE.flatMap(([state, said]) => {
    const own = judged.filter(({ validity }) => validity.state === state);
    if (own.length === 0) return [];
    const text = own
      .map(
        ({ document, validity }) => `《${escapeMarkdown(document.title)}》${escapeMarkdown(validity.basis)}`,
      )
      .join('，');
    return [{ text: `注：${text}，${said}。`, markers: [] }];
  });
}

function dedupeUnits(units: readonly AnswerUnit[]): AnswerUnit[] {
  return [...new Map(units.map((unit) => [`${unit.clauseId} ${unit.role} ${unit.name}`, unit])).values()];
}

function composeRefusal(
  drafts: readonly Draft[],
  context: AnswerContext,
  { onStatement, contact }: ComposeOptions,
): ComposedAnswer {
  const first =
    drafts.find((draft) => draft.kind === 'refusal') ?? refuse('unclear', '请把问题说得再具体一些。');
  const nearest = first.nearest.slice(0, 3).flatMap((clause) => {
    const document = context.corpus.documentById.get(clause.documentId);
    return document ? [summarizeClause(clause, document)] : [];
  });
  const refusal: Refusal = {
    reason: first.reason,
    message: first.message,
    nearest,
    ...(contact && { contact }),
  };
  const statements: Statement[] = [{ text: escapeMarkdown(first.message), markers: [] }];
  if (nearest.length > 0) {
    const names = nearest.map(
      (clause) => `《${clause.documentTitle}》“${clause.title || clause.excerpt.slice(0, 30)}”`,
    );
    statements.push({ text: `相近的条款：${escapeMarkdown(names.join('；'))}。`, markers: [] });
  }
  if (contact) statements.push({ text: `如需人工解答：${describeContact(contact)}`, markers: [] });
  for (const statement of statements) onStatement?.(statement, []);
  return {
    statements,
    refused: true,
    refusal,
    citations: [],
    responsibleUnits: [],
    followUps: first.choices ?? [],
    ...(first.clarification && { clarification: first.clarification }),
    mode: 'extractive',
    modelMs: 0,
    ...withCutNotice(context.reading),
  };
}

/** An address of the web stands behind it, since not every channel shows a link; a number to dial is in the text already. */
function describeContact({ text, url }: Contact): string {
  if (url === undefined || url.startsWith('tel:')) return escapeMarkdown(text);
  const { origin } = new URL(url);
  return `${escapeMarkdown(text)}（${origin}${encodeSigns(url.slice(origin.length))}）`;
}

/** The same address without signs of markdown; `escapeMarkdown` would break it. */
function encodeSigns(path: string): string {
  return path.replace(/[\\`*_[\]<>|~]/g, (sign) => `%${sign.charCodeAt(0).toString(16).toUpperCase()}`);
}
