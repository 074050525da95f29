import type { PolicyDocument } from '../../src/domain/policy-document.ts';
import type { FACT_NAMES, PolicyFacts } from '../../src/domain/policy-facts.ts';
import type { PrintedPlace } from '../../src/domain/printed-fact.ts';
import { findDates } from '../../src/language/dates.ts';
import type { HeaderField } from '../cleaning/cleaning-pass.ts';
import type { DocumentFacts } from '../parsing/document-head.ts';
import type { LogicalLine } from '../parsing/logical-line.ts';
import { readBasis } from './basis.ts';
import { readAddressees, readDrafters } from './bodies.ts';
import { type InForce, readInForce, settleInForce } from './in-force.ts';
import { readRepeals } from './repeals.ts';
import { placeOf, type Sentence, sentencesOf } from './sentences.ts';

type Evidence = PolicyFacts['evidence'][number];

/** What the lines of a document print about it, before it is known whether a manifest corrects issuer and day. */
export interface PrintedFacts
  extends Pick<PolicyFacts, 'drafters' | 'addressees' | 'basis' | 'repeals' | 'amendments'> {
  readonly inForce: InForce;
  readonly evidence: readonly Evidence[];
}

/** Reads all lines of a document, head and signatures included. Linear. */
export function readDocumentFacts(
  lines: readonly LogicalLine[],
  head: DocumentFacts,
  headerFields: readonly HeaderField[],
): PrintedFacts {
  const sentences = [...sentencesOf(lines)];
  const drafters = readDrafters(head.title, sentences);
  const addressees = readAddressees(lines);
  const inForce = withHeaderDays(readInForce(sentences, head.title), headerFields);
  return {
    drafters: [...drafters.names],
    addressees: [...addressees.names],
    basis: readBasis(sentences, head.title),
    ...readRepealsOf(sentences, head.title),
    inForce,
    evidence: [
      ...headEvidence(sentences, head),
      ...evidenceOf('drafters', drafters.sentence && placeOf(drafters.sentence)),
      ...evidenceOf('addressees', addressees.sentence && placeOf(addressees.sentence)),
      ...evidenceOf('effectiveOn', inForce.fromPlace),
      ...evidenceOf('expiresOn', inForce.untilPlace),
      ...inForce.unread.map(({ fact, place }) => ({ fact, read: false, ...place })),
    ],
  };
}

function readRepealsOf(sentences: readonly Sentence[], title: string) {
  const { repeals, amendments } = readRepeals(sentences, title);
  return { repeals: [...repeals], amendments: [...amendments] };
}

function evidenceOf(fact: (typeof FACT_NAMES)[number], place: PrintedPlace | null): Evidence[] {
  return place ? [{ fact, read: true, ...place }] : [];
}

/** Sentences at the beginning and at the end where they may stand. */
const END = 60;

/** Where issuer, number and day stand: the first sentence that prints them. */
function headEvidence(
  sentences: readonly Sentence[],
  { issuer, documentNumber, issuedOn }: DocumentFacts,
): Evidence[] {
  const ends =
    sentences.length <= 2 * END ? sentences : [...sentences.slice(0, END), ...sentences.slice(-END)];
  const find = (fact: (typeof FACT_NAMES)[number], holds: ((text: string) => boolean) | null) => {
    const found = holds && ends.find(({ text }) => text.length <= 200 && holds(text.replace(/\s+/gu, '')));
    return evidenceOf(fact, found ? placeOf(found) : null);
  };
  const first = issuer?.split('、')[0];
  return [
    ...find('issuers', first ? (text) => text.includes(first) : null),
    ...find('documentNumber', documentNumber ? (text) => text.includes(documentNumber) : null),
    ...find(
      'issuedOn',
      issuedOn
        ? (text) => /年.+月.+日|\d-/u.test(text) && findDates(text).some(({ date }) => date === issuedOn)
        : null,
    ),
  ];
}

/** 「施行日期：2024-05-01」 in the index table of a site, where the text itself does not say. */
function withHeaderDays(inForce: InForce, fields: readonly HeaderField[]): InForce {
  const dayOf = (labels: RegExp) => {
    const value = fields.find(({ label, value: own }) => labels.test(label) && own !== '')?.value;
    return value === undefined ? null : (findDates(value)[0]?.date ?? null);
  };
  return {
    ...inForce,
    from: inForce.from ?? (inForce.afterIssue === null ? dayOf(/^(?:施行|实施|生效)日期$/u) : null),
    until: inForce.until ?? (inForce.months === null ? dayOf(/^(?:失效|废止)日期$/u) : null),
  };
}

/** The facts of a document, with issuer, number, day and period as they are known in the end. */
export function settleFacts(
  { inForce, evidence, ...printed }: PrintedFacts,
  {
    issuer,
    documentNumber,
    issuedOn,
    period,
  }: Pick<PolicyDocument, 'issuer' | 'documentNumber' | 'issuedOn' | 'period'>,
): PolicyFacts {
  const { effectiveOn, expiresOn } = settleInForce(inForce, issuedOn);
  return {
    issuers: issuer === null ? [] : issuer.split('、'),
    documentNumber,
    issuedOn,
    effectiveOn,
    expiresOn,
    period: period && { from: period.from, to: period.to },
    ...printed,
    evidence: evidence.map((one) =>
      (one.fact === 'effectiveOn' && effectiveOn === null) || (one.fact === 'expiresOn' && expiresOn === null)
        ? { ...one, read: false }
        : one,
    ),
  };
}
