import type {
  Builder,
  Component,
  ComponentKind,
  ComponentKinds,
  Datasource,
  PostProcessor,
  Provisioner,
} from '../components/index.ts';
import type { Deadlines } from './deadlines.ts';

/** How the calls of a component are watched over. */
export interface Guard {
  /** Rejects when the work takes longer. */
  within<T>(milliseconds: number, what: string, work: Promise<T>): Promise<T>;
  /** Looks after work that may take as long as it likes, until its signal is aborted. */
  watch<T>(signal: AbortSignal, work: Promise<T>): Promise<T>;
}

type Guards = {
  readonly [K in ComponentKind]: (
    component: ComponentKinds[K],
    common: Component,
    guard: Guard,
  ) => ComponentKinds[K];
};

const guards: Guards = {
  builder: (builder, common, guard): Builder => ({
    ...common,
    run: (context, hook) => guard.watch(context.signal, builder.run(context, hook)),
  }),
  provisioner: (provisioner, common, guard): Provisioner => ({
    ...common,
    provision: (context, communicator, data) =>
      guard.watch(context.signal, provisioner.provision(context, communicator, data)),
  }),
  'post-processor': (postProcessor, common, guard): PostProcessor => ({
    ...common,
    process: (context, input) => guard.watch(context.signal, postProcessor.process(context, input)),
  }),
  datasource: (datasource, common, guard): Datasource => ({
    ...common,
    outputSchema: () => datasource.outputSchema(),
    read: (context) => guard.watch(context.signal, datasource.read(context)),
  }),
};

/** The component with a deadline on each of its calls. */
export function guarded<K extends ComponentKind>(
  kind: K,
  component: ComponentKinds[K],
  deadlines: Deadlines,
  guard: Guard,
): ComponentKinds[K] {
  const common: Component = {
    schema: () => guard.within(deadlines.answer, 'the call for a schema', component.schema()),
    prepare: (config, settings) =>
      guard.within(
        deadlines.prepare,
        'the call to check a configuration',
        component.prepare(config, settings),
      ),
  };
  return guards[kind](component, common, guard);
}
