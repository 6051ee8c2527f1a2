import { quote } from '../../gotemplate/index.ts';
import { isArray, isObject, type JsonValue } from '../json/json-value.ts';
import { plainNumber } from '../intake/decoder.ts';
import {
  change,
  every,
  prefix,
  type Rewrite,
  renameKey,
  selected,
  textOf,
  types,
} from './rewrites.ts';
import { type Fixable, isFixable } from './target.ts';

/** `iso_md5` becomes a checksum with its type. */
export const isoMd5: Rewrite = change('builders', every, (builder) => {
  const sum = textOf(builder.get('iso_md5'));
  if (sum === undefined) return;
  builder.delete('iso_md5');
  builder.set('iso_checksum', sum);
  builder.set('iso_checksum_type', 'md5');
});

/** `.CreateTime` becomes `timestamp` in the names of what is built. */
export const createTime: Rewrite = change('builders', every, (builder) => {
  for (const key of ['ami_name', 'bundle_prefix', 'snapshot_name']) {
    const text = textOf(builder.get(key));
    if (text !== undefined) {
      builder.set(key, text.replace(/{{\s*\.CreateTime\s*}}/g, '{{timestamp}}'));
    }
  }
});

/** A switch becomes a mode. */
export const guestAdditionsAttach: Rewrite = change('builders', types('virtualbox'), (builder) => {
  const attach = builder.get('guest_additions_attach');
  if (typeof attach !== 'boolean') return;
  builder.delete('guest_additions_attach');
  builder.set('guest_additions_mode', attach ? 'attach' : 'upload');
});

const booleans: ReadonlyMap<string, boolean> = new Map([
  ...['1', 't', 'T', 'true', 'TRUE', 'True'].map((word) => [word, true] as const),
  ...['0', 'f', 'F', 'false', 'FALSE', 'False'].map((word) => [word, false] as const),
]);

/** `ssh_private_ip` becomes the interface it stands for. */
export const amazonPrivateIp: Rewrite = (target) => {
  for (const builder of selected(target, 'builders', prefix('amazon-'))) {
    const value = builder.get('ssh_private_ip');
    if (builder.has('ssh_interface') || value === undefined) continue;
    const isPrivate = typeof value === 'string' ? booleans.get(value) : value;
    if (isPrivate === undefined && typeof value === 'string') {
      return `ssh_private_ip is not a boolean, strconv.ParseBool: parsing ${quote(value)}: invalid syntax`;
    }
    if (typeof isPrivate !== 'boolean') continue;
    builder.delete('ssh_private_ip');
    builder.set('ssh_interface', isPrivate ? 'private_ip' : 'public_ip');
  }
  return undefined;
};

/** One address range becomes a list of one. */
export const amazonTemporaryCidrs: Rewrite = change('builders', prefix('amazon-'), (builder) => {
  const range = textOf(builder.get('temporary_security_group_source_cidr'));
  if (range === undefined) return;
  builder.delete('temporary_security_group_source_cidr');
  builder.set('temporary_security_group_source_cidrs', [range]);
});

/** Disks that cannot be compacted on ESXi are not. */
export const vmwareCompaction: Rewrite = change('builders', types('vmware-iso'), (builder) => {
  if (builder.get('remote_type') !== 'esx5') return;
  if (!builder.has('disk_type_id')) builder.set('disk_type_id', 'zeroedthick');
  if (builder.get('disk_type_id') === 'thin') return;
  if (builder.get('skip_compaction') !== true) builder.set('skip_compaction', true);
});

function withCleanNames(value: JsonValue): JsonValue {
  return typeof value === 'string'
    ? value.replace(/clean_(image|ami)_name/g, 'clean_resource_name')
    : value;
}

/** The old names of `clean_resource_name`, in texts and in texts one level down. */
export const cleanImageName: Rewrite = change('builders', every, (builder) => {
  for (const [key, value] of builder) {
    builder.set(key, withCleanNames(value));
    if (!isFixable(value)) continue;
    for (const [inner, text] of value) value.set(inner, withCleanNames(text));
  }
});

/** A size in megabytes becomes a text with its unit. */
export const qemuDiskSize: Rewrite = change('builders', types('qemu'), (builder) => {
  const size = builder.get('disk_size');
  if (typeof size === 'number') builder.set('disk_size', `${plainNumber(Math.trunc(size))}M`);
});

/** Moves keys of a builder into the first element of a list, which gets it in front. */
function moveInto(
  builder: Fixable,
  list: string,
  moves: readonly (readonly [from: string, to: string])[],
): void {
  const first: Fixable = new Map();
  for (const [from, to] of moves) {
    const value = builder.get(from);
    if (value === undefined) continue;
    builder.delete(from);
    first.set(to, value);
  }
  if (first.size === 0) return;
  const existing = builder.get(list);
  builder.set(list, [first, ...(isArray(existing) ? existing : [])]);
}

/** Network and disk of vSphere machines become lists. */
export const vsphereNetworkAndDisk: Rewrite = change(
  'builders',
  types('vsphere-iso'),
  (builder) => {
    moveInto(builder, 'network_adapters', [
      ['network', 'network'],
      ['networkCard', 'network_card'],
      ['network_card', 'network_card'],
    ]);
    moveInto(builder, 'storage', [
      ['disk_size', 'disk_size'],
      ['disk_thin_provisioned', 'disk_thin_provisioned'],
      ['disk_eagerly_scrub', 'disk_eagerly_scrub'],
    ]);
  },
);

/** Where a checksum comes from, or of what type it is, goes into the checksum itself. */
export const isoChecksum: Rewrite = change('builders', every, (builder) => {
  const url = textOf(builder.get('iso_checksum_url')) ?? '';
  const type = textOf(builder.get('iso_checksum_type')) ?? '';
  const sum = textOf(builder.get('iso_checksum')) ?? '';
  builder.delete('iso_checksum_url');
  builder.delete('iso_checksum_type');
  if (url !== '') builder.set('iso_checksum', `file:${url}`);
  else if (type !== '' && sum !== '') builder.set('iso_checksum', `${type}:${sum}`);
});

/** A misspelt key inside a nested object. */
export const azureExcludeFromLatest: Rewrite = change(
  'builders',
  prefix('azure-chroot'),
  (builder) => {
    const destination = builder.get('shared_image_destination');
    if (!isObject(destination) || !isFixable(destination)) return;
    const [from, to] = ['exlude_from_latest', 'exclude_from_latest'];
    renameKey(destination, { from, to, holds: 'anything', keeps: false });
  },
);
