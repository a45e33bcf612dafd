/** A catalog on a cluster as a session: products and search come from there, curation from its replica on this machine. */
import { mkdirSync } from 'node:fs';
import type { BesideCluster } from '../../../adapters/cluster/cluster.ts';
import { lockCatalog } from '../../../adapters/sqlite/lockCatalog.ts';
import type { Catalog } from '../../../contract/catalogs.ts';
import type { CatalogSession } from '../../../core/catalogs/session.ts';
import { createHeldSelections } from '../../../core/products/heldSelections.ts';
import type { Applied } from '../../../core/team/ports.ts';
import type { FollowedPlaces } from '../../cluster/followedPlaces.ts';
import type { SharedConnection } from '../../context.ts';
import type { VisionOwner } from '../../processes/visionOwner.ts';
import { curateTogether } from '../../team/curateTogether.ts';
import { endedWithin } from '../../team/endedWithin.ts';
import { catalogFiles } from '../catalogFiles.ts';
import { createExposureCounts } from '../exposureCounts.ts';
import type { OpenOptions } from '../openCatalog.ts';
import { createOutsideImages } from '../outsideImages.ts';
import { createPictures } from '../pictures.ts';
import { createStoredCuration } from '../stored/storedCuration.ts';
import { createCatalogCopy } from './copy/catalogCopy.ts';
import { createCopiedProducts } from './copy/copiedProducts.ts';
import { createCopiedViews } from './copy/copiedViews.ts';
import { createContentsFollower } from './followContents.ts';
import { createRenamingsFollower } from './followRenamings.ts';
import { createImportedHere } from './importedHere.ts';
import { createTurns } from './inTurn.ts';
import { createLateRenamings } from './lateRenamings.ts';
import { openThumbnailsHere } from './outsideThumbnails.ts';
import { createReembedding } from './reembedding.ts';
import { openReplica } from './replica.ts';
import { createSeen, noteSeen } from './seenProducts.ts';
import { createSharedBoards } from './sharedBoards.ts';
import { createSharedCheck } from './sharedCheck.ts';
import { createSharedCorrections } from './sharedCorrections.ts';
import { createSharedCuration } from './sharedCuration.ts';
import { createSharedDuplicates } from './sharedDuplicates.ts';
import { createSharedImports } from './sharedImports.ts';
import { createSharedPictures, createThumbnailFetcher } from './sharedPictures.ts';
import { createSharedProducts } from './sharedProducts.ts';
import { createSharedQuality } from './sharedQuality.ts';
import { createSharedMatrix, createSharedSearch } from './sharedSearch.ts';
import { createSharedSelections } from './sharedSelections.ts';
import { createSharedUsers } from './sharedUsers.ts';

export interface SharedOptions {
  /** Told what went wrong beside the catalog itself (a copy that could not be made). */
  readonly onProblem: (reason: unknown) => void;
  /** Opens a catalog of this machine, or makes it. */
  openLocal(folder: string): Promise<CatalogSession>;
  readonly axesOf: OpenOptions['axesOf'];
  /** Opened for a command: nothing is fetched beforehand. */
  readonly isBrief: boolean;
  /** What others know this person by. */
  author(): string;
  /** Others changed something. @param products how many there are */
  onApplied(applied: Applied, products: number): void;
  /** Others brought, changed or removed products. */
  onContents(session: CatalogSession): void;
  /** Places of thumbnails that were accepted on this machine. */
  readonly followed: FollowedPlaces;
  /** How curating together stands, conflicts, people or the way to thumbnails are other than before. */
  onTeamChanged(): void;
}

/** A command says what the team says by now, or as it was known here. */
const longestHearingMs = 30_000;
/** A command that generates ends once all have its lists, or the cluster takes none any more. */
const longestOfCommandMs = 120_000;

/**
 * Opens the catalog at an address.
 * @param folder stands for it on this machine; made where it is missing
 * @throws Failure as `openClusterCatalog` and `connectCluster`; `catalog-busy`, `catalog-too-new`, `not-allowed`, `disk-full`
 */
