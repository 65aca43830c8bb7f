#include "cells.h"

#if defined(__x86_64__)
#include <immintrin.h>

#define NF_NAME(x) nf_avx2_##x
#define NF_TARGET __attribute__((target("avx2,bmi")))
#define NF_INLINE static NF_TARGET inline __attribute__((always_inline))
#define NF_UNESCAPE nf_unescape_avx2
#define NF_PUT nf_put_avx2
#define NF_LANES 32

typedef __m256i nf_vector;

NF_INLINE nf_vector load(const uint8_t *p) { return _mm256_loadu_si256((const __m256i *)(const void *)p); }
NF_INLINE void store(uint8_t *p, nf_vector v) { _mm256_storeu_si256((__m256i *)(void *)p, v); }
NF_INLINE nf_vector splat(int byte) { return _mm256_set1_epi8((char)byte); }
NF_INLINE nf_vector equal(nf_vector a, nf_vector b) { return _mm256_cmpeq_epi8(a, b); }
NF_INLINE nf_vector either(nf_vector a, nf_vector b) { return _mm256_or_si256(a, b); }
NF_INLINE uint32_t mask(nf_vector v) { return (uint32_t)_mm256_movemask_epi8(v); }

#include "cells_body.h"
#endif
