/** `path.root`: the template argument if it is a folder, else the folder it lies in, as Go cleans it. */
export function rootFolder(path: string, folder: boolean): string {
  if (folder || path === '') return path;
  const absolute = path.startsWith('/');
  const parts: string[] = [];
  for (const part of path.slice(0, path.lastIndexOf('/') + 1).split('/')) {
    if (part === '' || part === '.') continue;
    if (part !== '..') parts.push(part);
    else if (parts.length > 0 && parts.at(-1) !== '..') parts.pop();
    else if (!absolute) parts.push('..');
  }
  const cleaned = parts.join('/');
  if (absolute) return `/${cleaned}`;
  return cleaned === '' ? '.' : cleaned;
}
