/** A request whose real reply is an example of the document. */
export interface ExampleRequest {
  readonly method: 'GET' | 'POST' | 'PATCH' | 'DELETE';
  /** `{conversationId}` stands for the conversation that the first example begins, `{jobId}` for the job that one orders. */
  readonly path: string;
  readonly accept?: string;
  readonly body?: Readonly<Record<string, unknown>>;
}

/** In a body: the message of the first example. */
export const EXAMPLE_MESSAGE_ID = '22222222-2222-4222-8222-222222222222';

const QUESTION = '2015年智慧城市计划里智慧医疗由谁牵头、谁配合？';
const MESSAGES = [{ role: 'user', content: QUESTION }];
const UNIT = encodeURIComponent('市卫生计生委');
/** What both have to do together. */
const JOINT_TASKS = { find: 'clauses', where: { units: { all: ['市公安局', '市交通运输委'] } } };
/** The bodies that lead most. */
const MOST_LED = {
  find: 'clauses',
  where: { documentIds: ['smart-city-2015-2017'], roles: ['lead'] },
  group: 'unit',
  order: 'count',
};

/** Asked of the service over the seeds by `npm run openapi:examples`, in this order; replies are kept under the names. */
export const EXAMPLE_REQUESTS = {
  answer: { method: 'POST', path: '/api/chat', body: { message: QUESTION } },
  'answer-refused': { method: 'POST', path: '/api/chat', body: { message: '今天的猪肉价格是多少？' } },
  'answer-stream': {
    method: 'POST',
    path: '/api/chat',
    accept: 'text/event-stream',
    body: { message: QUESTION },
  },
  'chat-completion': {
    method: 'POST',
    path: '/v1/chat/completions',
    body: { model: 'tiaowen', messages: MESSAGES },
  },
  'chat-completion-stream': {
    method: 'POST',
    path: '/v1/chat/completions',
    body: { model: 'tiaowen', messages: MESSAGES, stream: true },
  },
  models: { method: 'GET', path: '/v1/models' },
  model: { method: 'GET', path: '/v1/models/tiaowen' },
  search: { method: 'POST', path: '/api/search', body: { query: '智慧医疗', limit: 2 } },
  documents: { method: 'GET', path: '/api/documents' },
  document: { method: 'GET', path: '/api/documents/smart-city-2015-2017' },
  source: { method: 'GET', path: '/api/documents/smart-city-2015-2017/source' },
  clause: { method: 'GET', path: '/api/clauses/smart-city-2015-2017:2.1.1' },
  'clause-version': {
    method: 'GET',
    path: '/api/clauses/smart-city-2015-2017:2.1.1/versions/077e6d1688a8faaa',
  },
  'job-ordered': { method: 'DELETE', path: '/api/documents/smart-city-2015-2017' },
  job: { method: 'GET', path: '/api/jobs/{jobId}' },
  jobs: { method: 'GET', path: '/api/jobs' },
  units: { method: 'GET', path: `/api/units?q=${encodeURIComponent('卫健委')}` },
  'unit-tasks': { method: 'GET', path: `/api/units/${UNIT}/tasks?role=lead` },
  'unit-tasks-csv': { method: 'GET', path: `/api/units/${UNIT}/tasks?role=lead`, accept: 'text/csv' },
  query: { method: 'POST', path: '/api/query', body: { query: JOINT_TASKS } },
  'query-groups': { method: 'POST', path: '/api/query', body: { query: MOST_LED } },
  'query-csv': { method: 'POST', path: '/api/query', accept: 'text/csv', body: { query: JOINT_TASKS } },
  conversations: { method: 'GET', path: '/api/conversations?limit=1' },
  feedback: {
    method: 'POST',
    path: '/api/feedback',
    body: { messageId: EXAMPLE_MESSAGE_ID, verdict: 'down', comment: '还应写明完成时限' },
  },
  conversation: { method: 'GET', path: '/api/conversations/{conversationId}' },
  'conversation-renamed': {
    method: 'PATCH',
    path: '/api/conversations/{conversationId}',
    body: { title: '智慧医疗的分工' },
  },
  report: { method: 'GET', path: '/api/reports?since=7d' },
  'report-csv': { method: 'GET', path: '/api/reports?table=documents' },
  'personal-data': { method: 'GET', path: '/api/personal-data' },
  'personal-data-deleted': { method: 'DELETE', path: '/api/personal-data' },
  session: { method: 'GET', path: '/api/session' },
  health: { method: 'GET', path: '/healthz' },
  readiness: { method: 'GET', path: '/readyz' },
} as const satisfies Record<string, ExampleRequest>;

export type ExampleName = keyof typeof EXAMPLE_REQUESTS;
