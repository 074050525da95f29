import { mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { readManifest } from '../../ingest/read-manifest.ts';
import { renderProgress, renderReport } from '../../ingest/render-report.ts';
import { type AttackedApp, startAttackedApp } from './start-attacked-app.ts';

const PLAN = (subject: string) =>
  `临江市${subject}计划\n一、建设${subject}平台。到2025年建成。（责任单位：市数据局）\n二、开放${subject}。（责任单位：市科技局）\n`;

const NAMES = [
  '<b>粗体<img src=x onerror=alert(1)>.txt',
  '带\n换行\r\n的名字.txt',
  '转义\u001b[2J\u001b]0;title\u0007\u009b31m.txt',
  '反向\u202etxt.exe.txt',
  '__proto__.txt',
  'constructor.txt',
  'toString.txt',
  '=HYPERLINK("http:evil.example").txt',
  '-rf.txt',
  '%2e%2e%2fpasswd.txt',
  'x\\..\\..\\windows.txt',
  'plan:1.1.txt',
  'a#b?c&d=e.txt',
  "'; DROP TABLE clauses; --.txt",
  'CON.txt',
  'null.txt',
  ' .txt',
  '😀.txt',
  `${'长'.repeat(80)}.txt`,
  `${'x'.repeat(250)}.txt`,
];

let folder: string;
let app: AttackedApp | null;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'tiaowen-hostile-names-'));
  app = null;
});
afterEach(async () => {
  await app?.close();
  rmSync(folder, { recursive: true });
});

// biome-ignore lint/suspicious/noControlCharactersInRegex: those are looked for.
const CONTROLS = /[\u0000-\u0009\u000b-\u001f\u007f-\u009f\u202a-\u202e\u2066-\u2069]/;

describe('files with hostile names', () => {
  it('are read under ids that fit an address, each by its own; nothing tells where they lie', async () => {
    for (const [index, name] of NAMES.entries()) writeFileSync(join(folder, name), PLAN(`数据${index}号`));
    symlinkSync('/etc/hostname', join(folder, 'hostname.txt'));
    symlinkSync('..', join(folder, 'up'));
    app = await startAttackedApp([folder]);
    expect(app.report.files.map(({ file }) => file).sort()).toEqual([...NAMES].sort());
    expect(app.report.skipped.map(({ file }) => file).sort()).toEqual(['hostname.txt', 'up']);

    const { documents } = (await get('/api/documents')) as {
      documents: { documentId: string; sourceFile: string }[];
    };
    const ids = documents.map(({ documentId }) => documentId);
    expect(new Set(ids).size).toBe(NAMES.length);
    for (const { documentId, sourceFile } of documents) {
      expect(documentId).toMatch(/^[\p{L}\p{N}_.-]{1,84}$/u);
      expect(documentId).not.toMatch(/^\./);
      const address = `/api/documents/${encodeURIComponent(documentId)}`;
      const document = (await get(address)) as { sourceFile: string; outline: { clauseId: string }[] };
      expect(document.sourceFile).toBe(sourceFile);
      const source = await (await fetch(`${app.baseUrl}${address}/source`)).text();
      expect(source).toBe(PLAN(`数据${NAMES.indexOf(sourceFile)}号`));
      const { clauseId } = document.outline[0]!;
      const clause = (await get(`/api/clauses/${encodeURIComponent(clauseId)}`)) as { text: string };
      expect(clause.text).toContain(`数据${NAMES.indexOf(sourceFile)}号`);
    }
  });

  it('are told in one line each, without what a terminal obeys', async () => {
    for (const [index, name] of NAMES.entries()) writeFileSync(join(folder, name), PLAN(`数据${index}号`));
    writeFileSync(join(folder, '坏\n\u001b[2J.xyz'), 'x');
    app = await startAttackedApp([folder]);
    const report = renderReport(app.report);
    expect(report).not.toMatch(CONTROLS);
    expect(report.split('\n')).toHaveLength(1 + NAMES.length + countWarnings(app) + 1 + 1);
    const progress = renderProgress({ stage: 'reading', done: 0, total: 2, file: NAMES[2]! });
    expect(progress).not.toMatch(CONTROLS);
    expect(progress).toContain('转义');
  });
});

describe('a manifest', () => {
  it.each([
    '../../etc/passwd.txt',
    '/etc/passwd',
    'sub/../../passwd.txt',
    'plan.txt\u0000.md',
    'C:\\windows\\win.ini',
    '..\\plan.txt',
    'link.txt',
    '.',
    '..',
  ])('that names the file %j is refused, and nothing is published', async (file) => {
    writeFileSync(join(folder, 'plan.txt'), PLAN('数据'));
    symlinkSync('/etc/hostname', join(folder, 'link.txt'));
    writeManifest({ id: 'plan', file });
    await expect(readManifest(folder)).rejects.toMatchObject({ code: 'manifest-invalid' });
    await expect(startAttackedApp([folder])).rejects.toThrow('manifest.json');
  });

  it.each(['../x', 'a/b', 'a:b', 'a b', '__proto__', '.hidden', '<b>', 'a\n', '', 'x'.repeat(81)])(
    'that names the id %j is refused',
    async (id) => {
      writeFileSync(join(folder, 'plan.txt'), PLAN('数据'));
      writeManifest({ id, file: 'plan.txt' });
      await expect(readManifest(folder)).rejects.toMatchObject({ code: 'manifest-invalid' });
    },
  );

  it('may name ids that objects inherit, and titles of markup: they are data', async () => {
    writeFileSync(join(folder, 'plan.txt'), PLAN('数据'));
    const title = '<script>window.hacked=1</script>![x](http://evil.example/x.png)';
    writeManifest({ id: 'constructor', file: 'plan.txt', title, aliases: ['<b>别名</b>'] });
    app = await startAttackedApp([folder]);
    expect(await get('/api/documents/constructor')).toMatchObject({ documentId: 'constructor', title });
    const reply = await fetch(`${app.baseUrl}/api/chat`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ message: '数据平台由谁建设？' }),
    });
    const { answer, citations } = (await reply.json()) as { answer: string; citations: object[] };
    expect(citations).toHaveLength(1);
    expect(answer.replace(/\\./g, '')).not.toMatch(/<script|!\[|\]\(|https?:/);
  });
});

async function get(path: string): Promise<unknown> {
  const text = await (await fetch(`${app!.baseUrl}${path}`)).text();
  expect(text).not.toContain(folder);
  expect(text).not.toContain(app!.dataDir);
  return JSON.parse(text);
}

function writeManifest(document: object): void {
  writeFileSync(join(folder, 'manifest.json'), JSON.stringify({ documents: [document] }));
}

function countWarnings({ report }: AttackedApp): number {
  return report.files.reduce((sum, { warnings }) => sum + warnings.length, 0);
}
