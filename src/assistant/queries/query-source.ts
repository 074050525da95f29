import type { UnitName } from '../../clause-index/ports/unit-index.ts';
import type { QuerySource } from '../../queries/query-source.ts';
import type { UnitNames } from '../../queries/unit-names.ts';
import type { AnswerContext } from '../answer-context.ts';
import type { CorpusView } from '../corpus-view.ts';

const named = new WeakMap<CorpusView, UnitNames>();

/** What queries of an answer are executed on. */
export function querySourceOf({ snapshot, scope, corpus, unitDirectory, asOf }: AnswerContext): QuerySource {
  const { jurisdiction, knownUnits, unitNames } = corpus;
  const collectives = new Set(corpus.collectives);
  const names = named.get(corpus) ?? {
    known: unitNames as readonly UnitName[],
    follow: (mention: string) =>
      collectives.has(mention)
        ? [{ name: mention, isSuccession: false }]
        : unitDirectory
            .namesFor(mention, knownUnits, { jurisdiction })
            .filter(({ relation }) => relation !== 'part-succession')
            .map(({ name, relation }) => ({ name, isSuccession: relation === 'succession' })),
    presentNameOf: (name: string) => unitDirectory.successorOf(name, { jurisdiction })?.name ?? null,
  };
  named.set(corpus, names);
  return { snapshot, visibility: scope.visibility, names, today: asOf };
}
