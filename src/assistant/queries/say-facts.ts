import type { ClauseRecord } from '../../domain/clause.ts';
import { spellDay } from '../../domain/day-in-china.ts';
import { escapeMarkdown } from '../../domain/escape-markdown.ts';
import { headIdOf } from '../../domain/head-id.ts';
import { judgeValidity } from '../../domain/judge-validity.ts';
import type { PolicyDocument, Validity } from '../../domain/policy-document.ts';
import type { FACT_NAMES, NamedDocument } from '../../domain/policy-facts.ts';
import type { DocumentFact } from '../../grammar/fact-words.ts';
import { viewClause } from '../../retrieval/clause-view.ts';
import { countWork } from '../../turns/work-budget.ts';
import type { AnswerContext } from '../answer-context.ts';
import { type Draft, type DraftStatement, refuse } from '../draft.ts';
import { quoteOf } from '../quotes.ts';

/**
 * Says what documents state about themselves, each fact with the line that states it; what none states is said so. Null where nothing was
 * read, though the text of a document speaks of it: then its clauses may say.
 */
export async function sayFacts(
  documents: readonly PolicyDocument[],
  facts: readonly DocumentFact[],
  { asOf, snapshot, scope }: Pick<AnswerContext, 'asOf' | 'snapshot' | 'scope'>,
): Promise<Draft | null> {
  const heads = await snapshot.clauses.getClauses(
    documents.map(({ documentId }) => headIdOf(documentId)),
    scope.visibility,
  );
  const clauses = facts.includes('interpreter')
    ? await snapshot.clauses.getDocumentClauses(
        documents.map(({ documentId }) => documentId),
        scope.visibility,
      )
    : [];
  const said = documents.flatMap((document, i) =>
    facts.map((fact) =>
      fact === 'interpreter'
        ? sayInterpreter(document, clauses[i] ?? [])
        : sayFact(document, fact, heads[i], asOf),
    ),
  );
  if (said.some(({ quotes }) => quotes.length > 0))
    return { kind: 'answer', statements: said, units: [], isComputed: true };
  const ids = documents.map(({ documentId }) => documentId);
  const texts = await snapshot.sources.getSources(ids, scope.visibility);
  if (facts.some((fact) => texts.some((text) => text !== undefined && SPEAKS[fact]?.test(text)))) return null;
  return { ...refuse('no-evidence', said.map(({ text }) => text).join('')), isFinal: true };
}

/** Words of a text that may state a fact in a way that is not read as one. */
const SPEAKS: Readonly<Partial<Record<DocumentFact, RegExp>>> = {
  drafters: /起草|拟定|草拟/u,
  effectiveOn: /施行|生效/u,
  expiresOn: /有效期|失效/u,
  basis: /依据|根据/u,
  repeals: /废止|代替|取代/u,
};

/** 「本细则由区民政局会同区财政局解释」 */
const INTERPRETS = /(?:由|归)(?<who>[^，。；：\n由归]{2,60}?)(?:负责)?(?:具体)?解释/u;

/** Who explains a document, in the words of its clause that says so; the last one, where several do. */
function sayInterpreter(document: PolicyDocument, clauses: readonly ClauseRecord[]): DraftStatement {
  countWork(clauses.length);
  const title = `《${escapeMarkdown(document.title)}》`;
  for (const clause of clauses.toReversed()) {
    const match = INTERPRETS.exec(clause.text);
    if (!match) continue;
    const { start, end } = sentenceAround(clause, match.index);
    return {
      text: `${title}由${escapeMarkdown(match.groups!['who']!)}解释。`,
      quotes: [quoteOf(clause, { start, end })],
    };
  }
  return { text: `${title}没有写明${NAMES.interpreter}。`, quotes: [] };
}

function sentenceAround(clause: ClauseRecord, at: number): { readonly start: number; readonly end: number } {
  const sentence = viewClause(clause).sentences.find(({ start, end }) => start <= at && at < end);
  return sentence ?? { start: 0, end: clause.text.length };
}

