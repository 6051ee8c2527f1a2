import { describe, expect, it } from 'vitest';
import { deferred } from '../../src/base/index.ts';
import { type Event, type Listener, Secrets, speakingUi } from '../../src/events/index.ts';
import type { Terminal } from '../../src/platform/index.ts';
import { machineListener, peopleListener, prompter } from '../../src/ui/index.ts';

const clock = {
  now: () => new Date(1_795_222_117_000),
  monotonic: () => 0,
  sleep: () => Promise.resolve(),
};

const stage = (secret?: string) => {
  let text = '';
  const secrets = new Secrets();
  if (secret !== undefined) secrets.add(secret);
  const output = {
    write: async (more: string) => {
      text += more;
    },
    flush: async () => {},
    problem: undefined,
  };
  return { secrets, output, clock, shown: () => text };
};

const people = (
  options: Partial<Parameters<typeof peopleListener>[0]> & { secret?: string } = {},
) => {
  const { shown, ...parts } = stage(options.secret);
  const listener = peopleListener({
    ...parts,
    color: false,
    escapeCodes: true,
    timestamps: false,
    ask: async (query) => `answer to ${query}`,
    ...options,
  });
  return { listener, shown };
};

const machine = (secret?: string) => {
  const { shown, ...parts } = stage(secret);
  return { listener: machineListener({ ...parts, timestamps: false }), shown };
};

const tell = async (listener: Listener, ...events: readonly Event[]) => {
  for (const event of events) await listener.emit(event);
};

const spoken = (text: string, level: 'say' | 'error' = 'say', postProcessor?: string): Event => ({
  kind: 'component-spoke',
  speaker: { build: 'null.x', ...(postProcessor === undefined ? {} : { postProcessor }) },
  level,
  text,
});
const selected: Event = { kind: 'builds-selected', builds: ['null.x', 'null.y'] };

const summary: Event = {
  kind: 'run-summarised',
  failures: [{ build: 'null.y', reason: 'bad, really\nbad' }],
  artifacts: [
    {
      build: 'null.x',
      artifacts: [{ builderId: 'packer.file', id: 'File', text: 'Stored', files: ['/a', '/b'] }],
    },
  ],
};