export async function openSharedSession(
  folder: string,
  { objects, ...connection }: SharedConnection & { readonly address: string },
  options: SharedOptions,
  vision: VisionOwner,
): Promise<CatalogSession> {
  const { onProblem, openLocal, axesOf, isBrief, author, followed } = options;
  const { onApplied, onContents, onTeamChanged } = options;
  const adapter = await import('../../../adapters/cluster/cluster.ts');
  const cluster = adapter.connectCluster(connection);
  /** What is open already, the last first. */
  const closing: (() => unknown)[] = [() => cluster.close()];
  async function closeAll(): Promise<void> {
    for (const close of closing.toReversed()) await close();
  }
  try {
    return await open();
  } catch (thrown) {
    await closeAll();
    throw thrown;
  }

  async function open(): Promise<CatalogSession> {
    const catalog = await adapter.openClusterCatalog(cluster);
    mkdirSync(folder, { recursive: true });
    const lock = await lockCatalog(folder);
    closing.push(() => lock.release());
    const files = catalogFiles(folder);
    const { store: curation, notices: ofCuration, close } = openReplica(files, onProblem);
    const notices = [...ofCuration];
    closing.push(close);
    const imported = createImportedHere(folder, openLocal);
    closing.push(() => imported.close());
    const exposure = createExposureCounts(files.exposure);
    const pictures = adapter.createClusterPictures(catalog);
    const reached = { ca: connection.ca, kept: objects, followed };
    const outside = openThumbnailsHere(adapter, catalog, reached, onTeamChanged);
    const { access, thumbnails } = outside;
    closing.push(thumbnails.close);
    const copy = createCatalogCopy(folder, {
      ...{ onProblem, axesOf, shared: catalog, mostPictures: adapter.mostCopied },
      followed() {
        const held = catalog.held();
        const { fields, published } = held;
        return { fields, runtime: published.runtime, source: adapter.createCopySource(held) };
      },
      isAway: () => team.state().kind === 'away',
      onFetched: onTeamChanged,
      copiedFrom: {
        curation,
        exposure,
        thumbnails: files.thumbnails,
        fetchThumbnails: createThumbnailFetcher(thumbnails, files.thumbnails),
      },
    });
    closing.push(() => copy.close());
    const ofCatalog = {
      pictures: () => catalog.published.pictures,
      rowsOfAll: async () => (await beside.readWhole(await adapter.filterSource(catalog, beside))).rows,
    };
    const copied = createCopiedViews(copy, vision, ofCatalog, onProblem);
    const whole = adapter.createWholeReader(catalog, (rows) => known.listsOver(rows));
    let session: CatalogSession | null = null;
    const team = curateTogether({
      ...{ replica: curation.replica, author, onProblem },
      ...(isBrief && { longestClosingMs: longestOfCommandMs }),
      cluster: adapter.connectCuration(connection),
      onApplied: (applied) => onApplied(applied, catalog.published.products),
      onContents: () => void followContents().catch(onProblem),
      onChanged: onTeamChanged,
      onTogether: () => late.goOn(),
      onCorrected(productIds) {
        whole.renew(productIds);
        copy.renew();
        onApplied(
          { productIds, subjects: new Set(['correction']), conflicts: 0, unknown: [] },
          catalog.published.products,
        );
      },
    });
    closing.push(() => team.close());

    const followContents = createContentsFollower({
      catalog,
      forget: forgetProducts,
      onEmbeddedOtherwise: beginCopy,
      notice: (text) => notices.push(text),
      tell() {
        if (session !== null) onContents(session);
        // Thumbnails may be elsewhere.
        onTeamChanged();
      },
    });

    /** Nobody waits for it; a command fetches none. */
    function beginCopy(): void {
      if (!isBrief) copy.begin();
    }

    function forgetProducts(): void {
      seen.doubt();
      whole.renew(null);
      copy.renew();
    }

    const selections = createHeldSelections((id) => id);
    const findKnown = (ids: readonly string[]) => adapter.findKnown(catalog, ids);
    const source = {
      get soldOut() {
        return catalog.published.soldOut;
      },
      fetchRows: async (ids: readonly string[], how: Parameters<typeof adapter.fetchRows>[2]) =>
        (await copied.rowsInTime(ids, how.soldOut)) ?? adapter.fetchRows(catalog, ids, how),
      findKnown,
    };
    const beside: Required<BesideCluster> = {
      idsOfSelection: selections.ids,
      curated: (listTypes) => known.curated(listTypes),
      readWhole: async (source) => (await copied.wholeInTime()) ?? whole.read(source),
      readPictures: whole.readPictures,
    };
    const seen = createSeen();
    const there = adapter.createClusterProducts(catalog, beside);
    const products = noteSeen(createCopiedProducts(there, copied, selections.ids), seen);
    const known = createSharedProducts(source, curation, exposure, seen);
    const clusterSearch = adapter.createClusterSearch(catalog, beside);
    const searchOver = (listsInTime: typeof copied.listsInTime) =>
      createSharedSearch(clusterSearch, copied, listsInTime, selections.ids);
    const embedded = { files, runtime: () => catalog.published.runtime };
    const owner = curation.replica.begin();
    const renamings = createRenamingsFollower({
      curation,
      findOfOthers: (ids) => adapter.findOfOthers(catalog, ids, owner),
      onFollowed(productIds) {
        const subjects = new Set(['correction', 'decision', 'taste']);
        onApplied({ productIds, subjects, conflicts: 0, unknown: [] }, catalog.published.products);
      },
    });
    const late = createLateRenamings({
      ...{ imported, renamings, onProblem },
      haveArrived: (pictures) => adapter.haveArrived(catalog, owner, pictures),
    });
    closing.push(late.end);
    const imports = createSharedImports({
      ...{ catalog, imported, owner, renamings, onProblem },
      send: (source, order) => adapter.sendImport(catalog, source, { ...order, access }),
      requireThumbnails: outside.requireFollowed,
      vectorsOf: adapter.fetchVectors,
      onSent: forgetProducts,
      onUnsure: late.lookAgain,
    });
    const inTurn = createTurns();
    const bare = createStoredCuration(await known.about([]));
    const users = await createSharedUsers(curation.users, known);
    if (isBrief) await endedWithin(team.heard, longestHearingMs);
    beginCopy();

    session = {
      folder,
      team: { ...team, copying: copy.fetched },
      products,
      thumbnails: outside.port,
      selections: createSharedSelections(selections, products, findKnown),
      search: searchOver(copied.searchInTime),
      outsideImages: createOutsideImages(embedded, vision),
      pictures: createPictures(embedded, vision, createSharedPictures(pictures, thumbnails, copy.makeWay)),
      curation: createSharedCuration(
        curation,
        known,
        (count) => adapter.findSuggestible(catalog, count, beside),
        inTurn,
        bare,
      ),
      corrections: createSharedCorrections(curation.corrections, known, inTurn, (ids) =>
        adapter.fetchMetadata(catalog, ids),
      ),
      boards: createSharedBoards(curation.boards, known, inTurn),
      users,
      charts: adapter.createClusterCharts(catalog, beside),
      matrix: createSharedMatrix(adapter.createClusterMatrix(catalog, beside), copied),
      map: copied.map,
      duplicates: createSharedDuplicates(curation.duplicates, known, inTurn, copied.duplicates),
      quality: createSharedQuality({
        ...{ files, vision, copy },
        openVectors: ({ space }) => adapter.openVectorsBy(catalog, space),
        findOriginals: (ids) => adapter.findOriginals(catalog, ids),
      }),
      tuning: copied.tuning,
      colours: copied.colours,
      imports,
      reembedding: createReembedding({
        ...{ vision, catalog: embedded },
        readOriginals: (atOnce) => adapter.readOriginals(catalog, atOnce),
        countLacking: () => adapter.createLackingCount(owner),
        embed: (order) => adapter.embedCatalog(catalog, { ...order, owner }),
        onShown() {
          forgetProducts();
          beginCopy();
          if (session !== null) onContents(session);
        },
      }),
      care: {
        async inventory() {
          const { pictures } = catalog.published;
          const productsWithout = await adapter.countWithoutPicture(catalog);
          return { files: pictures, embedded: pictures, contents: pictures, failed: 0, productsWithout };
        },
        searchReading: async () => null,
        verify: createSharedCheck({
          ...{ copy, imported, notices: () => ofCuration },
          checkContents: (order) => adapter.checkContents(catalog, { ...order, access }),
        }),
        prune: imports.prune,
      },
      snapshot: async () => ({
        products,
        search: searchOver(copied.listsInTime),
        embeddings: {
          vectorsOf: async (imageIds) =>
            (await copied.vectorsInTime(imageIds)) ?? adapter.fetchVectors(catalog, imageIds),
        },
      }),
      async describe(): Promise<Catalog> {
        const { catalog: name, products: count, pictures, runtime } = catalog.published;
        return {
          folder,
          address: cluster.address.text,
          name,
          products: count,
          images: pictures,
          embeddings: pictures,
          fields: [...catalog.fields],
          sources: (await (await imported.known())?.describe())?.sources ?? [],
          runtime,
          notices: [...notices],
        };
      },
      close: closeAll,
    };
    return session;
  }
}
