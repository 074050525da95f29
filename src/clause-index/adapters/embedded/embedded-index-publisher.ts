import { randomBytes } from 'node:crypto';
import { join } from 'node:path';
import { isDeepStrictEqual } from 'node:util';
import { IndexFormatError } from '../../../domain/errors/index-format-error.ts';
import { IndexMissingError } from '../../../domain/errors/index-missing-error.ts';
import { IndexWriteError } from '../../../domain/errors/index-write-error.ts';
import { extractTerms } from '../../../language/terms.ts';
import { codeOf, type Files } from '../../../storage/files/files.ts';
import type { IndexContents, IndexPublisher } from '../../ports/index-publisher.ts';
import { describePublished } from './describe-published.ts';
import { explainDamage } from './explain-damage.ts';
import { describeProblem } from './files/describe-problem.ts';
import { verifyFile } from './files/durable-files.ts';
import type { GenerationManifest } from './generations/generation-manifest.ts';
import { listGenerations } from './generations/list-generations.ts';
import { openGeneration } from './generations/open-generation.ts';
import { pruneReplaced, removeGenerationsWith, removeLeftovers } from './generations/prune-generations.ts';
import { findCurrent, findSound, listFallbacks } from './generations/recovery.ts';
import { switchTo } from './generations/switch-generation.ts';
import { writeGeneration } from './generations/write-generation.ts';
import { GENERATION_FILES, type IndexLayout, locateIndex, UNFINISHED } from './index-layout.ts';
import { keepPrivate } from './keep-private.ts';
import type { TermExtractor } from './keywords/clause-terms.ts';
import { takeWriterLock } from './locking/writer-lock.ts';
import { createKeptFiles } from './originals/kept-files.ts';
import { requireOriginals } from './originals/read-originals.ts';
import { sweepKeptFiles } from './originals/sweep-kept-files.ts';
import { claimForSamples } from './sample-mark.ts';

export interface EmbeddedIndexPublisherOptions {
  readonly dataDir: string;
  /** Replaces the search terms of `src/language`; for tests and benchmarks. */
  readonly extractTerms?: TermExtractor;
  /** Replaces the real file system; for tests. */
  readonly files?: Files;
}

/**
 * Writes generations below `dataDir`. `publish` and `rollback` take the writer's lock themselves unless this publisher
 * holds it already.
 */
export function createEmbeddedIndexPublisher(options: EmbeddedIndexPublisherOptions): IndexPublisher {
  const layout = locateIndex(options.dataDir, options.files);
  let holding = false;
  let lastWork: Promise<unknown> = Promise.resolve();

  const lock = async () => {
    const held = await takeLock(layout);
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
    const held = await takeLock(layout);
    try {
      return await work();
    } finally {
      await held.release();
    }
  };

  return {
    lock,
    keepFile: (bytes) =>
      createKeptFiles(layout.files, layout.keptFiles)
        .keep(bytes)
        .catch((error) => {
          throw toWriteError(error, '原文件没有保存');
        }),
    publish: (contents) =>
      whileLocked(() => publishGeneration(layout, contents, options.extractTerms ?? extractTerms)),
    rollback: () => whileLocked(() => publishPrevious(layout)),
    removeVersionsWith: (documentId) =>
      whileLocked(async () => {
        try {
          const removed = await removeGenerationsWith(layout, documentId, await findCurrent(layout));
          await sweepKeptFiles(layout);
          return removed;
        } catch (error) {
          throw toWriteError(error, '较早的索引版本没有全部清除');
        }
      }),
    describe: () => describePublished(layout),
    readOriginals: async () => requireOriginals(layout, (await findCurrent(layout))?.version ?? null),
    claimForSamples: (ignore) =>
      claimForSamples(layout, ignore).catch((error) => {
        throw toWriteError(error, `数据文件夹 ${layout.dataDir} 无法写入`);
      }),
  };
}

async function takeLock(layout: IndexLayout) {
  try {
    const held = await takeWriterLock(layout.files, layout.locks);
    await keepPrivate(layout);
    return held;
  } catch (error) {
    throw toWriteError(error, `${layout.folder} 无法写入`);
  }
}

async function publishGeneration(
  layout: IndexLayout,
  contents: IndexContents,
  terms: TermExtractor,
): Promise<string> {
  const { files } = layout;
  try {
    const current = await findCurrent(layout);
    await files.createFolder(layout.generations);
    await removeLeftovers(layout, current);
    const previous = current?.version ?? (await findNewestPublished(layout));
    const version = await writeDraft(layout, contents, previous, terms);
    await switchTo(layout, version, contents.origin);
    // What cannot be removed now is removed, or left, by a later run.
    if (current !== null) await pruneReplaced(layout, current).catch(() => {});
    await sweepKeptFiles(layout).catch(() => {});
    return version;
  } catch (error) {
    throw toWriteError(error, '新的索引没有写成，没有发布，原有的索引没有改动');
  }
}

