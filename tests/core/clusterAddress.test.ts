import { describe, expect, it } from 'vitest';
import { isClusterAddress } from '../../src/contract/paths.ts';
import { parseClusterAddress } from '../../src/core/cluster/clusterAddress.ts';

describe('the address of a shared catalog', () => {
  it.each([
    ['https://search.example/shoes', ['https://search.example'], 'shoes'],
    ['https://search.example:9200/shoes/', ['https://search.example:9200'], 'shoes'],
    ['HTTPS://One,two:9200/a.b-c_1', ['https://One', 'https://two:9200'], 'a.b-c_1'],
    ['http://127.0.0.1:9200/shoes', ['http://127.0.0.1:9200'], 'shoes'],
    ['http://[::1]:9200/shoes', ['http://[::1]:9200'], 'shoes'],
  ])('%s is read', (text, nodes, name) => {
    expect(parseClusterAddress(text)).toMatchObject({ nodes, name });
  });

  it.each([
    ['search.example/shoes', 'An address reads https://host/index'],
    ['ftp://search.example/shoes', 'An address reads'],
    ['https://search.example', 'The name of the catalog is missing'],
    ['https://search.example/Shoes', 'cannot be the name of an index'],
    ['https://search.example/a/b', 'cannot be the name of an index'],
    ['https://search.example/_all', 'cannot be the name of an index'],
    ['https:///shoes', 'is no host'],
    ['https://host:99999/shoes', 'is no port'],
    ['http://search.example/shoes', 'Write https://search.example'],
  ])('%s is refused in words', (text, words) => {
    expect(() => parseClusterAddress(text)).toThrow(words);
  });

  it('with a password is refused without repeating it', () => {
    const refused = () => parseClusterAddress('https://ann:secret@search.example/shoes');
    expect(refused).toThrow('Write https://search.example/shoes, and give them in TWINSET_CLUSTER_USER');
    expect(refused).not.toThrow('secret');
  });

  it('is told from a folder', () => {
    expect(isClusterAddress('https://search.example/shoes')).toBe(true);
    for (const folder of ['/home/ann/shoes', 'C:\\shoes', 'shoes'])
      expect(isClusterAddress(folder)).toBe(false);
  });
});
