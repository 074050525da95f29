import type { ClauseRecord } from '../../domain/clause.ts';
import { escapeMarkdown } from '../../domain/escape-markdown.ts';
import type { NamesAsk } from '../../grammar/read-names.ts';
import type { FoundUnit } from '../../questions/find-units.ts';
import type { UnitMatch } from '../../units/directory/unit-directory.ts';
import type { AnswerContext } from '../answer-context.ts';
import { type ClauseQuote, type Draft, type DraftStatement, refuse } from '../draft.ts';
import { quoteOf } from '../quotes.ts';

/** Printed names that are shown with a clause each. */
const MOST_NAMES = 6;

/** Says what the unit directory knows of a body's names, or whether two are one, with clauses that print the names. */
export async function sayNames({ asks, units }: NamesAsk, context: AnswerContext): Promise<Draft> {
  const [first, second] = units;
  const said = second ? saySame(first!, second, context) : sayCourse(asks, first!, context);
  const bodies = units.map(({ mention }) => mention).join('、');
  if (said === null) {
    const together = second ? await clauseWithBoth(first!, second, context) : null;
    if (together) return asDifferent(first!, second!, together);
    const unknown = second
      ? `单位名录没有记载“${first!.mention}”和“${second.mention}”是同一个单位。`
      : `单位名录没有记载“${bodies}”的其他名称。`;
    return { ...refuse('no-evidence', unknown), isFinal: true };
  }
  const printed = await printedNames([...units.flatMap(({ names }) => names), ...said.names], context);
  if (printed.length === 0)
    return { ...refuse('no-evidence', `${said.text}已收录的文件没有印出这些名称。`), isFinal: true };
  return {
    kind: 'answer',
    statements: [
      { text: escapeMarkdown(said.text), quotes: printed.flatMap(({ quotes }) => quotes) },
      ...printed,
    ],
    units: [],
    isComputed: true,
  };
}

interface Said {
  readonly text: string;
  /** Names that it speaks of. */
  readonly names: readonly string[];
}

/** 「市科委现为市科技局（2018年起，按机构沿革）。」 Null where the directory knows no other name. */
function sayCourse(asks: NamesAsk['asks'], unit: FoundUnit, context: AnswerContext): Said | null {
  const { unitDirectory, corpus } = context;
  const place = { jurisdiction: corpus.jurisdiction };
  const heir = unitDirectory.successorOf(unit.mention, place);
  const related = relatedTo(unit.mention, context);
  const earlier = related.filter(({ explanation, name }) => explanation !== null && name !== heir?.name);
  if (asks === 'later' && heir) {
    const since = heir.since === '' ? '' : `${heir.since.slice(0, 4)}年起，`;
    const way =
      heir.steps.length > 1
        ? `，其间为${heir.steps
            .slice(0, -1)
            .map(({ name }) => name)
            .join('、')}`
        : '';
    const text =
      heir.scope === 'whole'
        ? `${unit.mention}现为${heir.name}（${since}按机构沿革推定${way}）。`
        : `${unit.mention}的部分职能划入${heir.name}（${since}按机构沿革推定，仅供参考）。`;
    return { text, names: [heir.name, ...printedFormsOf(heir.name, context)] };
  }
  if (earlier.length === 0) return null;
  const told = [...new Set(earlier.map(({ explanation }) => explanation!))].join('；');
  const none = asks === 'later' ? `单位名录没有记载${unit.mention}之后改名；` : '';
  return { text: `${none}${told}。`, names: earlier.map(({ name }) => name) };
}

/** 「是同一个单位：…」 Null where the directory does not connect them. */
function saySame(a: FoundUnit, b: FoundUnit, context: AnswerContext): Said | null {
  const { unitDirectory, corpus } = context;
  const place = { jurisdiction: corpus.jurisdiction };
  const [match] = [
    ...unitDirectory.namesFor(a.mention, [b.mention], place),
    ...unitDirectory.namesFor(b.mention, [a.mention], place),
  ];
  if (match) return { text: sayRelation(a.mention, b.mention, match), names: [] };
  const heirs = [a, b].map(({ mention }) => unitDirectory.successorOf(mention, place));
  const presents = [a, b].map(({ mention }, i) => heirs[i]?.name ?? mention);
  const isWhole = heirs.every((heir) => heir === null || heir.scope === 'whole');
  if (presents[0] !== presents[1] || !isWhole) return null;
  return {
    text: `是：${a.mention}和${b.mention}现在是同一个单位，都是${presents[0]}（按机构沿革推定）。`,
    names: [presents[0]!],
  };
}

