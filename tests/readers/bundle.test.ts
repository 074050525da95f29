import { strToU8, type Zippable, zipSync } from 'fflate';
import iconv from 'iconv-lite';
import { describe, expect, it } from 'vitest';
import { listSources } from '../../ingest/readers/list-sources.ts';
import { readSource } from '../../ingest/readers/read-source.ts';
import { makeFolder } from './temporary-folder.ts';

const zip = (files: Zippable): Uint8Array => zipSync(files);
const text = strToU8('临江市供水方案');

describe('bundles', () => {
  it('lists and reads the files in them, one bundle within another', async () => {
    const inner = zip({ '方案.txt': text, '更深.zip': zip({ 'a.txt': text }) });
    const folder = await makeFolder({
      '汇编.zip': zip({ '一/方案.txt': text, '内.zip': inner, '../x.txt': text, '~$a.docx': text }),
      '坏.zip': 'PK',
    });
    const { files, skipped } = await listSources(folder);
    expect(files).toEqual(['汇编.zip/一/方案.txt', '汇编.zip/内.zip/方案.txt']);
    expect(skipped).toEqual([
      { file: '坏.zip', reason: '压缩包不完整（没有目录）' },
      { file: '汇编.zip/../x.txt', reason: '文件名指向压缩包之外' },
      { file: '汇编.zip/内.zip/更深.zip', reason: '压缩包嵌套过深' },
    ]);
    for (const file of files)
      expect(await readSource(folder, file)).toMatchObject({ sourceFile: file, text: '临江市供水方案' });
    await expect(readSource(folder, '汇编.zip/../x.txt')).rejects.toThrow('没有此文件');
    await expect(readSource(folder, '汇编.zip/无.txt')).rejects.toThrow('没有此文件');
  });

  it('reads names in GBK, refuses bombs and encrypted files', async () => {
    const bytes = Buffer.from(zip({ abcd: text, 'bomb.txt': new Uint8Array(20_000_000), 'lock.txt': text }));
    const gbk = iconv.encode('方案', 'gbk');
    for (let at = bytes.indexOf('abcd'); at >= 0; at = bytes.indexOf('abcd', at)) gbk.copy(bytes, at);
    const entry = bytes.lastIndexOf('lock.txt') - 46;
    bytes.writeUInt16LE(bytes.readUInt16LE(entry + 8) | 1, entry + 8);
    const folder = await makeFolder({ 'a.zip': bytes });
    expect(await listSources(`${folder}/a.zip`)).toEqual({
      root: folder,
      files: ['a.zip/方案'],
      skipped: [
        { file: 'a.zip/bomb.txt', reason: '解压后过大' },
        { file: 'a.zip/lock.txt', reason: '已加密，请先解密' },
      ],
    });
  });

  it('opens a folder whose name ends like a bundle', async () => {
    const folder = await makeFolder({ 'a.zip/b.txt': text });
    expect((await listSources(folder)).files).toEqual(['a.zip/b.txt']);
    expect((await readSource(folder, 'a.zip/b.txt')).text).toBe('临江市供水方案');
  });
});