const NAMES: Readonly<Record<DocumentFact, string>> = {
  issuedOn: '印发日期',
  documentNumber: '发文字号',
  issuers: '发文机关',
  drafters: '起草单位',
  effectiveOn: '施行日期',
  expiresOn: '有效期',
  validity: '有效期',
  basis: '依据的文件',
  repeals: '废止或替代的文件',
  addressees: '主送单位',
  period: '计划期',
  interpreter: '由谁解释',
};

interface Found {
  /** What is said behind the name of the fact. */
  readonly words: string;
  /** As printed, to be quoted. */
  readonly printed: readonly string[];
}

function sayFact(
  document: PolicyDocument,
  fact: Exclude<DocumentFact, 'interpreter'>,
  head: ClauseRecord | undefined,
  asOf: string,
): DraftStatement {
  const title = `《${escapeMarkdown(document.title)}》`;
  const found = fact === 'validity' ? validityOf(document, asOf) : factOf(document, fact);
  const quotes = (found?.printed ?? []).flatMap((printed) => {
    const at = head?.text.indexOf(printed) ?? -1;
    return head && at >= 0 ? [quoteOf(head, { start: at, end: at + printed.length })] : [];
  });
  // Nothing is said that no line of the document shows.
  if (!found || quotes.length === 0) return { text: `${title}没有写明${NAMES[fact]}。`, quotes: [] };
  return { text: `${title}${escapeMarkdown(found.words)}。`, quotes };
}

function factOf(
  document: PolicyDocument,
  fact: Exclude<DocumentFact, 'validity' | 'interpreter'>,
): Found | null {
  const { facts } = document;
  if (!facts) return null;
  const evidence = (name: (typeof FACT_NAMES)[number]) =>
    facts.evidence.filter((own) => own.fact === name).map(({ printed }) => printed);
  const say = (words: string | null, printed: readonly string[]): Found | null =>
    words === null || words === '' ? null : { words: `的${NAMES[fact]}：${words}`, printed };
  const day = (name: 'issuedOn' | 'effectiveOn' | 'expiresOn') =>
    say(facts[name] === null ? null : spellDay(facts[name]), evidence(name));
  switch (fact) {
    case 'issuedOn':
    case 'effectiveOn':
    case 'expiresOn':
      return day(fact);
    case 'documentNumber':
      return say(facts.documentNumber, evidence(fact));
    case 'issuers':
    case 'drafters':
    case 'addressees':
      return say(facts[fact].join('、'), evidence(fact));
    case 'basis':
    case 'repeals':
      return say(
        facts[fact].map(nameOf).join('、'),
        facts[fact].map(({ printed }) => printed),
      );
    case 'period': {
      const { period } = facts;
      const years = period && `${period.from}年至${period.to}年`;
      const printed = facts.evidence.filter((own) => period && own.printed.includes(String(period.to)));
      const titled = /\d{4}\s*年?\s*[—–\-－~～至]+\s*\d{4}\s*年?/u.exec(document.title)?.[0];
      return say(years, [...printed.map((own) => own.printed), ...(titled ? [titled] : [])].slice(0, 1));
    }
  }
}

function nameOf({ title, documentNumber }: NamedDocument): string {
  const number = documentNumber ?? '';
  if (title === null) return number;
  return `《${title}》${number === '' ? '' : `（${number}）`}`;
}

const STATES: Readonly<Record<Validity['state'], string>> = {
  'in-force': '仍在执行',
  'period-ended': '计划期已结束',
  expired: '已过有效期',
  repealed: '已废止',
  superseded: '已被替代',
  'not-yet-in-force': '尚未施行',
  unknown: '是否有效没有写明',
};

/** Never a bare 是: the state with what it rests on. */
function validityOf(document: PolicyDocument, asOf: string): Found {
  const { state, basis, printed } = judgeValidity(document, asOf);
  const own = document.facts?.evidence ?? [];
  const shown =
    printed ??
    own.find(({ printed: line }) => document.period && line.includes(String(document.period.to)))?.printed;
  return { words: `${STATES[state]}：${basis}`, printed: [shown ?? own[0]?.printed ?? ''] };
}
