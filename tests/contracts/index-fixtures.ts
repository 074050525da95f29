import type { IndexContents, IndexPublisher } from '../../src/clause-index/ports/index-publisher.ts';
import type { ClauseIndex } from '../../src/clause-index/ports/index-snapshot.ts';
import type { ClauseRecord } from '../../src/domain/clause.ts';
import type { PolicyDocument } from '../../src/domain/policy-document.ts';
import type { UnitAssignment, UnitRole } from '../../src/domain/responsible-unit.ts';

/** An engine with nothing published in it. */
export interface EmptyEngine {
  readonly publisher: IndexPublisher;
  /** A second writer on the same data. */
  readonly rival: IndexPublisher;
  readonly index: ClauseIndex;
  dispose(): Promise<void>;
}

export type CreateEngine = () => Promise<EmptyEngine>;

export function makeUnit(name: string, role: UnitRole, collective = false): UnitAssignment {
  return {
    name,
    role,
    verb: null,
    collective,
    openEnded: false,
    raw: `（${name}）`,
    span: { start: 0, end: 1 },
    textSpan: null,
    inheritedFrom: null,
    basis: 'assignment',
  };
}

export function makeClause(
  documentId: string,
  part: string,
  fields: Partial<ClauseRecord> & { readonly text: string },
): ClauseRecord {
  const clauseId = `${documentId}:${part}`;
  const { text } = fields;
  return {
    clauseId,
    documentId,
    order: 0,
    title: '',
    path: [],
    runs: [{ start: 0, length: text.length, sourceStart: 3, sourceLength: text.length }],
    span: { start: 3, end: 3 + text.length },
    textHash: 'abcdef0123456789',
    normalized: false,
    deadline: null,
    units: [],
    taskId: clauseId,
    ...fields,
  };
}

export function makeDocument(documentId: string, title: string, clauseCount: number): PolicyDocument {
  return {
    documentId,
    title,
    aliases: [],
    documentNumber: null,
    issuer: null,
    issuedOn: null,
    period: null,
    kind: null,
    sourceFile: `${documentId}.txt`,
    sourceHash: '00',
    encoding: 'utf-8',
    normalized: false,
    clauseCount,
  };
}

export const HEALTH = 'linjiang-2019';
export const HARBOUR = 'yunling-2021';
export const EMPTY = 'leer-2020';

/**
 * Three documents, the last without clauses, in an order that is not the order of their ids. Vectors are two-dimensional
 * so that every distance can be seen; the second clause has two passages.
 */
export function makeContents(overrides: Partial<IndexContents> = {}): IndexContents {
  const clauses = [
    makeClause(HARBOUR, '1.1', {
      title: '港口建设',
      path: ['一、重点任务', '1.港口建设'],
      text: '1.港口建设。扩建云岭港集装箱码头。（省交通厅牵头，省商务厅配合）',
      units: [makeUnit('省交通厅', 'lead'), makeUnit('省商务厅', 'supporting')],
    }),
    makeClause(HARBOUR, '1.2', {
      order: 1,
      title: '冷链物流',
      path: ['一、重点任务', '2.冷链物流'],
      text: '2.冷链物流。建设冷库三座，服务港口出口。（省商务厅负责）',
      units: [makeUnit('省商务厅', 'responsible'), makeUnit('各市人民政府', 'responsible', true)],
      taskId: `${HARBOUR}:1.1`,
    }),
    makeClause(HEALTH, 'intro', {
      text: '为提升服务水平，𠮷祥社区先行试点😀。\n第二段：é 与 e\u0301 不同。',
    }),
    makeClause(HEALTH, '2.1', {
      order: 1,
      title: '远程医疗',
      path: ['二、重点任务', '1.远程医疗'],
      text: '1.远程医疗。乡镇卫生院接入远程医疗平台。（市卫健委牵头）',
      units: [makeUnit('市卫健委', 'lead'), makeUnit('市卫健委', 'lead')],
      deadline: { text: '2020年底前', date: '2020-12-31' },
    }),
    makeClause(HEALTH, '2.2', {
      order: 2,
      title: '医疗数据',
      path: ['二、重点任务', '2.医疗数据'],
      text: '2.医疗数据。制定医疗数据共享办法。（市大数据局牵头，市卫健委配合）',
      units: [makeUnit('市大数据局', 'lead'), makeUnit('市卫健委', 'supporting')],
    }),
  ];
  return {
    documents: [
      makeDocument(HARBOUR, '云岭省港口行动方案', 2),
      makeDocument(EMPTY, '空文件', 0),
      makeDocument(HEALTH, '临江市医疗服务提升计划', 3),
    ],
    clauses,
    sources: new Map([
      [HARBOUR, '\u200b云岭省港口行动方案\r\n一、重点任务'],
      [HEALTH, '临江市𠮷祥😀\u2028\ud800 半个代理\n'],
    ]),
    embedder: { id: 'hand-made', dimension: 2, state: Uint8Array.of(1, 2, 3, 250) },
    passages: [
      { clause: 4, vector: [-1, 0] },
      { clause: 0, vector: [1, 0] },
      { clause: 1, vector: [0, 1] },
      { clause: 1, vector: [0.8, 0.6] },
      { clause: 2, vector: [0, 0] },
      { clause: 3, vector: [3, -4] },
    ],
    origin: { kind: 'paths', paths: ['/某处/文件'], fingerprint: 'f1' },
    ...overrides,
  };
}

export function visibleOnly(...documentIds: string[]) {
  return { documentIds: new Set(documentIds) };
}
