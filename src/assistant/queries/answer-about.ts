import type { PolicyDocument } from '../../domain/policy-document.ts';
import type { About } from '../../grammar/about-words.ts';
import type { AboutAsk } from '../../grammar/read-about.ts';
import type { AnswerContext } from '../answer-context.ts';
import { type Draft, type DraftAnswer, refuse } from '../draft.ts';
import { sayGoals } from './say-goals.ts';
import { sayOutline } from './say-outline.ts';
import { sayService } from './say-service.ts';

/** Documents that are told one after the other where none is named. */
const FEW_DOCUMENTS = 4;
/** Choices of a question back. */
const MOST_CHOICES = 4;
/** Documents whose goals are looked for. */
const MOST_LOOKED_AT = 12;
/** Clauses of a part of goals that are said. */
const MOST_GOALS = 8;

/**
 * Answers a question about documents as wholes from their own goals and headings, or one about the service from what is loaded. Where no
 * document is named and several are loaded it asks back, with questions that can be sent; goals are then told of each while they are few.
 * `carried`: documents of the conversation so far. Null where a document tells nothing of it.
 */
export async function answerAbout(
  { about, documentIds, kind }: AboutAsk,
  carried: readonly string[],
  context: AnswerContext,
): Promise<Draft | null> {
  const { corpus, scope } = context;
  if (about.includes('service')) return await sayService(context);
  const meant = documentIds.length > 0 ? documentIds : carried;
  const all = meant.length > 0 ? meant.flatMap((id) => corpus.documentById.get(id) ?? []) : corpus.documents;
  const documents = all.filter(({ documentId }) => scope.documentIds?.includes(documentId) ?? true);
  const ofKind = documents.filter(({ title, aliases }) =>
    [title, ...aliases].some((name) => name.includes(kind ?? '')),
  );
  const fitting = meant.length === 0 && ofKind.length > 0 ? ofKind : documents;
  if (meant.length === 0 && fitting.length > 1) {
    const goals = isOnly(about, 'goals') && kind === null ? await goalsOfEach(fitting, context) : null;
    return goals ?? askBack(about, fitting);
  }
  if (fitting.length > FEW_DOCUMENTS) return askBack(about, fitting);
  return await tell(about, fitting, context);
}

function isOnly(about: readonly About[], one: About): boolean {
  return about.every((own) => own === one);
}

/** The first clause of the goals of each document that has some; null where those are many or none. */
async function goalsOfEach(
  documents: readonly PolicyDocument[],
  context: AnswerContext,
): Promise<DraftAnswer | null> {
  if (documents.length > MOST_LOOKED_AT) return null;
  const told: DraftAnswer[] = [];
  for (const document of documents) {
    const goals = await sayGoals(document, 1, context);
    if (goals) told.push(goals);
  }
  return told.length > 0 && told.length <= FEW_DOCUMENTS ? joined(told) : null;
}

async function tell(
  about: readonly About[],
  documents: readonly PolicyDocument[],
  context: AnswerContext,
): Promise<DraftAnswer | null> {
  const wantsWhole = !about.includes('goals');
  const told: DraftAnswer[] = [];
  for (const document of documents) {
    const goals = isOnly(about, 'parts')
      ? null
      : await sayGoals(document, wantsWhole ? 1 : MOST_GOALS, context);
    const outline = wantsWhole || goals === null ? await sayOutline(document, context) : null;
    for (const draft of [goals, outline]) if (draft) told.push(draft);
  }
  return told.length > 0 ? joined(told) : null;
}

function joined(told: readonly DraftAnswer[]): DraftAnswer {
  const { query } = told[0]!;
  return {
    kind: 'answer',
    statements: told.flatMap(({ statements }) => statements),
    units: [],
    isComputed: true,
    ...(told.length === 1 && query && { query }),
  };
}

const ASKED: Readonly<Record<Exclude<About, 'service'>, (title: string) => string>> = {
  goals: (title) => `《${title}》的主要目标是什么？`,
  outline: (title) => `《${title}》的汇报提纲`,
  parts: (title) => `《${title}》分为哪几部分？`,
  summary: (title) => `《${title}》讲了什么？`,
};

function askBack(about: readonly About[], documents: readonly PolicyDocument[]): Draft {
  const choices = documents.slice(0, MOST_CHOICES);
  const named = about.includes('goals') ? 'goals' : (about[0] as Exclude<About, 'service'>);
  const find = named === 'goals' ? ('figures' as const) : ('sections' as const);
  const more = documents.length > choices.length ? `（共${documents.length}份，也可以写出别的文件名）` : '';
  return {
    ...refuse(
      'unclear',
      `您指的是哪份文件${more}？${choices.map(({ title }, i) => `${i + 1}. 《${title}》`).join('；')}。`,
    ),
    isFinal: true,
    choices: choices.map(({ title }) => ASKED[named](title)),
    clarification: {
      message: '您指的是哪份文件？',
      options: choices.map(({ documentId, title }) => ({
        label: `《${title}》`,
        query: { find, where: { documentIds: [documentId] } },
      })),
    },
  };
}
