import type { AuditEntry } from '../../src/audit/ports/audit-log.ts';

/** An entry about an answered question. */
export function makeEntry(number: number, more: Partial<AuditEntry> = {}): AuditEntry {
  return {
    time: '2026-11-22T03:00:00.000Z',
    requestId: `request-${number}`,
    keyId: 'key-1',
    endUser: '用户甲',
    address: '10.0.0.7',
    action: 'POST /api/chat',
    ids: { conversationId: 'c-1' },
    status: 200,
    answer: {
      outcome: 'answered',
      reason: null,
      mode: 'extractive',
      citedClauseIds: ['water:1.1'],
      indexVersion: 'v1',
    },
    question: '张三（手机13800138000）问：智慧管网由谁牵头？',
    ...more,
  };
}
