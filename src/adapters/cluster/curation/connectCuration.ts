/** The curation of a shared catalog, as its replicas ask it. */
import { Failure } from '../../../contract/failure.ts';
import type { TeamCluster } from '../../../core/team/ports.ts';
import { type ConnectionOrder, connectCluster } from '../connection/connectCluster.ts';
import { findIndex } from '../format/catalogFormat.ts';
import { indexNames } from '../format/indexNames.ts';
import { correctProducts } from './correctProducts.ts';
import { examineThings } from './examineThings.ts';
import { fetchBundles, removeBundles, sendBundles } from './exchangeBundles.ts';
import { giveBackList, readPeople, sayPresence, takeList } from './people.ts';
import { receiveThings } from './receiveThings.ts';
import { appendJournal, sendThings } from './sendThings.ts';
import { claimSets, giveUpSets } from './setFates.ts';

/** A node that hangs is passed over soon: another is asked the next time, and nothing is lost by asking. */
const readingPatience = { timeoutMs: 5000, retries: 0 };

/** Asks nothing yet. @throws Failure `bad-input`, `not-allowed`, `file-unreadable` */
export function connectCuration(order: ConnectionOrder): TeamCluster {
  const all = connectCluster(order);
  const { nodes, name } = all.address;
  const each = nodes.map((node) => connectCluster({ ...order, address: `${node}/${name}` }, readingPatience));
  let next = 0;

  /** The same node, as long as it answers. */
  const one = () => each[next % each.length] ?? all;

  return {
    address: all.address.text,
    async check() {
      const names = indexNames(name);
      const found = await Promise.all([
        findIndex(one(), names.curation, 'curation'),
        findIndex(one(), names.journal, 'journal'),
      ]);
      if (!found.includes(null)) return;
      throw new Failure(
        'not-found',
        `${all.address.text} has no place for decisions. Publish the catalog again, which makes it.`,
      );
    },
    receive: (mark) => receiveThings(one(), mark),
    failedOver() {
      next++;
    },
    send: (things, own) => sendThings(all, things, own),
    sendBundles: (bundles, own) => sendBundles(all, bundles, own),
    fetchBundles: (names) => fetchBundles(one(), names),
    removeBundles: (sets) => removeBundles(all, sets),
    claimSets: (sets, own) => claimSets(all, sets, own),
    async giveUpSets(named, own) {
      await giveUpSets(all, named, own);
    },
    append: (lines, own) => appendJournal(all, lines, own),
    correct: (corrections) => correctProducts(all, corrections),
    examine: (names) => examineThings(all, names),
    people: () => readPeople(one()),
    sayPresence: (presence) => sayPresence(all, presence),
    takeList: (list, own) => takeList(all, list, own),
    giveBackList: (list, author) => giveBackList(all, list, author),
    async close() {
      await Promise.all([all, ...each].map((cluster) => cluster.close()));
    },
  };
}
