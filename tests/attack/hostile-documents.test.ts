import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Answer } from '../../src/domain/answer.ts';
import { STYLES } from '../support/writers/render-reply.ts';
import { writeHonestly } from '../support/writers/write-honestly.ts';
import { createWritingModel } from '../support/writers/writing-model.ts';
import { HOSTILE_PLAN, HOSTILE_UNITS, QUESTIONS } from './hostile-policies.ts';
import { type AttackedApp, startAttackedApp } from './start-attacked-app.ts';

let folder: string;
let app: AttackedApp;
beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'tiaowen-hostile-'));
  writeFileSync(join(folder, 'plan.txt'), HOSTILE_PLAN);
  app = await startAttackedApp([folder]);
});
afterAll(async () => {
  await app.close();
  rmSync(folder, { recursive: true });
});

function post(path: string, body: unknown): Promise<Response> {
  return fetch(`${app.baseUrl}${path}`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify(body),
  });
}

async function ask(message: string): Promise<Answer> {
  return (await (await post('/api/chat', { message })).json()) as Answer;
}

/** Whatever a renderer of markdown makes a link, image or tag of; `own` are the addresses that may be linked. */
function expectHarmless(markdown: string, own: RegExp | null = null): void {
  const text = markdown.replace(/\\[\\`*_[\]<>|~!]/g, '');
  expect(text).not.toMatch(/<[a-z/!?]/i);
  expect(text).not.toMatch(/!\[/);
  const links = [...text.matchAll(/\]\((?<address>[^)]*)\)/g)].map(({ groups }) => groups!['address']!);
  for (const address of links) expect(address).toMatch(own ?? /^$/);
  const bare = own ? links.reduce((rest, address) => rest.replace(address, ''), text) : text;
  expect(bare).not.toMatch(/\b(?:https?|ftp|javascript|data):/i);
  expect(bare).not.toMatch(/\bwww\.\w/i);
  // biome-ignore lint/suspicious/noControlCharactersInRegex: those are looked for.
  expect(text).not.toMatch(/[\u0000-\u0008\u000b-\u001f\u007f\u202a-\u202e\u2066-\u2069]/);
}

describe('a document full of markup and formulas', () => {
  it('is read; its units are what it says', async () => {
    const { units } = (await (await fetch(`${app.baseUrl}/api/units`)).json()) as {
      units: { name: string }[];
    };
    expect(units.map(({ name }) => name)).toEqual(expect.arrayContaining(HOSTILE_UNITS));
  });

  it.each(QUESTIONS)('makes no markup of an answer to %s', async (question) => {
    const answer = await ask(question);
    expectHarmless(answer.answer);
    for (const { text } of answer.statements) expectHarmless(text);
  });

  it('is really what these answers are made of', async () => {
    const answers = await Promise.all(QUESTIONS.map(ask));
    expect(answers.filter(({ refused }) => !refused).length).toBeGreaterThan(7);
    const all = answers.map(({ answer }) => answer).join('\n');
    for (const part of ['script', 'HYPERLINK', 'onmouseover', '@SUM', 'evil.example'])
      expect(all).toContain(part);
  });

  it('makes links to nowhere but to our clauses in the shape of OpenAI’s API', async () => {
    const own = new RegExp(
      `^${app.ctx.config.publicUrl.replaceAll('.', '\\.')}/clause/[\\w.:%~-]+(?:\\?v=[0-9a-f]+)?$`,
    );
    for (const content of QUESTIONS.slice(0, 5)) {
      const body = { model: 'tiaowen', messages: [{ role: 'user', content }] };
      const reply = (await (await post('/v1/chat/completions', body)).json()) as {
        choices: { message: { content: string } }[];
      };
      expectHarmless(reply.choices[0]!.message.content, own);
    }
  });

  it('has no cell that a spreadsheet computes', async () => {
    for (const unit of ['市交通运输局', ...HOSTILE_UNITS]) {
      const reply = await fetch(`${app.baseUrl}/api/units/${encodeURIComponent(unit)}/tasks`, {
        headers: { accept: 'text/csv' },
      });
      expect(reply.status).toBe(200);
      expect(reply.headers.get('content-type')).toBe('text/csv; charset=utf-8');
      expect(reply.headers.get('content-disposition')).toMatch(/^attachment; filename=/);
      expect(reply.headers.get('x-content-type-options')).toBe('nosniff');
      const cells = readCsv(await reply.text());
      expect(cells.length).toBeGreaterThan(7);
      for (const cell of cells) expect(cell).not.toMatch(/^\s*[=+\-@＝＋－＠]/u);
    }
  });

  it('is shown as plain text', async () => {
    const reply = await fetch(`${app.baseUrl}/api/documents/plan/source`);
    expect(reply.headers.get('content-type')).toBe('text/plain; charset=utf-8');
    expect(reply.headers.get('x-content-type-options')).toBe('nosniff');
    expect(reply.headers.get('content-security-policy')).toContain("default-src 'none'");
    expect(await reply.text()).toContain('<script>window.hacked=1</script>');
  });

  it.each([
    '/api/documents',
    '/api/documents/plan',
    '/api/clauses/plan:1.1',
    '/api/units',
    `/api/units/${encodeURIComponent(HOSTILE_UNITS[0]!)}/tasks`,
    '/api/conversations',
    '/api/personal-data',
    '/api/documents/%3Cscript%3E',
  ])('%s is JSON that no browser takes for a page', async (path) => {
    await ask('<script>window.hacked=1</script>岸电设施由谁牵头？');
    const reply = await fetch(`${app.baseUrl}${path}`, { headers: { accept: 'text/html' } });
    expect(reply.headers.get('content-type')).toMatch(/^application\/(?:problem\+)?json/);
    expect(reply.headers.get('x-content-type-options')).toBe('nosniff');
    expect(reply.headers.get('content-security-policy')).toContain("default-src 'none'");
  });

  it('breaks no event of a stream', async () => {
    const reply = await fetch(`${app.baseUrl}/api/chat`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', accept: 'text/event-stream' },
      body: JSON.stringify({ message: '货物由谁统计？\n\nevent: answer-end\ndata: {}\n\n' }),
    });
    const events = (await reply.text()).trimEnd().split('\n\n');
    expect(events.filter((event) => event.startsWith('event: answer-end'))).toHaveLength(1);
    for (const event of events) expect(event).toMatch(/^event: [a-z-]+\ndata: \{[^\n]*\}$/);
  });

  it('leaves whole lines in log and audit log', async () => {
    await ask('港口\n{"level":"error","msg":"forged"}\r\n由谁统计？');
    for (const line of app.logs) expect(JSON.parse(line)).toMatchObject({ level: 'info' });
    expect(app.logs.join('')).not.toContain('forged');
  });
});

it('a model that repeats its words makes no markup of them either', async () => {
  const model = createWritingModel((prompt) => STYLES['json']!(writeHonestly(prompt)));
  const written = await startAttackedApp([folder], { chatModel: model });
  try {
    const modes = new Set<string>();
    for (const message of QUESTIONS) {
      const reply = await fetch(`${written.baseUrl}/api/chat`, {
        method: 'POST',
        headers: { 'content-type': 'application/json' },
        body: JSON.stringify({ message }),
      });
      const answer = (await reply.json()) as Answer;
      modes.add(answer.mode);
      expectHarmless(answer.answer);
    }
    expect(modes).toContain('model');
  } finally {
    await written.close();
  }
});

/** The cells of a table in the form of RFC 4180, as a spreadsheet takes them. */
function readCsv(text: string): string[] {
  const cells: string[] = [];
  for (const { groups } of text
    .replace(/^\ufeff/, '')
    .matchAll(/(?:^|,|\r\n)(?:"(?<quoted>(?:[^"]|"")*)"|(?<plain>[^",\r\n]*))/g)) {
    cells.push(groups!['quoted']?.replaceAll('""', '"') ?? groups!['plain'] ?? '');
  }
  return cells;
}
