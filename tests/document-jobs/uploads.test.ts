import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { keepUpload, safeName, UploadTooLargeError } from '../../src/document-jobs/uploads.ts';

let dataDir: string;
beforeEach(() => {
  dataDir = mkdtempSync(join(tmpdir(), 'tiaowen-uploads-'));
});
afterEach(() => rmSync(dataDir, { recursive: true }));

describe('names of files that are sent', () => {
  it.each([
    ['方案.docx', '方案.docx'],
    ['../../etc/方案.docx', '方案.docx'],
    ['C:\\文件\\方案.pdf', '方案.pdf'],
    ['.隐藏.txt', '隐藏.txt'],
    ['方\u202e案\u0000.txt', '方案.txt'],
    ['a<b>:c|d?.txt', 'abcd.txt'],
    [`${'长'.repeat(200)}.txt`, `${'长'.repeat(65)}.txt`],
  ])('%s becomes %s', (sent, name) => {
    expect(safeName(sent)).toBe(name);
  });

  it.each(['', '..', '/', '   ', 'manifest.json', '\u0007'])('%j is none', (sent) => {
    expect(safeName(sent)).toBeNull();
  });
});

describe('a file that is sent', () => {
  async function* chunks(...texts: string[]) {
    for (const text of texts) yield Buffer.from(text);
  }

  it('is kept whole under its name, with its hash', async () => {
    const folder = join(dataDir, 'a', 'b');
    const file = await keepUpload(folder, '方案.txt', chunks('一、', '总则'), 100);
    expect(file).toEqual({
      name: '方案.txt',
      bytes: 12,
      hash: expect.stringMatching(/^[0-9a-f]{64}$/),
    });
    expect(readFileSync(join(folder, '方案.txt'), 'utf8')).toBe('一、总则');
  });

  it('leaves nothing where it is too long or breaks off', async () => {
    const folder = join(dataDir, 'a');
    await expect(keepUpload(folder, 'x.txt', chunks('123', '456'), 5)).rejects.toThrow(UploadTooLargeError);
    expect(existsSync(folder)).toBe(false);
    async function* broken() {
      yield Buffer.from('1');
      throw new Error('gone');
    }
    await expect(keepUpload(folder, 'x.txt', broken(), 5)).rejects.toThrow('gone');
    expect(existsSync(folder)).toBe(false);
  });
});
