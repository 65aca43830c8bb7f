#include "kernels.h"

#if defined(__x86_64__)
#include <immintrin.h>

#define NF_NAME(x) nf_avx2_##x
#define NF_TARGET __attribute__((target("avx2,bmi,bmi2,popcnt,pclmul,lzcnt")))
#define NF_INDEX nf_csv_index_avx2
#define NF_BMI 1
#define NF_WIDE 4
#define NF_ACCUMULATOR nf_avx2_seen
#define NF_ACCUMULATOR_ZERO {_mm256_set1_epi8(-1), _mm256_setzero_si256()}
#define NF_PREPARE(d)                                                                                                  \
  const __m256i vd = _mm256_set1_epi8((char)(d)->delimiter), vq = _mm256_set1_epi8((char)(d)->quote)
#define NF_PREPARED , vd, vq

typedef struct {
  __m256i least, high;
} nf_avx2_seen;

static NF_TARGET inline __attribute__((always_inline)) uint64_t equal_mask(__m256i low, __m256i high, __m256i byte) {
  uint32_t a = (uint32_t)_mm256_movemask_epi8(_mm256_cmpeq_epi8(low, byte));
  uint32_t b = (uint32_t)_mm256_movemask_epi8(_mm256_cmpeq_epi8(high, byte));
  return a | (uint64_t)b << 32;
}

static NF_TARGET inline __attribute__((always_inline)) nf_masks nf_classify(const uint8_t *text, nf_avx2_seen *seen,
                                                                            __m256i delimiter, __m256i quote) {
  __m256i low = _mm256_loadu_si256((const __m256i *)(const void *)text);
  __m256i high = _mm256_loadu_si256((const __m256i *)(const void *)(text + 32));
  seen->least = _mm256_min_epu8(seen->least, _mm256_min_epu8(low, high));
  seen->high = _mm256_or_si256(seen->high, _mm256_or_si256(low, high));
  return (nf_masks){equal_mask(low, high, quote), equal_mask(low, high, delimiter),
                    equal_mask(low, high, _mm256_set1_epi8('\n')), equal_mask(low, high, _mm256_set1_epi8('\r'))};
}

static NF_TARGET inline __attribute__((always_inline)) void nf_finish(nf_avx2_seen seen, nf_csv_result *result) {
  result->saw_nul = _mm256_movemask_epi8(_mm256_cmpeq_epi8(seen.least, _mm256_setzero_si256())) != 0;
  result->saw_non_ascii = _mm256_movemask_epi8(seen.high) != 0;
}

static NF_TARGET inline __attribute__((always_inline)) uint64_t nf_prefix_xor(uint64_t bits) {
  __m128i product = _mm_clmulepi64_si128(_mm_cvtsi64_si128((long long)bits), _mm_set1_epi8(-1), 0);
  return (uint64_t)_mm_cvtsi128_si64(product);
}

#include "csv_index_body.h"
#endif
