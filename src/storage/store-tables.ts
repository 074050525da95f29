import type { DatabaseSyncInstance, StatementSyncInstance } from '@photostructure/sqlite';
import { StoreError } from '../domain/errors/store-error.ts';
import { rowSum } from './row-sum.ts';
import type { Cell, StoreSchema } from './store-schema.ts';

/** One row is not what was written; the rest of the store may well be. */
export class DamagedRowError extends StoreError {
  constructor(store: string, table: string) {
    super(store, 'damaged', { cause: new Error(`a row of ${table} is not what was written`) });
  }
}

export type Row = Readonly<Record<string, Cell>>;

/** The tables of an open store. Rows are checked against their sums when they are read: a damaged one throws DamagedRowError. */
export interface StoreTables {
  /** Replaces the row with the same key. */
  put(table: string, row: Row): void;
  /** False where a row with the same key, or one that is unique, is there. */
  insert(table: string, row: Row): boolean;
  /** `tail` is what follows the table's name: `WHERE owner = ? ORDER BY n`. */
  get<Found = Row>(table: string, tail: string, ...values: readonly Cell[]): Found | undefined;
  all<Found = Row>(table: string, tail: string, ...values: readonly Cell[]): Found[];
  /** At most `limit` rows after a place, in the order they lie in; `row` is null for a damaged one. Throws
   * DamagedRowError where they lie in no order. */
  scan(table: string, after: number, limit: number): { readonly place: number; readonly row: Row | null }[];
  /** How many rows that were. */
  delete(table: string, tail: string, ...values: readonly Cell[]): number;
  /** The one cell that a query finds, whatever its sum; null where there is none. */
  cell(query: string, ...values: readonly Cell[]): Cell;
}

/** What every store holds besides its own tables. */
export const META_TABLE = {
  columns: { key: 'TEXT NOT NULL', value: 'TEXT NOT NULL' },
  key: ['key'],
} as const;

export function storeTables(database: DatabaseSyncInstance, schema: StoreSchema): StoreTables {
  const statements = new Map<string, StatementSyncInstance>();
  const prepare = (sql: string) => {
    const kept = statements.get(sql) ?? database.prepare(sql);
    statements.set(sql, kept);
    return kept;
  };
  const columnsOf = (table: string) => Object.keys((schema.tables[table] ?? META_TABLE).columns);

  const write = (verb: string, table: string, row: Row): boolean => {
    const columns = columnsOf(table);
    const cells = columns.map((column) => row[column] ?? null);
    const places = [...columns, 'sum'].map(() => '?').join(', ');
    const statement = prepare(`${verb} INTO ${table} (${columns.join(', ')}, sum) VALUES (${places})`);
    return Number(statement.run(...cells, rowSum(cells)).changes) > 0;
  };
  const isWhole = (table: string, row: Row) =>
    row['sum'] === rowSum(columnsOf(table).map((column) => row[column] ?? null));
  const check = (table: string, { sum, ...row }: Record<string, Cell>): Row => {
    if (!isWhole(table, { ...row, sum: sum ?? null })) throw new DamagedRowError(schema.name, table);
    return row;
  };

  return {
    put: (table, row) => void write('INSERT OR REPLACE', table, row),
    insert: (table, row) => write('INSERT OR IGNORE', table, row),
    get: (table, tail, ...values) => {
      const row = prepare(`SELECT * FROM ${table} ${tail}`).get(...values);
      return row && (check(table, row) as never);
    },
    all: (table, tail, ...values) =>
      prepare(`SELECT * FROM ${table} ${tail}`)
        .all(...values)
        .map((row) => check(table, row) as never),
    scan: (table, after, limit) => {
      let last = after;
      return prepare(`SELECT rowid AS place, * FROM ${table} WHERE rowid > ? ORDER BY rowid LIMIT ?`)
        .all(after, limit)
        .map(({ place, ...row }) => {
          // A damaged tree may lead in circles.
          if (Number(place) <= last) throw new DamagedRowError(schema.name, table);
          last = Number(place);
          const { sum: _sum, ...cells } = row;
          return { place: last, row: isWhole(table, row) ? cells : null };
        });
    },
    delete: (table, tail, ...values) =>
      Number(prepare(`DELETE FROM ${table} ${tail}`).run(...values).changes),
    cell: (query, ...values) => {
      const row = prepare(query).get(...values);
      return row ? ((Object.values(row)[0] as Cell) ?? null) : null;
    },
  };
}
