/** Every text of every call's input is either declared a path or listed here as something else. */
import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import { methods } from '../../src/contract/contract.ts';
import { findPaths, modelReferenceSchema, pathSchema } from '../../src/contract/paths.ts';
import { placesOf } from './inputPlaces.ts';

/** Whatever is asked for by a name that is looked up among what is there, or written by a person for a person. */
const noPaths = [
  // Looked up in the catalog: fields, values, products, selections.
  /\.where\[\]\.(field|values\[\]|text|id|ids\[\])$/,
  /\.view\.(text|sort\.field|queue\.order\.field)$/,
  /^products\.(get|position|correct)\.id$/,
  /^products\.correct\.(field|value)$/,
  /^selections\.(hold|add|remove)\.(ids|except)\[\]$/,
  /^selections\.(add|remove|size|release)\.id$/,
  /^search\.similar\.(query\.(id|name)|(same|like|unlike)\[\])$/,
  // Names of boards, and their products.
  /^boards\.(get|create|rename|remove|mark)\.(name|to|ids\[\])$/,
  // Products, looked up in the catalog.
  /^duplicates\.(preview|keep|show|compare)\.(keep|hide\[\]|ids?(\[\])?|others\[\])$/,
  /^tuning\.start\.fields\[\]\.field$/,
  // Products, fields, and values that a person writes.
  /^repair\.(find|list|acceptAll|export)\.fields\[\]$/,
  /^repair\.(evidence|confirm)\.(id|field|value)$/,
  /^repair\.accept\.values\[\]\.(id|field|value)$/,
  // Users, looked up among those there are.
  /^users\.(list\.text|get\.id)$/,
  /^lists\.(get|show|decide|decideAll)\.(id|lookAlikeId|lookAlikeIds\[\]|reason|(same|like|unlike)\[\])$/,
  /^queue\.(next|setDone|setDoneAll)\.(id|ids\[\]|after)$/,
  /^catalogs\.nameSoldOut\.soldOut\.(field|values\[\])$/,
  /^settings\.set\.captionFields\[\]$/,
  // Written by a person for a person.
  /^listTypes\.save\.title$/,
  /^lists\.(preview|export)\.((same|like|unlike|columns)\[\]|what\.(id|ids\[\]))$/,
  /^lists\.generate\.what\.(id|ids\[\])$/,
  /^lists\.generate\.order\.rules\[\]\.(source|target)\[\]\.(field|values\[\]|text|id|ids\[\])$/,
  /^lists\.generate\.order\.rules\[\]\.(same\[\]|different\[\]|atMostPer\{key\}|exclude\[\])$/,
  /^(exposure\.measure|map\.colours)\.field$/,
  /^quality\.measure\.fields\[\]$/,
  // Fields, and a group of pictures.
  /^matrix\.compare\.ids\[\]$/,
  /^charts\.(values|cross|holdPictures)\.(field|by|key)$/,
  // Written into the file; the field is looked up in the catalog.
  /^lists\.(preview|export)\.shop\.(key|separator|shopCatalog)$/,
  // Columns of a metadata file.
  /^imports\.start\.metadataOptions\.(idColumn|imageColumn|map\{key\}|map\{value\})$/,
  // Looked up in the catalog; their files are the engine's to name.
  /^host\.prepareDrag\.ids\[\]$/,
  // Names of encodings.
  /^imports\.(inspect|start\.metadataOptions)\.encoding$/,
  // Jobs that run or ended.
  /^jobs\.(get|wait|pause|resume|cancel|dismiss)\.id$/,
  // Compared with the names of the models that can be had.
  /^models\.download\.name$/,
  // The image itself, and what it is called.
  /^search\.addOutsideImage\.(name|base64)$/,
  // Where a cluster lies: no file of this machine.
  /^cluster\.(publish|doctor)\.address$/,
  // Who one is there.
  /^catalogs\.open\.connection\.(login\.(user|password)|objects\.(address|keys\.(keyId|secret|region)))$/,
  // Where an object store lies, who one is there, and what is compared with what the catalog says.
  /^cluster\.publish\.thumbnails\.address$/,
  /^cluster\.followThumbnails\.(where|keys\.(keyId|secret|region))$/,
  // What a window and a person are called, and products, looked up in the catalog.
  /^team\.look\.(window|list\.id)$/,
  /^team\.(take|giveBack)\.(id|from)$/,
  /^team\.takeBack\.name$/,
  /^settings\.set\.author$/,
  // Shown in the system's own dialogs.
  /^host\.choose(Folder|File|SaveFile)\.(title|name|extensions\[\])$/,
];

