import { fs } from './fs.ts';

/** The access mode among the flags of an open file: only for writing. */
const writeOnly = 1;

/**
 * Whether this process was started by `nohup` and is to outlive its terminal. Node takes up hearing SIGHUP again when it
 * starts, so what `nohup` did is seen by its traces: the shell's name for the command it started and, where
 * input was a terminal, an input that cannot be read (on Linux).
 */
export function startedByNohup(): boolean {
  if (/(^|\/)nohup$/.test(process.env._ ?? '')) return true;
  try {
    const flags = /^flags:\s*([0-7]+)$/m.exec(
      fs.readFileSync('/proc/self/fdinfo/0', 'latin1'),
    )?.[1];
    return (Number.parseInt(flags ?? '0', 8) & 3) === writeOnly;
  } catch {
    return false;
  }
}
