#include "utf8.h"

#if defined(__x86_64__)
#include <immintrin.h>

#define NF_UTF8 nf_utf8_avx512
#define NF_TARGET __attribute__((target("avx512f,avx512bw,avx512vl,avx2")))
#define NF_INLINE static NF_TARGET inline __attribute__((always_inline))
#define NF_LANES 64

typedef __m512i nf_vector;

NF_INLINE nf_vector load(const uint8_t *p) { return _mm512_loadu_si512(p); }
NF_INLINE nf_vector splat(int byte) { return _mm512_set1_epi8((char)byte); }
NF_INLINE nf_vector table(const uint8_t *p) {
  return _mm512_broadcast_i32x4(_mm_loadu_si128((const __m128i *)(const void *)p));
}
NF_INLINE bool is_ascii(nf_vector v) { return _mm512_movepi8_mask(v) == 0; }
NF_INLINE nf_vector lookup(nf_vector t, nf_vector v) { return _mm512_shuffle_epi8(t, v); }
NF_INLINE nf_vector high_nibble(nf_vector v) {
  return _mm512_and_si512(_mm512_srli_epi16(v, 4), _mm512_set1_epi8(0x0F));
}
NF_INLINE nf_vector low_nibble(nf_vector v) { return _mm512_and_si512(v, _mm512_set1_epi8(0x0F)); }
NF_INLINE nf_vector both(nf_vector a, nf_vector b) { return _mm512_and_si512(a, b); }
NF_INLINE nf_vector either(nf_vector a, nf_vector b) { return _mm512_or_si512(a, b); }
NF_INLINE nf_vector differ(nf_vector a, nf_vector b) { return _mm512_xor_si512(a, b); }
NF_INLINE nf_vector minus(nf_vector a, nf_vector b) { return _mm512_subs_epu8(a, b); }
NF_INLINE bool is_zero(nf_vector v) { return _mm512_test_epi8_mask(v, v) == 0; }

#include "utf8_body.h"
#endif