function sayRelation(a: string, b: string, { relation, explanation }: UnitMatch): string {
  switch (relation) {
    case 'same':
    case 'spelling':
      return `是：${a}和${b}是同一个单位的不同写法。`;
    case 'short-form':
      return `是：${a}和${b}是同一个单位，其中一个是简称。`;
    case 'succession':
      return `是同一个单位先后的名称。${explanation ?? ''}。`;
    case 'part-succession':
      return `不完全是。${explanation ?? ''}。`;
  }
}

/** Two bodies that one clause names beside each other are two. */
function asDifferent(a: FoundUnit, b: FoundUnit, clause: ClauseRecord): Draft {
  const text = `不是：条文把${a.mention}和${b.mention}作为两个单位并列。`;
  return {
    kind: 'answer',
    statements: [
      { text: escapeMarkdown(text), quotes: [quoteUnits(clause, [...namesOf(a), ...namesOf(b)])] },
    ],
    units: [],
    isComputed: true,
  };
}

async function clauseWithBoth(
  a: FoundUnit,
  b: FoundUnit,
  { snapshot, scope }: AnswerContext,
): Promise<ClauseRecord | null> {
  const [ofA, ofB] = await Promise.all(
    [a, b].map(async ({ names }) => (await snapshot.units.getPostings([...names], scope)).flat()),
  );
  const ids = new Set(ofB!.map(({ clauseId }) => clauseId));
  const shared = ofA!.find(({ clauseId }) => ids.has(clauseId));
  if (!shared) return null;
  const [clause] = await snapshot.clauses.getClauses([shared.clauseId], scope.visibility);
  return clause ?? null;
}

/** One clause for each printed name: 「《…》写作“市科委”。」 */
async function printedNames(names: readonly string[], context: AnswerContext): Promise<DraftStatement[]> {
  const { snapshot, scope, corpus } = context;
  const wanted = [...new Set(names)].slice(0, MOST_NAMES);
  const postings = await snapshot.units.getPostings(wanted, scope);
  const firsts = postings.map((own) => own[0]?.clauseId);
  const found = firsts.filter((id) => id !== undefined);
  const clauses = await snapshot.clauses.getClauses(found, scope.visibility);
  return wanted.flatMap((name, i) => {
    const clause = clauses.find((own) => own?.clauseId === firsts[i]);
    if (!clause) return [];
    const title = corpus.documentById.get(clause.documentId)?.title ?? '';
    const documents = new Set(postings[i]!.map(({ documentId }) => documentId)).size;
    const more = documents > 1 ? `等${documents}份文件` : '';
    return {
      text: `- 《${escapeMarkdown(title)}》${more}写作“${escapeMarkdown(name)}”`,
      quotes: [quoteUnits(clause, [name])],
    };
  });
}

function quoteUnits(clause: ClauseRecord, names: readonly string[]): ClauseQuote {
  const unit = clause.units.find(({ name, textSpan }) => textSpan !== null && names.includes(name));
  return quoteOf(clause, unit?.textSpan ?? null);
}

function namesOf({ names, bySuccession }: FoundUnit): readonly string[] {
  return [...names, ...bySuccession];
}

function relatedTo(mention: string, { unitDirectory, corpus }: AnswerContext): readonly UnitMatch[] {
  return unitDirectory.namesFor(mention, corpus.knownUnits, { jurisdiction: corpus.jurisdiction });
}

function printedFormsOf(name: string, context: AnswerContext): string[] {
  return relatedTo(name, context)
    .filter(({ relation }) => relation !== 'part-succession')
    .map(({ name: printed }) => printed);
}
