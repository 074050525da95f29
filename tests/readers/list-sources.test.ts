import { symlink } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { listSources } from '../../ingest/readers/list-sources.ts';
import { ReaderError } from '../../src/domain/errors/reader-error.ts';
import { makeFolder } from './temporary-folder.ts';

describe('listSources', () => {
  it('walks a folder in a fixed order, without hidden files and the manifest', async () => {
    const folder = await makeFolder({
      'b.txt': '乙',
      'a/2.md': '甲二',
      'a/1.txt': '甲一',
      'a/.hidden.txt': '',
      '.git/config.txt': '',
      '~$b.docx': '',
      'manifest.json': '{}',
      '表.xlsx': '',
    });
    expect(await listSources(folder)).toEqual({
      root: folder,
      files: ['a/1.txt', 'a/2.md', 'b.txt', '表.xlsx'],
      skipped: [],
    });
  });

  it('gives a single file', async () => {
    const folder = await makeFolder({ 'a.txt': '甲' });
    expect(await listSources(join(folder, 'a.txt'))).toEqual({ root: folder, files: ['a.txt'], skipped: [] });
  });

  it('follows links to files inside alone and says why not the others', async () => {
    const outside = await makeFolder({ 'secret.txt': '机密' });
    const folder = await makeFolder({ 'a.txt': '甲', 'sub/b.txt': '乙' });
    await symlink(join(folder, 'a.txt'), join(folder, 'inside.txt'));
    await symlink(join(outside, 'secret.txt'), join(folder, 'outside.txt'));
    await symlink(outside, join(folder, 'outside-folder'));
    await symlink(folder, join(folder, 'sub', 'loop'));
    await symlink(join(folder, 'none.txt'), join(folder, 'broken.txt'));
    const { files, skipped } = await listSources(folder);
    expect(files).toEqual(['a.txt', 'inside.txt', 'sub/b.txt']);
    expect(skipped).toEqual([
      { file: 'broken.txt', reason: '符号链接无效：文件不存在' },
      { file: 'outside-folder', reason: '符号链接指向文件夹之外' },
      { file: 'outside.txt', reason: '符号链接指向文件夹之外' },
      { file: 'sub/loop', reason: '符号链接指向文件夹，其中文件不重复读取' },
    ]);
  });

  it('says what cannot be read', async () => {
    const folder = await makeFolder({});
    await expect(listSources(join(folder, 'none'))).rejects.toThrow(ReaderError);
    await expect(listSources(join(folder, 'none'))).rejects.toThrow('文件不存在');
  });
});