describe('for people', () => {
  it.each<[string, Event, string]>([
    ['one line', spoken('hi'), '==> null.x: hi\n'],
    ['several lines', spoken('a\n\nb'), '==> null.x: a\n==> null.x: \n==> null.x: b\n'],
    ['a line end at the end', spoken('a\n'), '==> null.x: a\n==> null.x:\n'],
    ['nothing', spoken(''), '==> null.x:\n'],
    ['trailing space goes', spoken('a  \t'), '==> null.x: a\n'],
    ['a post-processor', spoken('a', 'say', 'manifest'), '==> null.x (manifest): a\n'],
    ['records are not shown', { kind: 'recorded', target: '', category: 'x', fields: ['y'] }, ''],
    [
      'an unnamed post-processor',
      { kind: 'post-processor-started', build: 'null.x', name: '', type: 'manifest' },
      '==> null.x: Running post-processor:  (type manifest)\n',
    ],
    [
      'one that is named like its type',
      { kind: 'post-processor-started', build: 'null.x', name: 'manifest', type: 'manifest' },
      '==> null.x: Running post-processor: manifest\n',
    ],
    [
      'the end of a build',
      { kind: 'build-finished', build: 'null.x', milliseconds: 11.846 },
      "Build 'null.x' finished after 11 milliseconds 846 microseconds.\n",
    ],
    [
      'the end of the run',
      { kind: 'run-completed', milliseconds: 1000 },
      '\n==> Wait completed after 1 second\n',
    ],
    [
      'the summary',
      summary,
      "\n==> Some builds didn't complete successfully and had errors:\n--> null.y: bad, really\nbad\n\n==> Builds finished. The artifacts of successful builds are:\n--> null.x: Stored\n",
    ],
    [
      'an empty summary',
      { kind: 'run-summarised', failures: [], artifacts: [] },
      '\n==> Builds finished but no artifacts were created.\n',
    ],
  ])('%s', async (_, event, text) => {
    const { listener, shown } = people();
    await tell(listener, event);
    expect(shown()).toBe(text);
  });

  it('colours builds, shows the colours first, and errors are red', async () => {
    const { listener, shown } = people({ color: true });
    await tell(listener, selected, spoken('a\nb'), spoken('bad', 'error'));
    expect(shown()).toBe(
      '\x1b[1;32mnull.x: output will be in this color.\x1b[0m\n\x1b[1;36mnull.y: output will be in this color.\x1b[0m\n\n\x1b[1;32m==> null.x: a\n==> null.x: b\x1b[0m\n\x1b[1;31m==> null.x: bad\x1b[0m\n',
    );
  });

  it('shows the banner without codes where nobody wants codes', async () => {
    const { listener, shown } = people({ color: true, escapeCodes: false });
    await tell(listener, selected);
    expect(shown()).toBe(
      'null.x: output will be in this color.\nnull.y: output will be in this color.\n\n',
    );
  });

  it('puts the time inside the colour, once per text', async () => {
    const { listener, shown } = people({ color: true, timestamps: true });
    await tell(listener, selected, spoken('a\nb'));
    expect(shown().split('\n\n')[1]).toMatch(
      /^\x1b\[1;32m\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\S+: ==> null\.x: a\n==> null\.x: b\x1b\[0m\n$/,
    );
  });

  it('masks each line of a secret, in texts, diagnostics and questions', async () => {
    const { listener, shown } = people({ secret: 'one\ntwo' });
    await tell(listener, spoken('one\ntwo!'), {
      kind: 'diagnosed',
      diagnostics: [{ severity: 'error', code: 'x', summary: 'No two', detail: '' }],
    });
    expect(shown()).toBe(
      '==> null.x: <sensitive>\n==> null.x: <sensitive>!\nError: No <sensitive>\n\n\n',
    );
    expect(await listener.ask({ build: 'null.x' }, 'one?')).toBe(
      'answer to ==> null.x: <sensitive>?',
    );
  });
});

describe('for machines', () => {
  it('writes one record per text, with what would break a record escaped', async () => {
    const { listener, shown } = machine('hunter2');
    await tell(
      listener,
      spoken('a, b\r\nhunter2'),
      { kind: 'said', level: 'message', text: 'm' },
      { kind: 'recorded', target: '', category: 'version-commit', fields: [''] },
      { kind: 'recorded', target: '', category: 'x', fields: [] },
      { kind: 'recorded', target: 'null.x', category: 'cat', fields: ['a,b', 'hunter2'] },
      { kind: 'recorded', target: '', category: 'null.x,cat', fields: ['a'] },
    );
    expect(shown()).toBe(
      [
        '1795222117,,ui,say,==> null.x: a%!(PACKER_COMMA) b\\r\\n==> null.x: <sensitive>',
        '1795222117,,ui,message,m',
        '1795222117,,version-commit,',
        '1795222117,,x,',
        '1795222117,null.x,cat,a%!(PACKER_COMMA)b,<sensitive>',
        '1795222117,null.x,cat,a',
        '',
      ].join('\n'),
    );
  });

  it('lists failures and artifacts', async () => {
    const { listener, shown } = machine();
    await tell(listener, selected, summary);
    expect(shown().replaceAll('1795222117', 't')).toBe(
      [
        't,,error-count,1',
        "t,,ui,error,\\n==> Some builds didn't complete successfully and had errors:",
        't,null.y,error,bad%!(PACKER_COMMA) really\\nbad',
        't,,ui,error,--> null.y: bad%!(PACKER_COMMA) really\\nbad',
        't,,ui,say,\\n==> Builds finished. The artifacts of successful builds are:',
        't,null.x,artifact-count,1',
        't,null.x,artifact,0,builder-id,packer.file',
        't,null.x,artifact,0,id,File',
        't,null.x,artifact,0,string,Stored',
        't,null.x,artifact,0,files-count,2',
        't,null.x,artifact,0,file,0,/a',
        't,null.x,artifact,0,file,1,/b',
        't,null.x,artifact,0,end',
        't,,ui,say,--> null.x: Stored',
        '',
      ].join('\n'),
    );
  });

  it('cannot ask', async () => {
    const { listener } = machine();
    const ui = speakingUi(listener, { build: 'null.x' });
    await expect(ui.ask('well?')).rejects.toThrow("machine-readable UI can't ask");
  });
});

describe('prompter', () => {
  const asked = (readLine: Terminal['readLine'], cancel = new AbortController()) => {
    const { output, shown } = stage();
    return { ask: prompter({ output, readLine, signal: cancel.signal }), shown, cancel };
  };

  it('asks one question after the other and trims the answer', async () => {
    const { ask, shown } = asked(async (_, prompt) => {
      await prompt();
      return ' yes \t';
    });
    expect(await Promise.all([ask('a?'), ask('b?')])).toEqual(['yes', 'yes']);
    expect(shown()).toBe('a? b? ');
  });

  it('says why nobody can be asked', async () => {
    const { ask, shown } = asked(() => Promise.reject(new Error('no available tty')));
    await expect(ask('a?')).rejects.toThrow('no available tty');
    expect(shown()).toBe('');
  });

  it('fails after an interrupt, now and later', async () => {
    const reading = deferred<void>();
    const { ask, shown, cancel } = asked(async (signal, prompt) => {
      await prompt();
      reading.resolve();
      return new Promise((_, reject) =>
        signal.addEventListener('abort', () => reject(signal.reason)),
      );
    });
    const first = ask('a?');
    await reading.promise;
    cancel.abort(new Error('context canceled'));
    await expect(first).rejects.toThrow('interrupted');
    await expect(ask('b?')).rejects.toThrow('interrupted');
    expect(shown()).toBe('a? \n');
  });
});

describe('transfers', () => {
  const bar = (text: string) => `\r${text}\x1b[K`;
  const onTerminal = (escapeCodes: boolean, isTerminal = true) => {
    const { shown, ...parts } = stage('hunter2');
    let time = 0;
    const listener = peopleListener({
      ...parts,
      output: { ...parts.output, isTerminal },
      clock: { ...clock, monotonic: () => (time += 60) },
      color: false,
      escapeCodes,
      timestamps: false,
      ask: async () => '',
    });
    return { listener, shown };
  };
  const megabyte = 1_000_000;

  it('of all builds share one line on a terminal, which is away while something is said', async () => {
    const { listener, shown } = onTerminal(true);
    const a = await listener.track({ build: 'null.a' }, 'hunter2.iso', 0, 4 * megabyte);
    const b = await listener.track({ build: 'null.b' }, 'x', 0, 2 * megabyte);
    a.add(megabyte);
    b.add(megabyte);
    b.add(0);
    await tell(listener, spoken('hello'));
    a.close();
    b.close();
    expect(shown()).toBe(
      `${bar('null.a: <sensitive>.iso [#######.......................] 1.0 of 4.0 MB')}${bar(
        '2 transfers [##########....................] 2.0 of 6.0 MB',
      )}${bar('')}==> null.x: hello\n`,
    );
  });

  it.each([
    ['without escape codes', false, true],
    ['where nobody looks', true, false],
  ])('are not drawn %s', async (_, escapeCodes, isTerminal) => {
    const { listener, shown } = onTerminal(escapeCodes, isTerminal);
    (await listener.track({ build: 'null.a' }, 'x', 0, 4 * megabyte)).add(megabyte);
    expect(shown()).toBe('');
  });
});
