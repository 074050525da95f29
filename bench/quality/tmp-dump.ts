import { writeFileSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { ensureSeedIndex } from '../../ingest/ensure-seed-index.ts';
import { runIngest } from '../../ingest/run-ingest.ts';
import { SEEDS_DIR } from '../../ingest/seeds-dir.ts';
import { carriesTopic } from '../../src/assistant/answerability.ts';
import { gatherEvidence } from '../../src/assistant/gather-evidence.ts';
import { createPreparation } from '../../src/assistant/prepare-answer.ts';
import { createEmbeddedClauseIndex } from '../../src/clause-index/adapters/embedded/embedded-clause-index.ts';
import { createEmbeddedIndexPublisher } from '../../src/clause-index/adapters/embedded/embedded-index-publisher.ts';
import { createEmbedderProvider } from '../../src/models/create-embedder-provider.ts';
import { coverWord } from '../../src/retrieval/topic-coverage.ts';
import { loadUnitDirectory } from '../../src/units/directory/unit-directory.ts';
import { Jieba } from '@node-rs/jieba';
import { dict } from '@node-rs/jieba/dict.js';
import { readQualityCases } from './quality-case.ts';
import { matchesGold } from './score-case.ts';

const jieba = Jieba.withDict(dict);
const posOf = (t: string) => { const tags = jieba.tag(t, false); return tags.map((x) => x.tag).join('+'); };
const out: string[] = [];
const defaultDocs = process.env.DOCS ? [process.env.DOCS] : null;
for (const file of process.argv.slice(3)) {
  const cases = await readQualityCases(file);
  const groups = new Map<string, typeof cases>();
  for (const c of cases) {
    const k = JSON.stringify(c.documents ?? defaultDocs);
    groups.set(k, [...(groups.get(k) ?? []), c]);
  }
  for (const [key, list] of groups) {
    const docs = JSON.parse(key) as string[] | null;
    const dataDir = await mkdtemp(path.join(tmpdir(), 'tw-dump-'));
    const embedders = createEmbedderProvider({ kind: 'local' });
    const index = createEmbeddedClauseIndex({ dataDir });
    if (docs)
      await runIngest({
        paths: docs.map((d) => path.resolve(path.dirname(file), d)),
        origin: { kind: 'paths', fingerprint: '' },
        index,
        publisher: createEmbeddedIndexPublisher({ dataDir }),
        embedders,
      });
    else await ensureSeedIndex({ dataDir, seedsDir: SEEDS_DIR, embedders });
    const snapshot = await index.open();
    const prepare = createPreparation({
      embedders,
      unitDirectory: loadUnitDirectory(),
      clock: () => new Date(),
    });
    for (const c of list) {
      if (c.turns.length > 1) continue;
      const { context } = await prepare(snapshot, { message: c.turns[0]! } as never, 'all', null);
      const { reading } = context;
      if (reading.kind !== 'question' || reading.asks.length !== 1) continue;
      const ask = reading.asks[0]!;
      if (
        ask.topic.length === 0 ||
        ask.form === 'list' ||
        ask.form === 'compare' ||
        ask.mentionedWords.length
      )
        continue;
      const { topic, ranked } = await gatherEvidence(ask, context);
      const rows = ranked.slice(0, 8).map((e) => {
        const text = `${e.view.body} ${e.view.trail} ${e.documentNames}`;
        const covers = topic.words.map((w) => ({
          t: w.text,
          w: w.weight,
          run: w.run,
          unk: w.isUnknown, pos: posOf(w.text),
          c: coverWord(w, text),
          ct: coverWord(w, e.view.title),
          cs: coverWord(w, `${e.view.sentences[e.bestSentence]?.normal ?? ''}`),
          cd: coverWord(w, e.documentNames),
        }));
        return {
          id: e.clause.clauseId,
          gold: [...c.cite, ...c.also_ok].some((g) =>
            matchesGold(
              {
                sourceFile: e.clause.documentId.length
                  ? (context.corpus.documentById.get(e.clause.documentId)?.sourceFile ?? '')
                  : '',
                text: e.clause.text,
              },
              g,
            ),
          ),
          score: e.score,
          coverage: e.coverage,
          sent: e.sentenceCoverage,
          title: e.titleFit,
          titleX: e.titleExplained,
          head: e.headingFit,
          titleText: e.view.title,
          missing: 0,
          rule: carriesTopic(e, topic, ranked, ask.headNoun),
          units: e.clause.units.length,
          covers,
        };
      });
      out.push(
        JSON.stringify({
          set: path.basename(file),
          id: c.id,
          kind: c.kind,
          q: c.turns[0],
          refuse: c.refuse,
          note: c.note,
          form: ask.form, wantsUnits: ask.wantsUnits,
          attribute: ask.attribute,
          headNoun: ask.headNoun,
          runs: topic.runs,
          total: topic.total,
          named: reading.documents.named,
          likely: reading.documents.likely,
          rows,
        }),
      );
    }
    snapshot.release();
    await index.close();
    await rm(dataDir, { recursive: true, force: true });
  }
}
writeFileSync(process.argv[2]!, out.join('\n'));
