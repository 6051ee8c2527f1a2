/**
 * Grapheme break classes of Unicode 13.0, from the Unicode Character Database (generated table):
 * per class its ranges in order, each `gap.extra` in base 36: how far the range starts after the end
 * of the one before, and how many more code points follow its first. Hangul syllables are computed.
 */
export const graphemeRanges = {
  prepend: '16o.5 5z 1d cy vf 1f8u f 6s.1 1h7 1 6w 21.5 jg',
  control: '0.v 2n.w d 12m 3jl 1ks 2.1 o.6 1d.f 17yn 6o.b ab8.8 qxz.3 43z.7 h405.v 2o.3j 6o.2rz',
  extend:
    'lc.33 7n.6 7b.18 1 1.1 1.1 1 20.a 1c.k g 2t.6 2.5 2.1 1.3 z u.q 2j.a 1m.8 9 o.3 1.8 1.2 ' +
    '1.4 17.2 3b.e 1.w 1i.2 1.h 1.6 a.1 t.2 1k 1.6 2.1 2.2 9 a.1 q 2.2 1k 1.4 4.1 2.2 3 u.1 ' +
    '3 b.2 1k 1.7 1.2 1.2 k.1 m.5 1.2 1k 1.6 2.1 2.2 7.2 a.1 u 1n.4 3.2 1.3 9 14.4 1l.6 1.2 ' +
    '1.3 7.1 b.1 t.2 1k 1.6 1.2 1.3 7.1 b.1 s.3 1j.1 1.6 1.2 1.3 9 a.1 t.2 1y 4.5 1 1.7 i.1 ' +
    '1p 1.7 c.7 2q 1.9 b.5 22.1 r 1 1 4.1 1d.j 1.1 5.a 1.z 9 2u.a 1.5 n.3 4.2 g.3 d 1.2 6 f ' +
    'jj.2 qa.2 t.2 t.1 u.1 1s.v 9 19.2 3b.1 y 3a.b 4.b 63.4 1l.9 1 1 2.n 2 1c.g 1r.4 1b.g ' +
    '12.8 c.2 u.c 1k.d 1c.j 48.2 1.k 4 6 2.2 5i.1l 1.4 ek 5f.w 2da.2 3x 2o.v fe.5 2x.1 n9w.3 ' +
    '1.9 w.1 28.1 7k 3 4 n.4 4 2b.1 1e.h q.h d 12.7 p.c 18.3 1b.d 10 1v.d c 8.1 1a 1f 1.2 ' +
    '2.1 5.1 1 15.4 5.1 6k.7 1.1 fn4 kh.f g.f a6.1 gt 6a 45.4 1ae.2 1.1 5.3 14.2 4 4l.1 fx.3 ' +
    'ar.1 49.a 4v.2 1h.e 1k.3 19.a 1x.2 10.d g.1 18 c.2 1c.d 8.3 1.1 2k.b 6 4g.b l.3 1j.1 ' +
    '1.6 2.1 2.2 9 a.1 2.6 3.4 5c.h n 29.j 6j.6 2.8 r.1 2a.g 2y.c 2t.e 74.e 6t.5 1.1 2.3 1 ' +
    '1.1 3x.6 2.6 3 s.9 14.6 1.3 8 9.a 1a.f b9.7 1.7 2a.l 1.d 3e.5 3 1.1 1.6 1 1u.4 1.1 1.4 ' +
    '9n.3 f09.4 1n.6 t4 1.1i 7.3 29 b.1 f57.1 43q.4 3.5 8.7 2.6 u.3 44.2 1iz.1i 4.1d 8 e m.4 ' +
    '1.e 11s.6 1.g 2.6 1.1 1.4 79.6 c5.3 15s.6 31.6 240.4 gx7k.2n 3k.6n',
  pictograph:
    '4p 4 68d c 60 m 2i.5 f.1 a7.1 c 2n 1y p.a 4.2 5j 6f.1 a 9 1m.3 1.5 1.b 1.35 a.39 2.a 1 ' +
    '1 6 3 6 a.1 f 2 4 1 4.2 1 b.4 19.2 9 e e ac.1 cv.2 j.1 1f 4 yi c gp 1 2fza.73 d.2 v ' +
    '1o.5 c.1 e 2.9 i.1k r.e a k 2.8 1.3 9.c1 5.8t 8.7d 1c.3j 38.b 2d.16 c.3 1k.7 a.5 14.7 ' +
    'u.29 c.1a 1.9 1.c8 74.sd',
  regional: '2qcm.p',
  leading: '3cw.2n u0w.s',
  vowel: '3fk.1z 1348.m',
  trailing: '3hk.2f 132j.1c',
  joiner: '6bx',
} as const;
