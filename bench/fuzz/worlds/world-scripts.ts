import type { QualityCase } from '../../quality/quality-case.ts';
import type { World, WorldReply } from './start-world.ts';

/** What somebody does in a world; run in two of them, the replies are held against each other. */
export interface WorldScript {
  /** What is counted together: chat, search, … */
  readonly surface: string;
  /** Shown where the worlds differ. */
  readonly label: string;
  run(world: World): Promise<readonly WorldReply[]>;
}

/** A case's turns as one conversation, its last question over every other way of asking and searching. */
export function scriptsOfCase(testCase: QualityCase): WorldScript[] {
  const { turns, context, filters, id } = testCase;
  const last = turns.at(-1)!;
  const label = `${id} ${last}`;
  return [
    { surface: 'chat', label, run: (world) => converse(world, testCase) },
    one('search', label, '/api/search', { query: last, limit: 20, ...(filters && { filters }) }),
    one('completions', label, '/v1/chat/completions', {
      model: 'tiaowen',
      messages: turns.map((content) => ({ role: 'user', content })),
      tiaowen: { ...(context && { context }), ...(filters && { filters }) },
    }),
    tool(label, 'ask', { question: last }),
    tool(label, 'search_clauses', { query: last, limit: 5 }),
  ];
}

/** A word asked for, listed, searched, and looked for among the units. */
export function scriptsOfWord(word: string): WorldScript[] {
  const chat = (message: string) => one('chat with a word', message, '/api/chat', { message });
  return [
    chat(`${word}由谁牵头？`),
    chat(`哪些条款提到${word}？`),
    chat(word),
    one('search for a word', word, '/api/search', { query: word, limit: 50 }),
    one('units', `?q=${word}`, `/api/units?q=${encodeURIComponent(word)}`),
  ];
}

/** All of a unit's tasks, over HTTP and as an agent's tool, and who shares its name. */
export function scriptsOfUnit(name: string): WorldScript[] {
  return [
    one('unit tasks', name, `/api/units/${encodeURIComponent(name)}/tasks`),
    one('units', `?q=${name}`, `/api/units?q=${encodeURIComponent(name)}`),
    one('chat with a unit', name, '/api/chat', { message: `${name}有哪些任务？` }),
    one('search', `unit ${name}`, '/api/search', { query: '任务', limit: 50, filters: { units: [name] } }),
    tool(name, 'unit_tasks', { unit: name }),
  ];
}

/** A document and one of its clauses by their ids, and a question that is to be answered from it. */
export function scriptsOfDocument(documentId: string, clauseId: string | undefined): WorldScript[] {
  const message = '有哪些任务由市政府负责？';
  return [
    one('documents', documentId, `/api/documents/${encodeURIComponent(documentId)}`),
    one('documents', `${documentId} source`, `/api/documents/${encodeURIComponent(documentId)}/source`),
    one('chat', `within ${documentId}`, '/api/chat', { message, filters: { documentIds: [documentId] } }),
    ...(clauseId === undefined
      ? []
      : [
          one('clauses', clauseId, `/api/clauses/${encodeURIComponent(clauseId)}`),
          tool(clauseId, 'read_clause', { clauseId }),
        ]),
  ];
}

/** What is listed whole. */
export function scriptsOfLists(): WorldScript[] {
  return [
    one('documents', 'all', '/api/documents'),
    one('units', 'all', '/api/units'),
    tool('all', 'list_documents', {}),
  ];
}

function one(surface: string, label: string, address: string, body?: unknown): WorldScript {
  return { surface, label, run: async (world) => [await world.send(address, body)] };
}

function tool(label: string, name: string, args: Readonly<Record<string, unknown>>): WorldScript {
  const body = { jsonrpc: '2.0', id: 1, method: 'tools/call', params: { name, arguments: args } };
  return one(`tool ${name}`, label, '/mcp', body);
}

async function converse(world: World, { turns, context, filters }: QualityCase): Promise<WorldReply[]> {
  const replies: WorldReply[] = [];
  let conversationId: string | undefined;
  for (const message of turns) {
    const reply = await world.send('/api/chat', {
      message,
      ...(conversationId && { conversationId }),
      ...(context && { context }),
      ...(filters && { filters }),
    });
    replies.push(reply);
    if (reply.status === 200) ({ conversationId } = JSON.parse(reply.text) as { conversationId: string });
  }
  return replies;
}
