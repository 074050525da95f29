import { EXAMPLE_MESSAGE_ID } from '../src/delivery/http/openapi/example-requests.ts';

export const FIXED_CONVERSATION_ID = '11111111-1111-4111-8111-111111111111';
const FIXED_JOB_ID = EXAMPLE_MESSAGE_ID;
const FIXED_TIME = '2026-01-01T00:00:00.000Z';
const FIXED_TIMINGS = { totalMs: 12, retrievalMs: 3, modelMs: 0 };

/** Entries kept of any list, and characters of any text. */
const MOST_ENTRIES = 3;
const MOST_CHARACTERS = 400;
/** Lines kept of a plain text; a stream is kept whole but for its texts. */
const MOST_LINES = 6;

/** What differs from run to run, by field. */
const FIXED: Readonly<Record<string, unknown>> = {
  messageId: EXAMPLE_MESSAGE_ID,
  jobId: FIXED_JOB_ID,
  indexVersion: 'v-example',
  system_fingerprint: 'v-example',
  timings: FIXED_TIMINGS,
  createdAt: FIXED_TIME,
  updatedAt: FIXED_TIME,
  askedAt: FIXED_TIME,
  givenAt: FIXED_TIME,
  exportedAt: FIXED_TIME,
  firstCitedAt: FIXED_TIME,
  latency: { p50Ms: 12, p99Ms: 31 },
};

/** A reply as it is kept: ids, times and the index version fixed, long lists and texts cut. */
export function fixAndShorten(
  reply: unknown,
  { conversationId }: { readonly conversationId: string },
): unknown {
  if (typeof reply !== 'string') return fix(reply, '', conversationId);
  if (!/^(?:event|data): /m.test(reply)) return reply.split('\n').slice(0, MOST_LINES).join('\n');
  return reply.replace(/^data: (?<json>\{.*\})$/gm, (_line, json: string) => {
    return `data: ${JSON.stringify(fix(JSON.parse(json), '', conversationId))}`;
  });
}

function fix(value: unknown, field: string, conversationId: string): unknown {
  if (field in FIXED) return FIXED[field];
  if (field === 'conversationId') return FIXED_CONVERSATION_ID;
  if (field === 'id' && typeof value === 'string') {
    return value.replace(/^chatcmpl-.*/, `chatcmpl-${EXAMPLE_MESSAGE_ID}`);
  }
  if (field === 'created' && typeof value === 'number') return Date.parse(FIXED_TIME) / 1000;
  // Years of a plan are numbers.
  if ((field === 'from' || field === 'to') && typeof value === 'string') return FIXED_TIME;
  if (field === 'path') return value;
  if (typeof value === 'string')
    return shorten(value.replace(/(?<=^\/api\/jobs\/)[0-9a-f-]{36}$/, FIXED_JOB_ID));
  if (Array.isArray(value)) {
    return value.slice(0, MOST_ENTRIES).map((entry) => fix(entry, '', conversationId));
  }
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(
    Object.entries(value).map(([name, entry]) => [name, fix(entry, name, conversationId)]),
  );
}

function shorten(text: string): string {
  const characters = [...text];
  return characters.length > MOST_CHARACTERS ? `${characters.slice(0, MOST_CHARACTERS).join('')}…` : text;
}
