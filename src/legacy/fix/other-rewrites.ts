import { failed, ok, type Result } from '../../base/index.ts';
import { isArray, isObject, type JsonValue, kindName } from '../json/json-value.ts';
import { change, type Rewrite, selected, textOf, types } from './rewrites.ts';
import type { Fixable } from './target.ts';

/** Settings for one provider move into `override`. */
export const vagrantOverride: Rewrite = change('postProcessors', types('vagrant'), (processor) => {
  const override: Fixable = new Map();
  for (const key of ['aws', 'digitalocean', 'virtualbox', 'vmware']) {
    const value = processor.get(key);
    if (value === undefined) continue;
    processor.delete(key);
    override.set(key, value);
  }
  if (override.size > 0) processor.set('override', override);
});

/** An object, or the objects of a list as one; the failure says what is neither. */
function asOne(value: JsonValue, place = ''): Result<Fixable, string> {
  if (value === null || isObject(value)) return ok(new Map(value));
  if (!isArray(value)) return failed(`'${place}' expected a map, got '${kindName(value)}'`);
  const whole: Fixable = new Map();
  for (const [index, element] of value.entries()) {
    const part = asOne(element, `${place}[${index}]`);
    if (!part.ok) return part;
    for (const [key, inner] of part.value) whole.set(key, inner);
  }
  return ok(whole);
}

/** Overrides follow a builder that gets another type. */
export const virtualboxOverride: Rewrite = ({ provisioners }) => {
  for (const provisioner of provisioners) {
    const override = asOne(provisioner.get('override') ?? null);
    if (!override.ok) return override.error;
    const value = override.value.get('virtualbox');
    if (value === undefined) continue;
    override.value.delete('virtualbox');
    override.value.set('virtualbox-iso', value);
    provisioner.set('override', override.value);
  }
  return undefined;
};

/** Logins need no e-mail address any more. */
export const dockerEmail: Rewrite = ({ root, builders, postProcessors }) => {
  if ((root.get('post-processors') ?? null) === null) return undefined;
  for (const component of [...builders, ...postProcessors]) component.delete('login_email');
  return undefined;
};

function tagsIn(value: JsonValue | undefined): readonly string[] {
  if (isArray(value)) return value.flatMap(tagsIn);
  return (
    textOf(value)
      ?.split(',')
      .map((tag) => tag.trim()) ?? []
  );
}

/** One tag and many become one list. */
export const dockerTags: Rewrite = (target) => {
  for (const processor of selected(target, 'postProcessors', types('docker-tag'))) {
    const tags = [...tagsIn(processor.get('tag')), ...tagsIn(processor.get('tags'))];
    processor.delete('tag');
    processor.set('tags', [...new Set(tags)]);
  }
  return undefined;
};

function withoutEscapes(text: string): string {
  return text.replace(/`([$"`'])/g, '$1');
}

/** PowerShell texts are escaped by the provisioner itself. */
export const powershellEscapes: Rewrite = change(
  'provisioners',
  types('powershell'),
  (provisioner) => {
    for (const key of ['elevated_user', 'elevated_password']) {
      const text = textOf(provisioner.get(key));
      if (text !== undefined) provisioner.set(key, withoutEscapes(text));
    }
    const variables = provisioner.get('environment_vars');
    if (!isArray(variables)) return;
    const fixed = variables.map((entry) =>
      typeof entry === 'string' ? withoutEscapes(entry) : entry,
    );
    provisioner.set('environment_vars', fixed);
  },
);
