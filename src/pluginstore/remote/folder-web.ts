import { FileError, type Files, type Web } from '../../platform/index.ts';

const scheme = 'file://';

/** A folder as if it were a web site: the addresses are `file://` and a path. */
export function folderWeb(files: Files): Web {
  const missing = { status: 404, headers: new Map<string, string>(), body: nothing(), close() {} };
  return {
    async get({ url, signal }) {
      signal.throwIfAborted();
      const path = url.startsWith(scheme) ? url.slice(scheme.length) : url;
      try {
        const { kind, size } = await files.status(path);
        if (kind !== 'file') return missing;
        const headers = new Map([['content-length', String(size)]]);
        return { status: 200, headers, body: files.readStream(path), close() {} };
      } catch (error) {
        if (error instanceof FileError && (error.code === 'ENOENT' || error.code === 'ENOTDIR'))
          return missing;
        throw error;
      }
    },
  };
}

async function* nothing(): AsyncGenerator<Uint8Array> {}
