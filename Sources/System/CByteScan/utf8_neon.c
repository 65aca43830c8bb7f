#include "utf8.h"

#if defined(__aarch64__)
#include <arm_neon.h>

#define NF_UTF8 nf_utf8_neon
#define NF_TARGET
#define NF_INLINE static inline __attribute__((always_inline))
#define NF_LANES 16

typedef uint8x16_t nf_vector;

NF_INLINE nf_vector load(const uint8_t *p) { return vld1q_u8(p); }
NF_INLINE nf_vector splat(int byte) { return vdupq_n_u8((uint8_t)byte); }
NF_INLINE nf_vector table(const uint8_t *p) { return vld1q_u8(p); }
NF_INLINE bool is_ascii(nf_vector v) { return vmaxvq_u8(v) < 0x80; }
NF_INLINE nf_vector lookup(nf_vector t, nf_vector v) { return vqtbl1q_u8(t, v); }
NF_INLINE nf_vector high_nibble(nf_vector v) { return vshrq_n_u8(v, 4); }
NF_INLINE nf_vector low_nibble(nf_vector v) { return vandq_u8(v, vdupq_n_u8(0x0F)); }
NF_INLINE nf_vector both(nf_vector a, nf_vector b) { return vandq_u8(a, b); }
NF_INLINE nf_vector either(nf_vector a, nf_vector b) { return vorrq_u8(a, b); }
NF_INLINE nf_vector differ(nf_vector a, nf_vector b) { return veorq_u8(a, b); }
NF_INLINE nf_vector minus(nf_vector a, nf_vector b) { return vqsubq_u8(a, b); }
NF_INLINE bool is_zero(nf_vector v) { return vmaxvq_u8(v) == 0; }

#include "utf8_body.h"
#endif
