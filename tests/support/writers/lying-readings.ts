import type { ReadPrompt } from './prompt-evidence.ts';

/** Ways of reading a message into a query that it is not. */
export const FALSE_QUERIES: readonly Readonly<Record<string, unknown>>[] = [
  { find: 'clauses', where: { units: { all: ['市财政局'] } } },
  { find: 'clauses', where: { units: { all: ['市未来产业促进中心'] } }, count: true },
  { find: 'clauses', where: { roles: ['supporting'] }, group: 'unit', order: 'count', limit: 1 },
  { find: 'clauses', where: { mentions: ['财政补贴'] } },
  { find: 'clauses', where: { topic: '宇宙飞船制造' } },
  { find: 'clauses', where: { deadline: { from: '2031-01-01', to: '2031-12-31' } } },
  { find: 'clauses', where: { figure: { of: '总投资', from: 1234, to: null } } },
  { find: 'documents', where: { documentIds: ['文件999'] }, show: 'facts' },
  { find: 'secrets' },
];

/** A reply that reads a message falsely, in a way that depends on the message alone. */
export function readFalsely({ followUp }: ReadPrompt): string {
  const message = followUp?.message ?? '';
  const query = FALSE_QUERIES[numberOf(message) % FALSE_QUERIES.length]!;
  return JSON.stringify({ asks: [{ question: message, query }] });
}

/** A reply that picks a clause which an honest reader would hardly pick, the last one shown, with words of its own that stand there. */
export function pickFalsely(messages: readonly { readonly content: string }[]): string | null {
  const shown = [
    ...messages.at(-1)!.content.matchAll(/<条文 编号="(\d+)">\n.*\n(?<text>[\s\S]*?)\n<\/条文>/gu),
  ];
  const last = shown.at(-1);
  if (!last) return null;
  return JSON.stringify({ picks: [{ clause: Number(last[1]), words: last.groups!['text']!.slice(0, 30) }] });
}

function numberOf(text: string): number {
  return [...text].reduce((sum, character) => sum + character.codePointAt(0)!, 0);
}
