#include "cells.h"

#if defined(__x86_64__)
#include <immintrin.h>

#define NF_NAME(x) nf_sse2_##x
#define NF_TARGET
#define NF_UNESCAPE nf_unescape_sse2
#define NF_PUT nf_put_sse2
#define NF_LANES 16

typedef __m128i nf_vector;

static inline nf_vector load(const uint8_t *p) { return _mm_loadu_si128((const __m128i *)(const void *)p); }
static inline void store(uint8_t *p, nf_vector v) { _mm_storeu_si128((__m128i *)(void *)p, v); }
static inline nf_vector splat(int byte) { return _mm_set1_epi8((char)byte); }
static inline nf_vector equal(nf_vector a, nf_vector b) { return _mm_cmpeq_epi8(a, b); }
static inline nf_vector either(nf_vector a, nf_vector b) { return _mm_or_si128(a, b); }
static inline uint32_t mask(nf_vector v) { return (uint32_t)_mm_movemask_epi8(v); }

#include "cells_body.h"
#endif
