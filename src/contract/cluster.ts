/** A catalog that a team shares on a cluster: sending one there, and looking after the cluster. */
import { z } from 'zod';
import { method } from './method.ts';
import { embeddingOptionsSchema, poolingSchema } from './models.ts';
import { pathSchema } from './paths.ts';

/** How the cluster is reached; user and password come from the environment, or from the file. */
const connectionShape = {
  /** `https://host/index`. */
  address: z.string().min(1).max(2000),
  /** A file with the certificate of its authority. */
  ca: pathSchema.optional(),
  /** A file whose first line is `user:password` and that nobody else may read. */
  credentials: pathSchema.optional(),
};

/** Who one is to a cluster. */
export const clusterLoginSchema = z.object({ user: z.string().min(1), password: z.string().min(1) });

/** Who one is to an S3-compatible object store. */
export const objectKeysSchema = z.object({
  keyId: z.string().min(1),
  secret: z.string().min(1),
  /** Left out: what the address says, else `us-east-1`. */
  region: z.string().min(1).optional(),
});

/** What is kept of how a shared catalog was reached. */
export const keptConnectionSchema = z.object({
  login: clusterLoginSchema.optional(),
  /** A file with the certificate of its authority. */
  ca: z.string().optional(),
  /** Of its thumbnails, and good for that address alone. */
  objects: z.object({ address: z.string(), keys: objectKeysSchema }).optional(),
});

/** How a shared catalog is reached when it is opened: what is left out is as it was kept, else from the environment. */
export const openConnectionSchema = z.object({
  ca: connectionShape.ca,
  credentials: connectionShape.credentials,
  login: clusterLoginSchema.optional(),
  objects: keptConnectionSchema.shape.objects,
  /** Keeps login and certificate for this address, once the catalog is open: on this machine, readable by its person alone. */
  isKept: z.boolean().default(false),
});

/** Where the thumbnails of a shared catalog are to be: in an index of their own, in a folder that all machines reach, or at the address of an S3-compatible object store. */
export const thumbnailPlaceSchema = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('index') }),
  z.object({ kind: z.literal('folder'), path: pathSchema }),
  /** `https://host/bucket/prefix`. */
  z.object({ kind: z.literal('objects'), address: z.string().min(1).max(2000) }),
]);

/** Where the thumbnails of the open shared catalog lie outside its cluster, and how that is reached from here. */
export const outsideThumbnailsSchema = z.object({
  kind: z.enum(['folder', 'objects']),
  /** As the catalog says: the folder on the machine that chose it, or the address. */
  where: z.string(),
  /** The folder on this machine; null for an address, and where it is not followed. */
  folder: z.string().nullable(),
  /** Its person accepted it on this machine: before that nothing there is read or written. */
  isFollowed: z.boolean(),
  /** Why it could not be reached when it was last asked; null where it could, or was not asked. */
  problem: z.string().nullable(),
});

/** What a publication tells while it runs: products, copies of parts of the index, thumbnails that move, or 0 of 1 for what is done at once. */
export const publishProgressSchema = z.object({
  step: z.enum(['products', 'copying', 'removing', 'thumbnails', 'showing']),
  done: z.number().int(),
  total: z.number().int(),
});

export const publicationSchema = z.object({
  address: z.string(),
  /** The index that holds its products. */
  index: z.string(),
  products: z.number().int(),
  /** Documents (one per picture of a product) that are new or different. */
  written: z.number().int(),
  unchanged: z.number().int(),
  removed: z.number().int(),
  /** Those that were written, also where they were brought from another place. */
  thumbnails: z.number().int(),
  /** Decisions, corrections and whatever else was made of it that are new there: only where nobody decided anything yet. */
  curated: z.number().int(),
  /** Decisions and corrections that followed products which have another id than when they were published last. */
  followed: z.number().int(),
  /** Those that rest under the old id: others said otherwise under the new one, or the product is gone whose id another has now. */
  resting: z.number().int(),
  seconds: z.number(),
});

export const clusterCheckSchema = z.object({
  /** What was looked at: "version", "copies" … */
  name: z.string(),
  state: z.enum(['good', 'attention', 'bad']),
  /** What was found. */
  found: z.string(),
  /** What to do; null where nothing is. */
  advice: z.string().nullable(),
});

export const clusterReportSchema = z.object({
  address: z.string(),
  /** No check is bad. */
  ok: z.boolean(),
  version: z.string(),
  nodes: z.number().int(),
  /** Null where there is no catalog at the address yet. */
  catalog: z
    .object({
      name: z.string(),
      format: z.number().int(),
      space: z.string(),
      products: z.number().int(),
      publishedAt: z.string().nullable(),
    })
    .nullable(),
  checks: z.array(clusterCheckSchema),
});

/** Who brought a picture: the catalog that was published, an import on this machine, or one on another. */
export const broughtBySchema = z.enum(['published', 'here', 'others']);

/** Pictures of a shared catalog whose originals this machine does not have, or cannot read. */
export const lackingSchema = z.object({
  /** Where they were imported from, on the machine of whoever brought them. */
  folder: z.string(),
  broughtBy: broughtBySchema,
  pictures: z.number().int(),
  /** One of them, as its path in the folder. */
  example: z.string(),
});

