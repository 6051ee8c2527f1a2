/** The version of Packer that templates, plugins and scripts can count on. */
export const compatibleVersion = '1.16.0';

/** The version of this program itself; a test compares it with package.json. */
export const ownVersion = '0.1.0';
