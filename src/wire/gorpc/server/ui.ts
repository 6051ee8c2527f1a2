import type { Progress, Ui } from '../../../components/index.ts';
import { fieldsOf, type RpcEndpoints, textOf, textsOf, wholeOf } from '../rpc.ts';

/** Serves a Ui on a stream; progress displays become endpoints of their own (plugin-protocol 4.7). */
export function uiEndpoints(endpoints: RpcEndpoints, ui: Ui): void {
  let displays = 0;
  endpoints.set('Ui', {
    Say: async (text) => void (await ui.say(textOf(text))),
    Message: async (text) => void (await ui.say(textOf(text))),
    Error: async (text) => void (await ui.error(textOf(text))),
    Ask: async (query) => ui.ask(textOf(query)),
    Machine: async (argument) => {
      const fields = fieldsOf(argument);
      await ui.machine(textOf(fields.get('Category')), textsOf(fields.get('Args')));
      return undefined;
    },
    NewTrackProgress: async (argument) => {
      const fields = fieldsOf(argument);
      const source = textOf(fields.get('Src'));
      const current = wholeOf(fields.get('CurrentSize'));
      const progress = await ui.trackProgress(source, current, wholeOf(fields.get('TotalSize')));
      displays += 1;
      const id = `${source}${String(displays).padStart(6, '0')}`;
      progressEndpoint(endpoints, `Ui${id}`, progress);
      return id;
    },
  });
}

function progressEndpoint(endpoints: RpcEndpoints, name: string, progress: Progress): void {
  endpoints.set(name, {
    Add: async (bytes) => {
      progress.add(wholeOf(bytes));
      return undefined;
    },
    Close: async () => {
      progress.close();
      endpoints.delete(name);
      return undefined;
    },
  });
}
