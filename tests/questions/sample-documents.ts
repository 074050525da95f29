import type { PolicyDocument } from '../../src/domain/policy-document.ts';
import { makeDocument } from '../contracts/index-fixtures.ts';

/** Three documents of invented places. */
export function sampleDocument(
  documentId: string,
  title: string,
  rest: Partial<PolicyDocument> = {},
): PolicyDocument {
  return { ...makeDocument(documentId, title, 1), ...rest };
}

export const SAMPLE_DOCUMENTS: readonly PolicyDocument[] = [
  sampleDocument('port', '临江市绿色港口建设行动方案（2024—2026年）', { period: { from: 2024, to: 2026 } }),
  sampleDocument('care', '云岭省人民政府关于推进社区养老服务高质量发展的实施意见', {
    issuedOn: '2023-05-22',
  }),
  sampleDocument('data', '临江市公共数据开放2025年度重点任务分工表', { period: { from: 2025, to: 2025 } }),
];
