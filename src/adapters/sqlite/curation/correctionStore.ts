/** Corrections and confirmed values as `curation.db` keeps them; a change is made within the curation store's transactions. */
import type {
  ConfirmedValue,
  CorrectedValue,
  CorrectionCommand,
  CorrectionStore,
} from '../../../core/repair/ports.ts';
import type { SqliteDatabase } from '../openSqlite.ts';
import { curationWayOut, withSqliteFailures } from '../sqliteFailure.ts';
import type { Change, Journal, MakeChange } from './journal.ts';
import type { CorrectionValue, ThingKey, Things } from './things.ts';

export interface KeptCorrections extends CorrectionStore {
  /** Something else changed corrections: they are read anew. */
  forget(): void;
}

export function createCorrectionStore(
  database: SqliteDatabase,
  file: string,
  { things, journal, change }: { things: Things; journal: Journal; change: MakeChange },
): KeptCorrections {
  const selectCorrections = database.prepare<[], CorrectedValue>(
    `SELECT product_id AS productId, field, value, metadata_then AS metadataThen, corrected_at AS correctedAt
     FROM corrections`,
  );
  const selectConfirmed = database.prepare<[], ConfirmedValue>(
    'SELECT product_id AS productId, field, value FROM confirmed_values',
  );
  /** By product; null while they must be read again. */
  let byProduct: Map<string, Map<string, CorrectedValue>> | null = null;

  function read(): Map<string, Map<string, CorrectedValue>> {
    const loaded = new Map<string, Map<string, CorrectedValue>>();
    for (const correction of selectCorrections.iterate()) {
      const ofProduct = loaded.get(correction.productId);
      if (ofProduct === undefined)
        loaded.set(correction.productId, new Map([[correction.field, correction]]));
      else ofProduct.set(correction.field, correction);
    }
    return loaded;
  }

  function known(): Map<string, Map<string, CorrectedValue>> {
    byProduct ??= withSqliteFailures(file, read, curationWayOut);
    return byProduct;
  }

  function readCorrection({ productId, field }: CorrectionCommand): CorrectionValue | null {
    const value = things.read(keyOf({ productId, field }));
    return value !== null && 'value' in value ? value : null;
  }

  return {
    forget() {
      byProduct = null;
    },
    of: (productId) => known().get(productId),
    *all() {
      for (const ofProduct of known().values()) yield* ofProduct.values();
    },
    confirmed: () => withSqliteFailures(file, () => selectConfirmed.all(), curationWayOut),
    correct(commands, metadataOf) {
      byProduct = null;
      return change((now) => {
        const before = commands.map(readCorrection);
        const changes = commands.flatMap((command, at): Change[] => {
          const { productId, field, value } = command;
          const standing = before[at] ?? null;
          if ((standing?.value ?? null) === value) return [];
          const metadataThen = metadataOf(productId, field);
          const after = value === null ? null : { value, correctedAt: now, metadataThen };
          return [{ key: keyOf(command), before: standing, after }];
        });
        if (changes.length > 0) journal.take(changes.length > 1 ? 'correct-all' : 'correct', changes, now);
        return { answer: before.map((each) => each?.value ?? null), isChanged: changes.length > 0 };
      });
    },
    confirm: ({ productId, field, value }) =>
      change((now) => {
        const key: ThingKey = { subject: 'confirmed', listType: '', productId, item: field };
        const before = things.read(key);
        const isSo = before !== null && 'confirmed' in before && before.confirmed === value;
        const after = { confirmed: value, confirmedAt: now };
        if (!isSo) journal.take('confirm', [{ key, before, after }], now);
        return { answer: undefined, isChanged: !isSo };
      }),
  };
}

function keyOf({ productId, field }: Pick<CorrectedValue, 'productId' | 'field'>): ThingKey {
  return { subject: 'correction', listType: '', productId, item: field };
}
