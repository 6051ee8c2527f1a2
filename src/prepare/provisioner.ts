import type { DataMap } from '../components/index.ts';
import { type ProvisionerUse, realBuildValues } from '../resolve/index.ts';
import { configure, problemOf } from './configured.ts';
import { notLoaded, rejectedBlock } from './diagnostics.ts';
import { type PreparedProvisioner, RefreshError } from './model.ts';
import type { BuildContext } from './build-context.ts';
import { quote } from '../values/index.ts';

/** Loads and prepares a provisioner for one build; undefined after an error, which was reported. */
export async function prepareProvisioner(
  use: ProvisionerUse,
  build: BuildContext,
): Promise<PreparedProvisioner | undefined> {
  const subject = use.place.definition;
  const component = await build.load('provisioner', use.type, (reason) =>
    notLoaded(`failed loading ${use.type}`, reason, subject),
  );
  if (component === undefined) return undefined;
  const override = use.overrides.get(build.source.localName ?? build.source.name);
  const configuration = (values = build.placeholders) => ({
    ...build.configuration(use.body, values),
    override,
  });
  const outcome = await configure(component, configuration());
  const problem = problemOf(outcome);
  if (problem !== undefined) {
    build.reject(problem, (reason) =>
      rejectedBlock(
        { label: `provisioner-block ${quote(use.type)} ${quote(use.name)}`, reason },
        subject,
      ),
    );
    return undefined;
  }
  build.warn(outcome.prepared?.warnings ?? [], subject);
  return {
    type: use.type,
    component,
    pauseBefore: use.pauseBefore,
    timeout: use.timeout,
    maxRetries: use.maxRetries,
    continueOnError: use.continueOnError,
    refresh: async (data: DataMap) => {
      if (use.body.kind === 'raw') return;
      const values = realBuildValues(build.placeholders, data);
      if (!values.ok) throw new RefreshError(values.error);
      const again = problemOf(await configure(component, configuration(values.value)));
      if (again !== undefined) throw new RefreshError(again);
    },
  };
}
