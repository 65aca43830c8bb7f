#include <zlib.h>

// `inflateInit2` is a macro, which Swift does not import: 15 + 32 takes gzip and zlib headers.
static inline int nf_inflate_init_gzip(z_stream *stream) { return inflateInit2(stream, 15 + 32); }
