/**
 * Node's file system calls. Not imported, because an import of `node:fs` also loads all of Node's
 * streams, a tenth of the start-up of Node.
 */
export const fs = process.getBuiltinModule('node:fs');
