#include "kernels.h"

#if defined(__aarch64__)
#include <arm_neon.h>

#define NF_NAME(x) nf_neon_##x
#define NF_TARGET
#define NF_INDEX nf_csv_index_neon
#define NF_WIDE 2
#define NF_ACCUMULATOR nf_neon_seen
#define NF_ACCUMULATOR_ZERO {vdupq_n_u8(0xFF), vdupq_n_u8(0)}
#define NF_PREPARE(d) const uint8x16_t vd = vdupq_n_u8((d)->delimiter), vq = vdupq_n_u8((d)->quote)
#define NF_PREPARED , vd, vq

typedef struct {
  uint8x16_t least, high;
} nf_neon_seen;

// NEON has no movemask: each lane keeps its own bit and pairs are added up three times.
static inline uint64_t equal_mask(uint8x16x4_t v, uint8x16_t byte) {
  const uint8x16_t weights = {1, 2, 4, 8, 16, 32, 64, 128, 1, 2, 4, 8, 16, 32, 64, 128};
  uint8x16_t a = vandq_u8(vceqq_u8(v.val[0], byte), weights);
  uint8x16_t b = vandq_u8(vceqq_u8(v.val[1], byte), weights);
  uint8x16_t c = vandq_u8(vceqq_u8(v.val[2], byte), weights);
  uint8x16_t d = vandq_u8(vceqq_u8(v.val[3], byte), weights);
  uint8x16_t sum = vpaddq_u8(vpaddq_u8(a, b), vpaddq_u8(c, d));
  return vgetq_lane_u64(vreinterpretq_u64_u8(vpaddq_u8(sum, sum)), 0);
}

static inline nf_masks nf_classify(const uint8_t *text, nf_neon_seen *seen, uint8x16_t delimiter, uint8x16_t quote) {
  uint8x16x4_t v = {{vld1q_u8(text), vld1q_u8(text + 16), vld1q_u8(text + 32), vld1q_u8(text + 48)}};
  uint8x16_t least = vminq_u8(vminq_u8(v.val[0], v.val[1]), vminq_u8(v.val[2], v.val[3]));
  uint8x16_t high = vorrq_u8(vorrq_u8(v.val[0], v.val[1]), vorrq_u8(v.val[2], v.val[3]));
  seen->least = vminq_u8(seen->least, least);
  seen->high = vorrq_u8(seen->high, high);
  return (nf_masks){equal_mask(v, quote), equal_mask(v, delimiter), equal_mask(v, vdupq_n_u8('\n')),
                    equal_mask(v, vdupq_n_u8('\r'))};
}

static inline void nf_finish(nf_neon_seen seen, nf_csv_result *result) {
  result->saw_nul = vminvq_u8(seen.least) == 0;
  result->saw_non_ascii = vmaxvq_u8(seen.high) >= 0x80;
}

#define nf_prefix_xor nf_prefix_xor_shifts

#include "csv_index_body.h"
#endif