/** What to do about those that are lacking, also where they were deleted; null where none is. */
const adviceSchema = z.string().nullable();

export const originalsSchema = z.object({
  /** Of all products; a picture of two counts for both. */
  pictures: z.number().int(),
  lacking: z.array(lackingSchema),
  advice: adviceSchema,
});

/** What embedding a shared catalog otherwise tells: pictures of products, or 0 of 1 for what is done at once. */
export const reembedProgressSchema = z.object({
  step: z.enum(['embedding', 'showing']),
  done: z.number().int(),
  total: z.number().int(),
});

export const reembeddingSchema = z.object({
  address: z.string(),
  model: z.string(),
  pooling: poolingSchema,
  inputSize: z.number().int(),
  /** Of the whole catalog. */
  pictures: z.number().int(),
  /** On this machine, this time. */
  embedded: z.number().int(),
  /** Every picture is embedded so, and everybody sees it. */
  isShown: z.boolean(),
  /** What is still to be embedded, on machines that have it. */
  lacking: z.array(lackingSchema),
  advice: adviceSchema,
  seconds: z.number(),
});

/** How the k-NN graph of a shared catalog keeps embeddings: as they are, or pressed into a byte of each number. */
export const graphKinds = ['float', 'int8'] as const;

export const clusterMethods = {
  /** Sends the open catalog: a job. Again it sends what changed. */
  'cluster.publish': method({
    input: z.object({
      ...connectionShape,
      /** Of new indices: parts, and copies beside the first; left out: by size and nodes. */
      shards: z.number().int().min(1).max(1024).optional(),
      replicas: z.number().int().min(0).max(10).optional(),
      /** Left out: as it is there, of new indices as they are. */
      graph: z.enum(graphKinds).optional(),
      /** Left out: as it is there, of a new catalog the index. Another place than there is: thumbnails move. */
      thumbnails: thumbnailPlaceSchema.optional(),
      /** A file whose first line is `KEY:SECRET` or `KEY:SECRET:REGION` and that nobody else may read; of an address of thumbnails. */
      objectKeys: pathSchema.optional(),
    }),
    output: z.object({ jobId: z.string() }),
  }),
  /** Where the thumbnails of the open shared catalog are; null where its cluster has them, and of a catalog on this machine. */
  'cluster.thumbnails': method({
    input: z.object({}),
    output: z.object({ outside: outsideThumbnailsSchema.nullable() }),
  }),
  /**
   * Accepts where the thumbnails of the open shared catalog are, on this machine and until they are elsewhere. Refused where it cannot be
   * reached, or is not what the catalog means.
   */
  'cluster.followThumbnails': method({
    input: z.object({
      /** As `cluster.thumbnails` said: they may be elsewhere by now. */
      where: z.string().min(1).max(4096),
      /** Of a folder: where it is on this machine, which whoever accepts it says. */
      folder: pathSchema.optional(),
      /** For an address, in place of what was kept or is in the environment. */
      keys: objectKeysSchema.optional(),
      objectKeys: pathSchema.optional(),
      /** Keeps keys for this address: on this machine, readable by its person alone. */
      isKept: z.boolean().default(false),
    }),
    output: outsideThumbnailsSchema,
  }),
  /** Which originals of the open shared catalog this machine does not have. */
  'cluster.originals': method({ input: z.object({}), output: originalsSchema }),
  /**
   * Embeds all pictures of the open shared catalog otherwise, for everybody: a job. What is left out is as the catalog has it, or with
   * another model as that says.
   */
  'cluster.embed': method({
    input: z.object({ embedding: embeddingOptionsSchema.default({ engine: 'auto', precision: 'auto' }) }),
    output: z.object({ jobId: z.string() }),
  }),
  /** Looks at the cluster and at the catalog there, and says what to do. */
  'cluster.doctor': method({ input: z.object(connectionShape), output: clusterReportSchema }),
};

export type GraphKind = (typeof graphKinds)[number];
export type BroughtBy = z.infer<typeof broughtBySchema>;
export type Lacking = z.infer<typeof lackingSchema>;
export type Originals = z.infer<typeof originalsSchema>;
export type ReembedProgress = z.infer<typeof reembedProgressSchema>;
export type Reembedding = z.infer<typeof reembeddingSchema>;
export type ThumbnailPlace = z.infer<typeof thumbnailPlaceSchema>;
export type OutsideThumbnails = z.infer<typeof outsideThumbnailsSchema>;
export type ObjectKeys = z.infer<typeof objectKeysSchema>;
export type KeptConnection = z.infer<typeof keptConnectionSchema>;
export type ClusterLogin = z.infer<typeof clusterLoginSchema>;
export type OpenConnection = z.infer<typeof openConnectionSchema>;
export type PublishProgress = z.infer<typeof publishProgressSchema>;
export type Publication = z.infer<typeof publicationSchema>;
export type ClusterCheck = z.infer<typeof clusterCheckSchema>;
export type ClusterReport = z.infer<typeof clusterReportSchema>;
