import { IndexFormatError } from '../../../domain/errors/index-format-error.ts';
import { IndexMissingError } from '../../../domain/errors/index-missing-error.ts';
import type { Files } from '../../../storage/files/files.ts';
import type { ClauseIndex, IndexSnapshot } from '../../ports/index-snapshot.ts';
import { explainDamage } from './explain-damage.ts';
import { loadGeneration } from './generations/load-generation.ts';
import { locatePublished } from './generations/locate-published.ts';
import type { OpenGeneration } from './generations/open-generation.ts';
import { readPointer } from './generations/pointer-file.ts';
import { watchPointer } from './generations/watch-pointer.ts';
import { type IndexLayout, locateIndex } from './index-layout.ts';
import { keepPrivate } from './keep-private.ts';
import { SharedGeneration } from './shared-generation.ts';
import type { JoinedVectors } from './vectors/late/read-late-vectors.ts';

/** What the index tells while running; a pino logger fits. */
export interface IndexLogger {
  info(fields: object, message: string): void;
  warn(fields: object, message: string): void;
}

export interface EmbeddedClauseIndexOptions {
  readonly dataDir: string;
  readonly logger?: IndexLogger;
  /**
   * How long requests may wait for a generation that is being taken up before they are served from the old one;
   * counted once per generation, not per request. Default 100.
   */
  readonly swapPatienceMs?: number;
  /** How often questions that join later are looked for, at most; default 30,000. */
  readonly questionsMs?: number;
  /** Replaces the real file system; for tests. */
  readonly files?: Files;
}

const LOAD_ATTEMPTS = 5;
/** How often a generation without vectors is looked at for some, at most. */
const LOOK_AGAIN_MS = 200;
/** Damaged ones are replaced at the next start, or by hand. */
const LOOK_AGAIN_AT_DAMAGED_MS = 30_000;
/** How often a generation is looked at for questions, at most: they join in minutes or hours. */
const LOOK_FOR_QUESTIONS_MS = 30_000;
/** Before an index that could not be opened is looked at again, unless the pointer changed. */
const FAILURE_MS = 5000;
/** Stands for a pointer that holds no version. */
const UNREADABLE = '';

/**
 * Reads the published generation into memory once and shares it among all snapshots. Each `open` looks at the pointer file;
 * when it names another generation, that one is loaded beside the old, and a generation that cannot be opened leaves the
 * old one in service (logged, tried again only when the pointer changes).
 */
