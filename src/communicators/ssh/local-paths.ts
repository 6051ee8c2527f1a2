/** The last part of a path, without a slash at its end. */
export function baseName(path: string): string {
  const trimmed = path.replace(/\/+$/, '');
  return trimmed.slice(trimmed.lastIndexOf('/') + 1) || '/';
}

/** Everything before the last part: `.` where there is nothing, as Go's filepath.Dir. */
export function folderName(path: string): string {
  const end = path.lastIndexOf('/');
  if (end < 0) return '.';
  return path.slice(0, end).replace(/(?<=.)\/+$/, '') || '/';
}
