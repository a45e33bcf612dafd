/** What others ask of a catalog's corrections; and what a local catalog asks of the store that keeps them. */

/** An attribute as the curator says it. */
export interface CorrectedValue {
  readonly productId: string;
  readonly field: string;
  /** Empty: it has no value. */
  readonly value: string;
  /** What the metadata said then; null for a correction of before that was kept. */
  readonly metadataThen: string | null;
  /** In ISO 8601. */
  readonly correctedAt: string;
}

/** A value to be corrected; `value` null goes back to what the metadata says. */
export interface CorrectionCommand {
  readonly productId: string;
  readonly field: string;
  readonly value: string | null;
}

/** A value that was said to be right as it is. */
export interface ConfirmedValue {
  readonly productId: string;
  readonly field: string;
  readonly value: string;
}

/** All of it @throws Failure `disk-full`, `catalog-damaged` */
export interface CorrectionStore {
  /** A product's corrections; undefined where there are none. */
  of(productId: string): ReadonlyMap<string, CorrectedValue> | undefined;
  all(): Iterable<CorrectedValue>;
  confirmed(): readonly ConfirmedValue[];
  /**
   * As one step of the journal. @param metadataOf what the metadata says now
   * @returns the corrections that stood before, each null where there was none
   */
  correct(
    commands: readonly CorrectionCommand[],
    metadataOf: (productId: string, field: string) => string,
  ): readonly (string | null)[];
  confirm(value: ConfirmedValue): void;
}

/** A correction, and what the metadata says now. */
export interface StandingCorrection extends CorrectedValue {
  readonly metadata: string;
}

/** Changes are seen by whoever asks for products when they are answered. All of it @throws Failure as `CorrectionStore` does */
export interface CorrectionsPort {
  /** Of products that are there, in the catalog's order. */
  all(): Promise<readonly StandingCorrection[]>;
  /** Of products that are there. */
  count(): Promise<number>;
  confirmed(): Promise<readonly ConfirmedValue[]>;
  /**
   * As one step of the journal. @returns the corrections that stood before, each null where there was none
   * @throws Failure `not-found` for an unknown product, `bad-input` for an unknown field
   */
  correct(commands: readonly CorrectionCommand[]): Promise<readonly (string | null)[]>;
  /** @throws Failure as `correct` */
  confirm(value: ConfirmedValue): Promise<void>;
}
