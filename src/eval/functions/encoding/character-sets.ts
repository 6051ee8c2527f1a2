/** How an encoding is done: by a table of single bytes, or by a rule of its own. */
export type EncodingKind =
  | 'table'
  | 'us-ascii'
  | 'utf-8'
  | 'utf-16'
  | 'utf-16be'
  | 'utf-16le'
  | 'euc-jp'
  | 'iso-2022-jp'
  | 'shift_jis'
  | 'euc-kr'
  | 'gb18030'
  | 'gbk'
  | 'hz'
  | 'big5';

/** The supported character sets of the IANA registry: canonical name, kind, all names in lower case. */
export const characterSets: readonly (readonly [string, EncodingKind, string])[] = [
  ['Big5', 'big5', 'big5 csbig5'],
  ['EUC-KR', 'euc-kr', 'cseuckr euc-kr'],
  [
    'Extended_UNIX_Code_Packed_Format_for_Japanese',
    'euc-jp',
    'cseucpkdfmtjapanese euc-jp extended_unix_code_packed_format_for_japanese',
  ],
  ['GB18030', 'gb18030', 'csgb18030 gb18030'],
  ['GBK', 'gbk', 'cp936 csgbk gbk ms936 windows-936'],
  ['HZ-GB-2312', 'hz', 'hz-gb-2312'],
  ['IBM00858', 'table', 'ccsid00858 cp00858 csibm00858 ibm00858 pc-multilingual-850+euro'],
  ['IBM01140', 'table', 'ccsid01140 cp01140 csibm01140 ebcdic-us-37+euro ibm01140'],
  ['IBM037', 'table', 'cp037 csibm037 ebcdic-cp-ca ebcdic-cp-nl ebcdic-cp-us ebcdic-cp-wt ibm037'],
  ['IBM1047', 'table', 'csibm1047 ibm-1047 ibm1047'],
  ['IBM437', 'table', '437 cp437 cspc8codepage437 ibm437'],
  ['IBM850', 'table', '850 cp850 cspc850multilingual ibm850'],
  ['IBM852', 'table', '852 cp852 cspcp852 ibm852'],
  ['IBM855', 'table', '855 cp855 csibm855 ibm855'],
  ['IBM860', 'table', '860 cp860 csibm860 ibm860'],
  ['IBM862', 'table', '862 cp862 cspc862latinhebrew ibm862'],
  ['IBM863', 'table', '863 cp863 csibm863 ibm863'],
  ['IBM865', 'table', '865 cp865 csibm865 ibm865'],
  ['IBM866', 'table', '866 cp866 csibm866 ibm866'],
  ['ISO-2022-JP', 'iso-2022-jp', 'csiso2022jp iso-2022-jp'],
  ['ISO-8859-10', 'table', 'csisolatin6 iso-8859-10 iso-ir-157 iso_8859-10:1992 l6 latin6'],
  ['ISO-8859-13', 'table', 'csiso885913 iso-8859-13'],
  [
    'ISO-8859-14',
    'table',
    'csiso885914 iso-8859-14 iso-celtic iso-ir-199 iso_8859-14 iso_8859-14:1998 l8 latin8',
  ],
  ['ISO-8859-15', 'table', 'csiso885915 iso-8859-15 iso_8859-15 latin-9'],
  [
    'ISO-8859-16',
    'table',
    'csiso885916 iso-8859-16 iso-ir-226 iso_8859-16 iso_8859-16:2001 l10 latin10',
  ],
  [
    'ISO_8859-1:1987',
    'table',
    'cp819 csisolatin1 ibm819 iso-8859-1 iso-ir-100 iso_8859-1 iso_8859-1:1987 l1 latin1',
  ],
  [
    'ISO_8859-2:1987',
    'table',
    'csisolatin2 iso-8859-2 iso-ir-101 iso_8859-2 iso_8859-2:1987 l2 latin2',
  ],
  [
    'ISO_8859-3:1988',
    'table',
    'csisolatin3 iso-8859-3 iso-ir-109 iso_8859-3 iso_8859-3:1988 l3 latin3',
  ],
  [
    'ISO_8859-4:1988',
    'table',
    'csisolatin4 iso-8859-4 iso-ir-110 iso_8859-4 iso_8859-4:1988 l4 latin4',
  ],
  [
    'ISO_8859-5:1988',
    'table',
    'csisolatincyrillic cyrillic iso-8859-5 iso-ir-144 iso_8859-5 iso_8859-5:1988',
  ],
  ['ISO_8859-6-E', 'table', 'csiso88596e iso-8859-6-e iso_8859-6-e'],
  ['ISO_8859-6-I', 'table', 'csiso88596i iso-8859-6-i iso_8859-6-i'],
  [
    'ISO_8859-6:1987',
    'table',
    'arabic asmo-708 csisolatinarabic ecma-114 iso-8859-6 iso-ir-127 iso_8859-6 iso_8859-6:1987',
  ],
  [
    'ISO_8859-7:1987',
    'table',
    'csisolatingreek ecma-118 elot_928 greek greek8 iso-8859-7 iso-ir-126 iso_8859-7 iso_8859-7:1987',
  ],
  ['ISO_8859-8-E', 'table', 'csiso88598e iso-8859-8-e iso_8859-8-e'],
  ['ISO_8859-8-I', 'table', 'csiso88598i iso-8859-8-i iso_8859-8-i'],
  [
    'ISO_8859-8:1988',
    'table',
    'csisolatinhebrew hebrew iso-8859-8 iso-ir-138 iso_8859-8 iso_8859-8:1988',
  ],
  [
    'ISO_8859-9:1989',
    'table',
    'csisolatin5 iso-8859-9 iso-ir-148 iso_8859-9 iso_8859-9:1989 l5 latin5',
  ],
  ['KOI8-R', 'table', 'cskoi8r koi8-r'],
  ['KOI8-U', 'table', 'cskoi8u koi8-u'],
  ['Shift_JIS', 'shift_jis', 'csshiftjis ms_kanji shift_jis'],
  [
    'US-ASCII',
    'us-ascii',
    'ansi_x3.4-1968 ansi_x3.4-1986 cp367 csascii ibm367 iso-ir-6 iso646-us iso_646.irv:1991 us us-ascii',
  ],
  ['UTF-16', 'utf-16', 'csutf16 utf-16'],
  ['UTF-16BE', 'utf-16be', 'csutf16be utf-16be'],
  ['UTF-16LE', 'utf-16le', 'csutf16le utf-16le'],
  ['UTF-8', 'utf-8', 'csutf8 utf-8'],
  ['macintosh', 'table', 'csmacintosh mac macintosh'],
  ['windows-1250', 'table', 'cswindows1250 windows-1250'],
  ['windows-1251', 'table', 'cswindows1251 windows-1251'],
  ['windows-1252', 'table', 'cswindows1252 windows-1252'],
  ['windows-1253', 'table', 'cswindows1253 windows-1253'],
  ['windows-1254', 'table', 'cswindows1254 windows-1254'],
  ['windows-1255', 'table', 'cswindows1255 windows-1255'],
  ['windows-1256', 'table', 'cswindows1256 windows-1256'],
  ['windows-1257', 'table', 'cswindows1257 windows-1257'],
  ['windows-1258', 'table', 'cswindows1258 windows-1258'],
  ['windows-874', 'table', 'cswindows874 windows-874'],
];
