import type { ComponentSchema, Datasource, RunContext } from '../../../components/index.ts';
import type { Value } from '../../../values/index.ts';
import { valueFromJson } from '../../cty-json/index.ts';
import { RemoteComponent } from './component.ts';

/** A data source of the other end. */
export class RemoteDatasource extends RemoteComponent implements Datasource {
  outputSchema(): Promise<ComponentSchema> {
    return this.askSchema('datasource/output-schema');
  }

  async read(context: RunContext): Promise<Value> {
    const { peer } = this;
    const ui = peer.uis.refer(context.ui);
    try {
      const params = { component: this.number, ui };
      const answer = await peer.request('datasource/read', params, context.signal);
      return valueFromJson(answer, 'the answer to datasource/read');
    } finally {
      peer.uis.release(ui);
    }
  }
}
