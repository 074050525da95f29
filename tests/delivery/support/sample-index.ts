import type { ClauseIndex, IndexSnapshot } from '../../../src/clause-index/ports/index-snapshot.ts';
import type { UnitName, UnitPosting } from '../../../src/clause-index/ports/unit-index.ts';
import type { ClauseRecord } from '../../../src/domain/clause.ts';
import { IndexMissingError } from '../../../src/domain/errors/index-missing-error.ts';
import type { PolicyDocument } from '../../../src/domain/policy-document.ts';
import type { UnitAssignment, UnitRole } from '../../../src/domain/responsible-unit.ts';

export const SOURCE = [
  '临江市智慧水务行动计划',
  '一、供水',
  '1.智慧管网。建设管网监测平台。（牵头单位：市水务局；配合单位：市财政局）',
  '2.=水质。更新水厂设备。（牵头单位：市水务局）',
  '3.@巡检。开展巡检，到2025年底前全覆盖。（各区人民政府）',
].join('\n');

export const DOCUMENT: PolicyDocument = {
  documentId: 'linjiang-water',
  title: '临江市智慧水务行动计划（2023—2025年）',
  aliases: ['水务计划'],
  documentNumber: '临政发〔2023〕8号',
  issuer: '临江市人民政府',
  issuedOn: '2023-03-01',
  period: { from: 2023, to: 2025 },
  kind: 'action-plan',
  sourceFile: 'water.txt',
  sourcePath: '/srv/policies/water.txt',
  warnings: ['第3行有乱码'],
  doubts: [{ code: 'damaged-text', message: '第3行有乱码', span: { start: 57, end: 60 } }],
  sourceHash: 'f'.repeat(64),
  encoding: 'utf-8',
  normalized: false,
  clauseCount: 4,
};

function unit(name: string, role: UnitRole, collective = false): UnitAssignment {
  const phrase = { raw: '（…）', span: { start: 0, end: 1 }, textSpan: null, inheritedFrom: null };
  const basis = 'assignment';
  return { name, role, verb: null, collective, openEnded: false, basis, ...phrase };
}

function clause(
  part: string,
  order: number,
  line: number,
  units: UnitAssignment[],
  more: Partial<ClauseRecord> = {},
): ClauseRecord {
  const lines = SOURCE.split('\n');
  const start = lines.slice(0, line).join('\n').length + 1;
  const text = lines[line]!;
  const title = /^\d\.(?<title>[^。]+)/.exec(text)?.groups?.['title'] ?? '';
  return {
    clauseId: `linjiang-water:${part}`,
    documentId: 'linjiang-water',
    order,
    title,
    path: ['一、供水', `${part.split('.')[1]}.${title}`],
    text,
    runs: [{ start: 0, length: text.length, sourceStart: start, sourceLength: text.length }],
    span: { start, end: start + text.length },
    textHash: `hash-${part}`,
    normalized: false,
    deadline: null,
    units,
    taskId: `linjiang-water:${part}`,
    ...more,
  };
}

const WATER = unit('市水务局', 'lead');

export const CLAUSES: readonly ClauseRecord[] = [
  clause('1.1', 0, 2, [WATER, unit('市财政局', 'supporting')]),
  clause('1.2', 1, 3, [WATER]),
  // A second paragraph under the tail of 1.2: another clause, the same printed task.
  clause('1.2.p2', 2, 3, [WATER], { taskId: 'linjiang-water:1.2' }),
  clause('1.3', 3, 4, [unit('各区人民政府', 'responsible', true)], {
    deadline: { text: '2025年底前', date: '2025-12-31' },
  }),
];

/** An index over the sample; counts how many snapshots are held. */
export function createSampleIndex(): ClauseIndex & { held: number; isMissing: boolean } {
  const index = {
    held: 0,
    isMissing: false,
    async open() {
      if (index.isMissing) throw new IndexMissingError('no index in /somewhere/secret');
      index.held++;
      return createSampleSnapshot(() => {
        index.held--;
      });
    },
    async close() {},
  };
  return index;
}

function createSampleSnapshot(release: () => void): IndexSnapshot {
  const unset = () => {
    throw new Error('not set in this test');
  };
  const names = new Map<string, UnitName>();
  for (const { name, collective } of CLAUSES.flatMap((record) => record.units)) {
    names.set(name, { name, collective, clauseCount: (names.get(name)?.clauseCount ?? 0) + 1 });
  }
  return {
    version: 'v-sample',
    embedderId: 'none',
    embedderState: null,
    clauses: {
      getClauses: async (ids) => ids.map((id) => CLAUSES.find((record) => record.clauseId === id)),
      getDocumentClauses: async (ids) => ids.map((id) => (id === DOCUMENT.documentId ? [...CLAUSES] : [])),
      listDocuments: async () => [DOCUMENT],
    },
    units: {
      getPostings: async (wanted, scope) =>
        wanted.map((name) =>
          CLAUSES.flatMap((record): UnitPosting[] =>
            record.units
              .filter((entry) => entry.name === name && (!scope.role || entry.role === scope.role))
              .map(({ role }) => ({
                clauseId: record.clauseId,
                documentId: record.documentId,
                taskId: record.taskId,
                role,
              })),
          ),
        ),
      listNames: async () => [...names.values()].sort((a, b) => (a.name < b.name ? -1 : 1)),
    },
    sources: {
      getSources: async (ids) => ids.map((id) => (id === DOCUMENT.documentId ? SOURCE : undefined)),
      getLayouts: async (ids) => ids.map(() => null),
      getOriginal: async () => undefined,
    },
    vectors: { dimension: 1, size: 1, method: 'exact', search: unset },
    questions: null,
    keywords: { search: unset, findWithAll: unset, inverseDocumentFrequency: unset },
    release,
  };
}
