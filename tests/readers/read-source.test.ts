import { createHash } from 'node:crypto';
import { symlink } from 'node:fs/promises';
import { join } from 'node:path';
import iconv from 'iconv-lite';
import { describe, expect, it } from 'vitest';
import { readSource } from '../../ingest/readers/read-source.ts';
import { ReaderError } from '../../src/domain/errors/reader-error.ts';
import { makeFolder } from './temporary-folder.ts';

describe('readSource', () => {
  it('gives text, encoding, hash of the bytes and a map that covers the text', async () => {
    const bytes = iconv.encode('临江市方案\r\n一、总体要求', 'gb18030');
    const folder = await makeFolder({ '2024/方案.TXT': bytes });
    expect(await readSource(folder, '2024/方案.TXT')).toEqual({
      sourceFile: '2024/方案.TXT',
      format: 'text',
      text: '临江市方案\r\n一、总体要求',
      encoding: 'gb18030',
      sourceHash: createHash('sha256').update(bytes).digest('hex'),
      locations: [{ start: 0, end: 13, location: { kind: 'offset', start: 0, end: 13 } }],
      marks: [],
      warnings: [],
    });
  });

  it('does not count the BOM', async () => {
    const folder = await makeFolder({ 'a.md': '\uFEFF# 临江市方案' });
    expect(await readSource(folder, 'a.md')).toMatchObject({ format: 'markdown', text: '# 临江市方案' });
  });

  it.each([
    ['空.txt', new Uint8Array(), '空文件'],
    ['空白.txt', ' \n\t\n　', '没有文字'],
    ['全角空白.txt', '\u3000\u2003\n\u00a0\u2002\u2028\u2003', '没有文字'],
    ['零宽.md', '\uFEFF\u200b\u200b\n\u2060', '没有文字'],
    ['扫描.txt', '%PDF-1.7\n%âãÏÓ', 'PDF'],
    ['办公.txt', Buffer.from([0x50, 0x4b, 0x03, 0x04, 0x14, 0]), 'docx'],
    ['旧.txt', Buffer.from([0xd0, 0xcf, 0x11, 0xe0, 0xa1, 0xb1, 0x1a, 0xe1, 0]), 'doc'],
    ['数据.txt', Buffer.from(Array.from({ length: 300 }, (_, i) => (i * 37) % 256)), '二进制'],
    ['图.svg', 'x', '不支持的文件格式 .svg'],
    ['无扩展名', 'x', '无扩展名'],
  ])('refuses %s', async (name, content, reason) => {
    const folder = await makeFolder({ [name]: content });
    await expect(readSource(folder, name)).rejects.toThrow(ReaderError);
    await expect(readSource(folder, name)).rejects.toThrow(reason);
  });

  it('refuses what is missing, a folder, or outside the folder', async () => {
    const outside = await makeFolder({ 'secret.txt': '机密' });
    const folder = await makeFolder({ 'sub.txt/inner.txt': '文字' });
    await symlink(join(outside, 'secret.txt'), join(folder, 'link.txt'));
    await expect(readSource(folder, 'none.txt')).rejects.toThrow('文件不存在');
    await expect(readSource(folder, 'sub.txt')).rejects.toThrow('是文件夹');
    await expect(readSource(folder, 'link.txt')).rejects.toThrow('指定文件夹之外');
    await expect(readSource(folder, `../${outside.split('/').at(-1)}/secret.txt`)).rejects.toThrow(
      '指定文件夹之外',
    );
  });
});
