import { cp, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { isDeepStrictEqual } from 'node:util';
import { createEmbeddedClauseIndex } from '../../../src/clause-index/adapters/embedded/embedded-clause-index.ts';
import { createEmbeddedIndexPublisher } from '../../../src/clause-index/adapters/embedded/embedded-index-publisher.ts';
import type { IndexContents } from '../../../src/clause-index/ports/index-publisher.ts';
import { IndexFormatError } from '../../../src/domain/errors/index-format-error.ts';
import { IndexMissingError } from '../../../src/domain/errors/index-missing-error.ts';
import { TiaowenError } from '../../../src/domain/errors/tiaowen-error.ts';
import { UNRESTRICTED } from '../../../src/domain/search-scope.ts';
import type { Files } from '../../../src/storage/files/files.ts';
import { makeNumberedContents } from '../../../tests/clause-index/numbered-contents.ts';
import { listDamages } from './damage-bytes.ts';
import { type DiskSubject, FuzzCounter, type FuzzOptions } from './disk-subject.ts';
import { FaultyDisk, listFaults } from './faulty-disk.ts';

/** Places in each file that are cut at or flipped. */
const PLACES = 40;

/** What is in service: a number of `makeNumberedContents`, or nothing. */
type Served = number | 'nothing';

interface Operation {
  readonly name: string;
  /** Generations that were published before, one after another. */
  readonly before: readonly number[];
  run(dataDir: string, files: Files): Promise<void>;
  /** What may be in service afterwards where it failed, and must be where it did not. */
  readonly old: Served;
  readonly new: Served;
  /** It may find the old one in service where it does not fail. */
  readonly mayStay?: true;
}

const publishFor = (number: number) => async (dataDir: string, files: Files) => {
  await publisherOf(dataDir, files).publish(makeNumberedContents(number));
};

const OPERATIONS: readonly Operation[] = [
  { name: 'first publication', before: [], run: publishFor(1), old: 'nothing', new: 1 },
  { name: 'publication', before: [1, 2], run: publishFor(3), old: 2, new: 3 },
  {
    name: 'rollback',
    before: [1, 2],
    run: async (dataDir, files) => void (await publisherOf(dataDir, files).rollback()),
    old: 2,
    new: 1,
    // Where the pointer cannot be read nobody knows that it was the second one.
    mayStay: true,
  },
  {
    name: 'opening',
    before: [1, 2],
    run: async (dataDir, files) => {
      const index = createEmbeddedClauseIndex({ dataDir, files });
      (await index.open()).release();
      await index.close();
    },
    old: 2,
    new: 2,
  },
];

/**
 * The clause index: after any failure it opens as it was or as it was to become, whole, nothing that it held is lost, and the same work
 * tried again succeeds; every cut and every flipped bit is noticed or harmless, and what is advised mends.
 */
export const subject: DiskSubject = {
  name: 'index',
  async run(options) {
    const counter = new FuzzCounter(options);
    const root = await mkdtemp(join(tmpdir(), 'tiaowen-fuzz-index-'));
    try {
      for (const operation of OPERATIONS) await failEveryCall(operation, root, counter);
      await damageEveryFile(root, counter, options);
    } finally {
      await rm(root, { recursive: true, force: true });
    }
    return counter.result();
  },
};

async function failEveryCall(operation: Operation, root: string, counter: FuzzCounter): Promise<void> {
  const model = await prepare(root, operation.before);
  const fresh = async () => {
    const dataDir = join(root, 'tried');
    await rm(dataDir, { recursive: true, force: true });
    await cp(model, dataDir, { recursive: true });
    return dataDir;
  };
  const counting = new FaultyDisk(null);
  await operation.run(await fresh(), counting.files);
  for (const fault of listFaults(counting.calls)) {
    const name = `${operation.name}, ${fault.kind} ${fault.code} at call ${fault.at}`;
    await counter.try(name, async () => {
      const dataDir = await fresh();
      const disk = new FaultyDisk(fault);
      const error = await operation.run(dataDir, disk.files).then(
        () => null,
        (reason: unknown) => reason,
      );
      await disk.settle();
      await endProcess(dataDir);
      await checkAftermath(operation, dataDir, error);
    });
  }
}

async function checkAftermath(operation: Operation, dataDir: string, error: unknown): Promise<void> {
  if (error !== null && !(error instanceof TiaowenError)) throw new Error(`untyped: ${String(error)}`);
  const served = await readServed(dataDir);
  const allowed = error === null && !operation.mayStay ? [operation.new] : [operation.old, operation.new];
  if (!allowed.includes(served)) throw new Error(`${served} is in service, not ${allowed.join(' or ')}`);
  // Everything that could be gone back to before is still there.
  if (served === operation.new && operation.old !== 'nothing' && operation.name === 'publication') {
    const back = join(dataDir, '..', 'back');
    await rm(back, { recursive: true, force: true });
    await cp(dataDir, back, { recursive: true });
    await publisherOf(back).rollback();
    if ((await readServed(back)) !== operation.old) throw new Error('the replaced generation is lost');
  }
  await publisherOf(dataDir).publish(makeNumberedContents(9));
  if ((await readServed(dataDir)) !== 9) throw new Error('tried again it was not published');
}

async function damageEveryFile(root: string, counter: FuzzCounter, options: FuzzOptions): Promise<void> {
  const dataDir = await prepare(root, [1, 2]);
  const folder = join(dataDir, 'index');
  const generation = join('generations', (await readFile(join(folder, 'CURRENT'), 'utf8')).trim());
  const names = await readdir(join(folder, generation));
  for (const file of ['CURRENT', ...names.map((name) => join(generation, name))]) {
    const path = join(folder, file);
    const whole = await readFile(path);
    for (const { name, apply } of listDamages(whole.length, options.stride > 1 ? 8 : PLACES)) {
      await counter.try(`${file}, ${name}`, async () => {
        await writeFile(path, apply(whole));
        try {
          await checkDamaged(dataDir);
        } finally {
          await writeFile(path, whole);
        }
      });
    }
  }
}

/** It opens whole, or says what mends, and that does. */
async function checkDamaged(dataDir: string): Promise<void> {
  const error = await readServed(dataDir).then(
    (served) => {
      if (served !== 2) throw new Error(`${served} is in service`);
      return null;
    },
    (reason: unknown) => reason,
  );
  if (error === null) return;
  if (!(error instanceof IndexFormatError)) throw error;
  if (error.mends.length === 0) throw new Error('nothing is advised');
  const publisher = publisherOf(dataDir);
  if (error.mends.includes('rebuild')) {
    const { origin, documents } = await publisher.readOriginals();
    const expected = makeNumberedContents(2);
    const same =
      isDeepStrictEqual(origin, expected.origin) &&
      isDeepStrictEqual(
        documents.map(({ document, source }) => [document, source]),
        expected.documents.map((document) => [document, expected.sources.get(document.documentId) ?? null]),
      );
    if (!same) throw new Error('other originals are kept than were given');
  }
  if (!error.mends.includes('rollback')) return;
  const mended = join(dataDir, '..', 'mended');
  await rm(mended, { recursive: true, force: true });
  await cp(dataDir, mended, { recursive: true });
  await publisherOf(mended).rollback();
  // The generation itself, where its pointer alone was damaged.
  const served = await readServed(mended);
  if (served !== 1 && served !== 2) throw new Error(`after the rollback ${served} is in service`);
}

async function prepare(root: string, numbers: readonly number[]): Promise<string> {
  const dataDir = await mkdtemp(join(root, 'model-'));
  for (const number of numbers) await publisherOf(dataDir).publish(makeNumberedContents(number));
  return dataDir;
}

function publisherOf(dataDir: string, files?: Files) {
  return createEmbeddedIndexPublisher({
    dataDir,
    extractTerms: (text) => [...text],
    ...(files && { files }),
  });
}

/** Claims of a process end with it; here it goes on. */
async function endProcess(dataDir: string): Promise<void> {
  await rm(join(dataDir, 'index', 'LOCK'), { recursive: true, force: true });
}

/** The number of what is in service, once every part of it was compared. */
async function readServed(dataDir: string): Promise<Served> {
  const index = createEmbeddedClauseIndex({ dataDir });
  try {
    const described = await publisherOf(dataDir).describe();
    if (described === null) {
      await index.open().then(
        () => Promise.reject(new Error('an index is opened that is not described')),
        (error) => (error instanceof IndexMissingError ? undefined : Promise.reject(error)),
      );
      return 'nothing';
    }
    const number = Number(described.origin.fingerprint);
    const expected = makeNumberedContents(number);
    const snapshot = await index.open();
    const ids = expected.documents.map(({ documentId }) => documentId);
    const found = {
      documents: await snapshot.clauses.listDocuments('all'),
      clauses: (await snapshot.clauses.getDocumentClauses(ids, 'all')).flat(),
      sources: await snapshot.sources.getSources(ids, 'all'),
      nearest: await findNearest(expected, (vectors) =>
        snapshot.vectors.search(vectors, { limit: 1, scope: UNRESTRICTED }),
      ),
      terms: (await snapshot.keywords.search([[{ term: '版' }]], { limit: 1, scope: UNRESTRICTED }))[0]
        ?.length,
    };
    snapshot.release();
    const wanted = {
      documents: expected.documents,
      clauses: expected.clauses,
      sources: ids.map((id) => expected.sources.get(id)),
      nearest: true,
      terms: 1,
    };
    if (!isDeepStrictEqual(found, wanted)) throw new Error(`generation ${number} is not whole`);
    return number;
  } finally {
    await index.close();
  }
}

async function findNearest(
  { passages }: IndexContents,
  search: (vectors: number[][]) => Promise<{ readonly score: number }[][]>,
): Promise<boolean> {
  const [nearest] = await search([[...passages[7]!.vector]]);
  return Math.abs((nearest?.[0]?.score ?? 0) - 1) < 1e-5;
}
