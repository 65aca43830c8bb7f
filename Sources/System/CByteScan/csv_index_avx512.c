#include "kernels.h"

#if defined(__x86_64__)
#include <immintrin.h>

#define NF_NAME(x) nf_avx512_##x
#define NF_TARGET __attribute__((target("avx512f,avx512bw,avx512vl,avx2,bmi,bmi2,popcnt,pclmul,lzcnt")))
#define NF_INDEX nf_csv_index_avx512
#define NF_BMI 1
#define NF_WIDE 8
#define NF_ACCUMULATOR nf_avx512_seen
#define NF_ACCUMULATOR_ZERO {_mm512_set1_epi8(-1), _mm512_setzero_si512()}
#define NF_PREPARE(d)                                                                                                  \
  const __m512i vd = _mm512_set1_epi8((char)(d)->delimiter), vq = _mm512_set1_epi8((char)(d)->quote)
#define NF_PREPARED , vd, vq

typedef struct {
  __m512i least, high;
} nf_avx512_seen;

static NF_TARGET inline __attribute__((always_inline)) nf_masks nf_classify(const uint8_t *text, nf_avx512_seen *seen,
                                                                            __m512i delimiter, __m512i quote) {
  __m512i v = _mm512_loadu_si512(text);
  seen->least = _mm512_min_epu8(seen->least, v);
  seen->high = _mm512_or_si512(seen->high, v);
  return (nf_masks){_mm512_cmpeq_epi8_mask(v, quote), _mm512_cmpeq_epi8_mask(v, delimiter),
                    _mm512_cmpeq_epi8_mask(v, _mm512_set1_epi8('\n')),
                    _mm512_cmpeq_epi8_mask(v, _mm512_set1_epi8('\r'))};
}

static NF_TARGET inline __attribute__((always_inline)) void nf_finish(nf_avx512_seen seen, nf_csv_result *result) {
  result->saw_nul = _mm512_cmpeq_epi8_mask(seen.least, _mm512_setzero_si512()) != 0;
  result->saw_non_ascii = _mm512_movepi8_mask(seen.high) != 0;
}

static NF_TARGET inline __attribute__((always_inline)) uint64_t nf_prefix_xor(uint64_t bits) {
  __m128i product = _mm_clmulepi64_si128(_mm_cvtsi64_si128((long long)bits), _mm_set1_epi8(-1), 0);
  return (uint64_t)_mm_cvtsi128_si64(product);
}

#include "csv_index_body.h"
#endif
