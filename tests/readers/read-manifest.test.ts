import { symlink } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { readManifest } from '../../ingest/read-manifest.ts';
import { ManifestError } from '../../src/domain/errors/manifest-error.ts';
import { makeFolder } from './temporary-folder.ts';

function manifest(...documents: readonly object[]): string {
  return JSON.stringify({ documents });
}

describe('readManifest', () => {
  it('is null without a manifest', async () => {
    expect(await readManifest(await makeFolder({ 'a.txt': '甲' }))).toBeNull();
  });

  it('fills what is absent, ignores unknown keys and a BOM, normalises the file', async () => {
    const folder = await makeFolder({
      'sub/a.txt': '甲',
      'manifest.json': `\uFEFF${JSON.stringify({
        version: 1,
        documents: [
          {
            id: 'plan-2024',
            file: './sub/a.txt',
            title: ' 方案 ',
            sourceNote: 'x',
            period: { from: 2021, to: 2023 },
          },
        ],
      })}`,
    });
    expect(await readManifest(folder)).toEqual({
      documents: [
        {
          id: 'plan-2024',
          file: 'sub/a.txt',
          title: '方案',
          kind: null,
          issuer: null,
          issuedOn: null,
          documentNumber: null,
          period: { from: 2021, to: 2023 },
          aliases: [],
        },
      ],
    });
  });

  it.each([
    ['{', '不是有效的 JSON'],
    ['[]', '顶层'],
    [manifest({ id: 'a' }), 'documents.0.file'],
    [manifest({ id: 'a:b', file: 'a.txt' }), 'id 只能由'],
    [manifest({ id: '../a', file: 'a.txt' }), 'id 只能由'],
    [manifest({ id: '方案', file: 'a.txt' }), 'id 只能由'],
    [manifest({ id: 'a', file: 'a.txt' }, { id: 'A', file: 'b.txt' }), 'id「a」重复'],
    [manifest({ id: 'a', file: 'a.txt' }, { id: 'b', file: './a.txt' }), 'file「a.txt」重复'],
    [manifest({ id: 'a', file: 'none.txt' }), '文件「none.txt」文件不存在'],
    [manifest({ id: 'a', file: '../a.txt' }), '不在清单所在文件夹内'],
    [manifest({ id: 'a', file: 'sub/../../a.txt' }), '不在清单所在文件夹内'],
    [manifest({ id: 'a', file: '/etc/hostname' }), '不在清单所在文件夹内'],
    [manifest({ id: 'a', file: 'C:\\a.txt' }), '不在清单所在文件夹内'],
    [manifest({ id: 'a', file: 'link.txt' }), '符号链接'],
    [manifest({ id: 'a', file: 'sub' }), '不是文件'],
    [manifest({ id: 'a', file: 'a.txt', issuedOn: '2024-02-30' }), 'issuedOn 须为'],
    [manifest({ id: 'a', file: 'a.txt', period: { from: 2023, to: 2021 } }), 'period.from'],
  ])('refuses %s', async (text, reason) => {
    const outside = await makeFolder({ 'secret.txt': '机密' });
    const folder = await makeFolder({
      'a.txt': '甲',
      'b.txt': '乙',
      'sub/c.txt': '丙',
      'manifest.json': text,
    });
    await symlink(join(outside, 'secret.txt'), join(folder, 'link.txt'));
    await expect(readManifest(folder)).rejects.toThrow(ManifestError);
    await expect(readManifest(folder)).rejects.toThrow(reason);
  });

  it('lists every problem at once', async () => {
    const folder = await makeFolder({
      'manifest.json': manifest({ id: 'a', file: 'x.txt' }, { id: 'a', file: 'y.txt' }),
    });
    await expect(readManifest(folder)).rejects.toThrow(/重复[\s\S]*x\.txt[\s\S]*y\.txt/);
  });
});
