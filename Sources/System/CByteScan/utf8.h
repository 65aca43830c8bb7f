// What the levels of UTF-8 checking share.
#ifndef NF_UTF8_H
#define NF_UTF8_H

#include "kernels.h"

enum {
  TOO_SHORT = 1 << 0,      // a lead without continuation
  TOO_LONG = 1 << 1,       // a continuation behind ASCII
  OVERLONG_3 = 1 << 2,     // E0 80...9F
  TOO_LARGE = 1 << 3,      // F4 90...BF, F5...FF
  SURROGATE = 1 << 4,      // ED A0...BF
  OVERLONG_2 = 1 << 5,     // C0, C1
  TOO_LARGE_1000 = 1 << 6, // F5...FF 80...8F
  OVERLONG_4 = 1 << 6,     // F0 80...8F
  TWO_CONTINUATIONS = 1 << 7,
  CARRY = TOO_SHORT | TOO_LONG | TWO_CONTINUATIONS,
};

extern const uint8_t nf_utf8_first_high[16], nf_utf8_first_low[16], nf_utf8_second_high[16];

/// The length of the well-formed sequence at `p`, 0 where there is none.
size_t nf_utf8_sequence(const uint8_t *p, size_t rest);
size_t nf_utf8_avx2(const uint8_t *bytes, size_t count);
size_t nf_utf8_avx512(const uint8_t *bytes, size_t count);
size_t nf_utf8_neon(const uint8_t *bytes, size_t count);

#endif
