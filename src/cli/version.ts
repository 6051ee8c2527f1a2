import packageFile from '../../package.json' with { type: 'json' };

/** The version of Packer that templates, plugins and scripts can count on. */
export const compatibleVersion = '1.16.0';

/** The version of this program itself. */
export const ownVersion: string = packageFile.version;
