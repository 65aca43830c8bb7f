// What the levels share, and the table that leads to each of them.
#ifndef NF_KERNELS_H
#define NF_KERNELS_H

#include "byte_scan.h"
#include <string.h>

typedef struct {
  uint64_t quote, delimiter, feed, carriage_return;
} nf_masks;

#define NF_INDEX_PARAMETERS                                                                                            \
  const nf_csv_dialect *dialect, nf_csv_state *state, const uint8_t *base, size_t start, size_t end, uint32_t *fields, \
      size_t field_count, uint32_t *records, size_t record_count

nf_csv_result nf_csv_index_portable(NF_INDEX_PARAMETERS);
size_t nf_utf8_portable(const uint8_t *bytes, size_t count);
#if defined(__x86_64__)
nf_csv_result nf_csv_index_sse2(NF_INDEX_PARAMETERS);
nf_csv_result nf_csv_index_avx2(NF_INDEX_PARAMETERS);
nf_csv_result nf_csv_index_avx512(NF_INDEX_PARAMETERS);
#elif defined(__aarch64__)
nf_csv_result nf_csv_index_neon(NF_INDEX_PARAMETERS);
#endif

// Bit i of the result is the parity of bits 0...i: inside quotes or outside, for 64 bytes at once.
static inline uint64_t nf_prefix_xor_shifts(uint64_t bits) {
  bits ^= bits << 1;
  bits ^= bits << 2;
  bits ^= bits << 4;
  bits ^= bits << 8;
  bits ^= bits << 16;
  bits ^= bits << 32;
  return bits;
}

// Writes the positions of the set bits, one after the other.
static inline void nf_emit_bits(uint32_t *out, uint64_t bits, uint32_t at) {
  while (bits) {
    *out++ = at + (uint32_t)__builtin_ctzll(bits);
    bits &= bits - 1;
  }
}

// Writes for each line feed among the ends how many entries there are up to its own; returns how many it wrote.
static inline size_t nf_emit_records(uint32_t *out, uint64_t lines, uint64_t ends, size_t fields) {
  size_t count = 0;
  for (; lines; lines &= lines - 1) {
    uint64_t upto = lines ^ (lines - 1);
    out[count++] = (uint32_t)(fields + (size_t)__builtin_popcountll(ends & upto));
  }
  return count;
}

// A sum with the carry of the one before; the new carry is returned.
static inline unsigned long long nf_add(unsigned long long carry, uint64_t a, uint64_t b, unsigned long long *sum) {
  unsigned long long first;
  unsigned long long over = __builtin_add_overflow(a, b, &first);
  return over | __builtin_add_overflow(first, carry, sum);
}

// Marks the entries of fields that hold doubled quotes.
static inline void nf_mark_escaped(uint32_t *out, uint64_t ends, uint64_t escaped) {
  for (; escaped; escaped &= escaped - 1) {
    uint64_t before = (escaped & -escaped) - 1;
    out[__builtin_popcountll(ends & before)] |= NF_ESCAPED;
  }
}

#endif
