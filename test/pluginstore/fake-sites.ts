import { createHash } from 'node:crypto';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { deflateRawSync } from 'node:zlib';

/** What a fake server answers to a path; functions answer request by request. */
export type Page =
  | string
  | Uint8Array
  | ((request: IncomingMessage, response: ServerResponse, count: number) => void);

/** A web server of ours on loopback that remembers what it was asked. */
export interface FakeSite extends AsyncDisposable {
  readonly url: string;
  readonly pages: Map<string, Page>;
  readonly requests: { path: string; headers: IncomingMessage['headers'] }[];
}

/** Starts a fake site. */
export async function fakeSite(): Promise<FakeSite> {
  const pages = new Map<string, Page>();
  const requests: FakeSite['requests'] = [];
  const server = createServer((request, response) => {
    const path = request.url ?? '';
    requests.push({ path, headers: request.headers });
    const page = pages.get(path);
    if (page === undefined) {
      response.writeHead(404);
      response.end('not found');
    } else if (typeof page === 'function') {
      page(request, response, requests.filter((each) => each.path === path).length);
    } else {
      response.writeHead(200, { 'content-length': Buffer.byteLength(page) });
      response.end(page);
    }
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  return {
    url: `http://127.0.0.1:${port}`,
    pages,
    requests,
    async [Symbol.asyncDispose]() {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}

/** SHA-256 in hexadecimal digits. */
export const sha256 = (data: Uint8Array | string) =>
  createHash('sha256').update(data).digest('hex');

/** A zip archive of the given members; `claimed` lies about the unpacked size, `mode` is that of Unix. */
export function zip(
  members: Readonly<Record<string, string>>,
  { claimed, mode }: { readonly claimed?: number; readonly mode?: number } = {},
): Uint8Array {
  const parts: Buffer[] = [];
  const directory: Buffer[] = [];
  let offset = 0;
  for (const [name, text] of Object.entries(members)) {
    const content = Buffer.from(text);
    const packed = deflateRawSync(content);
    const size = claimed ?? content.length;
    const local = Buffer.alloc(30);
    local.writeUInt32LE(0x04034b50, 0);
    local.writeUInt16LE(8, 8);
    local.writeUInt32LE(packed.length, 18);
    local.writeUInt32LE(size, 22);
    local.writeUInt16LE(Buffer.byteLength(name), 26);
    const entry = Buffer.alloc(46);
    entry.writeUInt32LE(0x02014b50, 0);
    entry.writeUInt16LE(8, 10);
    entry.writeUInt32LE(packed.length, 20);
    entry.writeUInt32LE(size, 24);
    entry.writeUInt16LE(Buffer.byteLength(name), 28);
    if (mode !== undefined) {
      entry.writeUInt8(3, 5);
      entry.writeUInt32LE((mode << 16) >>> 0, 38);
    }
    entry.writeUInt32LE(offset, 42);
    directory.push(entry, Buffer.from(name));
    parts.push(local, Buffer.from(name), packed);
    offset += 30 + Buffer.byteLength(name) + packed.length;
  }
  const central = Buffer.concat(directory);
  const end = Buffer.alloc(22);
  end.writeUInt32LE(0x06054b50, 0);
  end.writeUInt16LE(Object.keys(members).length, 8);
  end.writeUInt16LE(Object.keys(members).length, 10);
  end.writeUInt32LE(central.length, 12);
  end.writeUInt32LE(offset, 16);
  return Buffer.concat([...parts, central, end]);
}
