#include "kernels.h"

#if defined(__x86_64__)
#include <immintrin.h>

#define NF_NAME(x) nf_sse2_##x
#define NF_TARGET
#define NF_INDEX nf_csv_index_sse2
#define NF_WIDE 2
#define NF_ACCUMULATOR nf_sse2_seen
#define NF_ACCUMULATOR_ZERO {_mm_set1_epi8(-1), _mm_setzero_si128()}
#define NF_PREPARE(d)                                                                                                  \
  const __m128i vd = _mm_set1_epi8((char)(d)->delimiter), vq = _mm_set1_epi8((char)(d)->quote)
#define NF_PREPARED , vd, vq

typedef struct {
  __m128i least, high;
} nf_sse2_seen;

static inline uint64_t equal_mask(const __m128i v[4], __m128i byte) {
  uint64_t a = (uint32_t)_mm_movemask_epi8(_mm_cmpeq_epi8(v[0], byte));
  uint64_t b = (uint32_t)_mm_movemask_epi8(_mm_cmpeq_epi8(v[1], byte));
  uint64_t c = (uint32_t)_mm_movemask_epi8(_mm_cmpeq_epi8(v[2], byte));
  uint64_t d = (uint32_t)_mm_movemask_epi8(_mm_cmpeq_epi8(v[3], byte));
  return a | b << 16 | c << 32 | d << 48;
}

static inline nf_masks nf_classify(const uint8_t *text, nf_sse2_seen *seen, __m128i delimiter, __m128i quote) {
  __m128i v[4];
  for (int i = 0; i < 4; i++) v[i] = _mm_loadu_si128((const __m128i *)(const void *)(text + 16 * i));
  seen->least = _mm_min_epu8(seen->least, _mm_min_epu8(_mm_min_epu8(v[0], v[1]), _mm_min_epu8(v[2], v[3])));
  seen->high = _mm_or_si128(seen->high, _mm_or_si128(_mm_or_si128(v[0], v[1]), _mm_or_si128(v[2], v[3])));
  return (nf_masks){equal_mask(v, quote), equal_mask(v, delimiter), equal_mask(v, _mm_set1_epi8('\n')),
                    equal_mask(v, _mm_set1_epi8('\r'))};
}

static inline void nf_finish(nf_sse2_seen seen, nf_csv_result *result) {
  result->saw_nul = _mm_movemask_epi8(_mm_cmpeq_epi8(seen.least, _mm_setzero_si128())) != 0;
  result->saw_non_ascii = _mm_movemask_epi8(seen.high) != 0;
}

#define nf_prefix_xor nf_prefix_xor_shifts

#include "csv_index_body.h"
#endif
