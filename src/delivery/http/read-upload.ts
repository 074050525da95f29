import { pipeline } from 'node:stream/promises';
import { Busboy } from '@fastify/busboy';
import type { Request } from 'express';
import { keepUpload, safeName, UploadTooLargeError } from '../../document-jobs/uploads.ts';
import type { UploadedFile } from '../../domain/document-job.ts';
import { HttpProblem } from './http-problem.ts';

export interface ReadUploadOptions {
  /** Where the file is kept; nothing is left of it where the request is refused. */
  readonly folder: string;
  readonly mostBytes: number;
}

/** A kept file, and the fields beside it in a form. */
export interface ReadUpload {
  readonly file: UploadedFile;
  readonly fields: Readonly<Record<string, string>>;
}

const LONGEST_FIELD = 1000;
const MOST_FIELDS = 10;
const NO_NAME = '请写明文件名：表单里带文件名，或用 Content-Disposition，或加 ?name=';

/**
 * Keeps the one file that a request brings: of a form (`multipart/form-data`), or the body itself with its name in `?name=` or
 * Content-Disposition. Throws `invalid-request`, `unsupported-media-type` and `body-too-large`.
 */
export async function readUpload(request: Request, options: ReadUploadOptions): Promise<ReadUpload> {
  const type = request.headers['content-type'] ?? '';
  if (/^\s*application\/(?:[\w.-]+\+)?json\b|^\s*application\/x-www-form-urlencoded\b/iu.test(type))
    throw new HttpProblem('unsupported-media-type', {
      detail: '请发送文件本身，或 multipart/form-data 表单。',
    });
  const declared = Number(request.headers['content-length'] ?? 0);
  if (declared > options.mostBytes + FORM_ROOM) throw tooLarge(options);
  try {
    return /^\s*multipart\/form-data\b/iu.test(type)
      ? await readForm(request, options)
      : { file: await keep(request, nameOf(request), options), fields: {} };
  } catch (error) {
    if (error instanceof UploadTooLargeError) throw tooLarge(options);
    throw error;
  }
}

/** What a form needs beside its file. */
const FORM_ROOM = 65_536;

async function readForm(request: Request, options: ReadUploadOptions): Promise<ReadUpload> {
  let form: Busboy;
  try {
    form = new Busboy({
      headers: request.headers as { 'content-type': string },
      limits: {
        files: 1,
        fields: MOST_FIELDS,
        fieldSize: LONGEST_FIELD,
        fileSize: options.mostBytes + 1,
        parts: 1 + MOST_FIELDS,
      },
    });
  } catch {
    throw new HttpProblem('invalid-request', { detail: '表单无法读取。' });
  }
  const fields: Record<string, string> = {};
  let keeping: Promise<UploadedFile> | null = null;
  let isTooMany = false;
  form.on('field', (name, value) => {
    fields[name] = value;
  });
  form.on('filesLimit', () => {
    isTooMany = true;
  });
  form.on('file', (_field, stream, name) => {
    keeping = keep(stream, name ?? '', options);
    // It is awaited below; until then its failure is nobody's, and what is left of the stream is to flow off.
    keeping.catch(() => stream.resume());
  });
  try {
    await pipeline(request, form);
  } catch {
    await (keeping as Promise<UploadedFile> | null)?.catch(() => undefined);
    throw new HttpProblem('invalid-request', { detail: '表单不完整，无法读取。' });
  }
  if (keeping === null) throw new HttpProblem('invalid-request', { detail: '表单里没有文件。' });
  const file = await (keeping as Promise<UploadedFile>);
  if (isTooMany) throw new HttpProblem('invalid-request', { detail: '一次请求只上传一份文件。' });
  return { file, fields };
}

async function keep(
  chunks: AsyncIterable<Uint8Array>,
  sent: string,
  { folder, mostBytes }: ReadUploadOptions,
): Promise<UploadedFile> {
  const name = safeName(sent);
  if (name === null) throw new HttpProblem('invalid-request', { detail: NO_NAME });
  const file = await keepUpload(folder, name, chunks, mostBytes);
  return file;
}

/** `?name=`, else the name of Content-Disposition in either of its writings; empty without one. */
function nameOf(request: Request): string {
  const { name } = request.query;
  if (typeof name === 'string') return name;
  const header = request.get('content-disposition') ?? '';
  const extended = /filename\*\s*=\s*utf-8''(?<name>[^;\s]+)/iu.exec(header)?.groups?.['name'];
  if (extended !== undefined) {
    try {
      return decodeURIComponent(extended);
    } catch {
      return '';
    }
  }
  const plain = /filename\s*=\s*(?:"(?<quoted>[^"]*)"|(?<bare>[^;\s]+))/iu.exec(header)?.groups;
  const bytes = plain?.['quoted'] ?? plain?.['bare'] ?? '';
  // Header bytes are read as Latin-1; programs write UTF-8 there all the same.
  return Buffer.from(bytes, 'latin1').toString('utf8');
}

function tooLarge({ mostBytes }: ReadUploadOptions): HttpProblem {
  return new HttpProblem('body-too-large', {
    detail: `文件超过上限（${Math.floor(mostBytes / 1024)} KB）。`,
  });
}
