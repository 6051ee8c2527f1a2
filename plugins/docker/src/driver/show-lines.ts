import { type ByteSink, lineSink, type Ui } from 'tspacker/sdk';

/** Cursor and colour codes that a program means for a terminal. */
const terminalCodes = /\u001b\[[\d;]*[abmk]/gi;

/** A sink that says each line of what a program prints; blank lines are left out. */
export function showLines(ui: Ui): ByteSink {
  return lineSink(async (line) => {
    const shown = line.replace(terminalCodes, '').trim();
    if (shown !== '') await ui.say(shown);
  });
}
