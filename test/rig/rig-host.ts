// A host that starts the rig plugin given as argument, says its process id, and leaves in a hurry.
import { nodeClock, nodeEnvironment, silentLog } from '../../src/platform/index.ts';
import { nodePluginHost } from '../../src/pluginhost/index.ts';
import { recordingUi } from './recording-ui.ts';

async function main(): Promise<void> {
  const [executable = '', way] = process.argv.slice(2);
  const environment = nodeEnvironment();
  const host = nodePluginHost({ environment, clock: nodeClock(), log: silentLog });
  const connection = host.connect(executable, await host.describe(executable));
  const builder = await connection.open('builder', 'scripted');
  const { ui } = recordingUi();
  const say = async (text: string) => void process.stdout.write(`${text}\n`);
  await builder.run({ signal: new AbortController().signal, ui: { ...ui, say } }, async () => {
    if (way === 'exit') process.exit(0);
    process.kill(process.pid, 'SIGKILL');
  });
}

void main();
