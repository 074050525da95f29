import { z } from 'zod';
import { ConfigError } from '../../../domain/errors/config-error.ts';
import { StoreError } from '../../../domain/errors/store-error.ts';
import { SqliteStore, type StoreOptions } from '../../../storage/sqlite-store.ts';
import { storePaths } from '../../../storage/store-paths.ts';
import type { StoreSchema } from '../../../storage/store-schema.ts';
import { DamagedRowError } from '../../../storage/store-tables.ts';
import type { QuestionCache } from '../../ports/question-cache.ts';

/** `text` is the clause's text hash, `questions` a JSON list of strings. */
export const QUESTION_SCHEMA: StoreSchema = {
  name: 'questions',
  tables: {
    questions: {
      columns: { writer: 'TEXT NOT NULL', text: 'TEXT NOT NULL', questions: 'TEXT NOT NULL' },
      key: ['writer', 'text'],
    },
  },
  isExpendable: true,
};

const Questions = z.array(z.string());

/**
 * Questions in `<dataDir>/stores/questions.sqlite`, which several processes may use at once. Nothing is created or opened before the
 * first `get` or `put`. Throws ConfigError when it cannot be used. A damaged file is replaced; it may be deleted.
 */
export function openSqliteQuestionCache(options: StoreOptions): QuestionCache {
  const store = new SqliteStore(QUESTION_SCHEMA, options);
  const orExplain = (cause: unknown): never => {
    if (!(cause instanceof StoreError)) throw cause;
    const { file } = storePaths(options.dataDir, QUESTION_SCHEMA.name);
    throw new ConfigError(`无法使用检索问题的缓存 ${file}。请检查权限与磁盘；它只为省钱，可以删除。`, {
      cause,
    });
  };
  return {
    get: (writer, textHashes) =>
      store
        .read((tables) =>
          textHashes.map((textHash) => {
            try {
              const tail = 'WHERE writer = ? AND text = ?';
              const row = tables.get<{ questions: string }>('questions', tail, writer, textHash);
              return row ? readQuestions(row.questions) : null;
            } catch (error) {
              if (error instanceof DamagedRowError) return null;
              throw error;
            }
          }),
        )
        .catch(orExplain),

    async put(writer, entries) {
      await store
        .change((tables) => {
          for (const { textHash, questions } of entries)
            tables.put('questions', { writer, text: textHash, questions: JSON.stringify(questions) });
        })
        .catch(orExplain);
    },

    clear: () => store.change((tables) => tables.delete('questions', '')).catch(orExplain),

    close: () => store.close(),
  };
}

function readQuestions(json: string): string[] | null {
  try {
    return Questions.parse(JSON.parse(json));
  } catch {
    return null;
  }
}
