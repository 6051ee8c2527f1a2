import type { ByteSource } from '../../base/index.ts';
import type { Files, FileStatus, ServedAnswer, ServedRequest } from '../../platform/index.ts';
import { cleanPath, textAnswer } from './serve-content.ts';

const types: Readonly<Record<string, string>> = {
  css: 'text/css; charset=utf-8',
  gif: 'image/gif',
  htm: 'text/html; charset=utf-8',
  html: 'text/html; charset=utf-8',
  jpeg: 'image/jpeg',
  jpg: 'image/jpeg',
  js: 'text/javascript; charset=utf-8',
  json: 'application/json',
  pdf: 'application/pdf',
  png: 'image/png',
  svg: 'image/svg+xml',
  wasm: 'application/wasm',
  xml: 'text/xml; charset=utf-8',
};

function typeOf(path: string): string {
  const extension = /\.([a-z0-9]+)$/i.exec(path)?.[1]?.toLowerCase() ?? '';
  const known = Object.hasOwn(types, extension) ? types[extension] : undefined;
  return known ?? 'text/plain; charset=utf-8';
}

function redirect(location: string): ServedAnswer {
  return { status: 301, headers: { Location: location }, body: new Uint8Array() };
}

const escapes: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&#34;',
  "'": '&#39;',
};
const escapeHtml = (text: string): string =>
  text.replace(/[&<>"']/g, (each) => escapes[each] ?? '');

async function listing(folder: string, files: Files): Promise<ServedAnswer> {
  const lines: string[] = [];
  for (const name of await files.list(folder)) {
    const status = await files.status(`${folder}/${name}`).catch(() => undefined);
    const shown = status?.kind === 'directory' ? `${name}/` : name;
    const link = shown.split('/').map(encodeURIComponent).join('/');
    lines.push(`<a href="${link}">${escapeHtml(shown)}</a>\n`);
  }
  const head = '<!doctype html>\n<meta name="viewport" content="width=device-width">\n';
  return {
    status: 200,
    headers: { 'Content-Type': 'text/html; charset=utf-8' },
    body: new TextEncoder().encode(`${head}<pre>\n${lines.join('')}</pre>\n`),
  };
}

/** The part from `start` to before `end`. */
async function* part(source: ByteSource, start: number, end: number): ByteSource {
  let at = 0;
  for await (const chunk of source) {
    const piece = chunk.subarray(Math.max(start - at, 0), Math.max(end - at, 0));
    at += chunk.length;
    if (piece.length > 0) yield piece;
    if (at >= end) return;
  }
}

/** `bytes=0-9`, `bytes=10-`, `bytes=-5`; undefined for what is no single range. */
function rangeOf(header: string, size: number): readonly [number, number] | undefined {
  const [, first = '', last = ''] = /^bytes=(\d*)-(\d*)$/.exec(header) ?? [];
  if (first === '' && last === '') return undefined;
  if (first === '') return [Math.max(size - Number(last), 0), size];
  return [Number(first), last === '' ? size : Math.min(Number(last) + 1, size)];
}

function fileAnswer(
  path: string,
  status: FileStatus,
  request: ServedRequest,
  files: Files,
): ServedAnswer {
  const { size, modified } = status;
  const since = Date.parse(request.headers.get('if-modified-since') ?? '');
  const headers = {
    'Accept-Ranges': 'bytes',
    'Content-Type': typeOf(path),
    'Last-Modified': modified.toUTCString(),
  };
  if (Math.floor(modified.getTime() / 1000) * 1000 <= since)
    return { status: 304, headers: {}, body: new Uint8Array() };
  const asked = request.headers.get('range');
  const range = asked === undefined ? undefined : rangeOf(asked, size);
  if (range === undefined)
    return {
      status: 200,
      headers: { ...headers, 'Content-Length': String(size) },
      body: files.readStream(path),
    };
  const [start, end] = range;
  if (start >= end)
    return {
      ...textAnswer(416, 'invalid range: failed to overlap\n'),
      headers: { 'Content-Range': `bytes */${size}` },
    };
  return {
    status: 206,
    headers: {
      ...headers,
      'Content-Length': String(end - start),
      'Content-Range': `bytes ${start}-${end - 1}/${size}`,
    },
    body: part(files.readStream(path), start, end),
  };
}

/** Serves the files of a folder: index pages, listings, ranges (components 4.4). */
export function serveDirectory(root: string, files: Files) {
  return async (request: ServedRequest): Promise<ServedAnswer> => {
    const wanted = cleanPath(request.path);
    const slash = request.path.endsWith('/');
    if (wanted.endsWith('/index.html')) return redirect('./');
    const path = `${root}${wanted}`;
    const last = wanted.slice(wanted.lastIndexOf('/') + 1);
    const status = await files.status(path).catch(() => undefined);
    if (status === undefined) return textAnswer(404, '404 page not found\n');
    if (status.kind !== 'directory')
      return slash ? redirect(`../${last}`) : fileAnswer(path, status, request, files);
    if (!slash) return redirect(`${last}/`);
    const index = `${path}/index.html`;
    const page = await files.status(index).catch(() => undefined);
    if (page?.kind === 'file') return fileAnswer(index, page, request, files);
    return listing(path, files);
  };
}