export function createEmbeddedClauseIndex(options: EmbeddedClauseIndexOptions): ClauseIndex {
  const { logger, swapPatienceMs = 100, questionsMs = LOOK_FOR_QUESTIONS_MS } = options;
  const layout = locateIndex(options.dataDir, options.files);
  const watchedPointer = watchPointer(layout);
  let current: SharedGeneration | null = null;
  let loading: {
    readonly version: string;
    readonly done: Promise<void>;
    readonly patience: Promise<void>;
  } | null = null;
  let refused: string | null = null;
  let failure: {
    readonly pointer: string | null;
    readonly error: IndexFormatError;
    readonly until: number;
  } | null = null;
  let isPrivate = false;
  /** Generation whose vectors may have come by now. */
  let awaiting: OpenGeneration | null = null;
  /** What `current` shares. */
  let served: OpenGeneration | null = null;
  let questionsLookedAt = 0;
  let closed = false;

  const takeUp = async (version: string): Promise<void> => {
    const startedAt = performance.now();
    try {
      const loaded = await loadPublished(layout);
      const joined = await readJoined(loaded);
      const questions = await readQuestions(loaded);
      const generation = { ...loaded, ...joined, questions };
      if (closed) return;
      share(generation);
      const { counts } = generation.manifest;
      const fields = {
        version: generation.version,
        ...counts,
        ms: Math.round(performance.now() - startedAt),
      };
      logger?.info({ ...fields, vectorSearch: generation.vectors.method }, 'index opened');
    } catch (error) {
      if (current === null) throw error;
      refused = version;
      logger?.warn({ err: error, version, serving: current.version }, 'new index refused, old one stays');
    } finally {
      loading = null;
    }
  };

  const share = (generation: OpenGeneration): void => {
    current?.retire();
    current = new SharedGeneration(generation);
    served = generation;
  };

  /** Those that are there and not served yet, or null; damaged ones serve nobody. */
  const readQuestions = async (generation: OpenGeneration): Promise<JoinedVectors | null> => {
    questionsLookedAt = performance.now();
    try {
      return await generation.readQuestions(generation.questions?.sha256 ?? null);
    } catch (err) {
      logger?.warn({ err, version: generation.version }, 'questions of clauses refused');
      return null;
    }
  };

  /** Beside the requests. */
  const lookForQuestions = async (): Promise<void> => {
    if (served === null || performance.now() - questionsLookedAt < questionsMs) return;
    const { version } = served;
    const questions = await readQuestions(served);
    if (questions === null || closed || served.version !== version) return;
    share({ ...served, questions });
    logger?.info({ version, questions: questions.vectors.size }, 'questions of clauses joined');
  };

  /** Null where there are none yet, or where they are damaged: words alone serve until they are computed again. */
  const readJoined = async (generation: OpenGeneration): Promise<JoinedVectors | null> => {
    let pause = LOOK_AGAIN_MS;
    try {
      const joined = await generation.readLateVectors();
      if (joined !== null) return joined;
    } catch (err) {
      logger?.warn({ err, version: generation.version }, 'late vectors refused');
      pause = LOOK_AGAIN_AT_DAMAGED_MS;
    }
    setTimeout(() => {
      if (current?.version === generation.version) awaiting = generation;
    }, pause).unref();
    return null;
  };

  /** Beside the requests, which go on with words alone meanwhile. */
  const lookForVectors = async (): Promise<void> => {
    const generation = awaiting;
    if (generation === null) return;
    awaiting = null;
    const joined = await readJoined(generation);
    if (joined === null || closed || served?.version !== generation.version) return;
    share({ ...served, ...joined });
    logger?.info({ version: generation.version, passages: joined.vectors.size }, 'vectors joined');
  };

  /** What is to be served; where a pointer cannot be read the generation in service stays. */
  const findPublished = async (): Promise<string | null> => {
    const pointer = await watchedPointer().catch((error: unknown) => {
      if (error instanceof IndexFormatError) return UNREADABLE;
      throw error;
    });
    if (current !== null) return pointer === UNREADABLE ? null : pointer;
    if (failure !== null && failure.pointer === pointer && performance.now() < failure.until)
      throw failure.error;
    if (!isPrivate) await keepPrivate(layout);
    isPrivate = true;
    return await rememberFailure(pointer, async () => {
      const version = await locatePublished(layout);
      if (version === null) throw nothingPublished(layout);
      return version;
    });
  };

  /** Finding out what is broken and what mends it costs about a load; requests meanwhile are told the same. */
  const rememberFailure = async <T>(pointer: string | null, work: () => Promise<T>): Promise<T> => {
    try {
      return await work();
    } catch (error) {
      if (error instanceof IndexFormatError) {
        failure = { pointer, error, until: performance.now() + FAILURE_MS };
      }
      throw error;
    }
  };

  const open = async (): Promise<IndexSnapshot> => {
    if (closed) throw new Error('the clause index is closed');
    const version = await findPublished();
    if (version !== null && version !== current?.version && version !== refused) {
      if (loading === null) {
        const done = rememberFailure(version, () => takeUp(version));
        loading = { version, done, patience: Promise.race([done.catch(() => {}), pass(swapPatienceMs)]) };
      }
      await (current === null ? loading.done : loading.patience);
    }
    if (current === null || closed) throw new Error('the clause index is closed');
    void lookForVectors();
    void lookForQuestions();
    return current.lend();
  };

  return {
    open,
    async close() {
      closed = true;
      current?.retire();
      current = null;
      served = null;
    },
  };
}

/**
 * The published generation. Between reading the pointer and the files a writer may publish and prune: then the pointer has changed, look
 * again. Throws IndexMissingError, or IndexFormatError with what mends it.
 */
async function loadPublished(layout: IndexLayout): Promise<OpenGeneration> {
  for (let attempt = 1; ; attempt++) {
    const version = await locatePublished(layout);
    if (version === null) throw nothingPublished(layout);
    try {
      return await loadGeneration(layout, version);
    } catch (error) {
      const moved = (await readPointer(layout).catch(() => version)) !== version;
      if (moved && attempt < LOAD_ATTEMPTS) continue;
      throw error instanceof IndexFormatError ? await explainDamage(layout, version, error) : error;
    }
  }
}

function nothingPublished({ folder }: IndexLayout): IndexMissingError {
  return new IndexMissingError(
    `${folder} 里还没有索引。请运行 npm run ingest -- 文件或文件夹 建立索引（样例：npm run ingest -- seeds）。`,
  );
}

function pass(ms: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, ms).unref());
}
