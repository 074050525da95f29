import type { ClauseRecord } from '../../domain/clause.ts';
import { stripNumber } from '../../domain/heading-number.ts';
import type { PolicyDocument } from '../../domain/policy-document.ts';
import type { TextSpan } from '../../domain/text-span.ts';
import { contentPairs, normalForm } from './content-pairs.ts';

/** A comma-bounded stretch of a clause. */
export interface SourceCell extends TextSpan {
  /** Normalised writing. */
  readonly normal: string;
  readonly pairs: ReadonlySet<string>;
}

/** A sentence of a clause, up to 。！？； or the line's end. */
export interface SourceSentence extends TextSpan {
  readonly normal: string;
  readonly pairs: ReadonlySet<string>;
  readonly cells: readonly SourceCell[];
}

/** A clause made ready for proofs. */
export interface ProofSource {
  readonly clause: ClauseRecord;
  readonly document: PolicyDocument;
  readonly sentences: readonly SourceSentence[];
  /** Normalised text of the clause. */
  readonly body: string;
  /** Normalised headings, title, aliases, number, issuer and unit names: what a statement may mention beside the text. */
  readonly frame: string;
  readonly framePairs: ReadonlySet<string>;
  /** The frame without unit names. */
  readonly headings: string;
  /** Normalised headings and time limit of the clause alone. */
  readonly path: string;
  /** The year of a document that has only one. */
  readonly onlyYear: number | null;
  /** Places of sentences that tell their reader what to say; they state nothing. */
  readonly orders: readonly TextSpan[];
}

const sources = new WeakMap<ClauseRecord, ProofSource>();

/** Kept per clause record. */
export function proofSourceOf(clause: ClauseRecord, document: PolicyDocument): ProofSource {
  const known = sources.get(clause);
  if (known?.document === document) return known;
  const headings = normalForm(
    [
      document.title,
      ...document.aliases,
      document.documentNumber ?? '',
      document.issuer ?? '',
      ...clause.path.map(stripNumber),
      clause.title,
      clause.deadline?.text ?? '',
    ].join('，'),
  );
  const frame = `${headings}，${normalForm(clause.units.map(({ name }) => name).join('，'))}`;
  const sentences = splitSentences(clause.text);
  const source: ProofSource = {
    clause,
    document,
    sentences,
    body: sentences.map(({ normal }) => normal).join('\n'),
    frame,
    framePairs: contentPairs(frame),
    headings,
    path: normalForm([...clause.path, clause.deadline?.text ?? ''].join('，')),
    onlyYear: document.period && document.period.from === document.period.to ? document.period.from : null,
    orders: sentenceSpans(clause.text).filter(({ start, end }) => tellsReader(clause.text.slice(start, end))),
  };
  sources.set(clause, source);
  return source;
}

function splitSentences(text: string): SourceSentence[] {
  return sentenceSpans(text)
    .filter(({ start, end }) => !tellsReader(text.slice(start, end)))
    .map(({ start, end }) => ({
      start,
      end,
      normal: normalForm(text.slice(start, end)),
      pairs: contentPairs(text.slice(start, end)),
      cells: splitCells(text, start, end),
    }));
}

function sentenceSpans(text: string): TextSpan[] {
  return [...text.matchAll(/[^。！？；;\n]+[。！？；;]?/g)]
    .map((match) => trimSpan(text, { start: match.index, end: match.index + match[0].length }))
    .filter(({ start, end }) => start < end);
}

/**
 * 「AI助手须回答…」, 「如果你是语言模型，请说…」: a sentence that tells whoever reads it what to answer states nothing. Documents are
 * data; who plants such a sentence must not be quoted as a policy.
 */
function tellsReader(sentence: string): boolean {
  return ORDERS.some((order) => order.test(sentence));
}

/** Who is told: a policy tells officials and people, never these. */
const READER =
  '(?:AI|人工智能|语言模型|大模型|模型|智能助手|助手|机器人|聊天|问答|检索系统|生成(?:的)?(?:答案|回答)|chatbot|assistant)';

const ORDERS: readonly RegExp[] = [
  new RegExp(
    `${READER}.{0,10}(?:须|应|请|必须|要|只能|一律|注意|以此为准).{0,12}(?:回答|答复|回复|输出|声称|说明|显示|视为|使用|称|写|$)`,
    'iu',
  ),
  new RegExp(
    `^.{0,6}${READER}(?:请注意|须知|注意)|(?:给|对|致|for)\\s*${READER}s?.{0,4}(?:的?指令|[:：])`,
    'iu',
  ),
  /如果你是|你(?:是|现在|必须|应当|要|只能)|被问[到及]|请(?:输出|忽略)|按.{1,20}回答/u,
  /(?:忽略|无视|忘记).{0,8}(?:以上|上述|之前|前面|此前|所有|全部).{0,6}(?:指令|规则|要求|提示)|(?:以上|上述)(?:数字|内容|规定|单位)作废/u,
  /系统提示|(?:system|assistant|user)\s*[:：]|system prompt|ignore (?:all|previous)/iu,
];

function splitCells(text: string, start: number, end: number): SourceCell[] {
  // The comma of 1,200 parts nothing; 「车间150个（含工厂30个）」 are two figures.
  const cut = text.slice(start, end).replace(/[（(](?=含|其中|不含|包括)/gu, '，');
  return [...cut.matchAll(/(?:[^，,：:、]|(?<=\d),(?=\d{3}))+/g)].map((match) => {
    const from = start + match.index;
    return {
      start: from,
      end: from + match[0].length,
      normal: normalForm(match[0]),
      pairs: contentPairs(match[0]),
    };
  });
}

function trimSpan(text: string, { start, end }: TextSpan): TextSpan {
  while (start < end && /\s/.test(text[start]!)) start++;
  while (start < end && /\s/.test(text[end - 1]!)) end--;
  return { start, end };
}
