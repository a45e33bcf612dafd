import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { createRestingRows, type RowsFile } from '../../../../src/adapters/vectors/cache/restingRows.ts';
import { type ByteRows, createByteRows } from '../../../../src/adapters/vectors/rows/byteRows.ts';

const [awake, read, made] = [createByteRows(), createByteRows(), createByteRows()];
const file: RowsFile = { readNow: () => read, read: async () => read };
const gone: RowsFile = { readNow: () => null, read: async () => null };
const maker = { makeNow: () => made, make: async () => made };
const create = (first: ByteRows | RowsFile) => createRestingRows(first, maker);

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

describe('rows', () => {
  it('stay where they are while no file has them', () => {
    const rows = create(awake);
    expect(rows.now()).toBe(awake);
    vi.advanceTimersByTime(1e9);
    expect(rows.areAwake).toBe(true);
  });

  it('rest in a file until they are needed, and again a while after', async () => {
    const rows = create(file);
    expect(rows.areAwake).toBe(false);
    expect(await rows.wake()).toBe(read);
    expect(rows.areAwake).toBe(true);
    vi.advanceTimersByTime(15_000);
    expect(rows.now()).toBe(read);
    vi.advanceTimersByTime(15_000);
    expect(rows.areAwake).toBe(true);
    vi.advanceTimersByTime(15_000);
    expect(rows.areAwake).toBe(false);
    expect(rows.now()).toBe(read);
  });

  it('are made anew where the file is gone', async () => {
    expect(create(gone).now()).toBe(made);
    expect(await create(gone).wake()).toBe(made);
  });

  it('are read once for all who wait for them', async () => {
    const reading = vi.fn(async () => read);
    const rows = create({ ...file, read: reading });
    expect(await Promise.all([rows.wake(), rows.wake(), rows.borrow()])).toEqual([read, read, read]);
    expect(reading).toHaveBeenCalledOnce();
  });

  it('stay while they are borrowed, by whomever', async () => {
    const rows = create(file);
    await rows.borrow();
    await rows.borrow();
    rows.giveBack();
    vi.advanceTimersByTime(1e9);
    expect(rows.areAwake).toBe(true);
    rows.giveBack();
    vi.advanceTimersByTime(1e9);
    expect(rows.areAwake).toBe(false);
  });

  it('that could not be had are not borrowed', async () => {
    const fail = () => Promise.reject(new Error('no memory'));
    const rows = createRestingRows(gone, { ...maker, make: fail });
    await expect(rows.borrow()).rejects.toThrow('no memory');
    rows.now();
    vi.advanceTimersByTime(1);
    rows.rest(file);
    vi.advanceTimersByTime(1e9);
    expect(rows.areAwake).toBe(false);
  });

  it('that are changed stay until a file has them as they are', () => {
    const rows = create(file);
    expect(rows.change()).toBe(read);
    vi.advanceTimersByTime(1e9);
    expect(rows.areAwake).toBe(true);
    rows.rest(file);
    vi.advanceTimersByTime(1e9);
    expect(rows.areAwake).toBe(false);
    rows.now();
    rows.rest(null);
    vi.advanceTimersByTime(1e9);
    expect(rows.areAwake).toBe(true);
  });

  it('that are needed at once while they are read are those that stay', async () => {
    const rows = create({ ...file, readNow: () => awake });
    const waking = rows.wake();
    expect(rows.change()).toBe(awake);
    expect(await waking).toBe(awake);
  });
});
