import { mkdtempSync, rmSync } from 'node:fs';
import { readFile, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import type { Answer } from '../../src/domain/answer.ts';
import type { DocumentJob } from '../../src/domain/document-job.ts';
import { publishSampleIndex } from './publish-sample-index.ts';
import { type RunningProgram, runProgram } from './run-program.ts';

const PLAN = `临江市冷链物流发展方案

一、重点任务
（一）建设产地冷库。新建产地冷库35座，优先支持水产乡镇。（牵头单位：市商务局；配合单位：市农业农村局）
（二）推广冷藏车。更新冷藏车120辆。（责任单位：市交通运输局）
`;
const QUESTION = '新建产地冷库由谁牵头？';

let dataDir: string;
let program: RunningProgram | undefined;
let url = '';

beforeAll(async () => {
  dataDir = mkdtempSync(join(tmpdir(), 'tiaowen-live-'));
  await publishSampleIndex(dataDir);
});
afterEach(async () => {
  program?.child.kill('SIGKILL');
  await program?.ended;
});
afterAll(() => rmSync(dataDir, { recursive: true }));

const SETTINGS = { EMBEDDINGS: 'local', READER: 'off' };

async function start(): Promise<void> {
  program = runProgram('src/main.ts', [], { ...SETTINGS, DATA_DIR: dataDir, PORT: '0' });
  url = /http:\/\/127\.0\.0\.1:\d+/.exec(await program.firstLine)![0];
}

async function order(method: 'POST' | 'DELETE', path: string, body?: FormData): Promise<DocumentJob> {
  const response = await fetch(`${url}${path}`, { method, ...(body && { body }) });
  expect(response.status, await response.clone().text()).toBe(202);
  return await over(((await response.json()) as DocumentJob).jobId);
}

function form(name: string, content: string, fields: Record<string, string> = {}): FormData {
  const data = new FormData();
  for (const [field, value] of Object.entries(fields)) data.set(field, value);
  data.set('file', new Blob([content]), name);
  return data;
}

/** The job once it is over, as its stream of events tells it. */
async function over(jobId: string): Promise<DocumentJob> {
  const response = await fetch(`${url}/api/jobs/${jobId}`, { headers: { Accept: 'text/event-stream' } });
  const events = [...(await response.text()).matchAll(/^data: (?<json>.*)$/gmu)];
  return JSON.parse(events.at(-1)!.groups!['json']!) as DocumentJob;
}

async function ask(message = QUESTION): Promise<Answer> {
  const response = await fetch(`${url}/api/chat`, {
    method: 'POST',
    headers: { 'Content-Type': 'application/json' },
    body: JSON.stringify({ message }),
  });
  return (await response.json()) as Answer;
}

async function documentIds(): Promise<string[]> {
  const response = await fetch(`${url}/api/documents`);
  const { documents } = (await response.json()) as { documents: { documentId: string }[] };
  return documents.map(({ documentId }) => documentId);
}

describe('documents while the service runs', () => {
  it('are added, shown as drafts, published, replaced and removed; what cannot be read changes nothing', async () => {
    await start();
    const before = await documentIds();

    const draft = await order('POST', '/api/documents', form('../冷链方案.txt', PLAN, { draft: 'true' }));
    expect(draft).toMatchObject({
      state: 'done',
      file: { name: '冷链方案.txt' },
      result: { documentId: '冷链方案', title: '临江市冷链物流发展方案', units: 3, isPublished: false },
    });
    expect(await documentIds()).toEqual(before);
    expect((await ask()).refused).toBe(true);

    const id = encodeURIComponent('冷链方案');
    const published = await order('POST', `/api/documents/${id}/publish`);
    expect(published).toMatchObject({ state: 'done', result: { documentId: '冷链方案', isPublished: true } });
    expect(await documentIds()).toEqual([...before, '冷链方案']);
    const answer = await ask();
    expect(answer.responsibleUnits.map(({ name }) => name)).toEqual(['市商务局']);
    expect(answer.citations[0]).toMatchObject({ documentId: '冷链方案', sourceFile: '冷链方案.txt' });
    const again = await fetch(`${url}/api/documents/${id}/publish`, { method: 'POST' });
    expect(again.status).toBe(404);

    const changed = PLAN.replace('牵头单位：市商务局', '牵头单位：市发展改革委');
    const replaced = await order('POST', '/api/documents', form('新稿.md', changed, { replace: '冷链方案' }));
    expect(replaced).toMatchObject({ state: 'done', result: { documentId: '冷链方案' } });
    expect(await documentIds()).toEqual([...before, '冷链方案']);
    expect((await ask()).responsibleUnits.map(({ name }) => name)).toEqual(['市发展改革委']);
    const { clauseId, textHash } = answer.citations[0]!;
    const cited = await fetch(`${url}/api/clauses/${encodeURIComponent(clauseId)}/versions/${textHash}`);
    expect(((await cited.json()) as { text: string }).text).toContain('牵头单位：市商务局');

    for (const [name, content, code] of [
      ['空.txt', ' ', 'document-unreadable'],
      ['坏.docx', 'PK\u0003\u0004', 'document-unreadable'],
      ['包.zip', 'PK\u0003\u0004', 'document-bundle'],
    ] as const)
      expect(await order('POST', '/api/documents', form(name, content))).toMatchObject({
        state: 'failed',
        error: { code },
      });
    expect(await documentIds()).toEqual([...before, '冷链方案']);

    expect(await order('DELETE', `/api/documents/${id}`)).toMatchObject({ state: 'done' });
    expect(await documentIds()).toEqual(before);
    expect((await ask()).refused).toBe(true);
  });

  it('are added after the process that worked on it was killed, and from the command line', async () => {
    await start();
    const sent = await fetch(`${url}/api/documents`, { method: 'POST', body: form('冷链二.txt', PLAN) });
    const { jobId } = (await sent.json()) as DocumentJob;
    program!.child.kill('SIGKILL');
    await program!.ended;
    const file = join(dataDir, '..', '湿地公告.txt');
    await writeFile(file, '关于湿地保护的公告\n一、禁止在湿地内垦荒。\n二、市林业局负责湿地巡护。\n');
    try {
      const listed = runProgram('ingest/documents-main.ts', ['add', file, '--json'], {
        ...SETTINGS,
        DATA_DIR: dataDir,
      });
      expect(await listed.ended, listed.stderr()).toBe(0);
      expect(JSON.parse(listed.stdout())).toMatchObject([
        { state: 'done', result: { documentId: '湿地公告' } },
      ]);
    } finally {
      rmSync(file);
    }
    await start();
    // The killed worker's lease runs out first.
    const job = await over(jobId);
    expect(job).toMatchObject({ state: 'done', result: { documentId: '冷链二' } });
    expect(await documentIds()).toEqual(expect.arrayContaining(['冷链二', '湿地公告']));
    expect(await readFile(join(dataDir, 'uploads', jobId, '冷链二.txt'), 'utf8')).toBe(PLAN);
  });
});