/** Where nothing tells which generation is published, a rollback is to lead to the newest sound one that was. */
async function findNewestPublished(layout: IndexLayout): Promise<string | null> {
  const sound = (await findSound(layout, null))?.version ?? null;
  const drafts = (await listGenerations(layout)).filter(({ isDraft }) => isDraft);
  return drafts.some(({ version }) => version === sound) ? null : sound;
}

/** Writes, checks and names a generation that is not yet published. */
async function writeDraft(
  layout: IndexLayout,
  contents: IndexContents,
  previous: string | null,
  terms: TermExtractor,
): Promise<string> {
  const { files } = layout;
  const createdAt = new Date();
  const version = await nameGeneration(layout, createdAt);
  const unfinished = join(layout.generations, `${UNFINISHED}${version}`);
  try {
    const manifest = await writeGeneration(files, unfinished, contents, {
      version,
      previous,
      createdAt: createdAt.toISOString(),
      extractTerms: terms,
    });
    await checkWritten(files, unfinished, contents, manifest);
    await files.rename(unfinished, join(layout.generations, version));
    await files.syncFolder(layout.generations);
    return version;
  } catch (error) {
    // A disk that fails here too is swept by the next writer.
    await files.remove(unfinished).catch(() => {});
    throw error;
  }
}

/** Opens what was written and compares it with what was given; a difference is a fault of disk or program. */
async function checkWritten(
  files: Files,
  folder: string,
  contents: IndexContents,
  manifest: GenerationManifest,
): Promise<void> {
  const written = await openGeneration(files, folder);
  const originals = GENERATION_FILES.originals;
  await verifyFile(files, join(folder, originals), manifest.files[originals]!);
  const samples = [contents.clauses[0], contents.clauses.at(-1)].filter((clause) => clause !== undefined);
  const found = await written.clauses.getClauses(
    samples.map(({ clauseId }) => clauseId),
    'all',
  );
  const same =
    isDeepStrictEqual(written.manifest, manifest) &&
    isDeepStrictEqual(found, JSON.parse(JSON.stringify(samples))) &&
    manifest.counts.clauses === contents.clauses.length;
  if (!same) throw new IndexFormatError(`${folder} 与内容不符。`);
}

async function publishPrevious(layout: IndexLayout): Promise<string> {
  const current = await findCurrent(layout);
  const sound = await findSound(layout, current?.version ?? null);
  if (sound !== null) {
    try {
      await switchTo(layout, sound.version, sound.manifest.origin, current);
    } catch (error) {
      throw toWriteError(error, '没有恢复上一版索引');
    }
    return sound.version;
  }
  const damaged = await listFallbacks(layout, current?.version ?? null);
  if (damaged.length === 0) {
    throw new IndexMissingError(
      current === null
        ? '还没有发布过索引，无法恢复。'
        : `索引 ${current.version} 之前没有保留的版本，无法恢复。`,
    );
  }
  const versions = damaged.map(({ version }) => version).join('、');
  const why = new IndexFormatError(`保留的版本 ${versions} 都已损坏，无法恢复。`);
  // A current index that opens needs no mending.
  const isUsable = current !== null && (await describePublished(layout).catch(() => null)) !== null;
  throw isUsable ? why : await explainDamage(layout, current?.version ?? null, why);
}

/** Failures of the disk, and of what was just written, in words; programming mistakes stay as they are. */
function toWriteError(error: unknown, what: string): unknown {
  if (codeOf(error) === null && !(error instanceof IndexFormatError)) return error;
  const { path } = error as { path?: string };
  return new IndexWriteError(`${what}：${path === undefined ? '' : `${path} `}${describeProblem(error)}`, {
    cause: error,
  });
}

/** Ordered by name as by time: a running number, the time, and a random tail so that no name is ever used twice. */
async function nameGeneration(layout: IndexLayout, createdAt: Date): Promise<string> {
  const [newest] = await listGenerations(layout);
  const number = String((newest?.number ?? 0) + 1).padStart(6, '0');
  const time = createdAt.toISOString().slice(0, 19).replace(/[-:]/g, '');
  return `g${number}-${time}Z-${randomBytes(3).toString('hex')}`;
}
