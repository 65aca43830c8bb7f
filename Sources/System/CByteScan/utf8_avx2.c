#include "utf8.h"

#if defined(__x86_64__)
#include <immintrin.h>

#define NF_UTF8 nf_utf8_avx2
#define NF_TARGET __attribute__((target("avx2")))
#define NF_INLINE static NF_TARGET inline __attribute__((always_inline))
#define NF_LANES 32

typedef __m256i nf_vector;

NF_INLINE nf_vector load(const uint8_t *p) { return _mm256_loadu_si256((const __m256i *)(const void *)p); }
NF_INLINE nf_vector splat(int byte) { return _mm256_set1_epi8((char)byte); }
NF_INLINE nf_vector table(const uint8_t *p) {
  return _mm256_broadcastsi128_si256(_mm_loadu_si128((const __m128i *)(const void *)p));
}
NF_INLINE bool is_ascii(nf_vector v) { return _mm256_movemask_epi8(v) == 0; }
NF_INLINE nf_vector lookup(nf_vector t, nf_vector v) { return _mm256_shuffle_epi8(t, v); }
NF_INLINE nf_vector high_nibble(nf_vector v) {
  return _mm256_and_si256(_mm256_srli_epi16(v, 4), _mm256_set1_epi8(0x0F));
}
NF_INLINE nf_vector low_nibble(nf_vector v) { return _mm256_and_si256(v, _mm256_set1_epi8(0x0F)); }
NF_INLINE nf_vector both(nf_vector a, nf_vector b) { return _mm256_and_si256(a, b); }
NF_INLINE nf_vector either(nf_vector a, nf_vector b) { return _mm256_or_si256(a, b); }
NF_INLINE nf_vector differ(nf_vector a, nf_vector b) { return _mm256_xor_si256(a, b); }
NF_INLINE nf_vector minus(nf_vector a, nf_vector b) { return _mm256_subs_epu8(a, b); }
NF_INLINE bool is_zero(nf_vector v) { return _mm256_testz_si256(v, v); }

#include "utf8_body.h"
#endif
