/** A node with OpenSearch's own security plugin, and people who have the roles that docs/team.md describes. */
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { installGuardedOpenSearch } from '../../../scripts/installOpenSearch.mjs';
import { makeAuthority } from '../fixtures/certificates.ts';
import { type ClusterNodes, startNodes } from '../fixtures/clusterNodes.ts';

/** Passwords, and what is kept of them: bcrypt of cost 12, by the plugin's own tool. */
const people = {
  admin: ['all of it', '$2y$12$iMjuL98uA7ppNAHnu5Rmd.rfBVyoxOtZZDUp/Snbr7tBWcDnd/rs2'],
  publisher: ['publishing house', '$2y$12$6x3oqOFut8YgDuKseG/WEe00EJEVFvHV7dzEU1CzrP0lOffk1Bmnm'],
  curator: ['correct horse', '$2y$12$PWNP9CacEcvDLyieJCyb6.8lLHsBVW.TzG7s8dK9qmOM5UY/lv9C2'],
  reader: ['battery staple', '$2y$12$EoHrEsuUWth0N2EqL031wOypxXfabicvXEE1HS2tOMzpuevnCZPdG'],
} as const;

export type Person = keyof typeof people;

export interface Rights {
  readonly cluster: readonly string[];
  /** On the catalog's indices. */
  readonly indices: readonly string[];
}

export function loginOf(person: Person): { user: string; password: string } {
  return { user: person, password: people[person][0] };
}

/** @param folder for its certificates @param name of the catalog */
export function startGuardedNode(
  folder: string,
  name: string,
  rights: Readonly<Record<Exclude<Person, 'admin'>, Rights>>,
): Promise<ClusterNodes> {
  const home = installGuardedOpenSearch();
  const authority = makeAuthority(folder, 'nodes');
  const { key, cert } = authority.issue('127.0.0.1');
  const given = join(home, 'plugins', 'opensearch-security', 'config');
  const asGiven = readdirSync(given).filter((file) => file.endsWith('.yml'));
  const said = {
    internal_users: Object.fromEntries(
      Object.entries(people).map(([person, [, hash]]) => [person, { hash }]),
    ),
    roles: Object.fromEntries(
      Object.entries(rights).map(([person, { cluster, indices }]) => [
        person,
        {
          cluster_permissions: cluster,
          index_permissions: [{ index_patterns: [`${name}*`], allowed_actions: indices }],
        },
      ]),
    ),
    roles_mapping: {
      ...Object.fromEntries(Object.keys(rights).map((person) => [person, { users: [person] }])),
      all_access: { users: ['admin'] },
    },
  };
  return startNodes(home, 1, {
    login: `admin:${people.admin[0]}`,
    settings: [
      'plugins.security.ssl.http.enabled: false',
      'plugins.security.ssl.transport.pemcert_filepath: node.pem',
      'plugins.security.ssl.transport.pemkey_filepath: node.key',
      'plugins.security.ssl.transport.pemtrustedcas_filepath: authority.pem',
      'plugins.security.ssl.transport.enforce_hostname_verification: false',
      'plugins.security.nodes_dn: ["CN=127.0.0.1"]',
      'plugins.security.allow_default_init_securityindex: true',
    ],
    files: {
      'node.pem': cert,
      'node.key': key,
      'authority.pem': readFileSync(authority.file, 'utf8'),
      ...Object.fromEntries(
        asGiven.map((file) => [`opensearch-security/${file}`, readFileSync(join(given, file), 'utf8')]),
      ),
      ...Object.fromEntries(
        Object.entries(said).map(([kind, value]) => [
          `opensearch-security/${kind}.yml`,
          // JSON is YAML.
          JSON.stringify({ _meta: { type: kind.replaceAll('_', ''), config_version: 2 }, ...value }),
        ]),
      ),
    },
  });
}
