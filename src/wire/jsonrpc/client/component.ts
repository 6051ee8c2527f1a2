import type {
  BuildSettings,
  Component,
  ComponentConfig,
  ComponentSchema,
  Prepared,
} from '../../../components/index.ts';
import { configToJson, preparedFromJson, settingsToJson } from '../convert/config.ts';
import { schemaFromJson } from '../../schema-json.ts';
import type { JsonObject } from '../../json.ts';
import type { Peer } from '../peer.ts';

/** What all four kinds have in common, over there. */
export class RemoteComponent implements Component {
  protected readonly peer: Peer;
  protected readonly number: number;

  constructor(peer: Peer, number: number) {
    this.peer = peer;
    this.number = number;
  }

  schema(): Promise<ComponentSchema> {
    return this.askSchema('component/schema');
  }

  async prepare(config: ComponentConfig, settings: BuildSettings): Promise<Prepared> {
    const answer = await this.peer.ask('component/prepare', {
      component: this.number,
      config: configToJson(config),
      settings: settingsToJson(settings),
    });
    return preparedFromJson(answer);
  }

  protected async askSchema(method: string): Promise<ComponentSchema> {
    const params: JsonObject = { component: this.number };
    return schemaFromJson(await this.peer.request(method, params), `the answer to ${method}`);
  }
}
