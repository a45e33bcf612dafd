/** Whatever an object store, or the way to it, answers, in words. Nothing of an answer is repeated but the store's own name of an error. */
import type { Failure } from '../../../contract/failure.ts';
import { isRedirection } from '../connection/clusterFailure.ts';
import { away } from './placeFiles.ts';

const codePattern = /<Code>([A-Za-z]{1,60})<\/Code>/;

export interface Refusal {
  readonly status: number;
  /** S3's own name of what is wrong; empty where the answer has none. */
  readonly code: string;
}

export function readRefusal(status: number, body: Uint8Array): Refusal {
  return { status, code: codePattern.exec(Buffer.from(body).toString('latin1'))?.[1] ?? '' };
}

/** @param doing "read" or "write" */
export function refusedObject(
  address: string,
  { status, code }: Refusal,
  { doing, hasKeys }: { readonly doing: 'read' | 'write'; readonly hasKeys: boolean },
): Failure {
  const detail = `${status} ${code}`.trim();
  if (/^(InvalidAccessKeyId|SignatureDoesNotMatch|InvalidToken|ExpiredToken)$/.test(code)) {
    return away(
      `${address} does not know these keys (${code}). Check them where they were given: typed in, in a file, or as TWINSET_OBJECTS_KEY and TWINSET_OBJECTS_SECRET.`,
      detail,
    );
  }
  if (code === 'RequestTimeTooSkewed') {
    return away(
      `The clock of this machine is not that of ${address}, which refuses it. Set the clock.`,
      detail,
    );
  }
  if (code === 'NoSuchBucket') {
    return away(`There is no bucket at ${address}. Make it, or check the address.`, detail);
  }
  if (
    /^(AuthorizationHeaderMalformed|PermanentRedirect|IncorrectEndpoint)$/.test(code) ||
    isRedirection(status)
  ) {
    return away(
      `${address} sends elsewhere (${status}). Give the address of the store itself, and its region (TWINSET_OBJECTS_REGION) where it has another.`,
      detail,
    );
  }
  if (status === 401 || status === 403) {
    return away(
      hasKeys
        ? `These keys may not ${doing} thumbnails at ${address}. Whoever runs the store gives that right.`
        : `${address} asks for keys. Give them typed in, in a file, or as TWINSET_OBJECTS_KEY and TWINSET_OBJECTS_SECRET.`,
      detail,
    );
  }
  if (isBusy(status)) {
    return away(`${address} has too much to do now, or cannot answer (${status}). Try again later.`, detail);
  }
  return away(
    `What answers at ${address} is no object store, or refuses this (${status}). Check the address.`,
    detail,
  );
}

export function isBusy(status: number): boolean {
  return status === 429 || status >= 500;
}

const ofCertificate = /self[- ]signed|certificate|unable to verify|issuer|altnames|CERT_|ERR_TLS_CERT/i;

export function unreachableObject(address: string, thrown: unknown): Failure {
  const detail = String(thrown);
  if (ofCertificate.test(detail)) {
    return away(
      `The certificate of ${address} is not trusted here. Let this system trust its authority, or give the authority's certificate (--ca).`,
      detail,
    );
  }
  if (/ENOTFOUND|EAI_AGAIN/.test(detail))
    return away(`No machine has the name in ${address}. Check the address and the network.`, detail);
  if (/EPROTO|wrong version number|HPE_|Parse Error/i.test(detail))
    return away(
      `${address} does not speak TLS there, or something else answers. Check scheme and port.`,
      detail,
    );
  return away(
    `${address} cannot be reached. Check the address and the network; thumbnails are shown again once it can.`,
    detail,
  );
}