const absolute = '/elsewhere/secret';

const places = Object.entries(methods).flatMap(([method, { input }]) =>
  placesOf(input).flatMap((place) => {
    const parsed = (input as z.ZodType).safeParse(place.inputWith(absolute));
    // A text of a form that no path has.
    if (!parsed.success) return [];
    return [{ name: method + place.name, isPath: findPaths(input, parsed.data).includes(absolute) }];
  }),
);

describe('the paths in calls', () => {
  it('are declared, or the text is listed here as no path', () => {
    const undeclared = places.filter(
      ({ name, isPath }) => !isPath && !noPaths.some((pattern) => pattern.test(name)),
    );
    expect(undeclared.map(({ name }) => name)).toEqual([]);
  });

  it('are these', () => {
    expect(places.filter(({ isPath }) => isPath).map(({ name }) => name)).toEqual([
      'catalogs.open.folder',
      'catalogs.open.connection.ca',
      'catalogs.open.connection.credentials',
      'catalogs.openForImages.imageFolder',
      'catalogs.rebuild.folder',
      'catalogs.drawSample.folder',
      'imports.identify.paths[]',
      'imports.inspect.folder',
      'imports.inspect.beside',
      'imports.inspect.csvFile',
      'imports.start.folder',
      'imports.start.metadata',
      'imports.start.embedding.model',
      'search.addOutsideImage.file',
      'lists.import.file',
      'lists.export.file',
      'users.import.file',
      'users.export.file',
      'matrix.compare.file',
      'map.export.file',
      'duplicates.export.file',
      'quality.measure.settings[].embedding.model',
      'repair.export.file',
      'models.import.file',
      'models.embed.files[]',
      'models.embed.options.model',
      'settings.set.embedding.model',
      'cluster.publish.ca',
      'cluster.publish.credentials',
      'cluster.publish.thumbnails.path',
      'cluster.publish.objectKeys',
      'cluster.followThumbnails.folder',
      'cluster.followThumbnails.objectKeys',
      'cluster.embed.embedding.model',
      'cluster.doctor.ca',
      'cluster.doctor.credentials',
      'host.showFile.path',
      'host.browse.path',
    ]);
  });
});

describe('looking for paths', () => {
  const schema = z.object({
    name: z.string(),
    list: z.array(z.object({ file: pathSchema.optional(), note: z.string() })),
    byName: z.record(z.string(), pathSchema.nullable()),
    byFile: z.record(pathSchema, z.number()).default({}),
    what: z.discriminatedUnion('kind', [
      z.object({ kind: z.literal('file'), file: pathSchema }),
      z.object({ kind: z.literal('text'), file: z.string() }),
    ]),
    models: z.array(modelReferenceSchema),
  });

  it('finds them in lists, records, unions and objects, wherever they stand', () => {
    const input = schema.parse({
      name: '/name',
      list: [{ file: '/a', note: '/note' }, { note: '' }],
      byName: { one: '/b', two: null },
      byFile: { '/c': 1 },
      what: { kind: 'file', file: '/d' },
      models: ['resnet50', '/e.h5', 'C:\\f.h5', '../g'],
    });
    expect(findPaths(schema, input)).toEqual(['/a', '/b', '/c', '/d', '/e.h5', 'C:\\f.h5', '../g']);
  });

  it('stops at a kind of schema that it does not know, rather than to pass over a path in it', () => {
    const unknown = z.object({ pair: z.tuple([pathSchema]) });
    expect(() => findPaths(unknown, { pair: ['/a'] })).toThrow('"tuple"');
  });

  it('keeps the mark on schemas that are made from the declared one', () => {
    expect(findPaths(z.object({ file: pathSchema.max(20) }), { file: '/a' })).toEqual(['/a']);
  });
});
