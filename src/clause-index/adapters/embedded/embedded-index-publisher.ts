import { randomBytes } from 'node:crypto';
import { mkdir, readFile, rename, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { isDeepStrictEqual } from 'node:util';
import { IndexFormatError } from '../../../domain/errors/index-format-error.ts';
import { IndexMissingError } from '../../../domain/errors/index-missing-error.ts';
import type { PolicyDocument } from '../../../domain/policy-document.ts';
import { extractTerms } from '../../../language/terms.ts';
import type { IndexContents, IndexPublisher, PublishedIndex } from '../../ports/index-publisher.ts';
import { readChecked, syncFolder } from './files/durable-files.ts';
import { isMissing } from './files/is-missing.ts';
import { type GenerationManifest, readManifest } from './generations/generation-manifest.ts';
import { openGeneration } from './generations/open-generation.ts';
import { readPointer, writePointer } from './generations/pointer-file.ts';
import { listGenerations, pruneGenerations } from './generations/prune-generations.ts';
import { writeGeneration } from './generations/write-generation.ts';
import { GENERATION_FILES, type IndexLayout, locateIndex, UNFINISHED } from './index-layout.ts';
import type { TermExtractor } from './keywords/clause-terms.ts';
import { takeWriterLock } from './locking/writer-lock.ts';

export interface EmbeddedIndexPublisherOptions {
  readonly dataDir: string;
  /** Replaces the search terms of `src/language`; for tests and benchmarks. */
  readonly extractTerms?: TermExtractor;
}

/**
 * Writes generations below `dataDir`. `publish` and `rollback` take the writer's lock themselves unless this publisher
 * holds it already.
 */
export function createEmbeddedIndexPublisher(options: EmbeddedIndexPublisherOptions): IndexPublisher {
  const layout = locateIndex(options.dataDir);
  let holding = false;
  let lastWork: Promise<unknown> = Promise.resolve();

  const lock = async () => {
    const held = await takeWriterLock(layout.locks);
    holding = true;
    let released = false;
    return {
      async release() {
        if (released) return;
        released = true;
        holding = false;
        await held.release();
      },
    };
  };
  const whileLocked = async <T>(work: () => Promise<T>): Promise<T> => {
    if (holding) {
      // The lock keeps others away; two writes of the holder itself wait for each other here.
      const turn = lastWork.then(work, work);
      lastWork = turn;
      return await turn;
    }
    const held = await takeWriterLock(layout.locks);
    try {
      return await work();
    } finally {
      await held.release();
    }
  };

  return {
    lock,
    publish: (contents) =>
      whileLocked(() => publishGeneration(layout, contents, options.extractTerms ?? extractTerms)),
    rollback: () => whileLocked(() => publishPrevious(layout)),
    describe: () => describePublished(layout),
  };
}

async function publishGeneration(
  layout: IndexLayout,
  contents: IndexContents,
  terms: TermExtractor,
): Promise<string> {
  const previous = await readPointer(layout).catch(ignoreDamage);
  await mkdir(layout.generations, { recursive: true });
  await pruneGenerations(layout, [previous, await findPrevious(layout, previous)]);
  const createdAt = new Date();
  const version = await nameGeneration(layout, createdAt);
  const unfinished = join(layout.generations, `${UNFINISHED}${version}`);
  try {
    const manifest = await writeGeneration(unfinished, contents, {
      version,
      previous,
      createdAt: createdAt.toISOString(),
      extractTerms: terms,
    });
    await checkWritten(unfinished, contents, manifest);
  } catch (error) {
    await rm(unfinished, { recursive: true, force: true });
    throw error;
  }
  await rename(unfinished, join(layout.generations, version));
  await syncFolder(layout.generations);
  await writePointer(layout, version);
  await pruneGenerations(layout, [version, previous]);
  return version;
}

/** Publishing mends a damaged index: what cannot be read is simply not the previous generation. */
function ignoreDamage(error: unknown): null {
  if (error instanceof IndexFormatError) return null;
  throw error;
}

/** Opens what was written and compares it with what was given; a difference is a fault of disk or program. */
async function checkWritten(
  folder: string,
  contents: IndexContents,
  manifest: GenerationManifest,
): Promise<void> {
  const written = await openGeneration(folder);
  const samples = [contents.clauses[0], contents.clauses.at(-1)].filter((clause) => clause !== undefined);
  const found = await written.clauses.getClauses(
    samples.map(({ clauseId }) => clauseId),
    'all',
  );
  const same =
    isDeepStrictEqual(written.manifest, manifest) &&
    isDeepStrictEqual(found, JSON.parse(JSON.stringify(samples))) &&
    manifest.counts.clauses === contents.clauses.length;
  if (!same)
    throw new IndexFormatError(`新写的索引 ${folder} 与内容不符，没有发布。请重新运行 npm run ingest。`);
}

async function publishPrevious(layout: IndexLayout): Promise<string> {
  const current = await readPointer(layout);
  if (current === null) throw new IndexMissingError('还没有发布过索引，无法回退。请先运行 npm run ingest。');
  const previous = await findPrevious(layout, current);
  if (previous === null) throw new IndexMissingError(`索引 ${current} 之前没有保留的版本，无法回退。`);
  await openGeneration(join(layout.generations, previous));
  await writePointer(layout, previous);
  return previous;
}

/** The generation that `version` replaced, where it is still kept. A damaged `version` has none. */
async function findPrevious(layout: IndexLayout, version: string | null): Promise<string | null> {
  if (version === null) return null;
  try {
    const { previous } = await readManifest(join(layout.generations, version));
    return previous !== null && (await listGenerations(layout)).includes(previous) ? previous : null;
  } catch (error) {
    if (error instanceof IndexFormatError || isMissing(error)) return null;
    throw error;
  }
}

async function describePublished(layout: IndexLayout): Promise<PublishedIndex | null> {
  const version = await readPointer(layout);
  if (version === null) return null;
  const folder = join(layout.generations, version);
  try {
    const manifest = await readManifest(folder);
    const documents = await readFile(join(folder, GENERATION_FILES.documents), 'utf8');
    const state = manifest.files[GENERATION_FILES.embedder];
    return {
      version,
      origin: manifest.origin,
      embedderId: manifest.embedder.id,
      documents: JSON.parse(documents) as PolicyDocument[],
      clauseCount: manifest.counts.clauses,
      embedderState:
        state === undefined ? null : await readChecked(join(folder, GENERATION_FILES.embedder), state),
    };
  } catch (error) {
    if (!isMissing(error)) throw error;
    // Published anew and pruned while we were reading: look again.
    if ((await readPointer(layout)) !== version) return await describePublished(layout);
    throw new IndexFormatError(`索引 ${folder} 缺少文件。请运行 npm run ingest 重新生成索引。`, {
      cause: error,
    });
  }
}

/** Ordered by name as by time: a running number, the time, and a random tail so that no name is ever used twice. */
async function nameGeneration(layout: IndexLayout, createdAt: Date): Promise<string> {
  const numbers = (await listGenerations(layout)).map((name) =>
    Number(/g(?<number>\d+)-/.exec(name)?.groups?.number ?? 0),
  );
  const number = String(Math.max(0, ...numbers) + 1).padStart(6, '0');
  const time = createdAt.toISOString().slice(0, 19).replace(/[-:]/g, '');
  return `g${number}-${time}Z-${randomBytes(3).toString('hex')}`;
}
